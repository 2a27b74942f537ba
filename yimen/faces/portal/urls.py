"""The addresses of the portal."""

from django.urls import path

from yimen.faces.portal import corrections, files, fitting, leaflets, progress, signs, verify, views
from yimen.faces.shared import look

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("items/", views.items, name="items"),
    path("items/<str:code>/", views.guide, name="guide"),
    path("together/<str:code>/", signs.together, name="together"),
    path("elsewhere/<str:code>/", signs.elsewhere, name="elsewhere"),
    path("items/<str:code>/leaflet.pdf", leaflets.leaflet, name="leaflet"),
    path("items/<str:code>/report/", corrections.report, name="report"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("items/<str:code>/files/<uuid:file_id>/", files.file, name="file"),
    path("items/<str:code>/check/", fitting.page, name="check"),
    path("progress/", progress.by_number, name="progress"),
    path("progress/<str:token>/", progress.by_token, name="progress_by_token"),
    path("verify/", verify.page, name="verify"),
    path("look/", look.switch, name="look"),
]
