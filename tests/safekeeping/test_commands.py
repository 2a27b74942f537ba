"""From a backup to an installation that goes on, on either engine: what comes back is what was there."""

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.installation import Installation, manifest
from yimen.safekeeping import columns
from yimen.safekeeping.box import Packer
from yimen.safekeeping.verifying import walk


def restored(target: Installation, backup: Path, *more: str | Path) -> str:
    return target.do("restore", backup, *more)


def dump(installation: Installation) -> dict[str, Any]:
    """Counts and digests of every table and of all files."""
    file = installation.data.parent / f"{installation.data.name}-dump.backup"
    installation.do("backup", file)
    return manifest(file)


def number(value: int) -> str:
    return f"DY26-{value:06d}"


def take_in(installation: Installation, times: int) -> list[str]:
    with installation.at_work() as clerk:
        return clerk.take_in(times)


def test_what_is_restored_is_what_was_backed_up(bare: Installation, backup: Path, sheet: Path) -> None:
    said = restored(bare, backup, "--sheet", sheet, "--nothing-since")

    assert "检查一切正常" in said
    assert dump(bare) == manifest(backup)


def test_a_backup_goes_from_sqlite_to_postgresql_and_back(
    moved_centre: Installation, empty: Installation, backup: Path, sheet: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there.backup"
    moved_centre.do("backup", there)
    restored(empty, there, "--sheet", sheet, "--nothing-since")

    assert manifest(there) == manifest(backup) == dump(empty)
    assert "DY" in take_in(moved_centre, 1)[0]


def test_a_backup_holds_every_table_of_ours_and_no_key(backup: Path, original: Installation, last: int) -> None:
    told = manifest(backup)["tables"]
    keys = [path.read_bytes().strip() for path in (original.data / "keys").iterdir()]

    assert set(told) == {table.name for table in columns.ours()}
    assert told["cases_case"]["lines"] == last
    assert keys
    assert not any(key in backup.read_bytes() for key in keys)


def test_numbers_given_since_are_named_and_not_given_again(
    centre: Installation, empty: Installation, backup: Path, last: int
) -> None:
    since = take_in(centre, 2)

    said = restored(empty, backup, "--old-data", centre.data)

    assert since == [number(last + 1), number(last + 2)]
    assert f"新安县德源街道便民服务中心：{number(last + 1)} 至 {number(last + 2)}（2个）" in said
    assert take_in(empty, 1) == [number(last + 3)]
    assert empty.run("doctor")[0] == 0


def test_a_centre_founded_since_is_named_by_its_numbers(
    centre: Installation, empty: Installation, backup: Path
) -> None:
    (centre.data / "highwater" / "other.log").write_text(f'{UUID(int=99).hex} "26" 3\n')

    said = restored(empty, backup, "--old-data", centre.data)

    assert "备份之后新建的中心" in said
    assert "检查一切正常" in said


def test_a_backup_from_before_a_package_is_brought_up_to_date(
    bare: Installation, backup: Path, sheet: Path, tmp_path: Path
) -> None:
    old = without(backup, tmp_path / "old.backup", "voice")  # to whose rows none of another package points

    _code, said = bare.run("restore", old, "--sheet", sheet, "--nothing-since")

    assert "已恢复到" in said  # and what was cut out here by hand is missed by the examination
    told = dump(bare)["tables"]
    assert {name: told[name] for name in manifest(old)["tables"]} == manifest(old)["tables"]
    assert told["voice_rating"]["lines"] == 0


def test_a_backup_of_a_newer_program_is_refused(empty: Installation, backup: Path, tmp_path: Path) -> None:
    new = without(backup, tmp_path / "new.backup", "tickets", migrations=[["tickets", "9999_flying"]])

    code, said = empty.run("restore", new, "--nothing-since")

    assert code == 1
    assert "请先把程序升级" in said


def without(backup: Path, target: Path, label: str, migrations: list[list[str]] | None = None) -> Path:
    """The backup as it would be without one package, or with other migrations of it."""
    with target.open("wb") as file:
        packer = Packer(file)
        for member in walk(backup):
            content = member.content()
            if member.name in ("head.json", "manifest.json"):
                told = json.loads(content)
                told["tables"] = {name: one for name, one in told["tables"].items() if not name.startswith(f"{label}_")}
                if "migrations" in told:
                    others = [one for one in told["migrations"] if one[0] != label]
                    told["migrations"] = others + (migrations or [])
                content = json.dumps(told).encode()
            if not member.name.startswith(f"tables/{label}_"):
                packer.put(member.name, content)
        packer.seal()
    return target


def test_where_the_old_folder_is_gone_the_last_slips_are_asked_for(
    empty: Installation, backup: Path, sheet: Path, last: int
) -> None:
    code, said = empty.run("restore", backup, "--sheet", sheet)
    asked = re.findall(r"--last-number (\S+)", said)  # of today's queue too, where the hall was open

    assert code == 1
    assert number(last) in asked
    newer = [number(last + 4) if one == number(last) else one for one in asked]
    typed = [word for one in newer for word in ("--last-number", one)]
    assert f"{number(last + 1)} 至 {number(last + 4)}（4个）" in restored(empty, backup, "--sheet", sheet, *typed)
    assert take_in(empty, 1) == [number(last + 5)]


def test_nothing_is_restored_over_what_is_there(centre: Installation, backup: Path) -> None:
    code, said = centre.run("restore", backup, "--nothing-since")

    assert code == 1
    assert "不会覆盖" in said
    assert "--old-data" in said


def test_without_the_keys_or_their_sheet_nothing_is_restored(empty: Installation, backup: Path, tmp_path: Path) -> None:
    other = Installation(tmp_path / "other")
    other.script("import django; django.setup()\nfrom yimen.journal import secrets; secrets.ready(create=True)")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(other.do("recovery_sheet"))

    assert "密钥恢复单" in empty.run("restore", backup, "--nothing-since")[1]
    assert "不是这个备份的" in empty.run("restore", backup, "--nothing-since", "--sheet", wrong)[1]
    assert "不会覆盖" in other.run("restore", backup, "--nothing-since")[1]
    assert not list((empty.data / "keys").glob("*.aes256gcm"))


def test_a_damaged_backup_is_not_restored(empty: Installation, backup: Path, sheet: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.backup"
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    bad.write_bytes(content)

    code, said = empty.run("restore", bad, "--sheet", sheet, "--nothing-since")

    assert code == 1
    assert "备份已损坏，没有恢复任何内容" in said
    assert empty.run("verify_backup", bad)[0] == 1


@pytest.mark.parametrize("words", [["verify_backup", "/no/such.backup"], ["restore", "/no/such.backup"]])
def test_a_file_that_is_not_there_is_said_so(empty: Installation, words: list[str]) -> None:
    code, said = empty.run(*words)

    assert code == 1
    assert "没有这个文件或者目录，请核对路径（/no/such.backup）" in said
