"""查看: a case's applicant in full, once for each time the button is pressed."""

from datetime import datetime

from django.http import Http404

from yimen.cases.models import Case
from yimen.journal.errors import NotThere
from yimen.journal.once import once
from yimen.office.actor import Actor
from yimen.registry import looks
from yimen.registry.looks import FullView
from yimen.registry.models import Person, Purpose


def look(case: Case, *, key: str, by: Actor, at: datetime) -> FullView | None:
    """The applicant in full, the look kept; None where this very press was answered before. Raises Http404."""
    seen: list[FullView] = []

    def open_in_full() -> Person:
        seen.append(looks.open(case.applicant, purpose=Purpose.CASE, by=by, at=at))
        return case.applicant

    try:
        once(open_in_full, by=by, act="desk.look", key=key, given={"case": case.pk}, at=at)
    except NotThere as missing:
        raise Http404 from missing
    return seen[-1] if seen else None
