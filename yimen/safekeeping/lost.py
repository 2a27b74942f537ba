"""Which numbers may have been given since a backup was made: told by the highwater marks, or read off the last slips. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from yimen.journal.errors import Malformed
from yimen.tickets import codes

Key = tuple[UUID, str]  # a centre and a series
_YEARLY = re.compile(r"(\d\d)(?:-([A-Z]))?")  # "26", "26-S": what cases and papers are numbered by
_PRINTED = re.compile(r"([A-Z0-9]{2,6})(\d\d)-([A-Z]?)(\d{6})")  # DY26-000123, DY26-S000123
_DAILY = re.compile(r"(ticket|spare)-(\d{4}-\d\d-\d\d)-([A-Z])")  # what tickets are numbered by
_TICKET = re.compile(r"([A-Z0-9]{2,6})/(\d{4}-\d\d-\d\d)-([A-Z])(\d{3,6})")  # DY/2026-03-02-A017
_PLAIN = re.compile(r"([A-Z0-9]{2,6})/(\S+)=(\d{1,18})")  # DY/26-S=123: any series


@dataclass(frozen=True, slots=True)
class Backed:
    """What the backup knows: its centres' codes and the value of every counter."""

    codes: Mapping[UUID, str]
    values: Mapping[Key, int]

    def code(self, centre_id: UUID) -> str:
        """The code of a centre; of one that the backup does not know, what tells it apart."""
        return self.codes.get(centre_id, str(centre_id))


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers of one series that may have been given and are not in the backup."""

    centre_id: UUID
    series: str
    first: int
    last: int


def gaps(backed: Backed, marks: Mapping[Key, int]) -> list[Gap]:
    """What lies between the backup's counters and the marks."""
    found = []
    for (centre_id, series), highest in sorted(marks.items()):
        value = backed.values.get((centre_id, series), 0)
        if highest > value:
            found.append(Gap(centre_id, series, value + 1, highest))
    return found


def typed(texts: Iterable[str], backed: Backed) -> dict[Key, int]:
    """Marks from numbers as they are printed: DY26-000123, DY26-S000123, and for tickets the centre and the day before it,
    DY/2026-03-02-A017; CODE/SERIES=NUMBER for any other series.
    Malformed where one cannot be read, is of an unknown centre, or lies below what the backup holds."""
    marks: dict[Key, int] = {}
    for text in texts:
        key, value = _one(text.strip(), backed)
        if value < backed.values.get(key, 0):
            words = _("%(number)s 比备份中已有的号（%(known)s）还小，请核对最后一张凭条。")
            known = printed(backed.code(key[0]), key[1], backed.values[key])
            raise Malformed(words % {"number": text, "known": known}, code="number_too_low")
        marks[key] = max(value, marks.get(key, 0))
    return marks


def unanswered(backed: Backed, marks: Mapping[Key, int], *, on: date) -> list[str]:
    """The last numbers that the backup knows of series still running on that day about which nothing is known."""
    running = [key for key in backed.values if key not in marks and _runs(key[1], on)]
    running.sort(key=lambda key: (backed.code(key[0]), key[1]))
    return [printed(backed.code(centre_id), series, backed.values[centre_id, series]) for centre_id, series in running]


def printed(code: str, series: str, value: int) -> str:
    """A number of a centre as `typed` reads it: as it stands on paper, where it is numbered by the year."""
    if found := _YEARLY.fullmatch(series):
        return f"{code}{found[1]}-{found[2] or ''}{value:06d}"
    if found := _DAILY.fullmatch(series):
        called = codes.code if found[1] == "ticket" else codes.spare_code
        return f"{code}/{found[2]}-{called(found[3], value)}"
    return f"{code}/{series}={value}"


def _runs(series: str, on: date) -> bool:
    """Whether a series of a year, or of a day, has not ended before that day."""
    if found := _YEARLY.fullmatch(series):
        return found[1] >= f"{on:%y}"
    return f"{on:%y%m%d}" in "".join(filter(str.isdigit, series))


def _one(text: str, backed: Backed) -> tuple[Key, int]:
    read = _read(text)
    if read is None:
        raise Malformed(
            _("读不懂号码“%(text)s”：请照凭条写，例如 DY26-000123。") % {"text": text}, code="number_unread"
        )
    code, series, value = read
    ids = {code: centre_id for centre_id, code in backed.codes.items()}
    if code not in ids:
        raise Malformed(_("备份中没有代码为“%(code)s”的中心，请核对号码。") % {"code": code}, code="centre_unknown")
    return (ids[code], series), value


def _read(text: str) -> tuple[str, str, int] | None:
    """Code, series and number."""
    if found := _PRINTED.fullmatch(text.upper()):
        return found[1], found[2] + (f"-{found[3]}" if found[3] else ""), int(found[4])
    if found := _TICKET.fullmatch(text.upper()):
        number, is_spare = codes.ordinal(int(found[4]))
        return found[1], f"{'spare' if is_spare else 'ticket'}-{found[2]}-{found[3]}", number
    if found := _PLAIN.fullmatch(text):
        return found[1], found[2], int(found[3])
    return None
