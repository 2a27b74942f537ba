"""Issuing papers: a row with its facts checked, its number given when the turn closes, its prints counted."""

import re
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from yimen.journal import source
from yimen.journal.canon import line, salted
from yimen.journal.errors import Malformed, NotNow, NotYours, Sentence
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.papers.kinds import KINDS, AcceptanceData, CompletionData, PaperData, ResultData
from yimen.papers.models import Paper

Subject = tuple[str, UUID]  # ("cases.case", its id): papers know nothing of what lies above them
NUMBER = re.compile(r"[A-Z0-9]{2,6}\d{2}-([A-Z])\d{6}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def prepare(kind: str, *, centre_id: UUID, subject: Subject, data: PaperData, entry_id: UUID, at: datetime) -> Paper:
    """An unsaved paper of `kind` on a subject, issued at `at`; its QR will hold the root of entry `entry_id`.

    Its number, and the case's where that is new, follow by `give_number` before the row is written.
    Malformed, naming the facts, where something is missing (a refusal: reasons and remedies, 行政许可法 38).
    """
    paper_kind = KINDS[kind]
    _check(paper_kind.facts, data)
    return Paper(
        centre_id=centre_id,
        kind=kind,
        subject_kind=subject[0],
        subject_id=subject[1],
        entry_id=entry_id,
        data=data.to_json(),
        template=kind,
        template_version=paper_kind.version,
        issued_at=at,
        issued_on=localdate(at),
        copies=len(paper_kind.keepers),
        token=source.new_token(),
    )


def give_number(paper: Paper, number: str, *, case_number: str = "") -> Paper:
    """Number an unsaved paper, e.g. "DY26-B000123"; `case_number` enters its facts where it was not known."""
    form = NUMBER.fullmatch(number)
    if form is None or form[1] != KINDS[paper.kind].letter:
        raise Malformed(_("文书编号的格式不对。"), code="paper_number")
    paper.number = number
    if case_number:
        paper.data = paper.data | {"matter": paper.data["matter"] | {"case_number": case_number}}
    if not paper.data["matter"]["case_number"]:
        raise Malformed(_("文书没有办件编号。"), code="paper_case_number")
    return paper


def sealed_hash(paper: Paper) -> str:
    """What the entry says of a paper's facts: a hash salted with its token, so that nobody changes them unseen."""
    return salted("paper", paper.token.encode(), line(paper.data))


def printed(paper: Paper, *, by: Actor, at: datetime) -> Paper:
    """Count one printing of the whole set; the number stays. NotNow while it has no bytes, or is void."""
    if not by.is_staff:
        raise NotYours(_("只有工作人员可以打印存档文书。"), code="paper_not_staff")
    done = Paper.objects.filter(pk=paper.pk, state=Paper.State.RENDERED, issued_at__lte=at).update(
        printed=F("printed") + 1, printed_at=at
    )
    if not done:
        raise NotNow(_("文书尚未生成或已作废，不能打印。"), code="paper_not_ready")
    paper.refresh_from_db(fields=["printed", "printed_at", "state"])
    return paper


def _check(wanted: type[PaperData], data: PaperData) -> None:
    if not isinstance(data, wanted):
        raise TypeError(f"a paper of this kind takes {wanted.__name__}, not {type(data).__name__}")
    faults = _common_faults(data) | _own_faults(data)
    if faults:
        raise Malformed(_("文书内容不完整，不能签发。"), code="paper_incomplete", fields=faults)


def _common_faults(data: PaperData) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    required = {
        "body": data.issuer.body,
        "centre": data.issuer.centre,
        "applicant": data.matter.applicant,
        "item_name": data.matter.item_name,
        "link": data.proof.link,
        "clerk": data.clerk,
    }
    for name, value in required.items():
        if not value.strip():
            faults[name] = _("不能为空。")
    if _CONTROL.search("".join(_texts(data.to_json()))):
        faults["text"] = _("含有不可见的控制字符，请删除后重试。")
    return faults


def _own_faults(data: PaperData) -> dict[str, Sentence]:
    if isinstance(data, AcceptanceData):
        return _acceptance_faults(data)
    if isinstance(data, CompletionData):
        return _completion_faults(data)
    return _result_faults(data)


def _acceptance_faults(data: AcceptanceData) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if not data.promised:
        faults["promised"] = _("受理通知书必须写明承诺时限。")
    if not data.answerable:
        faults["answerable"] = _("受理通知书必须写明办理责任人。")
    if data.due_on and data.due_on < data.accepted_on:
        faults["due_on"] = _("办结日期不能早于受理日期。")
    return faults


def _completion_faults(data: CompletionData) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if not data.needed or not all(line.strip() for line in data.needed):
        faults["needed"] = _("至少写明一项需要补充的材料，且每项不能为空。")
    if data.answer_by < data.applied_on:
        faults["answer_by"] = _("补件期限不能早于申请日期。")
    return faults


def _result_faults(data: ResultData) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if data.decision == "granted":
        return faults
    if not any(reason.strip() for reason in data.reasons):
        faults["reasons"] = _("不予办理的，必须写明理由。")
    if not data.review_body or not data.court:
        faults["remedies"] = _("不予办理的，必须写明行政复议机关和管辖法院。")
    return faults


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else []
