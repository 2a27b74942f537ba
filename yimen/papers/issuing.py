"""Issuing papers: a row with its facts checked, its number given when the turn closes, its prints counted."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from yimen.journal import rows, source
from yimen.journal.canon import line, salted
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.papers import checks
from yimen.papers.kinds import KINDS, PaperData
from yimen.papers.models import Paper

Subject = tuple[str, UUID]  # ("cases.case", its id): papers know nothing of what lies above them
NUMBER = re.compile(r"[A-Z0-9]{2,6}\d{2}-([A-Z])\d{6}")


def prepare(kind: str, *, centre_id: UUID, subject: Subject, data: PaperData, entry_id: UUID, at: datetime) -> Paper:
    """An unsaved paper of `kind` on a subject, issued at `at`; its QR will hold the root of entry `entry_id`.

    Its number, and the case's where that is new, follow by `give_number` before the row is written.
    Malformed, naming the facts, where something is missing (a refusal: reasons and remedies, 行政许可法 38).
    """
    paper_kind = KINDS[kind]
    said = data.to_json()
    _check(paper_kind.facts, data, said)
    return rows.born(
        Paper,
        centre_id=centre_id,
        kind=kind,
        subject_kind=subject[0],
        subject_id=subject[1],
        entry_id=entry_id,
        data=said,
        template=kind,
        template_version=paper_kind.version,
        issued_at=at,
        issued_on=localdate(at),
        copies=len(paper_kind.keepers),
        token=source.new_token(),
    )


def give_number(paper: Paper, number: str, *, case_number: str = "", part_numbers: Sequence[str] = ()) -> Paper:
    """Number an unsaved paper, e.g. "DY26-B000123"; numbers of cases enter its facts where they were not known.

    `part_numbers`: those of the parts of a joint paper, in its order.
    """
    form = NUMBER.fullmatch(number)
    if form is None or form[1] != KINDS[paper.kind].letter:
        raise Malformed(_("文书编号的格式不对。"), code="paper_number")
    paper.number = number
    if case_number:
        paper.data = paper.data | {"matter": paper.data["matter"] | {"case_number": case_number}}
    if part_numbers:
        parts = zip(paper.data["parts"], part_numbers, strict=True)
        paper.data = paper.data | {"parts": [part | {"case_number": given} for part, given in parts]}
    if not all(one["case_number"] for one in [paper.data["matter"], *paper.data.get("parts", [])]):
        raise Malformed(_("文书没有办件编号。"), code="paper_case_number")
    return paper


def sealed_hash(paper: Paper) -> str:
    """What the entry says of a paper's facts: a hash salted with its token, so that nobody changes them unseen."""
    return salted("paper", paper.token.encode(), line(paper.data))


def printed(paper: Paper, *, by: Actor, at: datetime) -> Paper:
    """Count one printing of the whole set; the number stays. NotNow while it has no bytes."""
    if not by.is_staff:
        raise NotYours(_("只有工作人员可以打印存档文书。"), code="paper_not_staff")
    done = Paper.objects.filter(pk=paper.pk, state=Paper.State.RENDERED, issued_at__lte=at).update(
        printed=F("printed") + 1, printed_at=at
    )
    if not done:
        raise NotNow(_("文书尚未生成，不能打印。"), code="paper_not_ready")
    paper.refresh_from_db(fields=["printed", "printed_at", "state"])
    return paper


def _check(wanted: type[PaperData], data: PaperData, said: dict[str, Any]) -> None:
    if not isinstance(data, wanted):
        raise TypeError(f"a paper of this kind takes {wanted.__name__}, not {type(data).__name__}")
    if faults := checks.faults(data, said):
        raise Malformed(_("文书内容不完整，不能签发。"), code="paper_incomplete", fields=faults)
