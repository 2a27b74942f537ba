"""Pages on which many items are changed as one: the same words replaced, and what waits for review published together (A6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yimen.catalogue import definitions, replacing, reviewing, standing
from yimen.catalogue.elements import State
from yimen.catalogue.models import Item, ItemVersion
from yimen.faces.manage import changes
from yimen.faces.manage.changes import Change
from yimen.faces.manage.forms import DayField
from yimen.faces.manage.frame import EDITORS, actor_of, show
from yimen.faces.manage.ownership import may_write
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import Malformed, NotNow, NotYours, Refused

FORM = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Row:
    """A version, what changes with it, and whether this actor can tick it: `why_not` says why not."""

    version: ItemVersion
    changes: list[Change]
    why_not: object = ""


@FORM
@staff_only(*EDITORS)
def replace(request: HttpRequest) -> HttpResponse:
    """成批修改用语: what would change in each item, and all ticked ones as drafts sent to review."""
    asked = request.POST or request.GET
    old, new = asked.get("old", ""), asked.get("new", "")
    refused: Refused | None = None
    found: list[replacing.Replaced] = []
    try:
        found = replacing.found(old, new, _in_force(request)) if old else []
        if request.method == "POST":
            ticked = set(request.POST.getlist("items"))
            chosen = [one for one in found if one.version.item.code in ticked]
            drafts = replacing.propose(chosen, by=actor_of(request), at=now())
            messages.success(request, _("已修改并送审：%(count)s项。") % {"count": len(drafts)})
            return redirect("manage:review_items")
    except (Malformed, NotNow, NotYours) as problem:
        refused = problem
    rows = [Row(one.version, changes.between(one.before, one.after)) for one in found]
    page = {"old": old, "new": new, "rows": rows, "refused": refused, "ticked": request.POST.getlist("items")}
    return show(request, "replace_words", "catalogue", status=refused.status if refused else 200, **page)


@FORM
@staff_only(*EDITORS)
def review(request: HttpRequest) -> HttpResponse:
    """待审核: what waits for a second pair of eyes; all ticked ones in force from one day."""
    rows = _waiting(request)
    refused: Refused | None = None
    if request.method == "POST":
        ticked = set(request.POST.getlist("items"))
        chosen = [row.version for row in rows if row.version.item.code in ticked and not row.why_not]
        try:
            from_on = DayField().clean(request.POST.get("from_on", ""))
            replacing.publish(chosen, from_on=from_on, by=actor_of(request), at=now())
            messages.success(request, _("已发布：%(count)s项。") % {"count": len(chosen)})
            return redirect("manage:catalogue")
        except ValidationError as wrong:
            refused = Malformed(wrong.messages[0])
        except (Malformed, NotNow, NotYours) as problem:
            refused = problem
    ticked_before = request.POST.getlist("items")
    page = {"rows": rows, "refused": refused, "today": today(), "typed": request.POST, "ticked": ticked_before}
    return show(request, "review_items", "catalogue", status=refused.status if refused else 200, **page)


def _in_force(request: HttpRequest) -> list[ItemVersion]:
    """What stands today and is not being written: its newest version."""
    seen = Item.objects.visible_to(actor_of(request))
    versions = ItemVersion.objects.in_force(today()).filter(item__in=seen).select_related("item__centre")
    return [one for one in versions.order_by("item__code") if _is_free(request, one)]


def _is_free(request: HttpRequest, version: ItemVersion) -> bool:
    return may_write(request, version.item) and standing.is_newest(version)


def _waiting(request: HttpRequest) -> list[Row]:
    seen = Item.objects.visible_to(actor_of(request))
    reviewed = ItemVersion.objects.filter(item__in=seen, states__state=State.REVIEW.value).distinct()
    rows = [
        _row(request, one) for one in _still(reviewed.select_related("item__centre").order_by("item__code", "number"))
    ]
    return [row for row in rows if may_write(request, row.version.item)]


def _still(versions: Iterable[ItemVersion]) -> list[ItemVersion]:
    return [one for one in versions if standing.state_of(one) is State.REVIEW and standing.is_newest(one)]


def _row(request: HttpRequest, version: ItemVersion) -> Row:
    base = ItemVersion.objects.in_force(today()).filter(item_id=version.item_id).first()
    if base is None:
        return Row(version, [], _("新的事项：点开，填会议纪要文号后发布"))
    told = changes.between(definitions.of_version(base.pk), definitions.of_version(version.pk))
    own = reviewing.second_needed(version, by=actor_of(request), on=today())
    return Row(version, told, _("您自己写的，由另一位审核") if own else "")
