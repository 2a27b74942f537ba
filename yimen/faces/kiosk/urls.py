"""The addresses of the kiosks; the token says which kiosk it is."""

from django.urls import path

from yimen.faces.kiosk import alone, bookings, carrying, corrections, fitting, guide, messages, scan, slip, views

app_name = "kiosk"

urlpatterns = [
    path("<str:token>/", views.start, name="start"),
    path("<str:token>/here/", alone.here, name="here"),
    path("<str:token>/alone/", alone.sync, name="alone"),
    path("<str:token>/worker.js", alone.worker, name="worker"),
    path("<str:token>/scan/", scan.scan, name="scan"),
    path("<str:token>/phone/", carrying.page, name="phone"),
    path("<str:token>/help/", views.help, name="help"),
    path("<str:token>/priority/", views.priority, name="priority"),
    path("<str:token>/booking/", bookings.booking, name="booking"),
    path("<str:token>/visiting/", bookings.visiting_offices, name="visiting"),
    path("<str:token>/guide/", guide.ways, name="guide"),
    path("<str:token>/often/", guide.often, name="often"),
    path("<str:token>/find/", guide.find, name="find"),
    path("<str:token>/life/", guide.life, name="life"),
    path("<str:token>/lines/", guide.lines, name="lines"),
    path("<str:token>/items/<str:code>/", guide.item, name="item"),
    path("<str:token>/items/<str:code>/check/", fitting.check, name="check"),
    path("<str:token>/items/<str:code>/report/", corrections.report, name="report"),
    path("<str:token>/reported/<str:number>/", corrections.reported, name="reported"),
    path("<str:token>/together/", guide.bundles, name="bundles"),
    path("<str:token>/together/<str:code>/", guide.bundle, name="bundle"),
    path("<str:token>/elsewhere/", guide.aways, name="aways"),
    path("<str:token>/elsewhere/<str:code>/", guide.away, name="away"),
    path("<str:token>/tickets/<uuid:ticket_id>/", views.ticket, name="ticket"),
    path("<str:token>/tickets/<uuid:ticket_id>/message/", messages.message, name="message"),
    path("<str:token>/tickets/<uuid:ticket_id>/slip/", slip.slip, name="slip"),
]
