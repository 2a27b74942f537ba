"""联办: two items of one person, accepted together, each with its own clock, and one day for the person (H1-H3, F3)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.cases.walking import decide, finish, taken_in, told
from tests.town import Cast
from yimen.cases import announcing, endings, intake
from yimen.cases.joint import latest
from yimen.cases.models import Application, Case
from yimen.journal import doctor
from yimen.journal.errors import Malformed, NotNow
from yimen.journal.fold import replay
from yimen.papers.models import Paper

D1, D2 = date(2026, 3, 16), date(2026, 4, 14)


def both(cast: Cast) -> tuple[Case, Case]:
    """On Monday 2 March 2026: an allowance (30 working days) and, with it, an item of 10."""
    at = cast.clock.at(3, 2)
    first = taken_in(cast, "MZ-01", at)
    at = cast.clock.at(3, 2, 9, 10)
    handed = cast.handed(at, code="YX-01", variant="plain", applicant=first.applicant)
    return first, intake.take_in(replace(handed, joins=first), by=cast.window, at=at)


def test_the_persons_one_day_is_the_latest_of_the_parts(everyone: Cast):
    first, second = both(everyone)

    assert (first.due_on, second.due_on) == (D2, D1)
    assert Application.objects.get().joint_due_on == D2
    assert set(Case.objects.values_list("application_id", "joined_on")) == {
        (first.application_id, date(2026, 3, 2)),
    }  # fmt: skip
    assert replay(everyone.hall.pk) == []


def test_one_notice_names_both_in_three_copies(everyone: Cast):
    _first, second = both(everyone)

    notice = Paper.objects.get(kind="joint")
    assert (notice.subject_id, notice.copies, notice.data["due_on"]) == (second.pk, 3, "2026-04-14")
    assert doctor.examine() == []  # two papers of one entry, each with its own hash
    assert [part["item_name"] for part in notice.data["parts"]] == ["农村居民最低生活保障", "许可试验事项"]


def test_each_part_ends_by_itself_and_an_ended_part_holds_no_day(everyone: Cast):
    first, second = both(everyone)

    endings.withdraw(first, reason="低保不申请了", by=everyone.window, at=everyone.clock.at(3, 3))

    assert Application.objects.get().joint_due_on == D1
    assert told(Case.objects.get(pk=second.pk)) == ["receive", "accept"]
    second = finish(everyone, second, "check", everyone.clock.at(3, 4))
    assert decide(everyone, second, everyone.clock.at(3, 5)).state == "ready"
    assert replay(everyone.hall.pk) == []


def test_only_what_the_same_person_hands_in_on_the_same_day_is_joined(everyone: Cast):
    at = everyone.clock.at(3, 2)
    first = taken_in(everyone, "MZ-01", at)
    other = everyone.mrs_wang(at, "510722195203140048", "李桂兰")

    with pytest.raises(Malformed, match="同一位"):
        intake.receive(
            replace(everyone.handed(at, code="YX-01", variant="plain", applicant=other), joins=first),
            by=everyone.window, at=at,
        )  # fmt: skip
    later = everyone.clock.at(3, 3)
    with pytest.raises(NotNow, match="当天"):
        intake.receive(
            replace(everyone.handed(later, code="YX-01", variant="plain", applicant=first.applicant), joins=first),
            by=everyone.window, at=later,
        )  # fmt: skip
    assert Case.objects.get().joined_on is None


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ([], None),
        ([("in_process", D1)], D1),
        ([("in_process", D1), ("in_process", D2)], D2),
        ([("in_process", D1), ("received", None)], None),
        ([("in_process", D1), ("withdrawn", None)], D1),
        ([("in_process", D1), ("returned", D2)], D1),
        ([("decided", D2), ("in_process", None)], None),
    ],
)
def test_the_latest_day(parts: list[tuple[str, date | None]], day: date | None):
    assert latest(parts) == day


@pytest.mark.parametrize(
    ("parts", "span"),
    [
        (((2, 20), (5, 12)), (5, 20)),
        (((2, 20), (5, None)), (5, 20)),  # the second stands still
        (((9, None), (2, 6)), (2, 6)),  # and was accepted after the other's day
        (((9, 9), (2, 6)), (9, 9)),  # done on the spot
    ],
)
def test_the_days_on_the_joint_notice_end_after_they_begin(parts: Any, span: tuple[int, int]) -> None:
    def of(day: int | None) -> date | None:
        return date(2026, 3, day) if day else None  # of March

    assert announcing.joint_span([(of(one), of(other)) for one, other in parts]) == tuple(map(of, span))
