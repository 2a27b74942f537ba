"""评价: the pad asks once after a service, by itself; one rating a service; no hand of the staff in it, nor their eye on it."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.cases import endings, intake
from yimen.journal import doctor, fold
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours
from yimen.journal.models import Entry
from yimen.office import devices
from yimen.office.actor import Actor
from yimen.office.models import Device
from yimen.tickets import calling, serving
from yimen.tickets.models import Ticket
from yimen.voice import rating
from yimen.voice.grades import GRADES, REASONS, Grade
from yimen.voice.models import Rating

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def queue(cast: Cast) -> Queue:
    return lay(cast)


def stand(queue: Queue, who: str) -> Actor:
    """A pad at somebody's window."""
    made = devices.add(queue.cast.hall, kind=Device.Kind.PAD, name=f"评价器{who}", window=queue.window(who),
                       by=queue.by("network"), at=queue.cast.clock.now)  # fmt: skip
    return devices.actor(made)


def served(queue: Queue, at: datetime, who: str = "window") -> Ticket:
    """Somebody who was called, and is done at that moment."""
    queue.take("A", at - 5 * SECOND)
    called = queue.next(who, at - 4 * SECOND)
    return serving.finish(called, by=queue.by(who), at=at)


def asked(queue: Queue, at: datetime, who: str = "window") -> Any:
    return rating.asked_of(queue.window(who), at=at)


def later(queue: Queue, at: datetime, seconds: int) -> datetime:
    queue.cast.clock.now = max(queue.cast.clock.now, at + seconds * SECOND)
    return at + seconds * SECOND


def test_the_pad_asks_by_itself_for_half_a_minute_and_only_at_its_window(queue: Queue):
    at = queue.at(9)
    ticket = served(queue, at)

    assert [asked(queue, at + one * SECOND) for one in (0, 30, 31)] == [ticket, ticket, None]
    assert asked(queue, at, "window2") is None


def test_the_call_of_the_next_ends_the_service_too_and_a_missed_one_is_asked_nothing(queue: Queue):
    at = queue.at(9)
    first, second = queue.take("A", at), queue.take("A", at)
    queue.next("window", at)
    assert asked(queue, at) is None
    calling.call_next(queue.window("window"), by=queue.by("window"), at=at)
    assert asked(queue, at) == first

    serving.miss(Ticket.objects.get(pk=second.pk), by=queue.by("window"), at=later(queue, at, 40))

    assert asked(queue, at + 40 * SECOND) is None


def test_a_rating_is_kept_once_with_its_reasons_and_nobody_in_it(queue: Queue):
    pad, at = stand(queue, "window"), queue.at(9)
    ticket = served(queue, at)

    made = rating.rate(ticket, grade=Grade.GOOD, reasons=["413", "408"], by=pad, at=later(queue, at, 5))

    assert (made.grade, made.reasons, made.window_id) == ("satisfied", "408 413", ticket.window_id)
    assert asked(queue, at + 5 * SECOND) is None, "the pad asks once"
    with pytest.raises(NotNow):
        rating.rate(ticket, grade=Grade.BAD, by=pad, at=later(queue, at, 6))
    told = Entry.objects.get(subject_id=made.pk)
    assert told.actor.startswith("pad:") and told.post_id is None
    assert fold.replay(queue.cast.hall.pk) == [] and doctor.examine() == []


@pytest.mark.parametrize("who", ["window", "supervisor", "director", "guide"])
def test_nobody_of_the_staff_rates(queue: Queue, who: str):
    stand(queue, "window")
    at = queue.at(9)
    ticket = served(queue, at)

    with pytest.raises(NotYours):
        rating.rate(ticket, grade=Grade.VERY_GOOD, by=queue.by(who), at=at)
    assert not Rating.objects.exists()


def test_a_pad_takes_what_ended_at_its_window_and_in_time(queue: Queue):
    pad, other, at = stand(queue, "window"), stand(queue, "window2"), queue.at(9)
    ticket = served(queue, at)

    with pytest.raises(NotYours):
        rating.rate(ticket, grade=Grade.GOOD, by=other, at=at)
    with pytest.raises(NotThere):
        rating.visit_for(other, ticket_id=ticket.pk)
    waiting = queue.take("A", at)
    for early in (waiting, queue.next("window", at)):
        with pytest.raises((NotNow, NotYours)):
            rating.rate(early, grade=Grade.GOOD, by=pad, at=at)
    with pytest.raises(NotNow):
        rating.rate(ticket, grade=Grade.GOOD, by=pad, at=later(queue, at, 181))
    rating.rate(ticket, grade=Grade.GOOD, by=pad, at=at + 180 * SECOND)


@pytest.mark.parametrize(
    ("grade", "reasons", "field"), [("6", [], "grade"), ("satisfied", ["510"], "reasons"), ("dissatisfied", ["x"], "reasons")]
)  # fmt: skip
def test_reasons_are_those_of_the_grade(queue: Queue, grade: str, reasons: list[str], field: str):
    pad, at = stand(queue, "window"), queue.at(9)
    with pytest.raises(Malformed) as refused:
        rating.rate(served(queue, at), grade=grade, reasons=reasons, by=pad, at=at)

    assert set(refused.value.fields) == {field}


def test_the_national_list_has_eight_reasons_a_grade_each_with_its_own_code():
    codes = [code for reasons in REASONS.values() for code in reasons]

    assert [len(REASONS[one]) for one in GRADES] == [8] * 5
    assert len(set(codes)) == 40 and {code[0] for code in REASONS[Grade.VERY_GOOD]} == {"5"}


def test_the_clerk_is_told_that_the_last_one_has_not_rated_where_there_is_a_pad(queue: Queue):
    at, window = queue.at(9), queue.window("window")
    ticket = served(queue, at)
    assert rating.not_rated(window, at=at) is None, "nobody can rate where no pad stands"
    pad = stand(queue, "window")
    assert rating.not_rated(window, at=at) == ticket

    rating.rate(ticket, grade=Grade.GOOD, by=pad, at=at)

    assert rating.not_rated(window, at=at) is None


def test_who_serves_sees_no_single_rating_and_who_leads_does(queue: Queue):
    pad, at = stand(queue, "window"), queue.at(9)
    made = rating.rate(served(queue, at), grade=Grade.BAD, by=pad, at=at)

    assert [Rating.objects.visible_to(queue.by(one)).count() for one in ("window", "window2", "guide")] == [0, 0, 0]
    assert Rating.objects.visible_to(queue.by("director")).get() == made
    assert not Rating.objects.visible_to(queue.by("county")).exists()


def test_whoever_holds_the_receipt_rates_the_case_once_it_has_ended(cast: Cast):
    at = cast.clock.at(3, 2)
    case = intake.receive(cast.handed(at), by=cast.window, at=at)
    found, rate = rating.case_by_token(case.token), partial(rating.rate_case, grade=Grade.BAD, says="跑了两趟", at=at)
    with pytest.raises(NotNow):
        rate(found, reasons=["208"], by=Actor.public())
    endings.withdraw(case, reason="家里有变动", by=cast.window, at=at)

    made = rate(found, reasons=["208"], by=Actor.public())

    assert (made.case_id, made.window_id, made.says, made.channel) == (case.pk, None, "跑了两趟", "web")
    assert "跑了两趟" not in Entry.objects.get(subject_id=made.pk).body
    with pytest.raises(NotNow):
        rating.rate_case(found, grade=Grade.GOOD, by=Actor.public(), at=at)
    with pytest.raises(NotThere):
        rating.case_by_token("x")
    assert fold.replay(cast.hall.pk) == []


def test_nobody_of_the_staff_rates_a_case_and_words_have_an_end(cast: Cast):
    at = cast.clock.at(3, 2)
    case = intake.receive(cast.handed(at), by=cast.window, at=at)
    case = endings.withdraw(case, reason="家里有变动", by=cast.window, at=at)

    with pytest.raises(NotYours):
        rating.rate_case(case, grade=Grade.GOOD, by=cast.window, at=at)
    with pytest.raises(Malformed) as refused:
        rating.rate_case(case, grade=Grade.GOOD, says="字" * 151, by=Actor.public(), at=at)
    assert set(refused.value.fields) == {"says"}
