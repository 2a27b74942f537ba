"""A case is rated by its receipt once it has ended: a grade, its reasons, words; once, and nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client

from tests.town import Cast
from yimen.cases import endings, intake
from yimen.cases.models import Case
from yimen.faces.shared.now import now
from yimen.voice.models import Rating


@pytest.fixture
def case(house: Cast) -> Case:
    """A case that its applicant has taken back."""
    received = intake.receive(house.handed(now()), by=house.window, at=now())
    return endings.withdraw(received, reason="家里有变动", by=house.window, at=now())


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_grade_its_reasons_and_thanks(case: Case):
    client, progress = Client(), f"/progress/{case.token}/"
    where = progress + "rate/"
    assert where in text(client.get(progress)) and "非常满意" in text(client.get(where))
    assert "没有提供材料清单" in text(client.get(where, {"grade": "dissatisfied"}))

    lost = client.post(where, {"grade": "dissatisfied", "reason": ["208"], "says": "字" * 151})
    assert lost.status_code == 422 and "字" * 151 in text(lost) and 'value="208" checked' in text(lost)
    typed = {"grade": "dissatisfied", "reason": ["208"], "says": "跑了两趟"}
    answers = [client.post(where, typed) for _time in range(2)]

    assert [one.status_code for one in answers] == [302, 409]
    assert Rating.objects.get().says == "跑了两趟"
    assert "谢谢您的评价" in text(client.get(where)) and where not in text(client.get(progress))


def test_what_is_still_going_on_or_is_no_case_is_not_rated(house: Cast):
    open_one = intake.receive(house.handed(now()), by=house.window, at=now())
    where = f"/progress/{open_one.token}/rate/"

    assert "还没有办结" in text(Client().get(where)) and where not in text(Client().get(f"/progress/{open_one.token}/"))
    assert Client().post(where, {"grade": "satisfied"}).status_code == 409
    assert Client().get("/progress/x/rate/").status_code == 404
