"""One case walks all the way: the minimum living allowance of design 1, and the certificate finished on the spot."""

from datetime import date

import pytest

from tests.town import Cast
from yimen.cases import completion, decisions, delivery, intake, on_the_spot, steps
from yimen.cases.models import Case, PublicNotice, Task
from yimen.journal.errors import NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Entry
from yimen.papers.models import Paper


def test_the_allowance_walks_from_the_window_to_the_village_and_back(cast: Cast) -> None:
    clock = cast.clock
    case = intake.receive(cast.handed(clock.at(3, 2), given=False), by=cast.window, at=clock.at(3, 2))
    assert case.number == "DY26-000001"

    case = completion.ask_completion(case, by=cast.window, at=clock.at(3, 2, 9, 10))
    assert Paper.objects.get(kind="completion").number == "DY26-B000001"

    given = [one.id for one in cast.item().requirements]
    case = completion.complete(case, given=given, by=cast.window, at=clock.at(3, 4))
    case = intake.accept(case, by=cast.window, at=clock.at(3, 4, 9, 5))
    assert (case.state, case.due_on) == ("in_process", date(2026, 4, 16))

    case = steps.finish(case, task_id=cast.task(case).pk, opinion="属实", by=cast.village, at=clock.at(3, 5))
    case = steps.post_notice(case, task_id=cast.task(case).pk, by=cast.village, at=clock.at(3, 5, 10))
    with pytest.raises(NotNow):
        steps.finish(case, task_id=cast.task(case).pk, by=cast.village, at=clock.at(3, 12))
    assert PublicNotice.objects.get().masked == "王**"

    case = steps.finish(case, task_id=cast.task(case).pk, by=cast.village, at=clock.at(3, 13))
    case = steps.finish(case, task_id=cast.task(case).pk, opinion="同意上报", by=cast.town_civil, at=clock.at(3, 16))
    case = decisions.decide(
        case, task_id=cast.task(case).pk, outcome="granted", opinion="同意", by=cast.county, at=clock.at(3, 20)
    )
    assert case.state == "decided"

    case = steps.post_notice(case, task_id=cast.task(case).pk, by=cast.village, at=clock.at(3, 23))
    case = steps.finish(case, task_id=cast.task(case).pk, by=cast.village, at=clock.at(3, 31))
    assert case.state == "ready"

    case = delivery.deliver(case, way="window", receiver="王秀英", by=cast.reply, at=clock.at(4, 1))

    assert Case.objects.get(pk=case.pk).state == "closed"
    assert [paper.number for paper in Paper.objects.order_by("issued_at")] == [
        "DY26-B000001", "DY26-S000001", "DY26-J000001", "DY26-D000001",
    ]  # fmt: skip
    assert not Task.objects.filter(state="open").exists()
    assert replay(cast.hall.pk) == []
    assert Entry.objects.filter(subject_id=case.pk).count() == 12


def test_the_certificate_is_done_on_the_spot(cast: Cast) -> None:
    at = cast.clock.at(3, 2)
    case = on_the_spot.handle(cast.handed(at, code="JS-03"), by=cast.window, at=at)

    assert Case.objects.get(pk=case.pk).state == "closed"
    assert case.due_on == date(2026, 3, 2)
    assert [entry.act for entry in Entry.objects.filter(subject_id=case.pk).order_by("number")] == [
        "cases.receive", "cases.accept", "cases.decide", "cases.deliver",
    ]  # fmt: skip
    assert replay(cast.hall.pk) == []


def test_a_promised_case_is_not_done_on_the_spot(cast: Cast) -> None:
    at = cast.clock.at(3, 2)

    with pytest.raises(NotNow):
        on_the_spot.handle(cast.handed(at), by=cast.window, at=at)
    assert not Case.objects.exists()


def test_another_villages_officer_cannot_finish_the_step(cast: Cast) -> None:
    case = intake.take_in(cast.handed(cast.clock.at(3, 2)), by=cast.window, at=cast.clock.at(3, 2))

    with pytest.raises(NotYours):
        steps.finish(case, task_id=cast.task(case).pk, by=cast.village2, at=cast.clock.at(3, 3))
