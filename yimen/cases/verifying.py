"""What a paper that somebody holds is worth: looked up by its number, told without a word about the person (F5)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from yimen.cases import progress
from yimen.cases.models import Case
from yimen.journal.errors import NotThere
from yimen.papers import verifying
from yimen.papers.models import Paper
from yimen.registry.models import Person


@dataclass(frozen=True, slots=True)
class Verified:
    """A paper as it was issued; `digest` is the SHA-256 of its PDF, empty while it is not set."""

    number: str
    kind_words: str
    issued_on: date
    centre_name: str
    digest: str
    is_as_issued: bool


def by_number(number: str, last_four: str) -> Verified:
    """By a paper's number and the last four of the applicant's document or telephone. Wrong number, wrong four: NotThere."""
    paper = _paper(number)
    applicant = _applicant(paper) if paper else None
    if paper is None or applicant is None or not progress.ends_in(applicant, last_four):
        raise NotThere()
    return Verified(
        number=paper.number, kind_words=paper.get_kind_display(), issued_on=paper.issued_on,
        centre_name=paper.centre.name, digest=paper.digest, is_as_issued=verifying.is_as_issued(paper),
    )  # fmt: skip


def counted_as(number: str) -> str:
    """Under which number attempts at a paper are counted: its case's, so that many papers are not many guesses."""
    paper = _paper(number)
    case = _cases(paper).first() if paper else None
    return case.number if case else number


def _paper(number: str) -> Paper | None:
    return Paper.objects.select_related("centre", "file").filter(number=number.strip().upper()).first()


def _cases(paper: Paper) -> "QuerySet[Case]":
    """Its case; of a paper on a whole application, its cases."""
    field = "pk" if paper.subject_kind == "cases.case" else "application_id"
    return Case.objects.select_related("applicant").filter(**{field: paper.subject_id}).order_by("number")


def _applicant(paper: Paper) -> Person | None:
    case = _cases(paper).first()
    return case.applicant if case else None
