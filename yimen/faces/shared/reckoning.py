"""Why a case is due on this day: every day that was counted or not, in words."""

from dataclasses import dataclass
from datetime import date

from yimen.cases import clock, timing
from yimen.cases.lifecycle import State
from yimen.cases.models import Case
from yimen.catalogue.definitions import Definition
from yimen.office import calendar


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of the reckoning in words."""

    day: date | None
    counted: bool
    number: int
    words: str


def reckoning(case: Case, definition: Definition) -> list[Counted]:
    """Why it is this day: every day that was counted or not. Empty before acceptance and while a completion is awaited."""
    if case.accepted_on is None or case.state == State.COMPLETING:
        return []
    promise, days = timing.promise_of(definition, case.variant, on=case.accepted_on), calendar.current()
    why = clock.due(promise, timing.history(case, definition), days).why
    return [Counted(one.day, one.counted, one.number, clock.words(one, days)) for one in why]
