"""办理责任人: one person answers for a case, handed over only on record; important cases have a leader who follows them
(D8, C3), and an applicant in a hurry is heard (E5)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yimen.cases import announcing, proposals
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case
from yimen.catalogue import definitions
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import Holding, Role, Staff

LEADERS = (Role.LEADER, Role.DIRECTOR)


@door.verb
def hand_over(case: Case, *, staff_id: UUID, reason: str, by: Actor, at: datetime) -> Case:
    """变更办理责任人: to somebody who holds a post of the home today; the person is told. Raises Malformed, NotYours."""
    proposals.check_reason(reason)
    with turn(case, Act.HAND_OVER, by=by, at=at, reason=reason) as case:
        if staff_id == case.answerable_id:
            raise Malformed(_("此人已经是办理责任人。"), fields={"staff": _("请另选一人。")})
        following = _holder(case, staff_id, localdate(at))
        before = Staff.objects.filter(pk=case.answerable_id).values_list("name", flat=True).first() or ""
        case.answerable_id = following.pk
        definition = definitions.of_version(case.version_id)
        announcing.handed_over(case, definition, before=before, after=following.name, reason=reason, by=by, at=at)
    return case


@door.verb
def mark(case: Case, *, staff_id: UUID, reason: str, by: Actor, at: datetime) -> Case:
    """列为重点办理: a named leader of the home follows the case. Raises Malformed (not a leader), NotNow (already)."""
    proposals.check_reason(reason)
    with turn(case, Act.MARK, by=by, at=at, reason=reason) as case:
        if staff_id == case.led_by_id:
            raise NotNow(_("此人已在牵头这个重点办件。"), code="already_marked")
        case.led_by_id = _holder(case, staff_id, localdate(at), roles=LEADERS).pk
    return case


@door.verb
def hurry(case: Case, *, wanted_on: date, reason: str, by: Actor, at: datetime) -> Case:
    """申请人要求加急: by which day the person asks to have it, and why; everybody who works on it sees it. Binds nobody."""
    proposals.check_reason(reason)
    if wanted_on < localdate(at):
        raise Malformed(_("希望办结的日期不能早于今天。"), fields={"wanted_on": _("请填今天或以后的日子。")})
    with turn(case, Act.HURRY, by=by, at=at, reason=reason) as case:
        case.wanted_on = wanted_on
    return case


@dataclass(frozen=True, slots=True)
class Who:
    """The person answerable: the posts held at the case's home today, and the telephone there."""

    name: str
    posts: tuple[str, ...]
    centre: str
    telephone: str


def who(case: Case, *, on: date) -> Who | None:
    """Who answers for the case, and how to reach them; None while nobody does."""
    if case.answerable is None:
        return None
    held = _held_at_home(case, on).filter(staff_id=case.answerable_id).order_by("post__title")
    posts = tuple(dict.fromkeys(held.values_list("post__title", flat=True)))
    return Who(case.answerable.name, posts, case.centre.name, case.centre.telephone)


def candidates(case: Case, *, on: date, roles: tuple[str, ...] = ()) -> list[Staff]:
    """Who could answer for the case, or lead it: whoever holds a post of its home today, by name."""
    held = _held_at_home(case, on)
    if roles:
        held = held.filter(post__role__in=roles)
    return list(Staff.objects.filter(pk__in=held.values("staff_id"), is_active=True).order_by("name", "username"))


def posts_of(case: Case, staff: list[Staff], *, on: date) -> dict[UUID, str]:
    """The posts that each of them holds today at the case's home, in words."""
    titles: dict[UUID, list[str]] = {}
    held = _held_at_home(case, on).filter(staff__in=staff).order_by("post__title")
    for key, title in held.values_list("staff_id", "post__title").distinct():
        titles.setdefault(key, []).append(title)
    return {key: "、".join(words) for key, words in titles.items()}


def _held_at_home(case: Case, on: date) -> QuerySet[Holding]:
    running = Q(until_on__isnull=True) | Q(until_on__gte=on)
    return Holding.objects.filter(running, post__centre_id=case.centre_id, post__is_open=True, from_on__lte=on)


def _holder(case: Case, staff_id: UUID, on: date, *, roles: tuple[str, ...] = ()) -> Staff:
    found = next((one for one in candidates(case, on=on, roles=roles) if one.pk == staff_id), None)
    if found is None:
        words = _("请从列表中选一位现任工作人员。")
        raise Malformed(words, fields={"staff": words})
    return found
