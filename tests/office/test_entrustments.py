"""委托: the windows decide by a document in force, entered and revoked by those who may, told in the journal (D10)."""

from datetime import date
from typing import Any

import pytest

from tests.town import Cast
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.models import Entry
from yimen.office import entrustments
from yimen.office.models import Entrustment

MONDAY = date(2026, 3, 2)
LNZ: dict[str, Any] = {
    "item_code": "LN-01", "body": "新安县民政局", "document": "新民〔2026〕5号", "scope": "老年证的决定和发证",
    "from_on": MONDAY, "until_on": None,
}  # fmt: skip


def entrust(cast: Cast, who: str = "director", **change: Any) -> Entrustment:
    return entrustments.entrust(cast.hall, **LNZ | change, by=cast.town.actor(who), at=cast.clock.at(3, 2))


def of_lnz() -> Any:
    return Entrustment.objects.filter(item_code="LN-01")


def test_an_entrustment_is_entered_with_its_document_and_told(cast: Cast):
    made = entrust(cast, scope="老年证的\t决定和发证 ")

    assert of_lnz().get().scope == "老年证的 决定和发证"
    entry = Entry.objects.latest("recorded_at")
    assert (entry.act, entry.centre_id) == ("office.entrust", cast.hall.pk)
    assert str(made.pk) in entry.body


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"item_code": ""}, "item_code"),
        ({"body": "  "}, "body"),
        ({"document": "长" * 121}, "document"),
        ({"scope": "到\x01此"}, "scope"),
        ({"from_on": date(2026, 3, 1)}, "from_on"),
        ({"until_on": date(2026, 3, 1)}, "until_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, change: dict[str, Any], field: str):
    with pytest.raises(Malformed) as refused:
        entrust(cast, **change)
    assert list(refused.value.fields) == [field]
    assert not of_lnz().exists()


@pytest.mark.parametrize("who", ["window", "supervisor", "editor", "village", "county_head"])
def test_other_roles_may_neither_entrust_nor_revoke(cast: Cast, who: str):
    with pytest.raises(NotYours):
        entrust(cast, who)
    made = entrust(cast)
    with pytest.raises(NotYours):
        entrustments.revoke(made, on=MONDAY, by=cast.town.actor(who), at=cast.clock.at(3, 2))
    assert of_lnz().get().revoked_on is None


def test_an_item_is_entrusted_once_at_a_time(cast: Cast):
    entrust(cast, until_on=date(2026, 3, 31))

    with pytest.raises(NotNow):
        entrust(cast, from_on=date(2026, 3, 31))
    entrust(cast, from_on=date(2026, 4, 1))
    assert of_lnz().count() == 2


def test_an_entrustment_before_one_that_is_entered_already_ends_before_it_begins(cast: Cast):
    entrust(cast, from_on=date(2026, 4, 1))

    with pytest.raises(NotNow):
        entrust(cast, until_on=date(2026, 4, 1))
    entrust(cast, until_on=date(2026, 3, 31))
    assert of_lnz().count() == 2


def test_what_is_revoked_makes_room_from_that_day_on(cast: Cast):
    made = entrust(cast)
    entrustments.revoke(made, on=date(2026, 3, 9), by=cast.network, at=cast.clock.at(3, 2))

    with pytest.raises(NotNow):
        entrust(cast, from_on=date(2026, 3, 8))
    entrust(cast, from_on=date(2026, 3, 9))
    assert Entry.objects.filter(act="office.revoke_entrustment").count() == 1


def test_an_entrustment_is_revoked_once_and_not_for_the_past(cast: Cast):
    made, at = entrust(cast), cast.clock.at(3, 2)
    with pytest.raises(Malformed):
        entrustments.revoke(made, on=date(2026, 3, 1), by=cast.director, at=at)

    entrustments.revoke(made, on=MONDAY, by=cast.director, at=at)
    with pytest.raises(NotNow):
        entrustments.revoke(made, on=date(2026, 3, 3), by=cast.director, at=at)
    assert of_lnz().get().revoked_on == MONDAY


def test_what_has_run_out_by_then_is_not_revoked(cast: Cast):
    made = entrust(cast, until_on=MONDAY)

    with pytest.raises(NotNow):
        entrustments.revoke(made, on=date(2026, 3, 3), by=cast.director, at=cast.clock.at(3, 2))


@pytest.mark.parametrize(
    ("who", "may"), [("director", True), ("network", True), ("county_head", False), ("window", False)]
)
def test_a_villages_receiving_is_entered_by_the_hall_above_it(cast: Cast, who: str, may: bool):
    point, at = cast.town.centres["DYLS"], cast.clock.at(3, 2)

    if may:
        assert entrustments.entrust(point, **LNZ, by=cast.town.actor(who), at=at).centre == point
        assert entrustments.holds(point.pk, "LN-01", on=MONDAY)
        return
    with pytest.raises(NotYours):
        entrustments.entrust(point, **LNZ, by=cast.town.actor(who), at=at)
