"""Dated policies: a value from a day on, with its basis; the default where nothing was set."""

from datetime import date

import pytest

from tests.town import Cast
from yimen.journal.errors import NotNow, NotYours
from yimen.journal.models import Entry
from yimen.office import installation, policies
from yimen.office.models import Policy

KEY = "term.public_notice"


def set_policy(cast: Cast, new: str, from_on: date, who: str = "network") -> Policy:
    return policies.set_policy(
        installation.root(), key=KEY, new=new, basis="县民政局〔2026〕8号", from_on=from_on, by=cast.town.actor(who),
        at=cast.clock.at(3, 2),
    )  # fmt: skip


def test_without_a_value_of_its_own_the_installation_has_the_default_with_its_basis(cast: Cast):
    value, basis = policies.value(KEY, on=date(2026, 3, 2))

    assert value == "7 calendar days"
    assert "《社会救助暂行办法》" in basis


def test_a_value_holds_from_its_day_until_the_next(cast: Cast):
    set_policy(cast, "10 calendar days", date(2026, 4, 1))
    set_policy(cast, "5 calendar days", date(2026, 6, 1))

    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 5, 31), date(2026, 6, 1)]
    assert [policies.value(KEY, on=day)[0].split(" ")[0] for day in days] == ["7", "10", "10", "5"]


def test_what_holds_already_is_not_registered_again(cast: Cast):
    set_policy(cast, "10 calendar days", date(2026, 4, 1))

    with pytest.raises(NotNow, match="不需要登记"):
        set_policy(cast, "10 calendar days", date(2026, 6, 1))
    assert Policy.objects.count() == 1


def test_a_policy_is_told_in_the_journal_of_the_root(cast: Cast):
    set_policy(cast, "10 calendar days", date(2026, 4, 1))

    assert list(Entry.objects.filter(centre_id=installation.root().pk).values_list("act", flat=True))[-1:] == [
        "office.set_policy"
    ]


@pytest.mark.parametrize("who", ["director", "editor", "window", "county_head"])
def test_other_roles_may_not_set_a_policy(cast: Cast, who: str):
    with pytest.raises(NotYours):
        set_policy(cast, "10 calendar days", date(2026, 4, 1), who)
    assert not Policy.objects.exists()


def test_a_key_nobody_declared_is_an_error(cast: Cast):
    with pytest.raises(KeyError):
        policies.value("term.nothing", on=date(2026, 3, 2))
