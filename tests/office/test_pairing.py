"""Pairing: six digits on a new screen, typed by the network clerk, make it a device: once, for some minutes, one browser."""

from datetime import timedelta

import pytest

from tests.town import Cast
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours
from yimen.journal.models import Entry
from yimen.office import devices, pairing
from yimen.office.models import Device, Pairing


def test_the_browser_that_shows_the_code_becomes_the_device(cast: Cast):
    at = cast.clock.at(3, 2, 9)
    mine, other = pairing.offer(at=at), pairing.offer(at=at)
    spaced = f" {mine.code[:3]} {mine.code[3:]} "
    device = devices.add(cast.hall, kind="board", name="大厅屏", code=spaced, by=cast.network, at=at)

    assert pairing.offered(mine.secret, at=at).device == device
    assert pairing.offered(other.secret, at=at).device is None
    assert mine.code not in Entry.objects.latest("number").body


@pytest.mark.parametrize("late", [0, 11])
def test_a_code_that_is_used_or_over_pairs_nothing(cast: Cast, late: int):
    at = cast.clock.at(3, 2, 9)
    shown = pairing.offer(at=at)
    if not late:
        devices.add(cast.hall, kind="kiosk", name="取号机", code=shown.code, by=cast.network, at=at)

    with pytest.raises(Malformed) as refused:
        later = cast.clock.at(3, 2, 9, late)
        devices.add(cast.hall, kind="kiosk", name="另一台", code=shown.code, by=cast.network, at=later)
    assert list(refused.value.fields) == ["code"]
    assert not Device.objects.filter(name="另一台").exists()


def test_another_machine_takes_the_place_of_a_broken_one(cast: Cast):
    at = cast.clock.at(3, 2, 9)
    device = devices.add(cast.hall, kind="kiosk", name="取号机", by=cast.network, at=at)
    shown = pairing.offer(at=at)
    with pytest.raises(NotYours):
        devices.pair(device, code=shown.code, by=cast.director, at=at)

    devices.pair(device, code=shown.code, by=cast.network, at=at)

    assert pairing.offered(shown.secret, at=at).device == device
    assert Entry.objects.latest("number").act == "office.pair_device"


def test_a_printer_has_no_screen_to_pair(cast: Cast):
    at = cast.clock.at(3, 2, 9)
    with pytest.raises(Malformed) as refused:
        devices.add(cast.hall, kind="printer", name="小票机", code=pairing.offer(at=at).code, by=cast.network, at=at)
    assert list(refused.value.fields) == ["code"]


def test_codes_end_are_cleared_away_and_are_never_without_number(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    at = cast.clock.at(3, 2, 9)
    monkeypatch.setattr(pairing, "MOST", 2)
    first = pairing.offer(at=at)
    pairing.offer(at=at)
    with pytest.raises(NotNow):
        pairing.offer(at=at)

    pairing.offer(at=at + timedelta(minutes=11))
    with pytest.raises(NotThere):
        pairing.offered(first.secret, at=at + timedelta(minutes=11))
    assert Pairing.objects.count() == 1
