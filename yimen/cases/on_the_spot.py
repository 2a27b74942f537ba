"""即办: receive, accept, decide and deliver in one go, by one clerk at one window (C4)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.cases import decisions, delivery, intake, tasks
from yimen.cases.intake import Handed
from yimen.cases.models import Case
from yimen.catalogue.definitions import Definition
from yimen.journal import door
from yimen.journal.errors import NotNow
from yimen.office.actor import Actor


def is_possible(definition: Definition) -> bool:
    """Where no step belongs to another post and the window holds the decision."""
    return definition.decided_at_window and not definition.steps


def handle(handed: Handed, *, receiver: str = "", by: Actor, at: datetime) -> Case:
    """All four acts, or none. The applicant signs for the result unless another receiver is named. Raises NotNow where
    the item is not for the spot, and whatever the four acts raise."""
    if not is_possible(handed.definition):
        raise NotNow(_("该事项不能当场办结，请按承诺件受理。"), code="not_on_the_spot")

    def all_four() -> Case:
        with door.together():
            case = intake.accept(intake.begin(handed, by=by, at=at), by=by, at=at)
            [task] = tasks.open_tasks(case)
            case = decisions.decide(case, task_id=task.pk, outcome=Case.Outcome.GRANTED, by=by, at=at)
            signed = receiver or handed.applicant.name
            return delivery.hand_out(case, receiver=signed, by=by, at=at)

    return door.retried(all_four)
