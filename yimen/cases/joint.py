"""联办: several cases of one application, handled at the same time; the person's one day is the latest of theirs (H1, H3)."""

from collections.abc import Iterable
from datetime import date, datetime

from yimen.cases import announcing
from yimen.cases.lifecycle import State
from yimen.cases.models import Application, Case
from yimen.catalogue import definitions
from yimen.journal import door, rows
from yimen.office.actor import Actor
from yimen.papers import kinds
from yimen.papers.models import Paper

FEWEST = 2
_GONE = frozenset({State.NOT_ACCEPTED, State.RETURNED, State.WITHDRAWN, State.TERMINATED})


def lock(case: Case) -> Application:
    """Inside an outermost turn: the case's application, locked before the case (design 4)."""
    made = next((row for row in door.new(Application) if row.pk == case.application_id), None)
    if made is not None:  # begun in this turn: nobody else can see it
        return made
    [found] = rows.select(Application, "id = %s", [rows.key(case.application_id)], lock=True)
    held: Application = door.held_or(found)
    return held


def reckon(case: Case, *, by: Actor, at: datetime) -> None:
    """Inside a turn of a part, its application locked: the person's one day; the notice when it is first known (F3)."""
    application, together = lock(case), parts(case)
    if len(together) < FEWEST:
        return  # the first of them, about to be joined
    application.joint_due_on = latest((one.state, one.due_on) for one in together)
    is_new = not Paper.objects.filter(kind=kinds.JOINT, subject_id__in=[one.pk for one in together]).exists()
    if application.joint_due_on is not None and is_new and case.state == State.IN_PROCESS:
        announcing.joint(case, definitions.of_version(case.version_id), together, by=by, at=at)


def parts(case: Case) -> list[Case]:
    """The cases of the application, this one as the turn has it, in the order of receipt."""
    stored: list[Case] = rows.select(Case, "application_id = %s", [rows.key(case.application_id)])
    known = {one.pk: one for one in stored} | {
        one.pk: one for one in door.new(Case) if one.application_id == case.application_id
    }
    return sorted((known | {case.pk: case}).values(), key=lambda one: (one.received_at, one.pk))


def latest(together: Iterable[tuple[str, date | None]]) -> date | None:
    """The latest day of the parts that have not ended without a decision; None while one of them has none. Pure."""
    days = [due_on for state, due_on in together if state not in _GONE]
    return None if None in days or not days else max(filter(None, days))
