"""The addresses of the rating pads; the token says which pad it is."""

from django.urls import path

from yimen.faces.pad import views

app_name = "pad"

urlpatterns = [
    path("<str:token>/", views.pad, name="pad"),
    path("<str:token>/thanks/", views.thanks, name="thanks"),
    path("<str:token>/state/", views.state, name="state"),
]
