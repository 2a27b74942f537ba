"""The box and its lines: what went in comes out, and no byte changes unseen."""

import io
import random
import tarfile
from pathlib import Path

import pytest

from yimen.safekeeping import lines
from yimen.safekeeping.box import Packer, Torn, Unpacker
from yimen.safekeeping.lines import Tally, Wrong

CONTENT = {"head.json": b"{}", "tables/one/000000000001.gz": b"x" * 600, "files/aa/bb/cc": b"", "manifest.json": b"{ }"}


def packed() -> bytes:
    """A small box."""
    file = io.BytesIO()
    packer = Packer(file)
    for name, content in CONTENT.items():
        packer.put(name, content)
    packer.seal()
    return file.getvalue()


def unpacked(box: bytes) -> dict[str, bytes]:
    return {member.name: member.content() for member in Unpacker(io.BytesIO(box)).members()}


def test_what_went_in_comes_out() -> None:
    assert unpacked(packed()) == CONTENT


def test_anybody_opens_it_with_tar() -> None:
    with tarfile.open(fileobj=io.BytesIO(packed())) as box:
        assert box.getnames() == [*CONTENT, "seal"]


def test_what_is_put_from_a_file_is_hashed_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "source").write_bytes(b"y" * 3_000_000)
    file = io.BytesIO()
    packer = Packer(file)

    with (tmp_path / "source").open("rb") as source:
        digest = packer.put_file("files/y", source, 3_000_000)
    packer.seal()

    assert len(digest) == 64
    assert unpacked(file.getvalue()) == {"files/y": b"y" * 3_000_000}


def test_a_bit_flipped_in_any_byte_is_found() -> None:
    whole = packed()

    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        with pytest.raises(Torn):
            unpacked(bytes(changed))


def test_a_box_cut_off_or_lengthened_is_found() -> None:
    whole = packed()

    for changed in [whole[:end] for end in range(0, len(whole), 7)] + [whole + b"\0", whole + whole]:
        with pytest.raises(Torn):
            unpacked(changed)


def piece(*values: object) -> bytes:
    ((_first, found),) = lines.pieces(values, Tally())
    return found


def opened(packed: bytes) -> list[object]:
    return list(lines.opened([packed], Tally()))


def test_lines_come_back_whatever_is_written_in_them() -> None:
    values = [["行\n\u2028\x00", 1, True, None, {"b": [1.5], "a": ""}], []]

    assert opened(piece(*values)) == values


def test_the_digest_does_not_depend_on_how_lines_were_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    values = [[number] for number in range(1000)]
    whole, cut = Tally(), Tally()
    list(lines.pieces(values, whole))
    monkeypatch.setattr(lines, "PIECE_BYTES", 100)
    found = list(lines.pieces(values, cut))

    assert len(found) > 50
    assert [first for first, _piece in found][:2] == [1, 9]
    assert whole.told() == cut.told()


def test_of_a_damaged_piece_the_line_is_named_and_what_lies_before_is_read() -> None:
    dice = random.Random(20260302)
    values = [[number, dice.randbytes(40).hex()] for number in range(400)]
    whole = piece(*values)
    named = set()

    for place in range(0, len(whole), 97):
        changed = bytearray(whole)
        changed[place] ^= 1 << dice.randrange(8)
        read: list[object] = []
        with pytest.raises(Wrong) as wrong:
            for value in lines.opened([bytes(changed)], Tally()):
                read.append(value)
        named.add(wrong.value.number)
        assert read == values[: len(read)]
        assert wrong.value.number == len(read) + 1
    assert len(named) > 20
