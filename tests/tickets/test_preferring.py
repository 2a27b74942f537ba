"""优先: a class with its reason, claimed with the number or given to who waits; nobody is overtaken beyond the policy."""

from datetime import timedelta

import pytest

from tests.tickets.queue import Queue
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Entry, Fact
from yimen.office import installation, policies
from yimen.tickets import order, preferring, priority, reading
from yimen.tickets.models import Ticket


def test_who_claims_it_at_the_kiosk_is_called_before_those_who_wait_a_little(queue: Queue):
    first, second = queue.take("A", queue.at()), queue.take("A", queue.at(9, 20))
    old = queue.take("A", queue.at(9, 40), priority="elderly")

    assert (reading.ahead_of(old), reading.ahead_of(second), reading.ahead_of(first)) == (1, 2, 0)
    assert [queue.next("window", queue.at(9, 41)).code for _ in range(3)] == ["A001", "A003", "A002"]
    assert '"priority":"elderly"' in Entry.objects.get(subject_id=old.pk, act="tickets.take").body


def test_the_number_after_it_stands_where_it_came(queue: Queue):
    queue.take("A", queue.at(), priority="soldier")
    after = queue.take("A", queue.at(9, 1))

    assert after.place == order.place_of(queue.at(9, 1))


@pytest.mark.parametrize("claimed", ["other", "vip"])
def test_what_is_no_class_is_refused_and_no_number_is_lost(queue: Queue, claimed: str):
    with pytest.raises(Malformed) as refused:
        queue.take("A", queue.at(), priority=claimed)

    assert "priority" in refused.value.fields
    assert queue.take("A", queue.at()).code == "A001"


def test_who_waits_is_put_in_front_and_the_reason_is_sealed(queue: Queue):
    queue.take("A", queue.at())
    ticket = queue.take("A", queue.at(9, 5))

    preferring.prefer(ticket, priority="other", reason="刚做完手术", by=queue.by("window2"), at=queue.at(9, 6))

    assert queue.next("window", queue.at(9, 7)).code == "A002"
    assert "手术" not in Entry.objects.get(subject_id=ticket.pk, act="tickets.prefer").body
    assert Fact.objects.get().value == "刚做完手术"
    assert replay(queue.cast.hall.pk) == []


def test_it_is_given_by_who_stands_in_the_hall_to_who_waits(queue: Queue):
    ticket, at = queue.take("A", queue.at()), queue.at(9, 1)

    for who in ("network", "village", "county"):
        with pytest.raises(NotYours):
            preferring.prefer(ticket, priority="disabled", by=queue.by(who), at=at)
    with pytest.raises(NotYours):
        preferring.prefer(ticket, priority="disabled", by=queue.kiosk, at=at)
    queue.next("window", at)
    with pytest.raises(NotNow):
        preferring.prefer(ticket, priority="disabled", by=queue.by("window"), at=at)
    with pytest.raises(NotNow):
        preferring.prefer(ticket, priority="disabled", by=queue.by("window"), at=queue.at(day=3))
    assert Ticket.objects.get().priority == ""


WRONG = [("", "", "priority"), ("vip", "", "priority"), ("other", "急", "reason"), ("elderly", "长" * 201, "reason")]


@pytest.mark.parametrize(("given", "reason", "field"), WRONG)
def test_a_class_that_is_none_or_a_reason_that_is_none_is_named(queue: Queue, given: str, reason: str, field: str):
    ticket = queue.take("A", queue.at())

    with pytest.raises(Malformed) as refused:
        preferring.prefer(ticket, priority=given, reason=reason, by=queue.by("supervisor"), at=queue.at())
    assert list(refused.value.fields) == [field]


def test_how_much_earlier_and_from_what_age_are_policies(queue: Queue):
    for key, new in (("queue.earlier", "15 minutes"), ("queue.elderly", "65 years")):
        policies.set_policy(
            installation.root(), key=key, new=new, basis="中心办公会", from_on=queue.at().date(), by=queue.cast.network,
            at=queue.at(),
        )  # fmt: skip
    on = queue.at().date()

    assert priority.spans(on=on).earlier == timedelta(minutes=15)
    assert dict(priority.offered(on=on))["elderly"] == "65周岁以上的老人"
