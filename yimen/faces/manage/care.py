"""指南维护: which post answers for which guide, what falls due to be checked, what was reported wrong and is answered (A6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.catalogue import caring, definitions, finding, reporting
from yimen.catalogue.access import kept_homes
from yimen.catalogue.definitions import Definition
from yimen.catalogue.models import Care, GuideReport, Item, ItemVersion
from yimen.faces.manage.forms import ActForm, DayField
from yimen.faces.manage.frame import READERS, actor_of, done, show
from yimen.faces.shared import paging
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import Malformed, NotNow, NotThere, Refused
from yimen.office.actor import Actor
from yimen.office.models import Post

_MOST = 50  # reports on the page; the oldest first, so that none is forgotten
_MOST_GUIDES = 60  # at a time
_LONGEST_QUERY = 60


@dataclass(frozen=True, slots=True)
class Row:
    """An item in force and the care for its guide; `is_wrong`: an error was found true and is not mended yet. Who sees the
    care for a guide may confirm it."""

    one: Definition
    care: Care | None
    is_wrong: bool
    is_ticked: bool


class AnswerForm(ActForm):
    """采纳 or 不采纳, with the words."""

    answer = forms.CharField(
        label=_("答复"), widget=forms.Textarea({"rows": 4, "maxlength": reporting.LONGEST}),
        help_text=_("报告的人凭编号看得到；不要写个人信息"),
    )  # fmt: skip


@require_safe
@staff_only()
def care(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, what is due, and every guide that this post answers for or keeps."""
    return _page(request)


@require_POST
@staff_only()
def assign(request: HttpRequest) -> HttpResponse:
    """指定维护责任 of all that are ticked."""
    by, typed = actor_of(request), request.POST
    posts = _posts(by)
    post = next((one for one in posts if str(one.pk) == typed.get("post")), None)
    try:
        check_on = DayField().clean(typed.get("check_on", ""))
    except forms.ValidationError as wrong:
        return _page(request, problem=Malformed(_("没有指定。"), fields={"check_on": str(wrong.messages[0])}))
    if post is None:
        return _page(request, problem=Malformed(_("没有指定。"), fields={"post": _("请从列表中选岗位。")}))
    items = Item.objects.visible_to(by).filter(code__in=typed.getlist("items")).select_related("centre")
    try:
        cares = caring.assign(items, post=post, check_on=check_on, by=by, at=now())
    except (Malformed, NotNow) as refused:
        return _page(request, problem=refused)
    words = _("已指定%(count)s个事项由“%(post)s”维护。")
    messages.success(request, words % {"count": len(cares), "post": post.title})
    return redirect("manage:care")


@require_POST
@staff_only()
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """核对无误."""
    by = actor_of(request)
    found = Care.objects.visible_to(by).filter(item__code=code).select_related("item__centre", "post").first()
    if found is None:
        raise NotThere()
    try:
        fresh = caring.confirm(found, by=by, at=now())
    except NotNow as refused:
        return _page(request, problem=refused)
    messages.success(request, _("%(code)s已核对无误，下次核对日：%(day)s。") % {"code": code, "day": fresh.check_on})
    return redirect("manage:care")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only()
def report(request: HttpRequest, number: str) -> HttpResponse:
    """One report, and its answer: 采纳 or 不采纳 with words."""
    by = actor_of(request)
    seen = GuideReport.objects.visible_to(by).filter(number=number)
    found = seen.select_related("care__item__centre", "care__post", "version", "centre").first()
    if found is None:
        raise NotThere()
    form = AnswerForm(request.POST or None)
    verb = reporting.adopt if request.POST.get("act") == "adopt" else reporting.decline
    if done(form, lambda typed: verb(found, **typed, by=by, at=now())):
        messages.success(request, _("已答复%(number)s。") % {"number": number})
        return redirect("manage:care")
    definition = definitions.of_version(found.version_id)
    page = {
        "report": found, "form": form, "definition": definition, "about": reporting.ABOUT[found.about],
        "is_reader": by.role in READERS,
    }  # fmt: skip
    return show(request, "report", "care", status=422 if form.errors else 200, **page)


def _page(request: HttpRequest, *, problem: Refused | None = None) -> HttpResponse:
    on, by = today(), actor_of(request)
    cares = Care.objects.visible_to(by).select_related("item__centre", "post__centre")
    by_item = {one.item_id: one for one in cares}
    keeps = bool(kept_homes(by))
    guides = _guides(by, by_item.keys(), on)
    ticked = frozenset(request.POST.getlist("items"))
    rows = [_row(one, by_item.get(one.item_id), ticked) for one in guides]
    asked = request.GET.get("q", "").strip()[:_LONGEST_QUERY]
    names = {row.one.item_id: row.one.name for row in rows}
    reports = GuideReport.objects.visible_to(by).filter(state="open").order_by("reported_at", "id")
    found, following = _found(rows, asked), ""
    if problem is None:  # what is ticked stays on one page
        found, following = paging.part(found, lambda row: row.one.code, request.GET.get("after", ""), _MOST_GUIDES)
    page: dict[str, Any] = {
        "following": following, "is_first": not request.GET.get("after"),
        "waiting": [(one, reporting.ABOUT[one.about], names.get(one.care.item_id, "")) for one in _first(reports)],
        "answered": _answered(by), "due": [row for row in rows if row.care and row.care.is_due],
        "rows": found, "asked": asked, "problem": problem, "keeps": keeps, "posts": _posts(by),
        "without": sum(1 for row in rows if row.care is None or row.care.post is None or not row.care.post.is_open),
        "check_on": request.POST.get("check_on", f"{caring.next_check(on)}"), "chosen": request.POST.get("post", ""),
        "is_reader": by.role in READERS,
    }  # fmt: skip
    return show(request, "care", "care", status=problem.status if problem else 200, **page)


def _first(reports: Any) -> Any:
    return reports.select_related("care__item", "care__post")[:_MOST]


def _answered(by: Actor) -> Any:
    """The last ones that were answered."""
    newest = GuideReport.objects.visible_to(by).exclude(state="open").order_by("-answered_at")
    return newest.select_related("care__item")[:5]


def _guides(by: Actor, cared: Iterable[UUID], on: date) -> list[Definition]:
    """The guides in force that the actor's centre keeps, and those that the post answers for; by line and code."""
    homes = kept_homes(by)
    kept = Item.objects.filter(pk__in=cared) | Item.objects.kept_at(homes)
    versions = ItemVersion.objects.in_force(on).filter(item__in=kept.values("pk")).values_list("pk", flat=True)
    return sorted(definitions.of_versions(versions), key=lambda one: (one.line, one.code))


def _row(one: Definition, care: Care | None, ticked: frozenset[str]) -> Row:
    is_wrong = care is not None and care.wrong_in >= one.number
    return Row(one, care, is_wrong, one.code in ticked)


def _found(rows: list[Row], asked: str) -> list[Row]:
    if not asked:
        return rows
    by_code = {row.one.code: row for row in rows}
    return [by_code[one.code] for one in finding.find(asked, [row.one for row in rows])]


def _posts(by: Actor) -> list[Post]:
    """Who may be made answerable: every post, or the own centre's where only its own items are kept."""
    homes = kept_homes(by)
    if not homes:
        return []
    open_ones = Post.objects.filter(is_open=True).select_related("centre")
    if homes == {by.centre_id}:
        open_ones = open_ones.filter(centre=by.centre_id)
    return list(open_ones.order_by("centre__code", "title"))
