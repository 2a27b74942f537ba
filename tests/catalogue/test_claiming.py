"""A centre offers what it has claimed and what is in force, with its own place and hours."""

from datetime import date

import pytest

from tests.catalogue.cast import FOLDER, MONDAY, ON, hall, load_short
from yimen.catalogue.claiming import claim, give_up
from yimen.catalogue.definitions import offered
from yimen.catalogue.loading import load
from yimen.catalogue.models import Item
from yimen.journal.errors import Malformed, NotNow
from yimen.office.actor import Actor
from yimen.office.models import Window

pytestmark = pytest.mark.django_db


def test_a_centre_offers_what_it_claimed_and_nothing_else() -> None:
    centre = hall()
    load(FOLDER, by=Actor.clock(), at=MONDAY)
    claim(Item.objects.get(code="MZ-01"), centre=centre, from_on=ON)

    assert [one.code for one in offered(centre.id, on=ON)] == ["MZ-01"]
    assert offered(centre.id, on=date(2026, 3, 1)) == ()


def test_an_item_given_up_is_no_longer_offered_from_that_day() -> None:
    centre = hall()
    load_short()
    made = claim(Item.objects.get(), centre=centre, from_on=ON)

    give_up(made, until_on=date(2026, 3, 9))

    assert len(offered(centre.id, on=date(2026, 3, 8))) == 1
    assert offered(centre.id, on=date(2026, 3, 9)) == ()
    with pytest.raises(NotNow):
        give_up(made, until_on=date(2026, 3, 10))


def test_a_claim_does_not_end_before_it_began() -> None:
    centre = hall()
    load_short()
    made = claim(Item.objects.get(), centre=centre, from_on=ON)

    with pytest.raises(Malformed):
        give_up(made, until_on=date(2026, 3, 1))


def test_a_draft_is_claimed_but_not_offered() -> None:
    centre = hall()
    load_short(("state: published\n", ""))
    claim(Item.objects.get(), centre=centre, from_on=ON)

    assert offered(centre.id, on=ON) == ()


def test_an_item_is_claimed_once_at_a_time() -> None:
    centre = hall()
    load_short()
    claim(Item.objects.get(), centre=centre, from_on=ON)

    with pytest.raises(NotNow):
        claim(Item.objects.get(), centre=centre, from_on=ON)


def test_what_the_centre_sets_for_itself_stands_before_what_the_item_says() -> None:
    centre = hall()
    load_short(("seat:", "telephone: '12345'\nhours: 周一至周五\nseat:"))
    window = Window.objects.create(centre=centre, number=3, name="综合窗口", kind="general")
    made = claim(Item.objects.get(), centre=centre, from_on=ON, windows=[window], telephone="0831-1")

    (local,) = offered(centre.id, on=ON)
    assert (local.telephone, local.hours) == ("0831-1", "周一至周五")
    assert [row.window for row in made.claim_windows.all()] == [window]


def test_a_window_of_another_centre_is_refused() -> None:
    centre = hall()
    other = type(centre).objects.create(
        code="XX", kind="branch", name="西街", short_name="西街", division=centre.division
    )
    load_short()
    window = Window.objects.create(centre=other, number=1, name="一号", kind="general")

    with pytest.raises(Malformed):
        claim(Item.objects.get(), centre=centre, from_on=ON, windows=[window])


def test_only_place_hours_and_telephone_are_local() -> None:
    centre = hall()
    load_short()

    with pytest.raises(Malformed):
        claim(Item.objects.get(), centre=centre, from_on=ON, promised="on the spot")
