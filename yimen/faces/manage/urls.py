"""The addresses of manage."""

from django.urls import path

from yimen.faces.manage import (
    accounts,
    calendars,
    catalogue,
    centre,
    entrustments,
    home,
    hours,
    policies,
    posting,
    posts,
    versions,
)

app_name = "manage"

urlpatterns = [
    path("", home.home, name="home"),
    path("retry/", home.retry, name="retry"),
    path("backup/", home.back_up, name="back_up"),
    path("centre/", centre.centre, name="centre"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posting.new, name="new_post"),
    path("posts/<uuid:post_id>/duties/", posting.duties, name="duties"),
    path("posts/<uuid:post_id>/close/", posting.close, name="close_post"),
    path("posts/<uuid:post_id>/appoint/", posts.appoint, name="appoint"),
    path("posts/<uuid:post_id>/cover/", posts.cover, name="cover"),
    path("holdings/<uuid:holding_id>/end/", posts.end, name="end"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.new, name="new_account"),
    path("accounts/<uuid:staff_id>/password/", accounts.password, name="password"),
    path("accounts/<uuid:staff_id>/close/", accounts.close, name="close_account"),
    path("calendar/", calendars.year, name="calendar"),
    path("calendar/publish/", calendars.publish, name="publish"),
    path("calendar/day/", calendars.day, name="day"),
    path("hours/", hours.hours, name="hours"),
    path("hours/day/", hours.day, name="hours_of_day"),
    path("policies/", policies.policies, name="policies"),
    path("policies/<str:key>/", policies.change, name="policy"),
    path("entrustments/", entrustments.entrustments, name="entrustments"),
    path("entrustments/new/", entrustments.entrust, name="entrust"),
    path("entrustments/<uuid:id>/revoke/", entrustments.revoke, name="revoke"),
    path("catalogue/", catalogue.items, name="catalogue"),
    path("catalogue/<str:code>/<int:version>/", versions.version, name="version"),
]
