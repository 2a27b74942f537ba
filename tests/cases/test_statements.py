"""How many statements an act costs: finish a step at most 8, accept at most 12 (design 4), BEGIN and COMMIT not counted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cases.walking import taken_in, task
from tests.town import Cast
from yimen.cases import decisions, delivery, intake, steps
from yimen.cases.models import Case
from yimen.faces.shared.now import now
from yimen.journal import source
from yimen.office.signing_in import issue_token

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


def over_http(cast: Cast, post: str, path: str) -> list[str]:
    """The statements of a whole request by a program, its token included."""
    token = issue_token(cast.town.staff[post], cast.town.posts[post], label="试")
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": source.new_token()}

    def send() -> None:
        answer = Client().post(f"/api/v1/{path}", {}, content_type="application/json", headers=headers)
        assert answer.status_code == 200, answer.content.decode()

    return statements(send)


def test_over_http_token_and_key_included_the_same_limits_hold(everyone: Cast):
    def receive(code: str) -> Case:
        return intake.receive(everyone.handed(now(), code=code), by=everyone.window, at=now())

    source.unseed()
    for _time in range(2):  # the second in a process that has worked before
        accepting = over_http(everyone, "window", f"cases/{receive('MZ-01').number}/accept")
        case = intake.accept(receive("PX-01"), by=everyone.window, at=now())
        finishing = over_http(everyone, "town_civil", f"tasks/{task(case, 'examine').pk}/finish")

    assert len(accepting) <= 12, accepting
    assert len(finishing) <= 8, finishing
