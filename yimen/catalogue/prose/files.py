"""A guide's file as a source: txt, docx, xlsx, html by what is in it, not by its name; others refused with what to do."""

import re
from pathlib import Path

from yimen.catalogue.prose import plaintext, refusals, spreadsheet, webpage, word
from yimen.catalogue.prose.encodings import decode
from yimen.catalogue.prose.packed import Package
from yimen.catalogue.prose.refusals import LARGEST, Refused
from yimen.catalogue.prose.source import Source

REFUSED = (  # by how a file begins
    (b"%PDF", refusals.PDF),
    (b"\xd0\xcf\x11\xe0", refusals.OLD_OFFICE),
    (b"{\\rtf", refusals.RICH_TEXT),
    (b"\x89PNG", refusals.PICTURE),
    (b"\xff\xd8\xff", refusals.PICTURE),
    (b"GIF8", refusals.PICTURE),
    (b"BM", refusals.PICTURE),
    (b"II*\x00", refusals.PICTURE),
    (b"MM\x00*", refusals.PICTURE),
    (b"MIME-Version:", refusals.WEB_ARCHIVE),
    (b"Rar!", refusals.OTHER_ARCHIVE),
    (b"7z\xbc\xaf", refusals.OTHER_ARCHIVE),
    (b"\x1f\x8b", refusals.OTHER_ARCHIVE),
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|table|div|p|h[1-6]|ul|ol)\b[^>]*>", re.IGNORECASE)


def load(path: Path) -> Source:
    """The guide in a file. Raises Refused with a Chinese sentence; nothing is read by halves."""
    if not path.exists():
        raise Refused(refusals.NO_FILE.format(path=path))
    try:
        size = path.stat().st_size
        if size > LARGEST and path.is_file():
            raise Refused(refusals.TOO_LARGE.format(size=size / 1024 / 1024))
        content = path.read_bytes()
    except OSError as closed:
        raise Refused(refusals.UNREADABLE.format(path=path)) from closed
    return read(content, path.name)


def read(content: bytes, name: str = "") -> Source:
    """The guide in these bytes; `name` helps only to tell HTML from text. Raises Refused."""
    if len(content) > LARGEST:
        raise Refused(refusals.TOO_LARGE.format(size=len(content) / 1024 / 1024))
    if b"%PDF-" in content[:1024]:
        raise Refused(refusals.PDF)
    for head, sentence in REFUSED:
        if content.startswith(head) and (len(head) > 2 or b"\x00" in content[:64]):
            raise Refused(sentence)
    source = _packed(content) if content.startswith(b"PK") else _text(content, name)
    if next(source.ink(), None) is None:
        raise Refused(refusals.EMPTY)
    return source


def _packed(content: bytes) -> Source:
    package = Package(content)
    if "word/document.xml" in package.names:
        return word.read(package)
    if "xl/workbook.xml" in package.names:
        return spreadsheet.read(package)
    raise Refused(refusals.OTHER_ARCHIVE)


def _text(content: bytes, name: str) -> Source:
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise Refused(refusals.EMPTY)
    is_page = name.lower().endswith((".html", ".htm", ".xhtml"))
    is_page = (
        is_page or re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)", content[:200], re.IGNORECASE) is not None
    )
    text = decode(content, is_html=is_page)
    if is_page or (text.lstrip()[:1] == "<" and _HTML.search(text[:2000])):
        return webpage.read(text)
    return plaintext.read(text)
