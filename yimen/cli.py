"""The command `yimen`: makes the data folder ready and hands the rest to Django's commands."""

import os
import secrets
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Run `yimen COMMAND …`; the data folder comes from the environment variable DATA (default `var`)."""
    if sys.argv[1:2] == ["import_guide"] and "--json" in sys.argv[2:] and len(sys.argv) == 4:
        sys.exit(_import_guide(next(one for one in sys.argv[2:] if one != "--json")))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.settings")
    data = Path(os.environ.get("DATA") or Path(__file__).resolve().parent.parent / "var").resolve()
    make_ready(data)
    from django.core.management import ManagementUtility  # after the key: it may read the settings

    ManagementUtility(sys.argv).execute()


def _import_guide(file: str) -> int:
    """Print the drafts in a guide; needs neither data folder nor Django, so that it answers at once."""
    from yimen.catalogue.prose.refusals import Refused
    from yimen.catalogue.prose.telling import as_json

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # whatever the terminal thinks of Chinese
    try:
        print(as_json(Path(file)))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


def make_ready(data: Path) -> None:
    """Make the folders in `data` and the key that signs sessions, where they are missing; for us alone."""
    for folder in (data, data / "keys", data / "files"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_file = data / "keys" / "django.key"
    if not key_file.exists():
        _write_once(key_file, secrets.token_urlsafe(64))


def _write_once(path: Path, text: str) -> None:
    """Whole or not at all, and the first of several writers wins: a half-read key would sign nothing."""
    handle, name = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(name)
