"""What is handed out and kept by nobody: the 告知单 of an item on one page, the 便民手册 of a centre (A2, 普陀 三)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from yimen.journal.moments import localdate
from yimen.papers import typesetting
from yimen.papers.phrases import day
from yimen.papers.wording import qr

TEMPLATE = "leaflet_1"
SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, 8.0)  # points, tried in turn until one page holds the leaflet
BOOK_SIZE = 10.0


@dataclass(frozen=True, slots=True)
class Element:
    """A label and what stands under it."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A row of the materials."""

    name: str
    copies: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """An item in the words that are printed. `elements` stand before materials and procedure, `after` behind them;
    `link`: the address of the whole guide, for the QR."""

    name: str
    code: str
    line: str
    centre: str
    link: str
    elements: tuple[Element, ...]
    materials: tuple[Material, ...]
    steps: tuple[str, ...]
    after: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The items of one line, under its name."""

    name: str
    leaflets: tuple[Leaflet, ...]


def leaflet(one: Leaflet, *, note: str, at: datetime) -> bytes:
    """The PDF of one item on one page of A4, as large as it fits; what does not fit at 8 points takes a second page."""
    return typesetting.fitted(
        TEMPLATE, "paper", _sheet(one) | {"note": note, "printed_on": _printed(at)}, sizes=SIZES, pages=1, at=at
    )


def handbook(parts: Sequence[Part], *, title: str, centre: str, edition: str, note: str, at: datetime) -> bytes:
    """The PDF of all items as one bound book: cover, contents with page numbers, a chapter a line."""
    chapters = [{"name": part.name, "leaflets": [_sheet(one) for one in part.leaflets]} for part in parts]
    sheet = {"title": title, "centre": centre, "edition": edition, "note": note, "parts": chapters}
    return typesetting.fitted(TEMPLATE, "handbook", sheet, sizes=(BOOK_SIZE,), pages=0, at=at)


def _sheet(one: Leaflet) -> dict[str, Any]:
    return asdict(one) | {"qr": qr(one.link)}


def _printed(at: datetime) -> str:
    return f"{day(localdate(at))}印制，以当日公布的指南为准"
