"""What `yimen import_guide FILE --json` prints; it works without Django, settings or a database."""

import json
from pathlib import Path

from yimen.catalogue.prose.files import load
from yimen.catalogue.prose.guide import as_plain, understand


def as_json(path: Path) -> str:
    """The drafts in a guide and what was not understood, as one JSON object. Raises Refused with a Chinese sentence."""
    return json.dumps(as_plain(understand(load(path))), ensure_ascii=False, indent=1)
