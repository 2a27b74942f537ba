"""Pages on which many items are changed as one: the same words replaced, and what waits for review published together (A6)."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yimen.catalogue import definitions, replacing, standing
from yimen.catalogue.models import Item, ItemVersion
from yimen.faces.manage import changes
from yimen.faces.manage.changes import Change
from yimen.faces.manage.forms import DayField
from yimen.faces.manage.frame import EDITORS, actor_of, centre_of, show
from yimen.faces.manage.ownership import may_for_all
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
    versions = ItemVersion.objects.in_force(today()).filter(item__in=_mine(request)).select_related("item__centre")
    return standing.newest(versions.order_by("item__code"))


def _waiting(request: HttpRequest) -> list[Row]:
    found = replacing.waiting(_mine(request), by=actor_of(request), on=today())
    ids = [one.version.pk for one in found] + [one.base_id for one in found if one.base_id]
    said = {one.version_id: one for one in definitions.of_versions(ids)}
    rows = []
    for one in found:
        if one.base_id is None:
            rows.append(Row(one.version, [], _("新的事项：点开，填会议纪要文号后发布")))
            continue
        told = changes.between(said[one.base_id], said[one.version.pk])
        rows.append(Row(one.version, told, _("您自己写的，由另一位审核") if one.is_own else ""))
    return rows


def _mine(request: HttpRequest) -> QuerySet[Item]:
    """The items whose versions this actor writes: those for all, where the actor does; the own ones of the centre."""
    own = Item.objects.filter(centre=centre_of(request))
    return Item.objects.filter(Q(centre=None) | Q(centre=centre_of(request))) if may_for_all(request) else own
