"""The box: a plain tar, written in one stream, and read so strictly that no byte of it changes unseen.

`tar` opens it. A member's header follows from its name and size alone, what fills up a block is zero, and the last
member, `seal`, holds the SHA-256 of every byte before it; after it come two empty blocks and nothing else.
"""

import hashlib
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

BLOCK = 512
STEP = 1 << 20  # bytes read at a time
SEAL = "seal"
_SEAL_BYTES = 65  # 64 hexadecimal digits and a newline


class Torn(Exception):
    """Why reading cannot go on, in a sentence."""


class Packer:
    """Puts members into a box, one after the other; the box is whole only after `seal`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._digest = file, hashlib.sha256()

    def put(self, name: str, content: bytes) -> None:
        """A member of these bytes."""
        self._write(header(name, len(content)) + content + _filling(len(content)))

    def put_file(self, name: str, source: BinaryIO, size: int) -> str:
        """A member of `size` bytes from an open file; returns their SHA-256 in hex."""
        self._write(header(name, size))
        digest, left = hashlib.sha256(), size
        while left:
            step = source.read(min(left, STEP))
            if not step:
                raise OSError(f"{name} became shorter while it was read")
            digest.update(step)
            self._write(step)
            left -= len(step)
        self._write(_filling(size))
        return digest.hexdigest()

    def seal(self) -> str:
        """Close the box; returns the hash that stands in it."""
        told = self._digest.hexdigest()
        self._file.write(sealed(told))
        return told

    def _write(self, content: bytes) -> None:
        self._digest.update(content)
        self._file.write(content)


@dataclass(slots=True)
class Member:
    """One member while it is read: its bytes come once, in steps."""

    name: str
    size: int
    _box: "Unpacker"
    _left: int = -1

    def __post_init__(self) -> None:
        self._left = self.size

    def steps(self) -> Iterator[bytes]:
        """Its bytes, at most a megabyte at a time."""
        while self._left:
            step = self._box.take(min(self._left, STEP), self.name)
            self._left -= len(step)
            yield step

    def content(self) -> bytes:
        """All its bytes: for members that are small by their nature."""
        return b"".join(self.steps())


class Unpacker:
    """Reads a box from its beginning; `seal_holds` is known when all members were read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._digest = file, hashlib.sha256()
        self.told = ""

    def members(self) -> Iterator[Member]:
        """Every member in order, the seal excepted. Raises Torn where the box cannot be read on, and at the end where
        the seal does not fit."""
        last = _("开头")
        while True:
            start = self._digest.hexdigest()
            name, size = self._header(last)
            if name == SEAL:
                return self._close(start)
            member = Member(name, size, self)
            yield member
            for _step in member.steps():
                pass
            if any(self.take(len(_filling(size)), name)):
                raise Torn(_("备份文件在“%(name)s”之后有多余的内容。") % {"name": name})
            last = name

    def take(self, size: int, where: str) -> bytes:
        """Exactly so many bytes."""
        found = self._file.read(size)
        if len(found) != size:
            raise Torn(_("备份文件不完整：到“%(name)s”就断了。") % {"name": where})
        self._digest.update(found)
        return found

    def _header(self, last: str) -> tuple[str, int]:
        block = self.take(BLOCK, last)
        try:
            info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
            is_ours = header(info.name, info.size) == block
        except (tarfile.HeaderError, UnicodeDecodeError, ValueError) as error:
            raise Torn(_("备份文件在“%(name)s”之后损坏，无法再往下读。") % {"name": last}) from error
        if not is_ours:
            raise Torn(_("备份文件在“%(name)s”之后损坏，无法再往下读。") % {"name": last})
        return info.name, info.size

    def _close(self, told: str) -> None:
        self._file.seek(-BLOCK, 1)
        if self._file.read() != sealed(told):
            raise Torn(_("备份文件的封签与内容不符：文件在写好之后被改动或损坏。"))
        self.told = told


def header(name: str, size: int) -> bytes:
    """The one header that a member of this name and size has."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def sealed(told: str) -> bytes:
    """All bytes of the last member and the end behind it."""
    return header(SEAL, _SEAL_BYTES) + f"{told}\n".encode() + _filling(_SEAL_BYTES) + bytes(2 * BLOCK)


def _filling(size: int) -> bytes:
    return bytes(-size % BLOCK)
