"""What a post has worked on: cases of which it held a task that is no longer open, the newest first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from yimen.cases import progress
from yimen.cases.models import Case, CaseSight, Task
from yimen.catalogue import definitions
from yimen.office.actor import Actor

PAGE = 30
Key = tuple[str, str]  # (ISO moment, id) of the last row shown: where the next page begins


@dataclass(frozen=True, slots=True)
class HandledRow:
    """A case in the list 经办过; the applicant is masked. `light` is empty where no clock runs."""

    case_id: UUID
    number: str
    item_name: str
    applicant_masked: str
    received_on: date
    due_on: date | None
    light: str
    light_words: str
    state_words: str
    outcome_words: str


def handled(by: Actor, *, on: date, after: Key | None = None) -> tuple[list[HandledRow], Key | None]:
    """Cases the actor's post finished, sent back or was relieved of a task of; and where the next page begins."""
    found = _of_post(by).select_related("case__applicant")
    if after:
        moment, key = after
        found = found.filter(Q(seen_at__lt=moment) | Q(seen_at=moment, id__lt=key))
    sights = list(found.order_by("-seen_at", "-id")[: PAGE + 1])
    shown = sights[:PAGE]
    versions = {sight.case.version_id for sight in shown}
    names = {one.version_id: one.name for one in definitions.of_versions(versions)}
    last = shown[-1] if len(sights) > PAGE else None
    rows = [_row(sight.case, names[sight.case.version_id], on) for sight in shown]
    return rows, (last.seen_at.isoformat(), str(last.pk)) if last else None


def _of_post(by: Actor) -> QuerySet[CaseSight]:
    """By the post's sights (design 4), so that the list grows with the post's own work and not with the cases."""
    if by.post_id is None:
        return CaseSight.objects.none()
    closed = Task.objects.filter(case=OuterRef("case_id"), post_id=by.post_id).exclude(state=Task.State.OPEN)
    return CaseSight.objects.filter(Exists(closed), post_id=by.post_id)


def _row(case: Case, item_name: str, on: date) -> HandledRow:
    colour, words = progress.light(case, on)
    return HandledRow(
        case_id=case.pk, number=case.number, item_name=item_name, applicant_masked=case.applicant.masked_name,
        received_on=case.received_on, due_on=case.due_on, light=colour, light_words=words,
        state_words=case.get_state_display(), outcome_words=case.get_outcome_display() if case.outcome else "",
    )  # fmt: skip
