"""Accounts: names and passwords by rule, one per person, of one's own centre."""

from datetime import date

import pytest

from tests.town import Cast
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.models import Entry
from yimen.office import accounts
from yimen.office.models import Cover, Holding, Staff
from yimen.office.signing_in import actor_by_token, actor_for, issue_token

GOOD = "spring-2026-rain"


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """How long a password takes to check is not what is tried here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def open_account(cast: Cast, who: str = "network", **change: str) -> Staff:
    typed = {"username": "wangfang", "name": "王芳", "password": GOOD} | change
    return accounts.open_account(cast.hall, **typed, by=cast.town.actor(who), at=cast.clock.at(3, 2))


def test_an_account_is_opened_and_told_without_its_name_or_password(cast: Cast):
    staff = Staff.objects.get(pk=open_account(cast).pk)
    entry = Entry.objects.latest("recorded_at")

    assert staff.check_password(GOOD)
    assert entry.act == "office.open_account"
    assert str(staff.pk) in entry.body
    assert "王芳" not in entry.body
    assert "wangfang" not in entry.body


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "w"}, "username"),
        ({"username": "Wang Fang"}, "username"),
        ({"username": "王芳"}, "username"),
        ({"username": "lin"}, "username"),
        ({"name": " "}, "name"),
        ({"name": "长" * 31}, "name"),
        ({"password": "short1"}, "password"),
        ({"password": "onlyletters"}, "password"),
        ({"password": "1234567890"}, "password"),
        ({"password": "wangfang2026"}, "password"),
        ({"password": "password123"}, "password"),
    ],
)
def test_an_account_against_the_rules_is_refused_at_its_field(cast: Cast, change: dict[str, str], field: str):
    before = Staff.objects.count()

    with pytest.raises(Malformed) as refused:
        open_account(cast, **change)
    assert list(refused.value.fields) == [field]
    assert Staff.objects.count() == before


@pytest.mark.parametrize("who", ["window", "supervisor", "editor"])
def test_other_roles_may_not_open_accounts(cast: Cast, who: str):
    with pytest.raises(NotYours):
        open_account(cast, who)
    assert not Staff.objects.filter(username="wangfang").exists()


def test_a_new_password_replaces_the_old(cast: Cast):
    staff = cast.town.staff["window"]
    accounts.reset_password(cast.hall, staff=staff, password=GOOD, by=cast.network, at=cast.clock.at(3, 2))

    assert Staff.objects.get(pk=staff.pk).check_password(GOOD)


def test_the_password_of_another_centres_people_may_not_be_reset(cast: Cast):
    staff = cast.town.staff["village"]

    with pytest.raises(NotYours):
        accounts.reset_password(cast.hall, staff=staff, password=GOOD, by=cast.network, at=cast.clock.at(3, 2))
    assert not Staff.objects.get(pk=staff.pk).check_password(GOOD)


def reset(cast: Cast, staff: Staff) -> None:
    accounts.reset_password(cast.hall, staff=staff, password=GOOD, by=cast.network, at=cast.clock.at(3, 2))


def hold(cast: Cast, who: str, post: str, until_on: date | None) -> None:
    Holding.objects.create(
        post=cast.town.posts[post], staff=cast.town.staff[who], from_on=date(2024, 5, 1), until_on=until_on
    )


def test_who_once_helped_out_here_and_now_decides_elsewhere_keeps_their_password(cast: Cast):
    hold(cast, "county", "window2", date(2024, 5, 31))

    with pytest.raises(NotYours):
        reset(cast, cast.town.staff["county"])
    assert not Staff.objects.get(pk=cast.town.staff["county"].pk).check_password(GOOD)


def test_who_has_a_post_here_and_one_elsewhere_keeps_their_password(cast: Cast):
    hold(cast, "county", "window2", None)

    with pytest.raises(NotYours):
        reset(cast, cast.town.staff["county"])


def test_who_stands_in_elsewhere_keeps_their_password_until_that_has_ended(cast: Cast):
    staff, last = cast.town.staff["window"], date(2026, 3, 2)
    Cover.objects.create(post=cast.town.posts["county"], staff=staff, from_on=last, until_on=last, reason="年休假")

    with pytest.raises(NotYours):
        reset(cast, staff)
    assert accounts.belongs(staff, cast.hall, on=date(2026, 3, 3))


def test_who_once_worked_elsewhere_and_now_here_gets_a_new_password(cast: Cast):
    hold(cast, "window", "county", date(2024, 5, 31))
    reset(cast, cast.town.staff["window"])

    assert Staff.objects.get(pk=cast.town.staff["window"].pk).check_password(GOOD)


def test_on_their_last_day_elsewhere_the_password_is_not_ours_yet(cast: Cast):
    hold(cast, "window", "county", date(2026, 3, 2))

    assert not accounts.belongs(cast.town.staff["window"], cast.hall, on=date(2026, 3, 2))
    assert accounts.belongs(cast.town.staff["window"], cast.hall, on=date(2026, 3, 3))


OLD = "autumn-2025-leaf"


def mine(cast: Cast, who: str = "window") -> Staff:
    """Somebody's account, with a password that is known."""
    staff = cast.town.staff[who]
    staff.set_password(OLD)
    staff.save(update_fields=["password"])
    return staff


def change(cast: Cast, staff: Staff, by: str = "window", **typed: str) -> Staff:
    said = {"old": OLD, "password": GOOD} | typed
    return accounts.change_password(staff, **said, by=cast.town.actor(by), at=cast.clock.at(3, 2))


@pytest.mark.parametrize("who", ["window", "town_civil", "village", "director"])
def test_anybody_changes_their_own_password(cast: Cast, who: str):
    staff = mine(cast, who)
    change(cast, staff, who)

    assert Staff.objects.get(pk=staff.pk).check_password(GOOD)
    entry = Entry.objects.latest("recorded_at")
    assert entry.act == "office.change_password" and GOOD not in entry.body


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"old": "wrong"}, "old"), ({"password": "short1"}, "password"), ({"password": OLD}, "password")],
)
def test_a_wrong_old_or_a_weak_new_password_changes_nothing(cast: Cast, typed: dict[str, str], field: str):
    staff = mine(cast)

    with pytest.raises(Malformed) as refused:
        change(cast, staff, **typed)
    assert list(refused.value.fields) == [field]
    assert Staff.objects.get(pk=staff.pk).check_password(OLD)


def test_nobody_changes_the_password_of_another(cast: Cast):
    staff = mine(cast)

    with pytest.raises(NotYours):
        change(cast, staff, "director")
    assert Staff.objects.get(pk=staff.pk).check_password(OLD)


def close(cast: Cast, who: str, by: str = "network") -> Staff:
    staff, at = cast.town.staff[who], cast.clock.at(3, 2)
    return accounts.close_account(cast.hall, staff=staff, by=cast.town.actor(by), at=at)


def test_a_closed_account_acts_no_more_by_page_or_by_key(cast: Cast):
    staff, post = cast.town.staff["window"], cast.town.posts["window"]
    token = issue_token(staff, post, label="试")
    assert actor_by_token(token, at=cast.clock.at(3, 2)) is not None

    close(cast, "window")

    assert actor_for(staff.pk, post.pk, date(2026, 3, 2)) is None
    assert actor_by_token(token, at=cast.clock.at(3, 2)) is None
    with pytest.raises(NotNow):
        close(cast, "window")


def test_nobody_closes_their_own_account_nor_another_centres(cast: Cast):
    for who, by in (("network", "network"), ("director", "director"), ("village", "network")):
        with pytest.raises(NotYours):
            close(cast, who, by)
    assert not Staff.objects.filter(is_active=False).exists()


@pytest.mark.parametrize("by", ["window", "supervisor", "leader", "editor"])
def test_other_roles_may_not_close_accounts(cast: Cast, by: str):
    with pytest.raises(NotYours):
        close(cast, "window2", by)
