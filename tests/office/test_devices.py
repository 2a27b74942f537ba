"""Devices: added by the network clerk, found by their token while they are in service, and by no other kind's address."""

from typing import Any

import pytest

from tests.town import Cast
from yimen.journal.errors import Malformed, NotThere, NotYours
from yimen.journal.models import Entry
from yimen.office import devices
from yimen.office.models import Centre, Device, Window


def add(cast: Cast, who: str = "network", **change: Any) -> Device:
    typed: dict[str, Any] = {"kind": "kiosk", "name": "大厅取号机1"} | change
    return devices.add(cast.hall, **typed, by=cast.town.actor(who), at=cast.clock.at(3, 2))


def test_a_device_is_found_by_its_token_and_its_kind(cast: Cast):
    device = add(cast)

    assert devices.by_token(device.token, kind="kiosk").name == "大厅取号机1"
    with pytest.raises(NotThere):
        devices.by_token(device.token, kind="board")
    with pytest.raises(NotThere):
        devices.by_token("a" * 26, kind="kiosk")


def test_the_token_has_128_bits_and_never_stands_in_the_journal(cast: Cast):
    device = add(cast)

    assert len(device.token) == 26
    assert device.token not in Entry.objects.latest("recorded_at").body


def test_who_is_not_the_network_clerk_adds_and_closes_none(cast: Cast):
    device = add(cast)

    for who in ("window", "director", "supervisor", "village"):
        with pytest.raises(NotYours):
            add(cast, who, name="另一台")
        with pytest.raises(NotYours):
            devices.close(device, by=cast.town.actor(who), at=cast.clock.at(3, 2))
    assert Device.objects.get().is_open


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 31}, "name"),
        ({"kind": "lamp"}, "kind"),
        ({"notice": "字" * 61}, "notice"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast: Cast, change: dict[str, str], field: str):
    with pytest.raises(Malformed) as refused:
        add(cast, **change)

    assert list(refused.value.fields) == [field]
    assert not Device.objects.exists()


def test_a_display_hangs_over_a_window_of_its_own_centre_and_a_kiosk_over_none(cast: Cast):
    mine = Window.objects.filter(centre=cast.hall)[0]
    other = Window.objects.create(centre=Centre.objects.get(code="DYLS"), number=1, name="1号窗口")

    assert add(cast, kind="board", name="1号窗口屏", window=mine).window == mine
    wrong: list[dict[str, Any]] = [{"kind": "kiosk", "window": mine}, {"kind": "board", "window": other}]
    for change in wrong:
        with pytest.raises(Malformed) as refused:
            add(cast, name="错", **change)
        assert list(refused.value.fields) == ["window"]


def test_a_device_out_of_service_opens_nothing_and_gives_its_name_free(cast: Cast):
    device = add(cast)
    devices.close(device, by=cast.network, at=cast.clock.at(3, 2))

    with pytest.raises(NotThere):
        devices.by_token(device.token, kind="kiosk")
    with pytest.raises(NotThere):
        devices.close(device, by=cast.network, at=cast.clock.at(3, 2))
    assert add(cast).pk != device.pk


def test_a_display_is_switched_to_another_page_and_keeps_its_address(cast: Cast):
    device, window = add(cast, kind="board", name="屏"), Window.objects.filter(centre=cast.hall)[0]
    steps: list[tuple[str, dict[str, Any]]] = [
        ("director", {"shows": "window", "window": window}), ("network", {"shows": "waiting"})
    ]  # fmt: skip

    for who, shown in steps:
        devices.switch(device, **shown, by=cast.town.actor(who), at=cast.clock.at(3, 2))
        now_shown = devices.by_token(device.token, kind="board")
        assert (now_shown.shows, now_shown.window) == (shown["shows"], shown.get("window"))
    assert Entry.objects.latest("number").act == "office.switch_display"


@pytest.mark.parametrize(
    ("kind", "shown", "field"),
    [("board", "lamp", "shows"), ("board", "window", "window"), ("kiosk", "hall", "shows"), ("kiosk", "", "shows")],
)
def test_only_a_display_is_switched_and_only_to_what_there_is(cast: Cast, kind: str, shown: str, field: str):
    device = add(cast, kind=kind)

    with pytest.raises(Malformed) as refused:
        devices.switch(device, shows=shown, by=cast.network, at=cast.clock.at(3, 2))
    assert list(refused.value.fields) == [field]
    with pytest.raises(NotYours):
        devices.switch(device, shows="waiting", by=cast.town.actor("window"), at=cast.clock.at(3, 2))


def test_its_name_and_its_notice_are_changed_and_told(cast: Cast):
    device = devices.change(
        add(cast), name="东门取号机", notice="过号请到导办台", by=cast.network, at=cast.clock.at(3, 2)
    )

    assert Device.objects.get().notice == device.notice == "过号请到导办台"
    assert Entry.objects.latest("number").act == "office.change_device"
    with pytest.raises(Malformed):
        add(cast, name="东门取号机")
