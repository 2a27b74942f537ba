"""What the clock does to cases by itself, when an act falls due."""

from datetime import datetime

from yimen.cases import awaiting, completion, intake, steps
from yimen.cases.lifecycle import State
from yimen.cases.models import Case
from yimen.journal import alarms
from yimen.office.actor import Actor


@alarms.does("cases.deem_accepted", Case)
def deem_accepted(case: Case, at: datetime) -> None:
    """Not answered in five working days: accepted by law."""
    if case.state == State.RECEIVED:
        intake.deem_accepted(case, by=Actor.clock(), at=at)


@alarms.does("cases.return_unanswered", Case)
def return_unanswered(case: Case, at: datetime) -> None:
    """Not completed in the told term: returned."""
    if case.state == State.COMPLETING:
        completion.return_unanswered(case, by=Actor.clock(), at=at)


@alarms.does(awaiting.ALARM, Case)
def remind(case: Case, at: datetime) -> None:
    """The day has come from which a step can be done: its post is told."""
    if case.state == State.DECIDED:
        steps.remind(case, by=Actor.clock(), at=at)
