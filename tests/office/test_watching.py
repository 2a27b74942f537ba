"""Devices watched: whoever is silent for a minute within the hours is lost; who says what is wrong is believed (S5)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.town import Cast
from yimen.office import devices, presence, watching
from yimen.office.models import Beat, Device
from yimen.office.presence import Presence, Trouble

SOON, LATE = timedelta(seconds=47), timedelta(seconds=49)


@pytest.mark.parametrize(
    ("kind", "silent", "trouble", "is_open", "stands"),
    [
        ("board", SOON, "", True, Presence.WELL),
        ("board", LATE, "", True, Presence.LOST),
        ("board", LATE, "", False, Presence.OFF),
        ("board", SOON, Trouble.MUTE, True, Presence.LACKING),
        ("board", LATE, Trouble.MUTE, True, Presence.LOST),
        ("printer", timedelta(days=3), "", True, Presence.WELL),
        ("printer", timedelta(hours=1), Trouble.PAPER_OUT, True, Presence.BROKEN),
        ("reader", timedelta(hours=1), Trouble.GONE, True, Presence.LOST),
        ("reader", timedelta(hours=1), Trouble.GONE, False, Presence.OFF),
    ],
)
def test_how_a_device_stands(cast: Cast, kind: str, silent: timedelta, trouble: str, is_open: bool, stands: Presence):
    at = cast.clock.now
    assert presence.presence(kind, heard_at=at - silent, trouble=trouble, at=at, is_open=is_open) == stands


def board(cast: Cast, name: str = "大厅屏") -> Device:
    return devices.add(cast.hall, kind="board", name=name, by=cast.network, at=cast.clock.at(3, 2, 9))


def test_it_is_red_within_a_minute_of_its_last_beat_and_green_again_with_the_next(cast: Cast):
    device, at = board(cast), cast.clock.at(3, 2, 9)
    [new] = watching.of_centre(cast.hall.pk, at=at)
    watching.heard(device, at=at)
    [well], [lost] = (watching.of_centre(cast.hall.pk, at=at + timedelta(seconds=after)) for after in (20, 60))
    watching.heard(device, trouble="mute", at=at + timedelta(seconds=61))
    [back] = watching.all_wrong(at=at + timedelta(seconds=62))

    assert [one.presence for one in (new, well, lost, back)] == ["new", "well", "lost", "lacking"]
    assert (lost.is_wrong, back.is_wrong) == (True, False)


def test_a_beat_is_written_once_in_fifteen_seconds_and_at_once_where_it_says_something_new(cast: Cast):
    device, at = board(cast), cast.clock.at(3, 2, 9)
    watching.heard(device, at=at)
    with CaptureQueriesContext(
        connection,
    ) as sent:
        watching.heard(device, at=at + timedelta(seconds=14))
    assert len(sent) == 1

    watching.heard(device, trouble="silent", at=at + timedelta(seconds=14))
    watching.heard(device, trouble="<script>", at=at + timedelta(seconds=30))
    assert Beat.objects.get().trouble == ""


def test_a_device_out_of_service_is_not_missed(cast: Cast):
    device, at = board(cast), cast.clock.at(3, 2, 9)
    watching.heard(device, at=at)
    devices.close(device, by=cast.network, at=at)

    assert watching.of_centre(cast.hall.pk, at=at + timedelta(hours=1)) == []
