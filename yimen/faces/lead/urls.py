"""The addresses of lead."""

from django.urls import path

from yimen.faces.lead import cases, figures, hall, home, ratings, refusals

app_name = "lead"

urlpatterns = [
    path("", home.home, name="home"),
    path("asked/", home.asked, name="asked"),
    path("watch/<str:watch>/", home.watch, name="watch"),
    path("hall/", hall.hall, name="hall"),
    path("hall/unplaced/<uuid:unplaced_id>/", hall.settle, name="settle_number"),
    path("hall/figures/", figures.page, name="figures"),
    path("hall/figures.csv", figures.file, name="figures_file"),
    path("hall/numbers/", figures.numbers, name="numbers"),
    path("refusals/", refusals.refusals, name="refusals"),
    path("ratings/", ratings.ratings, name="ratings"),
    path("ratings/rows/", ratings.rows, name="rating_rows"),
    path("cases/<str:number>/", cases.case, name="case"),
    path("cases/<str:number>/papers/<str:paper_number>/", cases.paper, name="paper"),
    path("cases/<str:number>/<str:word>/", cases.act, name="act"),
]
