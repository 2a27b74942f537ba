"""The addresses of the desk."""

from django.urls import path

from yimen.faces.desk import papers, views

app_name = "desk"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("handled/", views.handled, name="handled"),
    path("tasks/<uuid:task_id>/", views.task, name="task"),
    path("tasks/<uuid:task_id>/notice/", papers.notice, name="notice"),
    path("tasks/<uuid:task_id>/<slug:act>/", views.act, name="act"),
    path("cases/<str:number>/", views.case, name="case"),
    path("cases/<str:number>/look/", views.look, name="look"),
    path("cases/<str:number>/papers/<str:paper_number>/", papers.paper, name="paper"),
]
