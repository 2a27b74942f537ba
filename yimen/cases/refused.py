"""否定报备: the ledger of a month's refusals, reported upward: not accepted, returned, terminated, not granted (C6)."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yimen.cases import timeline, watching
from yimen.cases.lifecycle import Act, State
from yimen.cases.models import Case, Proposal
from yimen.cases.refusals import REASONS
from yimen.cases.sight import LEADS
from yimen.catalogue import definitions
from yimen.journal.models import Entry
from yimen.office.actor import Actor
from yimen.papers.models import Paper

# Which paper a refusal of the kind hands out, and which act it was.
_PAPERS = {
    State.NOT_ACCEPTED: Paper.Kind.REFUSAL, State.RETURNED: Paper.Kind.RETURNED, State.TERMINATED: Paper.Kind.RETURNED,
}  # fmt: skip
_ACTS = [f"cases.{act}" for act in (Act.REFUSE_INTAKE, Act.RETURN, Act.RETURN_UNANSWERED, Act.TERMINATE, Act.DECIDE)]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One line of the ledger; the applicant is masked. `leader`: whether the leader was asked first, and what was said."""

    number: str
    item_name: str
    applicant_masked: str
    centre: str
    on: date
    kind_words: str
    reason_words: str
    clerk: str
    post: str
    leader: str
    paper_number: str


def of_month(by: Actor, month: date) -> list[Refusal]:
    """Every refusal of the month of that day, of the centre of a lead post and of those below, the newest first."""
    if by.role not in LEADS:
        return []
    days = (month.replace(day=1), month.replace(day=monthrange(month.year, month.month)[1]))
    found = [(case, case.ended_on) for case in _ended(by, days)] + [
        (case, case.decided_on) for case in _not_granted(by, days)
    ]
    found.sort(key=lambda one: (one[1], str(one[0].pk)), reverse=True)
    return _rows(found)


def _ended(by: Actor, days: tuple[date, date]) -> QuerySet[Any]:
    refused = _cases(by).filter(reason_code__gt="", state__in=sorted(_PAPERS))
    return refused.filter(ended_on__range=days)


def _not_granted(by: Actor, days: tuple[date, date]) -> QuerySet[Any]:
    return _cases(by).filter(outcome=Case.Outcome.REFUSED, decided_on__range=days)


def _cases(by: Actor) -> QuerySet[Any]:
    mine = Case.objects.visible_to(by).filter(centre_id__in=watching.centres(by).values("pk"))
    return mine.select_related("applicant", "centre")


def _rows(found: Sequence[tuple[Any, Any]]) -> list[Refusal]:
    cases = [case for case, _on in found]
    names = {one.version_id: one.name for one in definitions.of_versions({case.version_id for case in cases})}
    clerks, asked, papers = _clerks(cases), _asked(cases), _papers(cases)
    return [
        Refusal(
            number=case.number, item_name=names[case.version_id], applicant_masked=case.applicant.masked_name,
            centre=case.centre.short_name, on=on, kind_words=_kind(case), reason_words=_reason(case),
            clerk=clerks.get(case.pk, ("", ""))[0], post=clerks.get(case.pk, ("", ""))[1],
            leader=asked.get(case.pk, ""), paper_number=papers.get((case.pk, _paper(case)), ""),
        )
        for case, on in found
    ]  # fmt: skip


def _kind(case: Case) -> str:
    return str(case.get_state_display() if State(case.state) in _PAPERS else case.get_outcome_display())


def _reason(case: Case) -> str:
    return str(REASONS[case.reason_code]) if case.reason_code else _("见决定书")


def _paper(case: Case) -> str:
    return _PAPERS.get(State(case.state), Paper.Kind.RESULT).value


def _clerks(cases: Sequence[Case]) -> Mapping[UUID, tuple[str, str]]:
    """Who refused, in which post, by case."""
    done = Entry.objects.filter(subject_id__in=[case.pk for case in cases], act__in=_ACTS)
    entries = list(done.order_by("subject_id", "number"))  # of two acts on a case the last is the refusal
    names, posts = timeline.names_of(entries), timeline.posts_of(entries)
    return {one.subject_id: (names.get(one.actor, ""), posts.get(one.post_id, "")) for one in entries}


def _asked(cases: Sequence[Case]) -> Mapping[UUID, str]:
    """What the leader said to a refusal that was asked for, by case; the last word stands."""
    asked = Proposal.objects.filter(case__in=cases, kind=Proposal.Kind.REFUSAL).select_related("answered_by")
    return {one.case_id: _said(one) for one in asked.order_by("asked_on", "id")}


def _said(asked: Proposal) -> str:
    if asked.answered_by is None or asked.answered_on is None:
        return str(asked.get_state_display())
    words = {
        "said": asked.get_state_display(),
        "name": asked.answered_by.name,
        "day": f"{asked.answered_on:%-m月%-d日}",
    }
    return _("%(said)s（%(name)s，%(day)s）") % words


def _papers(cases: Sequence[Case]) -> Mapping[tuple[UUID, str], str]:
    """The newest paper of each kind, by case."""
    issued = Paper.objects.filter(subject_id__in=[case.pk for case in cases]).order_by("issued_at", "number")
    return {(one, kind): number for one, kind, number in issued.values_list("subject_id", "kind", "number")}
