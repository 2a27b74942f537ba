"""Who may: authority is read now, in the statement that locks; rights and moves are asked after it."""

from datetime import date, timedelta

import pytest

from tests.town import Cast
from yimen.cases import decisions, intake, steps
from yimen.cases.models import Case
from yimen.journal.errors import NotNow, NotYours
from yimen.journal.models import Counter, Entry
from yimen.office.models import Cover, Holding, Post, Staff


@pytest.fixture
def received(cast: Cast) -> Case:
    """Monday 2 March 2026: a case with all its papers."""
    at = cast.clock.at(3, 2)
    return intake.receive(cast.handed(at), by=cast.window, at=at)


def end_holding(cast: Cast, key: str, until_on: date) -> None:
    Holding.objects.filter(post=cast.town.posts[key]).update(until_on=until_on)


def test_who_held_the_post_until_yesterday_has_lost_it_today(cast: Cast, received: Case) -> None:
    end_holding(cast, "window", date(2026, 3, 2))

    with pytest.raises(NotYours) as refused:
        intake.accept(received, by=cast.window, at=cast.clock.at(3, 3))

    assert refused.value.code == "no_authority"
    assert Entry.objects.filter(act="cases.accept").count() == 0


def test_who_holds_the_post_until_today_holds_it_today(cast: Cast, received: Case) -> None:
    end_holding(cast, "window", date(2026, 3, 3))

    assert intake.accept(received, by=cast.window, at=cast.clock.at(3, 3, 23, 59)).state == "in_process"


def test_who_holds_no_post_begins_nothing(cast: Cast) -> None:
    at = cast.clock.at(3, 2)
    handed = cast.handed(at)
    end_holding(cast, "window", date(2026, 3, 1))

    with pytest.raises(NotYours):
        intake.receive(handed, by=cast.window, at=at)
    assert not Case.objects.exists()
    assert not Counter.objects.exists()


@pytest.mark.parametrize(("from_day", "until_day", "holds"), [(3, 3, True), (1, 2, False), (4, 9, False)])
def test_who_covers_the_post_today_may_and_on_another_day_may_not(
    cast: Cast, received: Case, from_day: int, until_day: int, holds: bool
) -> None:
    end_holding(cast, "window", date(2026, 3, 2))
    at = cast.clock.at(3, 3)
    Cover.objects.create(
        post=cast.town.posts["window"], staff=cast.town.staff["window"], reason="病假",
        from_on=date(2026, 3, from_day), until_on=date(2026, 3, until_day),
    )  # fmt: skip

    if holds:
        assert intake.accept(received, by=cast.window, at=at).state == "in_process"
        return
    with pytest.raises(NotYours):
        intake.accept(received, by=cast.window, at=at)


@pytest.mark.parametrize("lost", ["account", "post"])
def test_a_closed_account_or_post_has_no_authority(cast: Cast, received: Case, lost: str) -> None:
    if lost == "account":
        Staff.objects.filter(pk=cast.town.staff["window"].pk).update(is_active=False)
    else:
        Post.objects.filter(pk=cast.town.posts["window"].pk).update(is_open=False)

    with pytest.raises(NotYours):
        intake.accept(received, by=cast.window, at=cast.clock.at(3, 3))


def test_who_has_the_post_and_not_the_right_is_refused(cast: Cast, received: Case) -> None:
    with pytest.raises(NotYours) as refused:
        intake.accept(received, by=cast.editor, at=cast.clock.at(3, 3))

    assert refused.value.code == "not_yours"
    assert Case.objects.get().state == "received"


def test_a_move_that_does_not_lead_anywhere_is_not_now(cast: Cast, received: Case) -> None:
    accepted = intake.accept(received, by=cast.window, at=cast.clock.at(3, 2))

    with pytest.raises(NotNow):
        intake.accept(accepted, by=cast.window, at=cast.clock.at(3, 3))
    with pytest.raises(NotNow):
        intake.refuse_intake(accepted, code="not_ours", reason="不归这里管", by=cast.window, at=cast.clock.at(3, 3))
    assert Entry.objects.filter(subject_id=received.pk).count() == 2


def test_a_stale_page_acts_on_what_is_there_now(cast: Cast, received: Case) -> None:
    stale = Case.objects.get(pk=received.pk)
    intake.accept(received, by=cast.window, at=cast.clock.at(3, 2))

    assert stale.state == "received"
    with pytest.raises(NotNow):
        intake.accept(stale, by=cast.window, at=cast.clock.at(3, 2, 10))


def test_each_of_several_acts_in_one_transaction_asks_for_its_own_authority(cast: Cast, received: Case) -> None:
    """One clerk's authority is not another's."""
    from yimen.journal import door

    end_holding(cast, "village", date(2026, 3, 1))

    def both() -> None:
        with door.together():
            case = intake.accept(received, by=cast.window, at=cast.clock.at(3, 2))
            task = next(one for one in door.new(type(case.tasks.model())) if one.case_id == case.pk)
            steps.finish(case, task_id=task.pk, opinion="属实", by=cast.village, at=cast.clock.at(3, 2))

    with pytest.raises(NotYours):
        both()
    assert Case.objects.get().state == "received"


def test_a_decision_belongs_to_the_post_that_has_the_task(cast: Cast, received: Case) -> None:
    case = intake.accept(received, by=cast.window, at=cast.clock.at(3, 2))
    later = cast.clock.at(3, 3) + timedelta(minutes=1)
    cast.clock.now = later

    with pytest.raises(NotYours):
        decisions.decide(case, task_id=cast.task(case).pk, outcome="granted", by=cast.county, at=later)
