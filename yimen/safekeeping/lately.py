"""What was done last and how it went: small files in DATA, for the health page; they outlive a database that does not."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

BACKUP, DOCTOR = "backup", "doctor"


def note(what: str, **facts: Any) -> None:
    """Write down how it went; the earlier note is replaced."""
    place = _place(what)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    part.write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    part.replace(place)


def known(what: str) -> dict[str, Any]:
    """The last note; empty where there is none."""
    try:
        found = json.loads(_place(what).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _place(what: str) -> Path:
    return Path(settings.DATA) / "lately" / f"{what}.json"
