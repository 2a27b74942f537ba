"""What each kind of paper says: its facts as frozen values, kept as JSON, and the table of kinds. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from yimen.papers.facts import Facts

ACCEPTANCE, COMPLETION, RESULT = "acceptance", "completion", "result"
RECEIPT, REFUSAL, RETURNED, JOINT = "receipt", "refusal", "returned", "joint"
EXTENSION, SPECIAL, NOTICE, DELIVERY = "extension", "special", "notice", "delivery"
TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class Issuer(Facts):
    """In whose name a paper goes out: the body responsible in law (D10), and the centre that hands it out."""

    body: str
    centre: str
    telephone: str
    complaint_telephone: str
    address: str = ""
    hours: str = ""
    seal_name: str = ""  # round the ring; empty: the name that signs
    seal_label: str = "业务专用章"
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Matter(Facts):
    """Which case a paper is about. The applicant's full name: the paper is handed to the applicant."""

    case_number: str
    item_code: str
    item_name: str
    applicant: str
    applicant_document: str = ""  # kind and masked number, as it may be read over a shoulder
    agent: str = ""
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Proof(Facts):
    """What lets a paper be checked afterwards (F5); the journal's root joins it when the paper is set."""

    link: str  # the address with the case's token that the QR opens (J2)
    lookup: str = ""  # the address a person types to look by number, printed in words
    verify: str = ""  # the address where a paper is checked by its number (F5)


@dataclass(frozen=True, slots=True)
class MaterialLine(Facts):
    """A material handed in: numbers of originals and copies; kept, or only inspected and given back."""

    name: str
    originals: int = 0
    copies: int = 0
    handling: Literal["keep", "inspect"] = "keep"
    note: str = ""


@dataclass(frozen=True, slots=True)
class AcceptanceData(Facts):
    """受理通知书: what was received, and the day by which it will be done (行政许可法 32, F4)."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    received_on: date
    accepted_on: date
    materials: tuple[MaterialLine, ...]
    promised: str  # in words: 20个工作日
    due_on: date | None  # None: done on the spot, or no day can be named
    provisional: bool  # the day lies beyond the published calendar
    answerable: str  # 办理责任人
    clerk: str
    case_kind: str = ""  # 承诺件, 即办件 …
    statutory: str = ""
    limit_basis: str = ""  # the law that the limit stands on
    special: tuple[str, ...] = ()  # steps whose time does not count, with their terms
    fee: str = "不收费"
    collect_at: str = ""
    window: str = ""
    counts_days: bool = True  # the promise is a number of days, not a season of the year


@dataclass(frozen=True, slots=True)
class CompletionData(Facts):
    """补办件通知书, as the form of 新建办事处便民服务中心 prints it (F1): all that is missing."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    applied_on: date
    needed: tuple[str, ...]
    answer_by: date
    clerk: str
    provisional: bool = False
    window: str = ""
    clock: Literal["not_begun", "restart", "resume"] = "not_begun"
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class ResultData(Facts):
    """办理结果通知书: granted or refused; a refusal gives reasons and remedies (行政许可法 38)."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    decision: Literal["granted", "refused"]
    accepted_on: date
    decided_on: date
    result_name: str  # the certificate or decision: 农村居民最低生活保障证
    clerk: str
    basis: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    review_body: str = ""  # where 行政复议 is asked for, within 60 days of being told
    court: str = ""  # where 行政诉讼 is brought, within 6 months of being told
    collect: tuple[str, ...] = ()  # what is handed out
    collect_at: str = ""
    collect_by: date | None = None
    bring: str = "本通知书或受理通知书、本人有效身份证件"
    later: tuple[str, ...] = ()  # what can be done only from a later day, and from which


@dataclass(frozen=True, slots=True)
class ReceiptData(Facts):
    """收件回执: what was handed in and is not yet accepted, and the day by which the office answers (F4)."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    received_on: date
    materials: tuple[MaterialLine, ...]
    answer_by: date | None  # 行政许可法 32: within 5 working days; None: it begins when the hall has the papers
    clerk: str  # who received
    provisional: bool = False
    examined: tuple[str, ...] = ()  # what is still looked at; empty: whether all is there and in form
    deemed: bool = False  # the item stands under the licensing law: unanswered means accepted
    window: str = ""
    ask_at: str = ""  # where to ask; empty: the window that received
    place: str = ""  # of a village that took it in for the hall
    sent_on: bool = False  # from there the papers still go to the hall
    answer_term: str = ""  # in words: 5个工作日


@dataclass(frozen=True, slots=True)
class TransferData(Facts):
    """材料交接单: papers that a village took in and the hall takes over (D5; field 2.3 物料转移单)."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    place: str  # the village's desk
    received_on: date  # there
    brought_by: str
    handed_on: date
    clerk: str  # who took them over
    materials: tuple[MaterialLine, ...]
    time: str = ""  # 14:05
    lacking: tuple[str, ...] = ()  # noted by the village, not among what came
    window: str = ""


@dataclass(frozen=True, slots=True)
class RefusalData(Facts):
    """不予受理通知书: why an application is not taken, how to object, where to go instead (行政许可法 32, C7)."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    applied_on: date
    reason: str  # the printed words of the reason's code
    review_body: str
    court: str
    clerk: str
    explanation: str = ""  # in free words
    basis: tuple[str, ...] = ()
    redirect: str = ""  # the organ that is competent
    redirect_at: str = ""  # its address and telephone
    given_back: tuple[str, ...] = ()  # materials handed back with this paper
    window: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedData(Facts):
    """退回件通知书, as the form of 新建办事处便民服务中心 prints it (F2)."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    why: Literal["examined", "unanswered", "withdrawn", "terminated"]
    applied_on: date
    clerk: str
    reasons: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    asked_by_paper: str = ""  # unanswered: the number of the completion notice
    answer_by: date | None = None  # unanswered: the day that passed
    review_body: str = ""
    court: str = ""
    given_back: tuple[str, ...] = ()
    window: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionData(Facts):
    """延期告知书: the day moves, with whose consent, and why (行政许可法 42, E4)."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    accepted_on: date
    old_due_on: date
    added: str  # in words: 10个工作日
    new_due_on: date
    provisional: bool
    reasons: tuple[str, ...]
    consented_by: str  # the leader, with office: 王建国（副主任）
    consented_on: date
    clerk: str
    basis: tuple[str, ...] = ()
    review_body: str = ""
    court: str = ""
    window: str = ""


@dataclass(frozen=True, slots=True)
class SpecialData(Facts):
    """特别程序告知书: a procedure whose time is not counted, and how long it will take (行政许可法 45)."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    procedure: str  # 听证、检验、检测、检疫、鉴定、专家评审、公示 …
    from_on: date
    clerk: str
    planned_end_on: date | None = None
    provisional: bool = False
    term: str = ""  # in words: 公示7日
    reasons: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    approved_by: str = ""  # empty: by rule, as the guide says
    approved_on: date | None = None
    conducted_by: str = ""
    due_before_on: date | None = None  # the day that was promised before
    window: str = ""


@dataclass(frozen=True, slots=True)
class DeliveredLine(Facts):
    """A paper or result that is handed over; its number where it has one."""

    name: str
    number: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True)
class DeliveryData(Facts):
    """送达回证: what was handed over, how, to whom; and if to another, why and who (G1)."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    delivered: tuple[DeliveredLine, ...]
    way: Literal["window", "agent", "post", "village"]
    delivered_on: date
    clerk: str
    received_by: str = ""  # another than the applicant
    receiver_document: str = ""  # kind and masked number
    relation: str = ""
    instead_reason: str = ""  # 代收原因
    time: str = ""  # 14:05
    place: str = ""
    tracking: str = ""  # carrier and number of a letter
    notes: str = ""


@dataclass(frozen=True, slots=True)
class JointPart(Facts):
    """One case of a joint matter, and the unit that answers for it."""

    item_name: str
    unit: str
    case_number: str = ""
    promised: str = ""


@dataclass(frozen=True, slots=True)
class JointData(Facts):
    """窗口联办通知书, as the form of 新建办便民服务中心 prints it (F3). `matter` is the leading case."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    parts: tuple[JointPart, ...]
    received_on: date
    windows: tuple[str, ...]  # those that handle it together
    joint_from_on: date
    joint_days: int  # working days, at the windows
    approval_from_on: date
    approval_days: int  # working days, till all is approved
    due_on: date | None  # the person's one day
    provisional: bool
    clerk: str


@dataclass(frozen=True, slots=True)
class NoticeData(Facts):
    """告知书: something about a case is now otherwise: what it was, what it is, why, from which day."""

    issuer: Issuer
    matter: Matter
    proof: Proof
    what: Literal["hand_over", "recount", "restart"]
    before: str
    after: str
    effective_on: date
    clerk: str
    reasons: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    window: str = ""


PaperData = (
    AcceptanceData
    | CompletionData
    | ResultData
    | ReceiptData
    | RefusalData
    | ReturnedData
    | ExtensionData
    | SpecialData
    | DeliveryData
    | JointData
    | NoticeData
    | TransferData
)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: the letter in its number, its template and version, and who keeps which copy."""

    key: str
    name: str
    letter: str
    facts: type[PaperData]
    version: int
    keepers: tuple[str, ...]  # one entry a copy


_TWO = ("窗口存档", "交申请人")
# The forms' second remark: 一联窗口存档，一联交服务对象，一联存便民服务中心备案.
_THREE = ("窗口存档", "交服务对象", "存便民服务中心备案")
_ALL = (
    PaperKind(ACCEPTANCE, "受理通知书", "S", AcceptanceData, 2, _TWO),
    # The form's remark 2: 一联窗口存档，一联交服务对象，一联存代理室备查.
    PaperKind(COMPLETION, "补办件通知书", "B", CompletionData, 2, ("窗口存档", "交服务对象", "存代理室备查")),
    PaperKind(RESULT, "办理结果通知书", "J", ResultData, 2, _TWO),
    PaperKind(RECEIPT, "收件回执", "R", ReceiptData, 1, _TWO),
    PaperKind(REFUSAL, "不予受理通知书", "U", RefusalData, 1, _TWO),
    PaperKind(RETURNED, "退回件通知书", "T", ReturnedData, 1, _THREE),
    PaperKind(EXTENSION, "延期告知书", "Y", ExtensionData, 1, _TWO),
    PaperKind(SPECIAL, "特别程序告知书", "P", SpecialData, 1, _TWO),
    PaperKind(DELIVERY, "送达回证", "D", DeliveryData, 1, ("窗口存档", "交受送达人")),
    PaperKind(JOINT, "窗口联办通知书", "L", JointData, 1, _THREE),
    PaperKind(NOTICE, "告知书", "G", NoticeData, 1, _TWO),
    PaperKind(TRANSFER, "材料交接单", "M", TransferData, 1, ("窗口存档", "交村（社区）")),
)
KINDS: dict[str, PaperKind] = {kind.key: kind for kind in _ALL}


def facts_of(kind: str, value: Mapping[str, Any]) -> PaperData:
    """The facts of a paper of this kind, from what was kept as JSON."""
    return KINDS[kind].facts.from_json(value)
