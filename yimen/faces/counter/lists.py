"""The counter's lists: what waits, a person's cases, drafts; each line as it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.cases import drafts, progress, reading, villages
from yimen.cases.lifecycle import State
from yimen.cases.models import Case
from yimen.catalogue import definitions
from yimen.faces.shared import lights, paging
from yimen.faces.shared.lights import Light
from yimen.office import centres
from yimen.office.actor import Actor
from yimen.office.models import Role
from yimen.registry import masking

# What waits at a window, in the order in which it should be seen to; a reply window hands out and sees no other.
WAITING = {
    State.READY.value: (gettext_lazy("待领取"), gettext_lazy("已决定、等申请人来领结果的办件会列在这里。")),
    State.RECEIVED.value: (gettext_lazy("已收件待受理"), gettext_lazy("材料已收、还没有受理的办件会列在这里。")),
    State.COMPLETING.value: (gettext_lazy("待补正"), gettext_lazy("已一次性告知、等申请人补交材料的办件会列在这里。")),
}
SENT, COMING = "sent", "coming"
_TITLES = WAITING | {
    SENT: (
        gettext_lazy("本村（社区）代收的办件"),
        gettext_lazy("在这里代收、送交中心的办件会列在这里，办到哪一步随时可看。"),
    ),
    COMING: (gettext_lazy("村里送来待交接"), gettext_lazy("村（社区）代收、材料还没有交到中心的办件会列在这里。")),
}
FIRST = 4  # lines of each list on the first page
MOST = 30  # what the top line counts up to


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list."""

    number: str
    item_name: str
    applicant: str
    state: str
    words: str
    day: date | None
    light: Light | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list of cases that wait; `older` is the address of its next page, if there is one."""

    state: str
    title: str
    empty: str
    lines: list[Line]
    count: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft: which item, for whom (masked), since when."""

    key: UUID
    item_name: str
    applicant: str
    saved_at: datetime
    href: str


def states_for(actor: Actor) -> list[str]:
    """The lists this post sees."""
    if actor.role == Role.REPLY:
        return [State.READY.value]
    if actor.centre_id and centres.is_point(actor.centre_id):
        return [SENT]
    return [*WAITING, COMING] if actor.centre_id and centres.has_points(actor.centre_id) else list(WAITING)


def top(actor: Actor) -> list[dict[str, Any]]:
    """The top line: word, how many wait, address. At most a page of each list is looked at: "30+", never a count."""
    mine = Case.objects.visible_to(actor).filter(centre_id=actor.centre_id)
    found = {one: _count(actor, mine, one) for one in states_for(actor)}
    return [
        {"words": _TITLES[one][0], "count": f"{MOST}+" if number > MOST else str(number), "state": one,
         "href": reverse("counter:waiting", args=[one])}
        for one, number in found.items()
    ]  # fmt: skip


def all_waiting(actor: Actor, on: date, top: list[dict[str, Any]]) -> list[Waiting]:
    """The first lines of every list, with the top line's numbers; of what villages sent only where something is on its
    way."""
    shown = [one for one in top if one["state"] != COMING or one["count"] != "0"]
    return [replace(waiting(actor, one["state"], on, most=FIRST), count=one["count"]) for one in shown]


def waiting(actor: Actor, state: str, on: date, *, after: str = "", most: int = reading.PAGE) -> Waiting:
    """A page of one list, newest first; `after` is where the page before ended, as it stands in the address."""
    found, last = _read(actor, state, paging.by_moment(after), most)
    title, empty = _TITLES[state]
    address = reverse("counter:waiting", args=[state])
    older = f"{address}?{paging.query(paging.write(last))}" if last else ""
    return Waiting(state, str(title), str(empty), lines(found, on), older=older)


def _read(actor: Actor, state: str, after: reading.Key | None, most: int) -> tuple[list[Case], reading.Key | None]:
    if state == SENT:
        return reading.taken_in_by(actor, after=after, most=most)
    if state == COMING:
        return reading.on_their_way(actor, after=after, most=most)
    if state == State.RECEIVED:
        return reading.to_accept(actor, after=after, most=most)
    return reading.cases_of(actor, states=[state], after=after, most=most)


def _count(actor: Actor, mine: Any, state: str) -> int:
    """How many, as far as a page goes. A village's own are a list to look things up in: nothing waits in it."""
    if state == SENT:
        return len(reading.taken_in_by(actor, most=MOST + 1)[0])
    if state == COMING:
        return len(reading.on_their_way(actor, most=MOST + 1)[0])
    found = mine.filter(state=state).with_papers() if state == State.RECEIVED else mine.filter(state=state)
    return len(found.values_list("pk")[: MOST + 1])


def of_person(actor: Actor, person_id: UUID, on: date) -> list[Line]:
    """A person's cases that this post sees, newest first."""
    found, _last = reading.cases_of(actor, states=list(State), applicant_id=person_id)
    return lines(found, on)


def lines(found: Iterable[Case], on: date) -> list[Line]:
    """Cases as lines."""
    cases = list(found)
    versions = list({one.version_id for one in cases})
    names = dict(zip(versions, (one.name for one in definitions.of_versions(versions)), strict=True))
    return [_line(one, names[one.version_id], on) for one in cases]


def drafts_of(actor: Actor) -> list[DraftLine]:
    """The drafts of the clerk's post."""
    return [_draft(one.pk, one.data, one.saved_at) for one in drafts.of_post(actor)]


def _line(case: Case, item_name: str, on: date) -> Line:
    words, day = _asked(case)
    shown = lights.shown(*progress.light(case, on))
    return Line(case.number, item_name, case.applicant.masked_name, case.get_state_display(), words, day, shown)


def _asked(case: Case) -> tuple[str, date | None]:
    """What the day in a line is."""
    if case.state == State.COMPLETING:
        return _("补正期限"), case.answer_by_on
    if villages.is_on_its_way(case) and case.is_open:
        return _("%(place)s代收") % {"place": centres.known(case.taken_at_id).short_name}, case.received_on
    if case.state == State.RECEIVED:
        return _("答复期限"), case.answer_by_on
    if case.state == State.READY:
        return _("领取期限"), case.collect_by_on or case.decided_on
    if case.is_open:
        return _("应办结"), case.due_on
    return _("结束"), case.ended_on


def _draft(key: UUID, typed: dict[str, Any], saved_at: datetime) -> DraftLine:
    code = str(typed.get("code", ""))
    name = "".join(typed.get("name") or [])
    href = f"{reverse('counter:intake', args=[code])}?{urlencode({'draft': key})}"
    return DraftLine(key, str(typed.get("item_name", code)), masking.name(name), saved_at, href)
