"""The command makes the data folder ready once, for its owner alone."""

import stat
import subprocess
import sys
from pathlib import Path

from yimen.cli import make_ready


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_keys_are_made_for_the_owner_alone(tmp_path: Path):
    make_ready(tmp_path / "data")

    assert mode(tmp_path / "data" / "keys") == 0o700
    assert mode(tmp_path / "data" / "keys" / "django.key") == 0o600
    assert len((tmp_path / "data" / "keys" / "django.key").read_text().strip()) >= 64


def test_a_key_is_never_replaced(tmp_path: Path):
    make_ready(tmp_path)
    first = (tmp_path / "keys" / "django.key").read_text()

    make_ready(tmp_path)

    assert (tmp_path / "keys" / "django.key").read_text() == first
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["django.key"]


def test_an_unknown_command_is_refused(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, "-c", "from yimen.cli import main; main()", "no_such_command"],
        env={"DATA": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 1
    assert "no_such_command" in run.stderr
