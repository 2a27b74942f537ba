"""Blank forms and samples with their bytes: brought by an editor, taken along by everybody (A2)."""

from datetime import datetime

from yimen.catalogue import attaching
from yimen.catalogue.attaching import Kept
from yimen.catalogue.elements import FileKind
from yimen.catalogue.models import GuideFile, Item
from yimen.journal import door
from yimen.journal.errors import NotThere
from yimen.office.actor import Actor
from yimen.papers import storage, uploads
from yimen.papers.models import StoredFile
from yimen.papers.uploads import MOST_BYTES

__all__ = ["MOST_BYTES", "bring", "content"]


def bring(  # noqa: PLR0913  # a file that is brought is these
    item: Item, *, material: str, kind: FileKind, name: str, content: bytes, by: Actor, at: datetime
) -> GuideFile:
    """Keep the bytes and offer them from now on. Raises Malformed, and what `attaching.attach` raises."""
    upload = uploads.read(content, name)
    stored = storage.put(
        content, kind=StoredFile.Kind.GUIDE, centre_id=attaching.home(item).pk, at=at, media_type=upload.media_type
    )
    kept = Kept(stored.pk, stored.digest, stored.size_bytes, stored.media_type)
    try:
        with door.together():
            door.add(stored)
            return attaching.attach(item, material=material, kind=kind, name=upload.name, kept=kept, by=by, at=at)
    except Exception:
        storage.path(stored.pk).unlink(missing_ok=True)
        raise


def content(file: GuideFile) -> bytes:
    """Its bytes. Raises NotThere once it is taken off, Broken when they are not as they were kept."""
    if file.removed_on is not None:
        raise NotThere()
    return storage.read(StoredFile.objects.get(pk=file.stored_id))
