"""The addresses of the portal."""

from django.urls import path

from yimen.faces.portal import (
    bookings,
    corrections,
    files,
    fitting,
    leaflets,
    progress,
    rating,
    signs,
    tickets,
    verify,
    views,
)
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
    path("progress/<str:token>/rate/", rating.rate, name="rate"),
    path("progress/<str:token>/", progress.by_token, name="progress_by_token"),
    path("ticket/<str:token>/", tickets.ticket, name="ticket"),
    path("ticket/<str:token>/message/", tickets.message, name="ticket_message"),
    path("take/<str:code>/", tickets.take, name="take"),
    path("verify/", verify.page, name="verify"),
    path("bookings/", bookings.start, name="bookings"),
    path("visiting/", bookings.visiting_offices, name="visiting"),
    path("bookings/find/", bookings.find, name="booking_find"),
    path("bookings/for/<str:centre>/<str:letter>/", bookings.slots, name="booking_slots"),
    path("bookings/for/<str:centre>/<str:letter>/<str:start>/", bookings.book, name="booking_form"),
    path("bookings/<str:token>/", bookings.shown, name="booking"),
    path("bookings/<str:token>/calendar.ics", bookings.calendar, name="booking_calendar"),
    path("bookings/<str:token>/move/", bookings.move, name="booking_move"),
    path("bookings/<str:token>/cancel/", bookings.cancel, name="booking_cancel"),
    path("look/", look.switch, name="look"),
]
