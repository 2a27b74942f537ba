"""What a font can draw is read from the font itself, in both forms of its table."""

from pathlib import Path
from struct import pack

import pytest

from yimen.papers.glyphs import Coverage, coverage, mark, marked


def font(table: bytes) -> bytes:
    """The smallest file with one cmap subtable."""
    cmap = pack(">HHHHI", 0, 1, 3, 10, 12) + table
    return pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + pack(">4sIII", b"cmap", 0, 28, len(cmap)) + cmap


FORMAT_12 = pack(">HHIII", 12, 0, 28, 0, 1) + pack(">III", 0x2CB4C, 0x2CB4E, 5)
FORMAT_4 = pack(">HHHHHHH", 4, 32, 0, 4, 0, 0, 0) + pack(">HHHHH", 0x42, 0xFFFF, 0, 0x41, 0xFFFF)


@pytest.mark.parametrize(("table", "points"), [(FORMAT_12, {0x2CB4C, 0x2CB4D, 0x2CB4E}), (FORMAT_4, {0x41, 0x42})])
def test_code_points_are_read_from_a_font(tmp_path: Path, table: bytes, points: set[int]):
    (tmp_path / "one.ttf").write_bytes(font(table))

    assert coverage([(tmp_path / "one.ttf", 0)]).points >= points
    assert 0x20BB7 not in coverage([(tmp_path / "one.ttf", 0)]).points


def test_each_missing_character_is_named_once_in_order():
    drawn = Coverage(frozenset(map(ord, "王英")))

    assert drawn.missing("王𠮷英㛃𠮷") == ["𠮷", "㛃"]
    assert marked("王𠮷英", ["𠮷"]) == "王【U+20BB7】英"
    assert marked("王英", []) == "王英"


def test_what_has_no_shape_of_its_own_is_not_missing():
    assert Coverage(frozenset([ord("王")])).missing("王\u200d\ufe00 \u3000") == []


def test_a_character_of_private_use_is_missing():
    assert Coverage(frozenset([ord("王")])).missing("王\ue863") == ["\ue863"]
    assert mark("\ue863") == "【U+E863】"
