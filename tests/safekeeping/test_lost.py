"""Which numbers may have been given since a backup: by the marks, or as somebody reads them off slips."""

from datetime import date
from uuid import UUID

import pytest

from yimen.journal.errors import Malformed
from yimen.safekeeping import lost
from yimen.safekeeping.lost import Backed, Gap
from yimen.tickets import codes, taking

EAST, WEST = UUID(int=5), UUID(int=6)
BACKED = Backed({EAST: "EA", WEST: "WE26"}, {(EAST, "26"): 8, (EAST, "26-S"): 6, (EAST, "25"): 90, (WEST, "26"): 1})
ON = date(2026, 11, 26)


def test_what_lies_between_the_backup_and_the_marks_may_be_lost() -> None:
    marks = {(EAST, "26"): 10, (EAST, "26-S"): 6, (EAST, "26-B"): 2, (WEST, "26"): 0}

    assert lost.gaps(BACKED, marks) == [Gap(EAST, "26", 9, 10), Gap(EAST, "26-B", 1, 2)]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("EA26-000010", (EAST, "26"), 10),
        (" ea26-s000007 ", (EAST, "26-S"), 7),
        ("WE2626-000001", (WEST, "26"), 1),
        ("ea/2026-11-26-a017", (EAST, "ticket-2026-11-26-A"), 17),
        ("EA/26-X=17", (EAST, "26-X"), 17),
    ],
)
def test_a_number_is_read_as_it_is_printed(text: str, key: lost.Key, value: int) -> None:
    assert lost.typed([text], BACKED) == {key: value}


@pytest.mark.parametrize("text", ["", "26-000010", "EA26-10", "XX26-000010", "EA26-000007", "EA/26=7"])
def test_a_number_that_cannot_be_right_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        lost.typed([text], BACKED)


def test_of_several_the_highest_counts() -> None:
    assert lost.typed(["EA26-000010", "EA26-000009"], BACKED) == {(EAST, "26"): 10}


def test_every_series_that_still_runs_is_asked_for() -> None:
    asked = lost.unanswered(BACKED, {(EAST, "26"): 9}, on=ON)

    assert asked == ["EA26-S000006", "WE2626-000001"]
    assert lost.typed(asked, BACKED) == {(EAST, "26-S"): 6, (WEST, "26"): 1}


def test_a_series_of_a_day_runs_on_that_day_only() -> None:
    today, yesterday = taking.series(ON, "A"), taking.series(date(2026, 11, 25), "A")
    backed = Backed({EAST: "EA"}, {(EAST, today): 17, (EAST, yesterday): 40})

    asked = lost.unanswered(backed, {}, on=ON)

    assert asked == [f"EA/2026-11-26-{codes.code('A', 17)}"]
    assert lost.typed(asked, backed) == {(EAST, today): 17}


def test_a_centre_that_the_backup_does_not_know_is_named_by_its_key() -> None:
    assert Backed({}, {}).code(EAST) == str(EAST)
