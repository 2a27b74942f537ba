"""The addresses of the counter."""

from django.urls import path

from yimen.faces.counter import (
    bookings,
    bundles,
    cases,
    choosing,
    consultations,
    corrections,
    guide_desk,
    helping,
    home,
    intake,
    people,
    pointing,
    queue,
)

app_name = "counter"

urlpatterns = [
    path("", home.home, name="home"),
    path("waiting/<str:state>/", home.waiting, name="waiting"),
    path("queue/", queue.queue, name="queue"),
    path("line/", choosing.line, name="line"),
    path("queue/person/", queue.person, name="queue_person"),
    path("help/<uuid:call_id>/answer/", helping.answer, name="answer_help"),
    path("take/", queue.take, name="take"),
    path("guide-desk/", guide_desk.desk, name="guide_desk"),
    path("guide-desk/number/", guide_desk.number, name="guide_desk_number"),
    path("guide-desk/tickets/<uuid:ticket_id>/", guide_desk.ticket, name="guide_desk_ticket"),
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/new/", consultations.ask, name="ask"),
    path("consultations/print/", consultations.print_day, name="consultations_print"),
    path("consultations/<uuid:consultation_id>/", consultations.consultation, name="consultation"),
    path("bookings/", bookings.bookings, name="bookings"),
    path("bookings/new/", bookings.new, name="booking_new"),
    path("bookings/<uuid:booking_id>/", bookings.one, name="booking"),
    path("bookings/<uuid:booking_id>/cancel/", bookings.cancel, name="booking_cancel"),
    path("check/<str:code>/", pointing.check, name="check"),
    path("together/<str:code>/", pointing.together, name="together"),
    path("elsewhere/<str:code>/", pointing.elsewhere, name="elsewhere"),
    path("find/", people.find, name="find"),
    path("persons/<uuid:person_id>/look/", people.look, name="look"),
    path("intake/<str:code>/", intake.intake, name="intake"),
    path("bundles/<str:code>/", bundles.bundle, name="bundle"),
    path("items/<str:code>/report/", corrections.report, name="report"),
    path("drafts/<uuid:draft_id>/wipe/", intake.wipe_draft, name="wipe_draft"),
    path("cases/<str:number>/", cases.case, name="case"),
    path("cases/<str:number>/form/", cases.form, name="form"),
    path("cases/<str:number>/<str:word>/", cases.act, name="act"),
    path("papers/<str:number>/print/", cases.print_paper, name="print_paper"),
    path("papers/<str:number>/retry/", cases.retry_paper, name="retry_paper"),
]
