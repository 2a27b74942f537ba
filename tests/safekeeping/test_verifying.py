"""A backup that was changed says so, table and line; also where whoever changed it packed it anew."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yimen.safekeeping import lines
from yimen.safekeeping.box import Packer
from yimen.safekeeping.lines import Tally
from yimen.safekeeping.verifying import verify, walk

Values = list[Any]


def repacked(backup: Path, target: Path, table: str, change: Callable[[list[Values]], Any]) -> Path:
    """The backup with the lines of one table changed, everything packed and sealed anew as we do it."""
    name, told = f"tables/{table}/", Tally()
    values = [
        row for one in walk(backup) if one.name.startswith(name) for row in lines.opened([one.content()], Tally())
    ]
    change(values)
    pieces = [(lines.name_of(name.rstrip("/"), first), content) for first, content in lines.pieces(values, told)]
    with target.open("wb") as file:
        packer = Packer(file)
        for member in walk(backup):
            content = member.content()
            if member.name.startswith(name):
                while pieces:
                    packer.put(*pieces.pop(0))
                continue
            if member.name == "manifest.json":
                manifest = json.loads(content)
                manifest["tables"][table] = told.told()
                content = json.dumps(manifest).encode()
            packer.put(member.name, content)
        packer.seal()
    return target


def test_a_backup_as_it_was_made_is_whole(backup: Path) -> None:
    found = verify(backup)

    assert found.faults == []
    assert found.rows["office_centre"]
    assert len(found.seal) == 64


@pytest.mark.parametrize("turn", range(20))
def test_a_flipped_bit_is_found_wherever_it_is(backup: Path, tmp_path: Path, turn: int) -> None:
    dice = random.Random(turn)
    content = bytearray(backup.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    bad = tmp_path / "bad"
    bad.write_bytes(content)

    assert verify(bad).faults


def test_the_table_and_the_line_are_named(backup: Path, tmp_path: Path) -> None:
    content = bytearray(backup.read_bytes())
    start = content.index(b"tables/office_legalday/") + 512
    content[start + 4000] ^= 1
    bad = tmp_path / "bad"
    bad.write_bytes(content)

    faults = verify(bad).faults

    assert faults[0].startswith("数据表 office_legalday 第")
    assert faults[-1].startswith("备份文件的封签与内容不符")


def test_an_entry_rewritten_and_packed_anew_breaks_the_chain(backup: Path, tmp_path: Path) -> None:
    rewritten: list[int] = []

    def change(values: list[Values]) -> None:
        rewritten.append(next(at for at, row in enumerate(values) if any("cases." in str(one) for one in row)))
        row = values[rewritten[0]]
        values[rewritten[0]] = [value.replace("cases.", "cases_") if isinstance(value, str) else value for value in row]

    faults = verify(repacked(backup, tmp_path / "bad", "journal_entry", change)).faults

    assert faults == [f"数据表 journal_entry 第{rewritten[0] + 1}行：日志被改动，与前一条的哈希接不上。"]


def test_an_entry_left_out_breaks_the_chain(backup: Path, tmp_path: Path) -> None:
    faults = verify(repacked(backup, tmp_path / "bad", "journal_entry", lambda values: values.pop(4))).faults

    assert faults == ["数据表 journal_entry 第5行：日志不连续，这里应是第1纪元第5号。"]


def test_a_journal_cut_short_is_found_by_its_heads(backup: Path, tmp_path: Path) -> None:
    faults = verify(repacked(backup, tmp_path / "bad", "journal_entry", lambda values: values.pop())).faults

    assert faults == ["日志的末条与清单中各中心的末条不符：日志被截短或接长。"]


def test_something_else_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"no backup at all" * 100)
    (tmp_path / "nothing").write_bytes(b"")

    assert "损坏" in verify(tmp_path / "other").faults[0]
    assert "不完整" in verify(tmp_path / "nothing").faults[0]


def test_a_well_packed_box_of_other_things_is_no_backup(tmp_path: Path) -> None:
    with (tmp_path / "box").open("wb") as file:
        packer = Packer(file)
        packer.put("head.json", b'{"format": 1, "tables": {"x": [["a", "int"]]}}')
        packer.put("tables/x/first.gz", b"")
        packer.put("tables", b"")
        packer.put("else/where", b"")
        packer.put("manifest.json", b'{"tables": 1}')
        packer.seal()

    assert len(verify(tmp_path / "box").faults) >= 4
