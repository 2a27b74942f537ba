"""The lines of a backup: each a checksum and a JSON value, gathered into packed pieces of about a megabyte. Pure.

    8 hexadecimal digits (CRC-32 of the rest, without the newline), a space, the value, a newline

A piece is a member `FOLDER/NUMBER.gz`, named by the number of its first line, so that whatever is damaged is named by
its line. The digest of a table is the SHA-256 of its lines, however they were cut into pieces.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

PIECE_BYTES = 1 << 20
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_PACKED_HEAD = bytes.fromhex("1f8b0800000000000403")


class Wrong(Exception):
    """A line that is not what was written: `number` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Tally:
    """How many lines went by, and their digest."""

    def __init__(self) -> None:
        self.count, self._digest = 0, hashlib.sha256()

    def add(self, text: bytes, lines: int) -> None:
        """A piece of so many lines."""
        self.count += lines
        self._digest.update(text)

    def told(self) -> dict[str, Any]:
        """As the manifest says it."""
        return {"lines": self.count, "sha256": self._digest.hexdigest()}


def line(value: Any) -> bytes:
    """One line, the newline included."""
    text = _ENCODE(value).encode()
    return b"%08x %b\n" % (zlib.crc32(text), text)


def pieces(values: Iterable[Any], tally: Tally) -> Iterator[tuple[int, bytes]]:
    """(number of the first line, packed piece) of all values; `tally` counts them."""
    gathered, size = list[bytes](), 0
    for value in values:
        gathered.append(line(value))
        size += len(gathered[-1])
        if size >= PIECE_BYTES:
            yield _piece(gathered, tally)
            gathered, size = [], 0
    if gathered:
        yield _piece(gathered, tally)


def name_of(folder: str, first: int) -> str:
    """The name of the piece that begins with this line."""
    return f"{folder}/{first:012}.gz"


def opened(packed: Iterable[bytes], tally: Tally) -> Iterator[Any]:
    """The values of one piece, `tally` counting on. Raises Wrong at the first line that is not as it was written; what
    could be read before it was given."""
    text, is_whole = _unpacked(packed)
    *found, rest = text.split(b"\n")
    for each in found:
        number = tally.count + 1
        told, _space, value = each.partition(b" ")
        if told != b"%08x" % zlib.crc32(value):
            raise Wrong(number)
        try:
            read = json.loads(value)
        except ValueError as error:
            raise Wrong(number) from error
        tally.add(each + b"\n", 1)
        yield read
    if rest or not is_whole:
        raise Wrong(tally.count + 1)


def _piece(gathered: list[bytes], tally: Tally) -> tuple[int, bytes]:
    first, text = tally.count + 1, b"".join(gathered)
    tally.add(text, len(gathered))
    return first, _packed(text)


def _packed(text: bytes) -> bytes:
    packer = zlib.compressobj(
        1, wbits=31
    )  # gzip, without name and moment; level 1: a third quicker than 6, a tenth larger
    return packer.compress(text) + packer.flush()


def _unpacked(packed: Iterable[bytes]) -> tuple[bytes, bool]:
    """As much as can be unpacked, and whether that was everything."""
    unpacker, found = zlib.decompressobj(wbits=31), list[bytes]()
    for step in packed:
        if not found and not step.startswith(_PACKED_HEAD):  # unpacking would not look at its moment and machine
            return b"", False
        for start in range(0, len(step), 4096):  # small steps: what lies before the damage is still read
            try:
                found.append(unpacker.decompress(step[start : start + 4096]))
            except zlib.error:
                return b"".join(found), False
    return b"".join(found), unpacker.eof and not unpacker.unused_data
