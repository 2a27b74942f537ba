"""What each kind of paper says: its facts as frozen values, kept as JSON, and the table of kinds. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, Literal, Self, get_args, get_origin, get_type_hints

ACCEPTANCE, COMPLETION, RESULT = "acceptance", "completion", "result"


class _Facts:
    """Frozen facts that go into JSON and come back equal."""

    def to_json(self) -> dict[str, Any]:
        """Strings, integers, booleans, null, lists and mappings only; days as ISO text."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}  # type: ignore[arg-type]

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`; TypeError or ValueError where a fact is missing or of a wrong kind."""
        hints = get_type_hints(cls)
        known = {field.name for field in fields(cls)}  # type: ignore[arg-type]
        return cls(**{name: _revived(hints[name], inner) for name, inner in value.items() if name in known})


@dataclass(frozen=True, slots=True)
class Issuer(_Facts):
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
class Matter(_Facts):
    """Which case a paper is about. The applicant's full name: the paper is handed to the applicant."""

    case_number: str
    item_code: str
    item_name: str
    applicant: str
    applicant_document: str = ""  # kind and masked number, as it may be read over a shoulder
    agent: str = ""
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Proof(_Facts):
    """What lets a paper be checked afterwards (F5); the journal's root joins it when the paper is set."""

    link: str  # the address with the case's token that the QR opens (J2)
    lookup: str = ""  # the address a person types to look by number, printed in words


@dataclass(frozen=True, slots=True)
class MaterialLine(_Facts):
    """A material handed in: numbers of originals and copies; kept, or only inspected and given back."""

    name: str
    originals: int = 0
    copies: int = 0
    handling: Literal["keep", "inspect"] = "keep"
    note: str = ""


@dataclass(frozen=True, slots=True)
class AcceptanceData(_Facts):
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


@dataclass(frozen=True, slots=True)
class CompletionData(_Facts):
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
class ResultData(_Facts):
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


PaperData = AcceptanceData | CompletionData | ResultData


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper: the letter in its number, its template and version, and who keeps which copy."""

    key: str
    name: str
    letter: str
    facts: type[AcceptanceData] | type[CompletionData] | type[ResultData]
    version: int
    keepers: tuple[str, ...]  # one entry a copy


KINDS: dict[str, PaperKind] = {
    ACCEPTANCE: PaperKind(ACCEPTANCE, "受理通知书", "S", AcceptanceData, 1, ("窗口存档", "交申请人")),
    # The form's remark 2: 一联窗口存档，一联交服务对象，一联存代理室备查.
    COMPLETION: PaperKind(
        COMPLETION, "补办件通知书", "B", CompletionData, 1, ("窗口存档", "交服务对象", "存代理室备查")
    ),
    RESULT: PaperKind(RESULT, "办理结果通知书", "J", ResultData, 1, ("窗口存档", "交申请人")),
}


def facts_of(kind: str, value: Mapping[str, Any]) -> PaperData:
    """The facts of a paper of this kind, from what was kept as JSON."""
    return KINDS[kind].facts.from_json(value)


def _plain(value: Any) -> Any:
    if isinstance(value, _Facts):
        return value.to_json()
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _revived(hint: Any, value: Any) -> Any:
    if is_dataclass(hint) and isinstance(hint, type) and issubclass(hint, _Facts):
        return hint.from_json(value)
    if get_origin(hint) is tuple:
        return tuple(_revived(get_args(hint)[0], inner) for inner in value)
    if get_origin(hint) is Literal:
        return _one_of(get_args(hint), value)
    if isinstance(hint, UnionType):  # X | None
        return None if value is None else _revived(get_args(hint)[0], value)
    if hint is date:
        return date.fromisoformat(value)
    return _checked(hint, value)


def _one_of(choices: tuple[str, ...], value: Any) -> Any:
    if value not in choices:
        raise ValueError(f"{value!r} is none of {choices}")
    return value


def _checked(hint: type, value: Any) -> Any:
    if type(value) is not hint:
        raise ValueError(f"{value!r} is not a {hint.__name__}")
    return value
