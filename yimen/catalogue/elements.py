"""What an item is made of: the words of each element as frozen values. Pure."""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from yimen.catalogue.conditions import Condition
from yimen.catalogue.earliest import Earliest
from yimen.catalogue.promise import Promise, Unit

if TYPE_CHECKING:
    from yimen.office.models import Level

NOT_STORED = UUID(int=0)
DELIVERY = Promise(Unit.WORKING_DAYS, 10)  # design 6; 行政许可法 §44
LAW_45 = "《中华人民共和国行政许可法》第四十五条"  # the special procedures it names need no other basis


class State(StrEnum):
    """事项状态: where a version stands."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    RETIRED = "retired"


class StepKind(StrEnum):
    """What is done in a step (design 5)."""

    CHECK = "check"
    DELIBERATION = "deliberation"
    HOUSEHOLD_VISIT = "household_visit"
    STAMP = "stamp"
    PUBLIC_NOTICE = "public_notice"
    JOINT_EXAMINATION = "joint_examination"
    APPRAISAL = "appraisal"
    INCOME_CHECK = "income_check"
    REVIEW = "review"
    APPROVAL = "approval"
    AGREEMENT = "agreement"
    CERTIFICATE = "certificate"
    EXCHANGE = "exchange"
    PAYMENT = "payment"
    PAYMENT_LIST = "payment_list"
    HAND_OUT = "hand_out"
    HAND_OVER = "hand_over"


class Phase(StrEnum):
    """Before the decision or after it."""

    BEFORE = "before"
    AFTER = "after"


class Seat(StrEnum):
    """By which division a route is resolved: that of the household, the residence, or the matter."""

    HOUSEHOLD = "household"
    RESIDENCE = "residence"
    PLACE = "place"


class AfterCompletion(StrEnum):
    """What the clock does after a completion: begins anew (default, PT) or goes on."""

    RESTART = "restart"
    RESUME = "resume"


class Necessity(StrEnum):
    """Whether a material must be there."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"
    OPTIONAL = "optional"


class Keeping(StrEnum):
    """收 or 验: the original stays with the file, or is only looked at."""

    KEEP = "keep"
    INSPECT = "inspect"


class ResultKind(StrEnum):
    """What the applicant ends up with."""

    CERTIFICATE = "certificate"
    DOCUMENT = "document"
    MONEY = "money"
    OTHER = "other"


class SpecialKind(StrEnum):
    """A procedure whose time is outside the limit (行政许可法 45), or a superior's answer that must be waited for."""

    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    INSPECTION = "inspection"
    TESTING = "testing"
    QUARANTINE = "quarantine"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert_review"
    REFERRAL = "referral"
    OTHER = "other"


class Visits(StrEnum):
    """到现场次数: how often a person has to come, as promised (C11; field 1.3)."""

    NONE = "0"
    ONCE = "1"
    TWICE = "2"


class Online(StrEnum):
    """网上办理: not at all, only the application, or all of it (A8; field 1.3 网上办理深度)."""

    NONE = "none"
    APPLY = "apply"
    FULL = "full"


class Agency(StrEnum):
    """委托代办: whether another may come in the person's place (field 2.4)."""

    ALLOWED = "allowed"
    IN_PERSON = "in_person"


class FileKind(StrEnum):
    """What is fastened to a material: the form to fill in, or one that shows how it is filled in."""

    BLANK = "blank"
    SAMPLE = "sample"


class FieldKind(StrEnum):
    """What may be written into a field of the form."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"


class Check(StrEnum):
    """How what is written is examined; the rules themselves are the registry's, which knows papers and numbers."""

    NAME = "name"
    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    ADDRESS = "address"
    BANK_ACCOUNT = "bank_account"
    CREDIT_CODE = "credit_code"
    COUNT = "count"
    NOT_NEGATIVE = "not_negative"


class Known(StrEnum):
    """What the applicant's record already says: taken from there, not asked again (H2)."""

    NAME = "name"
    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    ADDRESS = "address"
    BIRTH_ON = "birth_on"


@dataclass(frozen=True, slots=True)
class EligibilityDef:
    """准予条件 that can be tested: what must hold, and the words in which a person is told."""

    says: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class VariantDef:
    """情形: a sort of the item with other materials or steps; `condition` says when it is the one.

    `promised`: its own promise; None: the item's.
    """

    key: str
    name: str
    condition: Condition | None = None
    promised: Promise | None = None


@dataclass(frozen=True, slots=True)
class RequirementDef:
    """申请材料: one material the item asks for. `variants` empty: in all. `id` is the stored row's.

    `blank`, `sample`: of a form, where an empty one and a filled-in one are to be had.
    """

    key: str
    name: str
    material_code: str
    originals: int = 1
    copies: int = 0
    necessity: Necessity = Necessity.REQUIRED
    keep_or_inspect: Keeping = Keeping.KEEP
    variants: frozenset[str] = frozenset()
    condition: Condition | None = None
    size: str = ""
    note: str = ""
    source: str = ""
    blank: str = ""
    sample: str = ""
    id: UUID = field(default=NOT_STORED, compare=False)


@dataclass(frozen=True, slots=True)
class StepDef:
    """环节: who does what, in which stage. Steps of one stage of a phase run side by side.

    `limit`: the step's own time. `term`: how long it must last (a public notice); None: the policy says.
    `counts`: whether its time counts against the promise; where not, `basis` says by which law.
    `not_before`: of a step after the decision, the earliest day on which it can be done (an exchange at a later date).
    `printed` is the guide's own wording.
    """

    key: str
    name: str
    kind: StepKind
    phase: Phase
    stage: int
    level: "Level"
    line: str
    limit: Promise | None = None
    term: Promise | None = None
    counts: bool = True
    variants: frozenset[str] = frozenset()
    is_decision: bool = False
    printed: str = ""
    basis: str = ""
    not_before: Earliest | None = None


@dataclass(frozen=True, slots=True)
class SpecialDef:
    """特别程序: while it lasts the clock may stand (E7). `limit`: how long it may last; None: not said."""

    kind: SpecialKind
    name: str
    basis: str
    limit: Promise | None = None


@dataclass(frozen=True, slots=True)
class FeeDef:
    """收费项目: what is charged, by which standard, on which basis; 免费 is a standard too, if printed."""

    name: str
    standard: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ResultDef:
    """办理结果; `paper` names the template it is printed by, "" where no paper of ours carries it."""

    kind: ResultKind
    name: str
    paper: str = ""


@dataclass(frozen=True, slots=True)
class FieldDef:
    """A field of the item's form. `choices` only for kind `choice`.

    `element`: the data element of the dictionary that it asks for, whose key is then its own; "" for a field of its own.
    `checked`: what must hold of it beside its kind. `known`: it is what the applicant's record says.
    """

    key: str
    name: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    choices: tuple[str, ...] = ()
    note: str = ""
    element: str = ""
    checked: Check | None = None
    known: Known | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything a version says about its item (field 1.3, A1); the same in the file and in the database.

    `visits`, `online` and `agent` None: the guide does not say.
    """

    code: str
    name: str
    line: str
    seat: Seat
    seat_level: "Level"
    local: str = ""  # the code of the centre whose own item it is; "": defined above, claimed below (A11)
    also: tuple[str, ...] = ()
    kind: str = ""
    service_object: str = ""
    conditions: tuple[str, ...] = ()
    eligibility: tuple[EligibilityDef, ...] = ()
    basis: tuple[str, ...] = ()
    body: str = ""
    co_departments: tuple[str, ...] = ()
    place: str = ""
    telephone: str = ""
    complaint_telephone: str = ""
    hours: str = ""
    promised: Promise | None = None
    statutory: Promise | None = None
    delivery: Promise = DELIVERY
    visits: Visits | None = None
    online: Online | None = None
    agent: Agency | None = None
    deemed_acceptance: bool = False
    completion: AfterCompletion = AfterCompletion.RESTART
    completion_in_process: bool = False
    who_accepts_may_decide: bool = False
    decided_at_window: bool = False
    refusal_needs_leader: bool = False
    variants: tuple[VariantDef, ...] = ()
    requirements: tuple[RequirementDef, ...] = ()
    steps: tuple[StepDef, ...] = ()
    special: tuple[SpecialDef, ...] = ()
    fees: tuple[FeeDef, ...] = ()
    results: tuple[ResultDef, ...] = ()
    form_fields: tuple[FieldDef, ...] = ()
    source: str = ""  # where the matter is named: document and line
    to_confirm: bool = False  # demonstration content, until the site has checked it against its own rules
    as_printed: str = ""
    printed: str = ""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the elements, in their order."""
        return tuple(one.name for one in fields(cls))

    @classmethod
    def of(cls, **values: Any) -> Self:
        """From the named elements; others are ignored."""
        return cls(**{name: values[name] for name in cls.names() if name in values})

    def promised_for(self, variant: str) -> Promise | None:
        """What the public was promised in this variant: its own promise, else the item's."""
        own = next((one.promised for one in self.variants if one.key == variant), None)
        return own or self.promised
