"""The parts of a docx or xlsx: XML out of a zip, refused where it swells, breaks or defines entities."""

from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring  # entities are refused below
from zipfile import BadZipFile, ZipFile

from yimen.catalogue.prose.refusals import BOMB, BROKEN, LARGEST_UNPACKED, Refused

_MOST_ENTRIES = 5000


class Package:
    """An opened docx or xlsx. Raises Refused for what is broken or swells beyond measure."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(content))
            entries = self._zip.infolist()
        except (BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as broken:
            raise Refused(BROKEN) from broken
        if len(entries) > _MOST_ENTRIES:
            raise Refused(BOMB)
        self.names = {entry.filename.lstrip("/").replace("\\", "/"): entry for entry in entries}
        self._left = LARGEST_UNPACKED

    def xml(self, name: str) -> Element | None:
        """The root of a part, None where there is none."""
        entry = self.names.get(name)
        if entry is None:
            return None
        if entry.file_size > self._left:
            raise Refused(BOMB)
        try:
            with self._zip.open(entry) as part:
                text = part.read(self._left + 1)
        except (BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError) as broken:
            raise Refused(BROKEN) from broken
        except Exception as broken:  # zlib.error, and whatever a damaged stream raises besides
            raise Refused(BROKEN) from broken
        self._left -= len(text)
        if self._left < 0 or b"<!DOCTYPE" in text[:1000] or b"<!ENTITY" in text:
            raise Refused(BOMB)
        try:
            return fromstring(text)  # noqa: S314  # no document type, no entities: refused above
        except (ParseError, ValueError, RecursionError) as broken:
            raise Refused(BROKEN) from broken


def local(tag: str) -> str:
    """A tag without its namespace: strict and transitional files differ in nothing else."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name, "" where it is not there."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")
