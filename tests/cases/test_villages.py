"""Village desks take in for the hall: whose case it is, when the office's time begins, how papers come over, who sees what
(decision 0015; J5, C3, D5, D10)."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.cases.walking import told
from tests.town import Cast
from yimen.cases import completion, endings, intake, offering, progress, reading, standing, taking_over
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case
from yimen.catalogue.elements import Agency
from yimen.journal import alarms, doctor
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours
from yimen.office import centres
from yimen.office.models import Entrustment
from yimen.papers.models import Paper

BY = "关大勇"


def sent(cast: Cast, at: datetime, *, code: str = "MZ-01", desk: str = "desk_liushu", **more: Any) -> Case:
    """Handed in at the village."""
    return intake.receive(cast.handed(at, code=code, **more), by=cast.town.actor(desk), at=at)


def entrust(cast: Cast, code: str, village: str = "DYLS") -> None:
    Entrustment.objects.create(
        centre=cast.town.centres[village], item_code=code, body="街道办事处", document="街〔2026〕1号", scope="收件",
        from_on=date(2026, 1, 1),
    )  # fmt: skip


def come(cast: Cast, case: Case, at: datetime, *, but: str = "") -> Case:
    """The papers are taken over at the hall, but for one."""
    definition = cast.item(case.item.code)
    here = [one.id for one in definition.requirements if one.key != but]
    return taking_over.take_over(case, here=here, brought_by=BY, by=cast.window, at=at)


def test_the_case_is_the_halls_and_the_receipt_names_the_village(cast: Cast):
    case = sent(cast, cast.clock.at(3, 2))

    assert (case.centre.code, case.taken_at.code, case.number[:4]) == ("DY", "DYLS", "DY26")
    assert (case.taken_as, case.answer_by_on, standing.kinds(case, is_up=False)) == (
        "agent",
        None,
        ["待受理", "代理件"],
    )
    said = Paper.objects.get().data
    assert (said["place"], said["answer_by"], said["answer_term"]) == ("德源街道柳树村便民服务室", None, "5个工作日")
    assert "正在送往德源街道中心" in progress.by_token(case.token, at=cast.clock.now).state_words


def test_of_an_agents_case_the_term_to_answer_begins_when_the_hall_takes_the_papers_over(cast: Cast):
    case = come(cast, sent(cast, cast.clock.at(3, 2)), cast.clock.at(3, 4))  # Wednesday

    assert (case.received_on, case.handed_in_on, case.answer_by_on) == (
        date(2026, 3, 2),
        date(2026, 3, 4),
        date(2026, 3, 11),
    )
    assert sorted(Paper.objects.values_list("kind", flat=True)) == ["receipt", "receipt", "transfer"]
    case = intake.accept(case, by=cast.window, at=cast.clock.at(3, 5))
    assert (case.accepted_on, case.due_on) == (date(2026, 3, 5), date(2026, 4, 17))
    assert Paper.objects.get(kind="acceptance").data["received_on"] == "2026-03-04"
    assert not list(doctor.examine())


def test_at_a_receiving_point_it_begins_on_the_villages_day(everyone: Cast):
    entrust(everyone, "YX-01")
    case = sent(everyone, everyone.clock.at(3, 2), code="YX-01", variant="plain")

    assert (case.taken_as, case.answer_by_on) == ("receiving", date(2026, 3, 9))
    assert Paper.objects.get().data["answer_by"] == "2026-03-09"


@pytest.mark.parametrize(("is_point", "state"), [(True, "in_process"), (False, "received")])
def test_the_law_answers_for_what_lies_unanswered_only_from_the_day_of_receipt(
    everyone: Cast, is_point: bool, state: str
):
    if is_point:
        entrust(everyone, "YX-01")
    case = sent(everyone, everyone.clock.at(3, 2), code="YX-01", variant="plain")

    alarms.ring(at=everyone.clock.at(3, 10, 0, 1))

    case.refresh_from_db()
    assert case.state == state


def test_on_the_way_nobody_accepts_asks_refuses_or_returns(cast: Cast):
    case, at = sent(cast, cast.clock.at(3, 2)), cast.clock.at(3, 3)
    why: dict[str, Any] = {"code": "not_ours", "reason": "户籍不在本街道", "by": cast.window, "at": at}

    for act in (
        lambda: intake.accept(case, by=cast.window, at=at),
        lambda: completion.ask_completion(case, remark="请补写日期", by=cast.window, at=at),
        lambda: intake.refuse_intake(case, **why),
        lambda: endings.return_(case, **why),
    ):
        with pytest.raises(NotNow, match="先办材料交接"):
            act()
    assert {Act.ACCEPT, Act.REFUSE_INTAKE, Act.ASK_COMPLETION, Act.RETURN, Act.TAKE_OVER} & offering.acts_now(
        case, cast.window, on=date(2026, 3, 3)
    ) == {Act.TAKE_OVER}


def test_what_did_not_come_is_on_the_slip_and_no_longer_there(cast: Cast):
    case = come(cast, sent(cast, cast.clock.at(3, 2)), cast.clock.at(3, 3), but="application")

    slip = Paper.objects.get(kind="transfer").data
    assert (slip["place"], slip["brought_by"], slip["lacking"]) == ("德源街道柳树村便民服务室", BY, ["户主申请"])
    with pytest.raises(NotNow, match="户主申请"):
        intake.accept(case, by=cast.window, at=cast.clock.at(3, 3, 10))


def test_papers_come_once_and_only_from_a_village(cast: Cast):
    case = come(cast, sent(cast, cast.clock.at(3, 2)), cast.clock.at(3, 3))
    with pytest.raises(NotNow, match="已经交接过"):
        come(cast, case, cast.clock.at(3, 3, 10))

    own = intake.receive(cast.handed(cast.clock.at(3, 3, 11)), by=cast.window, at=cast.clock.at(3, 3, 11))
    with pytest.raises(NotNow, match="不是村（社区）代收"):
        come(cast, own, cast.clock.at(3, 3, 12))


@pytest.mark.parametrize("brought_by", ["", "  ", "关" * 31])
def test_somebody_by_name_brings_them(cast: Cast, brought_by: str):
    case = sent(cast, cast.clock.at(3, 2))

    with pytest.raises(Malformed) as refused:
        taking_over.take_over(case, here=(), brought_by=brought_by, by=cast.window, at=cast.clock.at(3, 3))
    assert set(refused.value.fields) == {"brought_by"}


def test_the_village_sees_its_own_cases_way_and_nothing_else_of_the_hall(cast: Cast):
    at, village = cast.clock.at(3, 2), cast.town.actor("desk_liushu")
    mine = sent(cast, at)
    own = intake.take_in(cast.handed(cast.clock.at(3, 2, 10)), by=cast.window, at=cast.clock.at(3, 2, 10))

    assert reading.case_for(village, number=mine.number) == mine
    with pytest.raises(NotThere):
        reading.case_for(village, number=own.number)
    with pytest.raises(NotThere):
        reading.case_for(cast.town.actor("desk_taoyuan"), number=mine.number)
    assert reading.taken_in_by(village)[0] == [mine]
    assert reading.on_their_way(cast.window)[0] == [mine]
    come(cast, mine, cast.clock.at(3, 3))
    assert (reading.taken_in_by(village)[0], reading.on_their_way(cast.window)[0]) == ([mine], [])


@pytest.mark.parametrize("has_come", [False, True])
def test_the_village_answers_nobody(cast: Cast, has_come: bool):
    case, village = sent(cast, cast.clock.at(3, 2)), cast.town.actor("desk_liushu")
    if has_come:
        case = come(cast, case, cast.clock.at(3, 3))
    at = cast.clock.at(3, 4)

    for act in (
        lambda: intake.accept(case, by=village, at=at),
        lambda: completion.ask_completion(case, remark="请补写日期", by=village, at=at),
        lambda: intake.refuse_intake(case, code="not_ours", reason="户籍不在本街道", by=village, at=at),
        lambda: endings.withdraw(case, reason="本人不办了", by=village, at=at),
        lambda: taking_over.take_over(case, here=(), brought_by=BY, by=village, at=at),
    ):
        with pytest.raises((NotYours, NotNow)):
            act()
    assert told(case) == ["receive", "take_over"][: 1 + has_come]
    assert offering.acts_now(case, village, on=date(2026, 3, 4)) <= {Act.CORRECT_MATERIALS, Act.CORRECT_FORM}


def test_a_village_takes_in_for_its_own_people_and_its_own_hall(cast: Cast):
    with pytest.raises(Malformed, match="只代收本村") as refused:
        sent(cast, cast.clock.at(3, 2), seat_id=cast.town.divisions["taoyuan"].pk)
    assert set(refused.value.fields) == {"seat"}

    assert centres.home_of(cast.town.centres["DYLS"].pk) == cast.town.centres["DY"].pk
    assert centres.home_of(cast.town.centres["XAMZ"].pk) == cast.town.centres["XAMZ"].pk
    assert centres.has_points(cast.town.centres["DY"].pk)
    assert not centres.has_points(cast.town.centres["XAMZ"].pk)


def test_what_must_be_done_in_person_is_not_sent(cast: Cast):
    from dataclasses import replace

    definition = replace(cast.item("MZ-01"), agent=Agency.IN_PERSON)

    with pytest.raises(Malformed, match="须申请人本人到中心"):
        sent(cast, cast.clock.at(3, 2), definition=definition)
    entrust(cast, "MZ-01")
    assert sent(cast, cast.clock.at(3, 2), definition=definition).taken_as == "receiving"


def test_what_the_window_decides_comes_to_the_halls_window(everyone: Cast):
    case = come(everyone, sent(everyone, everyone.clock.at(3, 2), code="LD-01"), everyone.clock.at(3, 3))

    case = intake.accept(case, by=everyone.window, at=everyone.clock.at(3, 3, 10))

    assert everyone.task(case).post_id == everyone.window.post_id
