"""The doctor sees a number that is missing, a move that nobody allowed, a row that the journal does not know."""

from collections.abc import Callable

import pytest

from tests.tickets.queue import Queue
from yimen.journal import doctor, door, epochs
from yimen.journal.models import Counter
from yimen.office.actor import Actor
from yimen.tickets import taking
from yimen.tickets.models import Ticket


def findings(name: str) -> list[str]:
    return [said for check, said in doctor.examine() if check == name]


def test_all_is_well_after_a_morning(queue: Queue):
    for letter in "AABAC":
        queue.take(letter, queue.at())
    queue.next("window", queue.at(9, 1))

    assert doctor.examine() == []


HARM: dict[str, Callable[[], object]] = {
    "ticket numbers": lambda: Ticket.objects.filter(code="A002").delete(),
    "replay": lambda: Ticket.objects.filter(code="A001").update(place=1),
}


@pytest.mark.parametrize("check", ["ticket numbers", "replay"])
def test_what_happened_behind_the_door_is_found(queue: Queue, check: str):
    queue.take("A", queue.at())
    queue.take("A", queue.at())

    HARM[check]()

    assert findings(check)


def test_numbers_that_an_opened_epoch_named_as_lost_are_no_holes(queue: Queue):
    """An old backup was restored: A002 and A003 may lie in somebody's pocket and are never given again."""
    queue.take("A", queue.at())
    series = taking.series(queue.at().date(), "A")
    epochs.open_epoch(queue.cast.hall.pk, lost={series: 3}, by=Actor.clock(), at=queue.at(10))

    assert queue.take("A", queue.at(10, 1)).code == "A004"
    assert findings("ticket numbers") == []
    assert Counter.objects.get(series=series).value == 4


def test_a_number_at_once_is_taken_by_an_outermost_turn_only(queue: Queue):
    with pytest.raises(door.Refused), door.together():
        door.number_at_once(queue.cast.hall.pk, "x")
