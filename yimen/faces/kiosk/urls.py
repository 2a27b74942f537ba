"""The addresses of the kiosks; the token says which kiosk it is."""

from django.urls import path

from yimen.faces.kiosk import views

app_name = "kiosk"

urlpatterns = [
    path("<str:token>/", views.start, name="start"),
    path("<str:token>/help/", views.help, name="help"),
    path("<str:token>/tickets/<uuid:ticket_id>/", views.ticket, name="ticket"),
]
