"""The addresses of displays; /board/TOKEN/events/ is answered by a process of its own (`stream`)."""

from django.urls import path

from yimen.faces.board import views

app_name = "board"

urlpatterns = [
    path("<str:token>/", views.board, name="board"),
    path("<str:token>/state/", views.state, name="state"),
    path("<str:token>/slides/", views.slides_of, name="slides"),
]
