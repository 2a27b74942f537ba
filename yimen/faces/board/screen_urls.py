"""The short address that is opened on a new display, kiosk or pad."""

from django.urls import path

from yimen.faces.board import screens

app_name = "screens"

urlpatterns = [
    path("", screens.begin, name="begin"),
    path("<str:secret>/", screens.code, name="code"),
]
