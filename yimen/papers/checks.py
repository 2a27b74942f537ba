"""What a paper must say before it may be issued: the faults of its facts, named by field."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from yimen.journal.canon import line
from yimen.journal.errors import Sentence
from yimen.papers.kinds import (
    AcceptanceData,
    CompletionData,
    DeliveryData,
    ExtensionData,
    JointData,
    NoticeData,
    PaperData,
    ReceiptData,
    RefusalData,
    ResultData,
    ReturnedData,
    SpecialData,
    TransferData,
)

Faults = dict[str, Sentence]
FEWEST_PARTS = 2


def faults(data: PaperData, said: dict[str, Any] | None = None) -> Faults:
    """What is missing or contradicts itself, a sentence a field; empty for a paper that may go out. `said`: the facts as
    JSON, where they are at hand."""
    return _common_faults(data, said or data.to_json()) | _OWN[type(data)](data)


def _common_faults(data: PaperData, said: dict[str, Any]) -> Faults:
    faults: Faults = {}
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
    try:
        line(said)
    except ValueError:  # as the journal refuses them, which keeps the hash of what is said here
        faults["text"] = _("含有不可见的控制字符，请删除后重试。")
    return faults


def _acceptance_faults(data: AcceptanceData) -> Faults:
    faults: Faults = {}
    if not data.promised:
        faults["promised"] = _("受理通知书必须写明承诺时限。")
    if not data.answerable:
        faults["answerable"] = _("受理通知书必须写明办理责任人。")
    if data.due_on and data.due_on < data.accepted_on:
        faults["due_on"] = _("办结日期不能早于受理日期。")
    return faults


def _completion_faults(data: CompletionData) -> Faults:
    faults: Faults = {}
    if not data.needed or not all(line.strip() for line in data.needed):
        faults["needed"] = _("至少写明一项需要补充的材料，且每项不能为空。")
    if data.answer_by < data.applied_on:
        faults["answer_by"] = _("补件期限不能早于申请日期。")
    return faults


def _result_faults(data: ResultData) -> Faults:
    faults: Faults = {}
    if data.decision == "granted":
        return faults
    if not any(reason.strip() for reason in data.reasons):
        faults["reasons"] = _("不予办理的，必须写明理由。")
    return faults | _remedies(data.review_body, data.court)


def _receipt_faults(data: ReceiptData) -> Faults:
    faults: Faults = {}
    if not data.materials:
        faults["materials"] = _("收件回执必须写明收到的材料。")
    if data.answer_by is None and not data.answer_term:
        faults["answer_by"] = _("收件回执必须写明答复期限。")
    if data.answer_by is not None and data.answer_by < data.received_on:
        faults["answer_by"] = _("答复期限不能早于收到日期。")
    return faults


def _refusal_faults(data: RefusalData) -> Faults:
    faults: Faults = {} if data.reason.strip() else {"reason": _("不予受理的，必须写明理由。")}
    return faults | _remedies(data.review_body, data.court)


def _returned_faults(data: ReturnedData) -> Faults:
    faults: Faults = {}
    if data.why in ("examined", "terminated") and not _says(data.reasons):
        faults["reasons"] = _("退件或终止办理的，必须写明理由。")
    if data.why == "withdrawn":  # at the applicant's own wish: nothing was decided against them
        return faults
    return faults | _remedies(data.review_body, data.court)


def _extension_faults(data: ExtensionData) -> Faults:
    faults: Faults = {}
    if not _says(data.reasons):
        faults["reasons"] = _("延长办理时限的，必须写明理由。")
    if not data.added.strip():
        faults["added"] = _("必须写明延长多少日。")
    if data.new_due_on <= data.old_due_on:
        faults["new_due_on"] = _("新的办结日期必须晚于原办结日期。")
    if not data.consented_by.strip():
        faults["consented_by"] = _("延长办理时限的，必须写明批准人。")
    return faults


def _special_faults(data: SpecialData) -> Faults:
    faults: Faults = {}
    if not data.procedure.strip():
        faults["procedure"] = _("必须写明是哪一项特别程序。")
    if data.planned_end_on is None and not data.term.strip():
        faults["planned_end_on"] = _("必须把所需时间告知申请人。")  # 行政许可法 45
    if data.planned_end_on and data.planned_end_on < data.from_on:
        faults["planned_end_on"] = _("预计完成日期不能早于开始日期。")
    return faults


def _delivery_faults(data: DeliveryData) -> Faults:
    faults: Faults = {}
    if not data.delivered or not all(line.name.strip() for line in data.delivered):
        faults["delivered"] = _("至少写明一件送达的文书或者证件，且名称不能为空。")
    if data.received_by and not data.instead_reason.strip():
        faults["instead_reason"] = _("由他人代收的，必须写明代收原因。")
    return faults


def _joint_faults(data: JointData) -> Faults:
    faults: Faults = {}
    if len(data.parts) < FEWEST_PARTS:
        faults["parts"] = _("联办至少有两个事项。")
    if not _says(data.windows):
        faults["windows"] = _("必须写明一起办理的窗口。")
    if min(data.joint_days, data.approval_days) < 1:
        faults["days"] = _("联办和审批的工作日数必须大于零。")
    if data.due_on and data.due_on < data.received_on:
        faults["due_on"] = _("办结日期不能早于收件日期。")
    return faults


def _transfer_faults(data: TransferData) -> Faults:
    faults: Faults = {}
    if not data.brought_by.strip():
        faults["brought_by"] = _("必须写明送件人。")
    if data.handed_on < data.received_on:
        faults["handed_on"] = _("交接日期不能早于代收日期。")
    return faults


def _notice_faults(data: NoticeData) -> Faults:
    faults: Faults = {}
    if not data.after.strip():
        faults["after"] = _("必须写明变更后的内容。")
    if data.before == data.after:
        faults["before"] = _("变更前后的内容相同，没有需要告知的变更。")
    return faults


def _remedies(review_body: str, court: str) -> Faults:
    if review_body.strip() and court.strip():
        return {}
    return {"remedies": _("对申请人不利的决定，必须写明行政复议机关和管辖法院。")}


def _says(texts: Sequence[str]) -> bool:
    return any(text.strip() for text in texts)


_OWN: dict[type, Callable[[Any], Faults]] = {
    AcceptanceData: _acceptance_faults,
    CompletionData: _completion_faults,
    ResultData: _result_faults,
    ReceiptData: _receipt_faults,
    RefusalData: _refusal_faults,
    ReturnedData: _returned_faults,
    ExtensionData: _extension_faults,
    SpecialData: _special_faults,
    DeliveryData: _delivery_faults,
    JointData: _joint_faults,
    NoticeData: _notice_faults,
    TransferData: _transfer_faults,
}
