"""What an editor may offer to everybody: small files of known kinds that run nothing. By what lies in them, not their name."""

from dataclasses import dataclass
from io import BytesIO
from typing import NoReturn
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Malformed, Sentence

MOST_BYTES = 5 * 1024 * 1024  # a form of ten scanned pages takes 2 MB
MOST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 2000
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_RUNS = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be offered: its name with the ending of its kind, its kind, its bytes."""

    name: str
    media_type: str
    content: bytes


def read(content: bytes, name: str) -> Upload:
    """The file, named `name`, if it may be offered. Raises Malformed with a sentence that says what to do."""
    if not content:
        _refuse(_("文件是空的，请重新选一个。"))
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1024 / 1024:.1f}"
        _refuse(_("文件有%(size)sMB，最大5MB。请压缩图片或者分成几个文件。") % {"size": size})
    ending, media_type = _kind(content)
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or _("文件")
    return Upload(f"{str(stem)[: 80 - len(ending)].strip()}{ending}", media_type, content)


def _kind(content: bytes) -> tuple[str, str]:
    if content.startswith(b"%PDF-"):
        if any(sign in content for sign in _RUNS):
            _refuse(_("这个 PDF 里有脚本或者附件，不能发布。请用“打印为 PDF”另存后再传。"))
        return ".pdf", "application/pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return ".png", "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return ".jpg", "image/jpeg"
    if content.startswith(b"PK\x03\x04"):
        _insist_plain_docx(content)
        return ".docx", DOCX
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        _refuse(_("旧的 Word 文件（.doc）不能发布，请另存为 .docx 或者 PDF。"))
    _refuse(_("只能传 PDF、Word（.docx）、PNG 或 JPG 文件。"))


def _insist_plain_docx(content: bytes) -> None:
    """A text without macros, that does not unpack into more than a text can be."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        _refuse(_("文件打不开，请用 Word 打开后另存再传。"))
    names = {one.filename for one in parts}
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        _refuse(_("只能传 PDF、Word（.docx）、PNG 或 JPG 文件。"))
    if any("vbaproject" in one.lower() or "/embeddings/" in one.lower() for one in names):
        _refuse(_("这个 Word 文件里有宏或者嵌入的文件，不能发布。请去掉后另存为 .docx。"))
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
        _refuse(_("这个文件展开后太大，请另存为 PDF 再传。"))


def _refuse(sentence: Sentence) -> NoReturn:
    raise Malformed(sentence, fields={"file": sentence})
