"""Where each face is mounted."""

from django.urls import include, path

from yimen.faces.shared.health import healthz

urlpatterns = [
    path("healthz", healthz),
    path("", include("yimen.faces.shared.urls")),
    path("counter/", include("yimen.faces.counter.urls")),
    path("desk/", include("yimen.faces.desk.urls")),
    path("lead/", include("yimen.faces.lead.urls")),
    path("manage/", include("yimen.faces.manage.urls")),
    path("api/v1/", include("yimen.faces.api.urls")),
    path("kiosk/", include("yimen.faces.kiosk.urls")),
    path("board/", include("yimen.faces.board.urls")),
    path("screens/", include("yimen.faces.board.screen_urls")),
    path("pad/", include("yimen.faces.pad.urls")),
    path("", include("yimen.faces.portal.urls")),
]
