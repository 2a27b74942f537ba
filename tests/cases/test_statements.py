"""How many statements an act costs: finish a step at most 8, accept at most 12 (design 4), BEGIN and COMMIT not counted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.walking import taken_in, task
from tests.town import Cast
from yimen.cases import decisions, delivery, intake, steps

pytestmark = pytest.mark.engine("postgres")
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def statements(do: Callable[[], Any]) -> list[str]:
    """The statements of an act, as sent."""
    with CaptureQueriesContext(connection) as captured:
        do()
    return [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(NOT_COUNTED)]


def test_finishing_a_step_takes_at_most_eight_statements(everyone: Cast):
    taken_in(everyone, "PX-01", everyone.clock.at(3, 2))  # a process that has worked before
    case, at = taken_in(everyone, "PX-01", everyone.clock.at(3, 2)), everyone.clock.at(3, 3)
    examine, visit = task(case, "examine"), task(case, "visit")

    sent = statements(lambda: steps.finish(case, task_id=examine.pk, by=everyone.town_civil, at=at))
    assert len(sent) <= 8, sent
    last = statements(lambda: steps.finish(case, task_id=visit.pk, by=everyone.village, at=at))  # opens the next two
    assert len(last) <= 8 + 1, last


def test_accepting_takes_at_most_twelve_statements(everyone: Cast):
    at = everyone.clock.at(3, 2)
    taken_in(everyone, "MZ-01", at)
    case = intake.receive(everyone.handed(at), by=everyone.window, at=at)

    sent = statements(lambda: intake.accept(case, by=everyone.window, at=at))

    assert len(sent) <= 12, sent


def test_what_the_other_acts_cost_is_printed_and_bounded(everyone: Cast, capsys: pytest.CaptureFixture[str]):
    at = everyone.clock.at(3, 2)
    taken_in(everyone, "XM-01", at)
    handed = everyone.handed(at, code="XM-01")
    made: list[Any] = []

    taking = len(statements(lambda: made.append(intake.take_in(handed, by=everyone.window, at=at))))
    case, waiting = made[0], task(made[0], "approve")
    deciding = len(statements(lambda: decisions.decide(case, task_id=waiting.pk, outcome="granted",
                                                       by=everyone.supervisor, at=at)))  # fmt: skip
    delivering = len(
        statements(lambda: delivery.deliver(case, way="window", receiver="王秀英", by=everyone.reply, at=at))
    )

    with capsys.disabled():
        print(f"\nreceive and accept {taking}, decide {deciding}, deliver {delivering} statements")
    assert taking <= 24 and deciding <= 16 and delivering <= 8
