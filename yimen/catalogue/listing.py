"""实施清单 in and out: the newest versions as a workbook, and a workbook as the next drafts of its items, all or none (A1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import QuerySet

from yimen.catalogue import defining, definitions, editing
from yimen.catalogue.definitions import Definition
from yimen.catalogue.inventory import reading, workbook
from yimen.catalogue.inventory.columns import CODE, ITEMS
from yimen.catalogue.inventory.reading import Listed, Misread
from yimen.catalogue.inventory.rows import Fault
from yimen.catalogue.loading import Loaded, load_texts
from yimen.catalogue.models import Item, ItemVersion
from yimen.catalogue.prose.packed import Package
from yimen.catalogue.writing import digest, write
from yimen.journal import door
from yimen.journal.errors import Refused
from yimen.office.actor import Actor


@dataclass(frozen=True, slots=True)
class Kept:
    """What a list did: the drafts that were written, and how many items it says as they are."""

    drafts: tuple[ItemVersion, ...]
    unchanged: int


def written(items: QuerySet[Item]) -> bytes:
    """The newest versions of these items as a workbook, by line and code."""
    found = sorted(newest(items).values(), key=lambda one: (one.line, one.code))
    return workbook.write(found, defining.current())


def read(content: bytes, *, seen: QuerySet[Item]) -> list[Listed]:
    """The items of a workbook; `seen`: those whose newest versions the reader may see.

    Raises Misread with every mistake; Refused (of prose) where it is no file that can be read.
    """

    def known(codes: Iterable[str]) -> dict[str, Definition]:
        return newest(seen.filter(code__in=set(codes)))

    return reading.read(Package(content), known=known, dictionary=defining.current())


def newest(items: QuerySet[Item]) -> dict[str, Definition]:
    """The newest version of each of these items, by code."""
    rows = ItemVersion.objects.filter(item__in=items.values("pk")).order_by("item", "number")
    last = dict(rows.values_list("item", "pk"))  # the last of each stays
    return {one.code: one for one in definitions.of_versions(last.values())}


def load(path: Path, *, by: Actor, at: datetime) -> Loaded:
    """Load a workbook as a folder of files is loaded: what it says is each item's next draft. Raises as `read`; Unreadable."""
    items = read(path.read_bytes(), seen=Item.objects.all())
    dictionary = defining.stored()
    texts = {f"{path.name}：{one.content.code}": write(one.content, dictionary=dictionary) for one in items}
    return load_texts(texts, by=by, at=at)


@door.verb
def keep(listed: Iterable[Listed], *, by: Actor, at: datetime) -> Kept:
    """Every item that says something else than its newest version as the next draft: all of them, or none.

    Raises Misread with every one that may not be written now, at its row.
    """
    items, drafts, faults = list(listed), [], []
    known = newest(Item.objects.filter(code__in=[one.content.code for one in items]))
    changed = [one for one in items if not _stands(one, known.get(one.content.code))]
    with door.together():
        for one in changed:
            try:
                with door.attempt():
                    drafts.append(editing.keep(one.content, after=one.after, by=by, at=at))
            except Refused as refused:
                faults.append(Fault(ITEMS, one.row, CODE, f"{one.content.code}：{refused.message}"))
        if faults:
            raise Misread(faults)
    return Kept(tuple(drafts), len(items) - len(changed))


def _stands(one: Listed, newest_one: Definition | None) -> bool:
    return newest_one is not None and newest_one.number == one.after and digest(newest_one) == digest(one.content)
