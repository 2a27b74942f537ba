"""请示待办: the proposals that wait for the word of one post, the oldest first, with what would be granted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from yimen.cases import extending, progress, proposals
from yimen.cases.lifecycle import Act, State
from yimen.cases.models import Case, Proposal
from yimen.cases.refusals import REASONS
from yimen.catalogue import definitions, promise
from yimen.catalogue.definitions import Definition
from yimen.office.actor import Actor
from yimen.office.models import Role

PAGE = 30
Key = tuple[str, str]  # (ISO day, id) of the last row shown: where the next page begins

_ANSWERED_BY: dict[str, Q] = {
    Role.SUPERVISOR: Q(kind="extension", state="asked") | Q(kind="pause"),
    **dict.fromkeys(
        (Role.LEADER, Role.DIRECTOR), Q(kind="extension", state="endorsed") | Q(kind="pause") | Q(kind="refusal")
    ),
}
# Where a proposal of the kind can be answered at all: while something is missing from the papers it waits.
_STANDS = Q(kind="refusal", case__state=State.RECEIVED) | (~Q(kind="refusal") & Q(case__state=State.IN_PROCESS))
_GRANTS = {
    ("extension", "asked"): Act.ENDORSE, ("extension", "endorsed"): Act.EXTEND, ("pause", "asked"): Act.PAUSE,
    ("refusal", "asked"): Act.ALLOW_REFUSAL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal in the list: what is asked, why, by whom, since when; and the act that would grant it ("": none can
    now, and `why_not` says why)."""

    proposal_id: UUID
    case: Case
    item_name: str
    kind_words: str
    wanted: str
    reason: str
    asked_by: str
    asked_on: date
    endorsed_by: str
    endorsed_on: date | None
    light: str
    light_words: str
    grant: str
    why_not: str
    added: str  # of an extension: a promise


def waiting(by: Actor, *, on: date, after: Key | None = None) -> tuple[list[Asked], Key | None]:
    """What waits for this post's word, the oldest first; and where the next page begins (None: no more)."""
    found = _of(by).filter(_after(after)) if after else _of(by)
    listed = list(found.order_by("asked_on", "id")[: PAGE + 1])
    shown = listed[:PAGE]
    last = shown[-1] if len(listed) > PAGE else None
    return _rows(shown, on), (last.asked_on.isoformat(), str(last.pk)) if last else None


def of_case(case: Case, by: Actor, *, on: date) -> list[Asked]:
    """Those of one case, which the actor was let see."""
    return _rows(list(_of(by).filter(case=case).order_by("asked_on", "id")), on)


def wanted(found: Proposal) -> str:
    """What is asked for, in words."""
    if found.kind == Proposal.Kind.EXTENSION:
        return _("延长%(days)s") % {"days": promise.words(promise.parse(found.added))}
    if found.kind == Proposal.Kind.PAUSE:
        until = f"{found.until_on:%-m月%-d日}" if found.until_on else ""
        return _("%(special)s期间停表，预计至%(until)s") % {"special": found.special, "until": until}
    return _("不予受理：%(reason)s") % {"reason": REASONS[found.code]}


def _of(by: Actor) -> QuerySet[Proposal]:
    if by.role not in _ANSWERED_BY or by.centre_id is None:
        return Proposal.objects.none()
    seen = Case.objects.visible_to(by).filter(pk=OuterRef("case_id"))
    open_ones = Proposal.objects.filter(centre_id=by.centre_id, state__in=sorted(proposals.WAITING))
    mine = open_ones.filter(_ANSWERED_BY[by.role], _STANDS, Exists(seen))
    by_others = mine.exclude(asked_by_id=by.id).exclude(endorsed_by_id=by.id)  # two people, not one in two posts
    return by_others.select_related("case__applicant", "asked_by", "endorsed_by")


def _after(key: Key) -> Q:
    day, row = key
    return Q(asked_on__gt=day) | Q(asked_on=day, id__gt=row)


def _rows(found: Sequence[Proposal], on: date) -> list[Asked]:
    versions = {one.case.version_id for one in found}
    known = {one.version_id: one for one in definitions.of_versions(versions)}
    return [_row(one, known[one.case.version_id], on) for one in found]


def _row(found: Proposal, definition: Definition, on: date) -> Asked:
    light, words = progress.light(found.case, on)
    why_not = _why_not(found, on)
    return Asked(
        proposal_id=found.pk, case=found.case, item_name=definition.name, kind_words=found.get_kind_display(),
        wanted=wanted(found), reason=found.reason or "", asked_by=found.asked_by.name, asked_on=found.asked_on,
        endorsed_by=found.endorsed_by.name if found.endorsed_by else "", endorsed_on=found.endorsed_on,
        light=light, light_words=words, added=found.added,
        grant="" if why_not else _GRANTS[found.kind, found.state].value, why_not=why_not,
    )  # fmt: skip


def _why_not(found: Proposal, on: date) -> str:
    """Why it cannot be granted now; empty where it can."""
    if found.kind != Proposal.Kind.EXTENSION:
        return ""
    if extending.is_too_late(found.case, on=on):
        return _("已经超过应办结日，不能再延期，只能答复不同意。")
    stands = _GRANTS[found.kind, found.state] is Act.EXTEND and found.case.due_on is None
    return _("停表期间不能批准延期，恢复计时后再批准。") if stands else ""
