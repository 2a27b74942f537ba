"""A centre offers what it has claimed and what is in force, with its own place and hours; every claim is told (A5)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.catalogue.cast import FOLDER, MONDAY, ON, editor_of, hall, load_short
from yimen.catalogue import claiming
from yimen.catalogue.claiming import Local, change, give_up
from yimen.catalogue.definitions import offered, offered_anywhere, offered_ids
from yimen.catalogue.loading import load
from yimen.catalogue.models import Claim, Item
from yimen.journal import fold, source
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.models import Entry
from yimen.office.actor import Actor
from yimen.office.models import Centre, Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Iterator[Centre]:
    """The hall, with 老年证 in force above it, on Monday 2 March 2026."""
    source.seed(20260302, lambda: MONDAY)
    load_short()
    yield hall()
    source.unseed()


@pytest.fixture
def editor(centre: Centre) -> Actor:
    return editor_of(centre)


def claim(centre: Centre, by: Actor, *, local: Local = claiming.AS_IT_SAYS, from_on: date = ON) -> Claim:
    """老年证 by this centre."""
    (made,) = claiming.claim(Item.objects.all(), centre=centre, from_on=from_on, local=local, by=by, at=MONDAY)
    return made


def test_a_centre_offers_what_it_claimed_and_nothing_else(centre: Centre, editor: Actor):
    load(FOLDER, by=editor, at=MONDAY)
    two = Item.objects.filter(code__in=["MZ-01", "LN-01"])
    claiming.claim(two, centre=centre, from_on=ON, by=editor, at=MONDAY)

    assert [one.code for one in offered(centre.id, on=ON)] == ["LN-01", "MZ-01"]
    assert offered(centre.id, on=date(2026, 3, 1)) == ()


def test_what_was_claimed_or_given_up_a_moment_ago_counts_for_the_pages_of_all(
    centre: Centre, editor: Actor, django_assert_num_queries: Any
):
    assert offered_anywhere(on=ON) == ()

    made = claim(centre, editor)

    assert [one.code for one in offered_anywhere(on=ON)] == ["LN-01"]
    with django_assert_num_queries(1):
        offered_anywhere(on=ON)
    give_up(made, until_on=ON, by=editor, at=MONDAY)
    assert offered_anywhere(on=ON) == ()


def test_claims_are_told_as_one_entry_from_which_the_rows_follow(centre: Centre, editor: Actor):
    load(FOLDER, by=editor, at=MONDAY)
    claiming.claim(Item.objects.all(), centre=centre, from_on=ON, by=editor, at=MONDAY)
    change(Claim.objects.get(item__code="MZ-01"), Local(place="二楼"), by=editor, at=MONDAY)
    give_up(Claim.objects.get(item__code="MZ-01"), until_on=ON, by=editor, at=MONDAY)

    told = Entry.objects.filter(centre_id=centre.pk).order_by("number").values_list("act", flat=True)
    assert list(told) == ["catalogue.claim", "catalogue.change_claim", "catalogue.give_up"]
    assert fold.replay(centre.pk) == []


def test_what_is_claimed_in_this_process_is_offered_at_once(
    centre: Centre, editor: Actor, django_capture_on_commit_callbacks: Any
):
    assert not offered_ids(centre.id, on=ON)
    with django_capture_on_commit_callbacks(execute=True):
        claim(centre, editor)

    assert len(offered_ids(centre.id, on=ON)) == 1


def test_what_changes_above_is_offered_below_from_its_day_on(centre: Centre, editor: Actor):
    claim(centre, editor, local=Local(telephone="0831-1"))
    load_short(("30 working days", "20 working days"), ("state: published\n", "state: published\nfrom: 2026-03-05\n"))

    before, after = (offered(centre.id, on=day)[0] for day in (date(2026, 3, 4), date(2026, 3, 5)))
    assert (before.number, after.number, after.telephone) == (1, 2, "0831-1")


def test_an_item_given_up_is_no_longer_offered_from_that_day(centre: Centre, editor: Actor):
    made = claim(centre, editor)

    give_up(made, until_on=date(2026, 3, 9), by=editor, at=MONDAY)

    assert len(offered(centre.id, on=date(2026, 3, 8))) == 1
    assert offered(centre.id, on=date(2026, 3, 9)) == ()
    for again in (
        lambda: give_up(made, until_on=date(2026, 3, 10), by=editor, at=MONDAY),
        lambda: change(made, Local(), by=editor, at=MONDAY),
        lambda: claim(centre, editor, from_on=date(2026, 3, 8)),
    ):
        with pytest.raises(NotNow):
            again()
    assert claim(centre, editor, from_on=date(2026, 3, 9)).until_on is None


@pytest.mark.parametrize("day", [ON - timedelta(days=1), ON + timedelta(days=1)])
def test_a_claim_does_not_end_before_it_began_nor_in_the_past(centre: Centre, editor: Actor, day: date):
    made = claim(centre, editor, from_on=ON + timedelta(days=2))

    with pytest.raises(Malformed) as refused:
        give_up(made, until_on=day, by=editor, at=MONDAY)
    assert "until_on" in refused.value.fields


def test_a_draft_is_claimed_but_not_offered(centre: Centre, editor: Actor):
    load_short(("state: published\n", ""), ("LN-01", "LN-02"))
    claiming.claim(Item.objects.filter(code="LN-02"), centre=centre, from_on=ON, by=editor, at=MONDAY)

    assert offered(centre.id, on=ON) == ()


def test_an_item_is_claimed_once_at_a_time_and_of_several_all_or_none(centre: Centre, editor: Actor):
    claim(centre, editor)
    load_short(("LN-01", "LN-02"))

    with pytest.raises(NotNow) as refused:
        claiming.claim(Item.objects.all(), centre=centre, from_on=ON, by=editor, at=MONDAY)
    assert "LN-01" in str(refused.value) and Claim.objects.count() == 1


def test_what_the_centre_sets_for_itself_stands_before_what_the_item_says(centre: Centre, editor: Actor):
    load_short(("seat:", "telephone: '12345'\nhours: 周一至周五\nseat:"))
    window = Window.objects.create(centre=centre, number=3, name="综合窗口", kind="general")
    made = claim(centre, editor, local=Local(telephone="0831-1", windows=(window,)))

    (local,) = offered(centre.id, on=ON)
    assert (local.telephone, local.hours) == ("0831-1", "周一至周五")
    assert [row.window for row in made.claim_windows.all()] == [window]

    change(made, Local(hours="周一"), by=editor, at=MONDAY)
    (local,) = offered(centre.id, on=ON)
    assert (local.telephone, local.hours) == ("12345", "周一")
    assert not made.claim_windows.exists()


def test_a_window_of_another_centre_and_words_that_do_not_fit_are_refused(centre: Centre, editor: Actor):
    other = Centre.objects.create(code="XX", kind="branch", name="西街", short_name="西街", division=centre.division)
    window = Window.objects.create(centre=other, number=1, name="一号", kind="general")

    with pytest.raises(Malformed) as refused:
        claim(centre, editor, local=Local(place="长" * 201, telephone="1\x072", windows=(window,)))
    assert set(refused.value.fields) == {"place", "telephone", "windows"}


def test_only_who_keeps_the_items_of_this_centre_claims_for_it(centre: Centre, editor: Actor):
    other = Centre.objects.create(code="XX", kind="branch", name="西街", short_name="西街", division=centre.division)

    with pytest.raises(NotYours):
        claim(other, editor)
    with pytest.raises(NotYours):
        claim(centre, replace(editor, role="window"))
