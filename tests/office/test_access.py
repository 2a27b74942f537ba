"""What holds for the whole installation is set at the root, by whoever keeps the root, and by nobody else."""

from dataclasses import replace
from datetime import date

import pytest

from tests.town import Cast
from yimen.journal.errors import NotYours
from yimen.office import access, calendar, installation, policies
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, Holding, Policy, Post, Role
from yimen.office.signing_in import actor_in


def network_clerk(cast: Cast, centre: str) -> Actor:
    """The network clerk of a centre, in a post made for them."""
    post = Post.objects.create(centre=cast.town.centres[centre], title="网络管理员（新设）", role=Role.NETWORK)
    staff = cast.town.staff["window2"]
    Holding.objects.create(post=post, staff=staff, from_on=date(2026, 1, 1))
    return actor_in(staff, post)


def set_policy(cast: Cast, by: Actor) -> Policy:
    return policies.set_policy(
        installation.root(), key="intake.answer", new="90 working days", basis="县府办〔2026〕1号",
        from_on=date(2026, 3, 2), by=by, at=cast.clock.at(3, 2),
    )  # fmt: skip


def test_the_network_clerk_of_the_only_hall_sets_a_policy_where_the_root_has_none(cast: Cast):
    assert set_policy(cast, cast.network).key == "intake.answer"


@pytest.mark.parametrize("centre", ["DYLS", "XAMZ"])
def test_the_network_clerk_of_a_village_point_or_a_bureau_sets_no_policy(cast: Cast, centre: str):
    with pytest.raises(NotYours):
        set_policy(cast, network_clerk(cast, centre))
    assert not Policy.objects.exists()


def test_a_village_points_network_clerk_sets_no_day_of_the_calendar(cast: Cast):
    clerk = network_clerk(cast, "DYLS")

    with pytest.raises(NotYours):
        calendar.set_day(date(2026, 3, 3), works=False, name="停工", document="通告", by=clerk, at=cast.clock.at(3, 2))
    assert calendar.current().works_on(date(2026, 3, 3))


def test_where_the_root_has_a_network_clerk_the_hall_sets_nothing_for_all(cast: Cast):
    clerk = network_clerk(cast, "PT")

    with pytest.raises(NotYours):
        set_policy(cast, cast.network)
    assert set_policy(cast, clerk).key == "intake.answer"


def test_where_there_are_two_halls_neither_sets_anything_for_all(cast: Cast):
    Centre.objects.create(
        code="SQ", kind=Centre.Kind.HALL, name="石桥镇便民服务中心", short_name="石桥", division=cast.hall.division
    )

    with pytest.raises(NotYours):
        set_policy(cast, cast.network)


@pytest.mark.parametrize("act", [Act.APPOINT, Act.RESET_PASSWORD, Act.OPEN_ACCOUNT, Act.COVER])
def test_posts_and_accounts_of_the_root_are_not_the_halls(cast: Cast, act: Act):
    assert access.may(cast.network, act, cast.hall)
    assert not access.may(cast.network, act, installation.root())


def test_a_policy_is_never_set_at_a_hall(cast: Cast):
    assert not access.may(cast.network, Act.SET_POLICY, cast.hall)


def test_the_acts_offered_are_those_that_may_be_done(cast: Cast):
    assert Act.SET_POLICY in access.offered(cast.network)
    assert Act.SET_POLICY not in access.offered(replace(cast.network, centre_id=cast.town.centres["DYLS"].pk))
    assert access.offered(cast.director) & access.FOR_ALL == frozenset()
    assert Act.APPOINT in access.offered(cast.director)
