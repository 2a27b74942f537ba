"""Blank forms and samples: fastened to a material of an item by its editors, taken off again (A2)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.catalogue._turn import turn
from yimen.catalogue.acts import Act
from yimen.catalogue.elements import FileKind
from yimen.catalogue.models import GuideFile, Item, Requirement
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow
from yimen.journal.moments import localdate
from yimen.office import installation
from yimen.office.actor import Actor
from yimen.office.models import Centre


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are kept already: what they are, and where."""

    stored_id: UUID
    digest: str
    size_bytes: int
    media_type: str


@door.verb
def attach(  # noqa: PLR0913  # a file of a guide is these
    item: Item, *, material: str, kind: FileKind, name: str, kept: Kept, by: Actor, at: datetime
) -> GuideFile:
    """Offer the file from now on, in the place of the one that stood there.

    Raises Malformed where the item has no such material, or the name is no line of 80 characters.
    """
    name = name.strip()
    if not Requirement.objects.filter(version__item=item, key=material).exists():
        raise Malformed(_("这个事项没有这样材料。"), fields={"material": _("请从列表中选择材料。")})
    if not name or len(name) > 80 or not name.isprintable():
        raise Malformed(_("文件名请写在一行里，最多80个字。"), fields={"file": _("文件名请写在一行里，最多80个字。")})
    facts = {"item": item.code, "material": material, "kind": kind.value, "name": name, "digest": kept.digest}
    with turn(home(item), Act.ATTACH_FILE, by=by, at=at, **facts) as held:
        for old in GuideFile.objects.filter(item=item, material=material, kind=kind.value, removed_on__isnull=True):
            door.hold(old).removed_on = localdate(at)
        return door.add(
            GuideFile(
                centre=held, item=item, material=material, kind=kind.value, name=name, media_type=kept.media_type,
                size_bytes=kept.size_bytes, digest=kept.digest, stored_id=kept.stored_id, added_on=localdate(at),
            )
        )  # fmt: skip


@door.verb
def remove(file: GuideFile, *, by: Actor, at: datetime) -> GuideFile:
    """Offer the file no longer. Raises NotNow (file_removed) where it was taken off already."""
    with turn(file.centre, Act.REMOVE_FILE, by=by, at=at, item=file.item.code, name=file.name):
        fresh = door.hold(GuideFile.objects.get(pk=file.pk))
        if fresh.removed_on is not None:
            raise NotNow(_("这份文件已经撤下。"), code="file_removed")
        fresh.removed_on = localdate(at)
        return fresh


def home(item: Item) -> Centre:
    """Whose journal tells it: the centre whose own item it is, else the root, where it is defined (A11)."""
    return item.centre or installation.root()


def of(item_id: UUID) -> list[GuideFile]:
    """What can be taken along with an item's guide, by material."""
    return list(GuideFile.objects.filter(item_id=item_id, removed_on__isnull=True).order_by("material", "kind"))
