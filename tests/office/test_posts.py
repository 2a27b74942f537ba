"""Appointing, ending, covering: dated, never overwritten, of one's own centre, told in the journal (M1, M2)."""

from datetime import date, timedelta

import pytest

from tests.town import Cast
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.models import Entry
from yimen.office import posts
from yimen.office.models import Cover, Holding
from yimen.office.signing_in import actor_for

MONDAY = date(2026, 3, 2)


def held(cast: Cast, who: str, post: str, on: date) -> bool:
    return actor_for(cast.town.staff[who].pk, cast.town.posts[post].pk, on) is not None


def test_an_appointment_holds_from_its_day_on(cast: Cast):
    at = cast.clock.at(3, 2)
    tuesday = MONDAY + timedelta(days=1)
    posts.appoint(cast.town.posts["reply"], staff=cast.town.staff["window"], from_on=tuesday, by=cast.network, at=at)

    assert not held(cast, "window", "reply", MONDAY)
    assert held(cast, "window", "reply", tuesday)
    assert Entry.objects.latest("recorded_at").act == "office.appoint"


def test_nobody_is_appointed_into_the_past(cast: Cast):
    at, before = cast.clock.at(3, 2), date(2026, 3, 1)

    with pytest.raises(Malformed) as refused:
        posts.appoint(cast.town.posts["reply"], staff=cast.town.staff["window"], from_on=before, by=cast.network, at=at)
    assert list(refused.value.fields) == ["from_on"]


def test_who_holds_a_post_is_not_appointed_to_it_again(cast: Cast):
    at, post, staff = cast.clock.at(3, 2), cast.town.posts["window"], cast.town.staff["window"]

    with pytest.raises(NotNow):
        posts.appoint(post, staff=staff, from_on=MONDAY, by=cast.network, at=at)
    assert Holding.objects.filter(post=post).count() == 1


def test_after_the_end_of_a_holding_its_post_is_no_longer_theirs(cast: Cast):
    holding = Holding.objects.get(staff=cast.town.staff["window"])
    posts.end(holding, on=MONDAY, by=cast.director, at=cast.clock.at(3, 2))

    assert held(cast, "window", "window", MONDAY)
    assert not held(cast, "window", "window", MONDAY + timedelta(days=1))


def test_a_holding_ends_once_and_not_before_yesterday(cast: Cast):
    at, holding = cast.clock.at(3, 2), Holding.objects.get(staff=cast.town.staff["window"])
    with pytest.raises(Malformed):
        posts.end(holding, on=date(2026, 2, 28), by=cast.network, at=at)

    posts.end(holding, on=date(2026, 3, 1), by=cast.network, at=at)
    with pytest.raises(NotNow):
        posts.end(holding, on=MONDAY, by=cast.network, at=at)


def test_cover_gives_the_post_for_its_days_only(cast: Cast):
    wednesday, friday = date(2026, 3, 4), date(2026, 3, 6)
    posts.cover(
        cast.town.posts["reply"], staff=cast.town.staff["window"], from_on=wednesday, until_on=friday, reason="年休假",
        by=cast.supervisor, at=cast.clock.at(3, 2),
    )  # fmt: skip

    days = [date(2026, 3, day) for day in (3, 4, 6, 7)]
    assert [held(cast, "window", "reply", day) for day in days] == [False, True, True, False]


def test_cover_may_not_end_before_it_begins_nor_in_the_past(cast: Cast):
    at, post, staff = cast.clock.at(3, 2), cast.town.posts["reply"], cast.town.staff["window"]

    for from_on, until_on in [(date(2026, 3, 6), date(2026, 3, 4)), (date(2026, 2, 2), date(2026, 2, 6))]:
        with pytest.raises(Malformed):
            posts.cover(post, staff=staff, from_on=from_on, until_on=until_on, reason="年休假", by=cast.network, at=at)
    assert not Cover.objects.filter(post=post).exists()


@pytest.mark.parametrize("who", ["window", "town_civil", "leader", "editor", "supervisor"])
def test_other_roles_may_not_appoint(cast: Cast, who: str):
    at, post, staff = cast.clock.at(3, 2), cast.town.posts["reply"], cast.town.staff["window"]

    with pytest.raises(NotYours):
        posts.appoint(post, staff=staff, from_on=MONDAY, by=cast.town.actor(who), at=at)


def test_the_network_clerk_of_one_centre_may_not_appoint_in_another(cast: Cast):
    at, post, staff = cast.clock.at(3, 2), cast.town.posts["village"], cast.town.staff["window"]

    with pytest.raises(NotYours):
        posts.appoint(post, staff=staff, from_on=MONDAY, by=cast.network, at=at)
    assert not Holding.objects.filter(post=post, staff=staff).exists()


def test_nobody_appoints_themselves(cast: Cast):
    at, post, staff = cast.clock.at(3, 2), cast.town.posts["network"], cast.town.staff["director"]

    with pytest.raises(Malformed) as refused:
        posts.appoint(post, staff=staff, from_on=MONDAY, by=cast.director, at=at)
    assert (refused.value.code, list(refused.value.fields)) == ("oneself", ["staff"])
    assert not held(cast, "director", "network", MONDAY)


def test_nobody_stands_in_for_another_by_their_own_hand(cast: Cast):
    at, post, staff = cast.clock.at(3, 2), cast.town.posts["director"], cast.town.staff["supervisor"]

    with pytest.raises(Malformed):
        posts.cover(post, staff=staff, from_on=MONDAY, until_on=MONDAY, reason="主任外出", by=cast.supervisor, at=at)
    assert not Cover.objects.filter(post=post).exists()
