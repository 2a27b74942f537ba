"""Whether a paper is still what was issued: its facts as the journal has them, its bytes as they were kept (F5)."""

import json
from uuid import UUID

from yimen.journal import roots
from yimen.journal.errors import Broken
from yimen.journal.models import Entry
from yimen.papers import issuing, rendering
from yimen.papers.models import Paper


def is_as_issued(paper: Paper) -> bool:
    """Facts, entry and bytes: all three as on the day of issue."""
    return (
        facts_stand(paper)
        and roots.check(rendering.root(paper.entry_id)).standing == roots.Standing.SAME
        and _kept(paper)
    )


def facts_stand(paper: Paper) -> bool:
    """Whether the paper's facts are those whose hash its entry bears."""
    body = Entry.objects.filter(pk=paper.entry_id).values_list("body", flat=True).first()
    facts = json.loads(body)["facts"] if body else {}
    # "paper_hash": in entries of the first release, which had one paper each
    return issuing.sealed_hash(paper) in (facts.get(hash_name(paper.pk)), facts.get("paper_hash"))


def hash_name(paper_id: UUID) -> str:
    """The fact of an entry that bears the hash of this paper."""
    return f"paper_{paper_id}"


def _kept(paper: Paper) -> bool:
    if paper.file is None:  # not yet set: nothing to compare
        return True
    try:
        rendering.content(paper)
    except Broken:
        return False
    return True
