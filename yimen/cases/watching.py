"""What leads look at: cases over their day or near it, clocks that stand too long, results that nobody fetched, cases that
are followed or in a hurry. Of the own centre and of those below; each list is read by one index, page by page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yimen.cases import progress, reading
from yimen.cases.lifecycle import OPEN, State
from yimen.cases.models import Case, Pause, Task
from yimen.cases.sight import LEADS
from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.office import calendar
from yimen.office.actor import Actor
from yimen.office.models import Centre, Lineage

PAGE = 30
Key = tuple[str, str]  # (ISO day, id) of the last row shown: where the next page begins


class Watch(StrEnum):
    """The lists, in the order of their weight."""

    RED = "red"
    YELLOW = "yellow"
    STOPPED = "stopped"
    UNCOLLECTED = "uncollected"
    LED = "led"
    HURRIED = "hurried"


@dataclass(frozen=True, slots=True)
class Step:
    """A step that waits: at which post of which centre, since when."""

    name: str
    post: str
    centre: str
    since_on: date


@dataclass(frozen=True, slots=True)
class _Row:
    case: Case
    day: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """A case in a list: the applicant is masked. `day` is the list's: due, planned end, to be fetched by, asked for by the
    applicant; `why` names the pause."""

    number: str
    item_name: str
    applicant_masked: str
    centre: str
    state_words: str
    light: str
    light_words: str
    steps: tuple[Step, ...]
    answerable: str
    day: date
    why: str


def watched(by: Actor, watch: Watch, *, on: date, after: Key | None = None) -> tuple[list[Watched], Key | None]:
    """A page of one list, the earliest day on top; and where the next page begins (None: no more)."""
    rows, following = _page(by, watch, on, after)
    return _shown({watch: rows}, on)[watch], following


def at_a_glance(by: Actor, *, on: date) -> dict[Watch, tuple[list[Watched], Key | None]]:
    """The first page of every list."""
    pages = {watch: _page(by, watch, on, None) for watch in Watch}
    shown = _shown({watch: rows for watch, (rows, _following) in pages.items()}, on)
    return {watch: (shown[watch], following) for watch, (_rows, following) in pages.items()}


def centres(by: Actor) -> QuerySet[Centre]:
    """The centre of a lead post, and those below it."""
    below = Lineage.objects.filter(ancestor=by.division_id).exclude(division=by.division_id)
    return Centre.objects.filter(Q(pk=by.centre_id) | Q(division_id__in=below.values("division_id")))


def _cases(by: Actor) -> QuerySet[Any]:
    # by centre first, so that the index of the list finds them; then through the eyes of who asks
    mine = Case.objects.visible_to(by).filter(centre_id__in=centres(by).values("pk"))
    return mine.select_related("applicant", "centre", "answerable")


def _red(by: Actor, on: date) -> QuerySet[Any]:
    return _cases(by).filter(state=State.IN_PROCESS, due_on__lt=on)


def _yellow(by: Actor, on: date) -> QuerySet[Any]:
    """The due day and the working day before it (design 6)."""
    return _cases(by).filter(state=State.IN_PROCESS, due_on__gte=on, due_on__lte=calendar.current().nth_after(on, 1))


def _stopped(by: Actor, on: date) -> QuerySet[Any]:
    """Pauses beyond their planned end, whoever or whatever began them."""
    seen = Case.objects.visible_to(by).filter(pk=OuterRef("case_id"))
    late = Pause.objects.filter(until_on__isnull=True, planned_until_on__lt=on, centre_id__in=centres(by).values("pk"))
    return late.filter(Exists(seen)).select_related("case__applicant", "case__centre", "case__answerable")


def _uncollected(by: Actor, on: date) -> QuerySet[Any]:
    return _cases(by).filter(state=State.READY, collect_by_on__lt=on)


def _led(by: Actor, _on: date) -> QuerySet[Any]:
    return _cases(by).filter(led_by_id=by.id, state__in=sorted(OPEN))


def _hurried(by: Actor, _on: date) -> QuerySet[Any]:
    return _cases(by).filter(wanted_on__isnull=False, decided_on__isnull=True, ended_on__isnull=True)


# each list's rows, and the day by which they are put in order
_LISTS: dict[Watch, tuple[Callable[[Actor, date], QuerySet[Any]], str]] = {
    Watch.RED: (_red, "due_on"),
    Watch.YELLOW: (_yellow, "due_on"),
    Watch.STOPPED: (_stopped, "planned_until_on"),
    Watch.UNCOLLECTED: (_uncollected, "collect_by_on"),
    Watch.LED: (_led, "received_on"),
    Watch.HURRIED: (_hurried, "wanted_on"),
}


def _page(by: Actor, watch: Watch, on: date, after: Key | None) -> tuple[list[_Row], Key | None]:
    of, name = _LISTS[watch]
    found = of(by, on)
    if after:
        day, row = after
        found = found.filter(Q(**{f"{name}__gt": day}) | Q(**{name: day}, id__gt=row))
    listed = list(found.order_by(name, "id")[: PAGE + 1]) if by.role in LEADS else []
    rows = [_row(one, getattr(one, name)) for one in listed[:PAGE]]
    last = listed[PAGE - 1] if len(listed) > PAGE else None
    return rows, (getattr(last, name).isoformat(), str(last.pk)) if last else None


def _row(found: Any, day: date) -> _Row:
    """The case itself, or the case of a pause, with its name."""
    return _Row(found.case, day, found.name) if isinstance(found, Pause) else _Row(found, day)


def _shown(pages: Mapping[Watch, Sequence[_Row]], on: date) -> dict[Watch, list[Watched]]:
    cases = {row.case.pk: row.case for rows in pages.values() for row in rows}
    versions = {case.version_id for case in cases.values()}
    known = {one.version_id: one for one in definitions.of_versions(versions)}
    waiting = _waiting(cases, known)
    return {
        watch: [_watched(row, known[row.case.version_id], waiting.get(row.case.pk, ()), on) for row in rows]
        for watch, rows in pages.items()
    }


def _waiting(cases: Mapping[UUID, Case], known: Mapping[UUID, Definition]) -> dict[UUID, tuple[Step, ...]]:
    """The steps that wait, by case; they are the same for whoever sees the case."""
    found: dict[UUID, tuple[Step, ...]] = {}
    tasks = Task.objects.filter(case_id__in=list(cases), state=Task.State.OPEN).select_related("post__centre")
    for task in tasks.order_by("opened_at", "id"):
        name = reading.step_name(known[cases[task.case_id].version_id], task)
        step = Step(name, task.post.title, task.post.centre.short_name, task.opened_on)
        found[task.case_id] = (*found.get(task.case_id, ()), step)
    return found


def _watched(row: _Row, definition: Definition, steps: tuple[Step, ...], on: date) -> Watched:
    case = row.case
    light, words = progress.light(case, on)
    return Watched(
        number=case.number, item_name=definition.name, applicant_masked=case.applicant.masked_name,
        centre=case.centre.short_name, state_words=case.get_state_display(), light=light, light_words=words,
        steps=steps, answerable=case.answerable.name if case.answerable else "", day=row.day, why=row.why,
    )  # fmt: skip
