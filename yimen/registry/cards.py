"""An identity card as a reader at the kiosk tells it: a number, and until when the card is valid. Pure; names are dropped."""

import re
from dataclasses import dataclass
from datetime import date

from yimen.registry import identity
from yimen.registry.identity import DocumentKind, Unreadable

LONGEST = 400  # characters of a scan that are looked at
# Not inside a longer run of digits: that is no card.
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(\d{17}[\dXx]|\d{15})(?![0-9A-Za-z])", re.ASCII)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[.\-/年]?(\d\d)[.\-/月]?(\d\d)(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """What was read. Has no repr: the number must never stand in a log. `valid_until` is None where the reader does not say
    it, or the card is valid for good (长期)."""

    full: str
    born_on: date
    valid_until: date | None = None

    def has_expired(self, on: date) -> bool:
        """Whether the card is no longer valid on a day."""
        return self.valid_until is not None and self.valid_until < on

    def age(self, on: date) -> int:
        """Full years on a day."""
        return on.year - self.born_on.year - ((on.month, on.day) < (self.born_on.month, self.born_on.day))


def read(text: str, *, on: date) -> Card | None:
    """The card that a reader typed: its number, by itself or among the fields that readers add. None for anything else."""
    text = text[:LONGEST]
    found = _NUMBER.search(text)
    if found is None:
        return None
    try:
        one = identity.read(found[1], DocumentKind.RESIDENT)
    except Unreadable:
        return None
    if one.born_on is None or one.born_on > on or on.year - one.born_on.year > 150:  # years
        return None
    return Card(one.full, one.born_on, _valid_until(text[found.end() :]))


def _valid_until(text: str) -> date | None:
    """The last day that stands behind the number; none where the card is valid for good."""
    days = list(_DAY.finditer(text))
    if not days or "长期" in text[days[-1].end() :]:
        return None
    try:
        return date(*(int(part) for part in days[-1].groups()))
    except ValueError:
        return None
