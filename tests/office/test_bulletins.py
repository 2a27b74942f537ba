"""Bulletins: they hang from a day to a day, on all waiting-area displays or on those named, until they are taken down (B9)."""

from datetime import date
from typing import Any

import pytest

from tests.town import Cast
from yimen.journal.errors import Malformed, NotThere, NotYours
from yimen.journal.models import Entry
from yimen.office import bulletins, devices
from yimen.office.bulletins import Words
from yimen.office.models import Bulletin, Device

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)


def words(**change: Any) -> Words:
    said: dict[str, Any] = {"kind": "notice", "title": "停电通知", "text": "周五下午检修"}
    return Words(**(said | {"from_on": MONDAY, "until_on": FRIDAY} | change))


def display(cast: Cast, name: str, **more: Any) -> Device:
    typed = {"kind": "board", "shows": "waiting"} | more
    return devices.add(cast.hall, name=name, **typed, by=cast.network, at=cast.clock.at(3, 2))


def titles(device: Device, on: date = MONDAY) -> list[str]:
    return [one.title for one in bulletins.on_display(device, on=on)]


def test_it_hangs_from_its_first_day_to_its_last_where_it_was_hung(cast: Cast):
    east, west, at = display(cast, "东厅"), display(cast, "西厅"), cast.clock.at(3, 2)
    bulletins.hang(cast.hall, words(title="到处"), by=cast.director, at=at)
    bulletins.hang(cast.hall, words(title="东厅的", displays=[east]), by=cast.network, at=at)

    assert (titles(east), titles(west)) == (["东厅的", "到处"], ["到处"])
    assert titles(east, FRIDAY) == ["东厅的", "到处"]
    assert titles(east, date(2026, 3, 7)) == titles(east, date(2026, 3, 1)) == []


def test_it_is_written_anew_and_taken_down_once(cast: Cast):
    east, at = display(cast, "东厅"), cast.clock.at(3, 2)
    bulletin = bulletins.hang(cast.hall, words(displays=[east]), by=cast.director, at=at)
    bulletins.rewrite(bulletin, words(title="改期"), by=cast.director, at=at)
    assert titles(east) == ["改期"]
    assert titles(display(cast, "西厅")) == ["改期"]

    bulletins.take_down(bulletin, by=cast.director, at=at)
    assert titles(east) == []
    with pytest.raises(NotThere):
        bulletins.rewrite(bulletin, words(), by=cast.director, at=at)


def test_what_it_says_may_name_somebody_so_it_stands_beside_the_chain(cast: Cast):
    bulletins.hang(cast.hall, words(text="请赵小河来取证"), by=cast.director, at=cast.clock.at(3, 2))

    assert "赵小河" not in Entry.objects.latest("number").body


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"), ({"title": "长" * 19}, "title"), ({"text": "长" * 121}, "text"), ({"kind": "lamp"}, "kind"),
        ({"text": "一\n二\n三\n四\n五\n六"}, "text"),
        ({"until_on": date(2026, 3, 1)}, "until_on"), ({"from_on": date(2025, 1, 1), "until_on": date(2025, 2, 1)}, "until_on"),
        ({"until_on": date(2028, 3, 2)}, "until_on"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(cast: Cast, change: dict[str, Any], field: str):
    with pytest.raises(Malformed) as refused:
        bulletins.hang(cast.hall, words(**change), by=cast.director, at=cast.clock.at(3, 2))

    assert list(refused.value.fields) == [field]
    assert not Bulletin.objects.exists()


def test_it_hangs_in_the_waiting_area_only_and_not_by_anybody(cast: Cast):
    with pytest.raises(Malformed):
        hall = display(cast, "大厅屏", shows="hall")
        bulletins.hang(cast.hall, words(displays=[hall]), by=cast.director, at=cast.clock.at(3, 2))
    for who in ("window", "supervisor", "village"):
        with pytest.raises(NotYours):
            bulletins.hang(cast.hall, words(), by=cast.town.actor(who), at=cast.clock.at(3, 2))
