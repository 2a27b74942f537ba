"""送达 with the database: against a signature, by those who hand out (D7, G1)."""

from datetime import date

import pytest

from tests.cases.walking import ready, taken_in, told
from tests.town import Cast
from yimen.cases import delivery
from yimen.cases.models import Case
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.models import Entry, Fact


@pytest.mark.parametrize("way", delivery.WAYS)
@pytest.mark.parametrize("post", ["reply", "window", "supervisor"])
def test_the_result_is_handed_out_and_the_case_is_closed(everyone: Cast, way: str, post: str):
    case = ready(everyone, everyone.clock.at(3, 2))

    case = delivery.deliver(case, way=way, receiver=" 王秀英 ", by=getattr(everyone, post), at=everyone.clock.at(3, 3))

    assert (case.state, case.ended_on) == ("closed", date(2026, 3, 3))
    entry = Entry.objects.get(subject_id=case.pk, act="cases.deliver")
    assert Fact.objects.get(entry=entry).value == "王秀英"
    assert "王秀英" not in entry.body


@pytest.mark.parametrize(
    ("way", "receiver", "fields"),
    [("pigeon", "王秀英", {"way"}), ("window", "  ", {"receiver"}), ("", "", {"way", "receiver"})],
)
def test_how_and_who_signed_must_be_said(everyone: Cast, way: str, receiver: str, fields: set[str]):
    case = ready(everyone, everyone.clock.at(3, 2))

    with pytest.raises(Malformed) as refused:
        delivery.deliver(case, way=way, receiver=receiver, by=everyone.reply, at=everyone.clock.at(3, 3))

    assert set(refused.value.fields) == fields
    assert Case.objects.get(pk=case.pk).state == "ready"


@pytest.mark.parametrize("post", ["village", "county", "town_civil", "leader", "network"])
def test_the_back_office_hands_nothing_out(everyone: Cast, post: str):
    case = ready(everyone, everyone.clock.at(3, 2))

    with pytest.raises(NotYours):
        delivery.deliver(case, way="window", receiver="王秀英", by=getattr(everyone, post), at=everyone.clock.at(3, 3))


def test_what_is_not_ready_is_not_delivered(everyone: Cast):
    case = taken_in(everyone, "PX-01", everyone.clock.at(3, 2))

    with pytest.raises(NotNow):
        delivery.deliver(case, way="window", receiver="王秀英", by=everyone.reply, at=everyone.clock.at(3, 3))


def test_nothing_is_delivered_twice(everyone: Cast):
    case = ready(everyone, everyone.clock.at(3, 2))
    delivery.deliver(case, way="window", receiver="王秀英", by=everyone.reply, at=everyone.clock.at(3, 3))

    with pytest.raises(NotNow):
        delivery.deliver(case, way="window", receiver="王建军", by=everyone.reply, at=everyone.clock.at(3, 3))
    assert told(case).count("deliver") == 1
