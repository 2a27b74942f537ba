"""Whether a device of the hall is there: what its last beat means now. Pure: nobody scans, it is a comparison at reading."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

BEAT_S: Final = 20  # a page on a device says that it is there once in so many seconds
KEPT_FOR: Final = timedelta(seconds=15)  # a beat that comes sooner than this after the last one is not written again
LOST_AFTER: Final = timedelta(
    seconds=48
)  # one beat may fail, two may not; red within 60 s even on a page that stands (S5)
BEATS: Final = frozenset({"kiosk", "board", "pad"})  # kinds with a page of their own; who uses the others tells of them


class Trouble(StrEnum):
    """What a device says of itself, or who uses it says of it. Words in rows: never renamed."""

    MUTE = "mute"  # no Chinese voice on the machine
    SILENT = "silent"  # the browser gives no sound before somebody has touched it
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    GONE = "gone"  # whoever uses it does not reach it


class Presence(StrEnum):
    """How a device stands, the worst first."""

    LOST = "lost"
    BROKEN = "broken"  # it is there and cannot do what it is for
    LACKING = "lacking"  # it does it, less well than it should
    NEW = "new"  # never heard of
    OFF = "off"  # silent outside the hours: switched off for the night
    WELL = "well"


ORDER: Final = {one: place for place, one in enumerate(Presence)}
WRONG: Final = frozenset({Presence.LOST, Presence.BROKEN})  # red
_SEVERE: Final = frozenset({Trouble.PAPER_OUT, Trouble.COVER_OPEN})


def presence(kind: str, *, heard_at: datetime | None, trouble: str, at: datetime, is_open: bool) -> Presence:
    """How a device of this kind stands at a moment; `is_open`: whether its centre serves people then.

    Printers and readers have no page that beats: they are as whoever used them last has told.
    """
    if heard_at is None:
        return Presence.NEW
    if kind in BEATS and at - heard_at > LOST_AFTER:
        return Presence.LOST if is_open else Presence.OFF
    if trouble == Trouble.GONE:
        return Presence.LOST if is_open else Presence.OFF
    if trouble in _SEVERE:
        return Presence.BROKEN
    return Presence.LACKING if trouble else Presence.WELL


def is_worth_writing(known: tuple[datetime, str] | None, *, trouble: str, at: datetime) -> bool:
    """Whether a beat says anything new: few writes, however often a page beats."""
    return known is None or known[1] != trouble or at - known[0] >= KEPT_FOR
