"""What is answered, as schemas: small, dates as YYYY-MM-DD, persons masked."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """Read from rows and frozen values."""

    model_config = ConfigDict(from_attributes=True)


class Fault(Answer):
    """哪一项有误，怎样改。"""

    field: str
    sentence: str


class Problem(Answer):
    """RFC 9457：code 稳定不变，供程序判断；detail 和 sentence 给人看。"""

    type: str
    title: str
    status: int
    code: str
    detail: str | None = None
    errors: list[Fault] | None = None


class Done(Answer):
    """已办：办件编号、所办的事、办件地址。重发得到同样的内容。"""

    number: str
    act: str
    url: str


class Limit(Answer):
    """时限：程序读 text，给人看 words。"""

    text: str
    words: str


class ItemBrief(Answer):
    """事项。"""

    code: str
    name: str
    line: str
    number: int = Field(description="版本号")
    promised: Limit
    local: str = Field(description="本地事项：所属中心的编码；上级统一规定的为空")


class Items(Answer):
    """一页事项；next 非空时以它作 after 取下一页。"""

    items: list[ItemBrief]
    next: str | None


class Eligible(Answer):
    """可以预先判断的申报条件：says 是对人说的话，condition 见 requirements。"""

    says: str
    condition: dict[str, Any] | None


class Variant(Answer):
    """办理情形。"""

    key: str
    name: str
    condition: dict[str, Any] | None
    promised: Limit | None = Field(description="该情形自己的承诺时限；空：同事项")


class Requirement(Answer):
    """申请材料。"""

    id: UUID
    key: str
    name: str
    material_code: str
    originals: int
    copies: int
    necessity: str
    keep_or_inspect: str
    variants: list[str]
    condition: dict[str, Any] | None
    size: str
    note: str
    source: str
    blank: str = Field(description="空白表在哪里领")
    sample: str = Field(description="填写样本在哪里看")


class Step(Answer):
    """办理环节。"""

    key: str
    name: str
    kind: str
    phase: str
    stage: int
    level: str
    line: str
    limit: Limit | None
    term: Limit | None
    counts: bool
    variants: list[str]
    is_decision: bool
    printed: str
    basis: str = Field(description="不计时的法律依据")
    not_before: str | None = Field(description="最早可办的日子，如 3 months after pregnant_on：表单里那一天之后3个月")


class Special(Answer):
    """特别程序：所需时间可以不计入时限，及其依据。"""

    kind: str
    name: str
    basis: str
    limit: Limit | None


class Fee(Answer):
    """收费。"""

    name: str
    standard: str
    basis: str


class Result(Answer):
    """办理结果。"""

    kind: str
    name: str
    paper: str


class FormField(Answer):
    """表单的一项。"""

    key: str
    name: str
    kind: str
    required: bool
    choices: list[str]
    note: str
    element: str = Field(description="所取的数据元（见 /api/v1/elements）；事项自己的一栏为空")
    checked: str | None = Field(description="怎样核对，如 phone、bank_account；空的只看种类")
    known: str | None = Field(description="取自申请人的登记信息：空着就从登记信息取，如 phone")


class GuideFile(Answer):
    """空白表（blank）或样表（sample）：属于哪样材料（key），从 url 下载，无须令牌。"""

    material: str
    kind: str
    name: str
    media_type: str
    size_bytes: int
    url: str


class Item(ItemBrief):
    """办事指南的全部内容；printed 为印制的原文。"""

    id: UUID
    kind: str
    service_object: str
    also: list[str]
    conditions: list[str]
    eligibility: list[Eligible]
    basis: list[str]
    body: str
    co_departments: list[str]
    place: str
    telephone: str
    complaint_telephone: str
    hours: str
    statutory: Limit | None
    delivery: Limit
    visits: str | None = Field(description="到现场次数：0、1、2；指南没有载明的为空")
    online: str | None = Field(description="网上办理：none 不能、apply 网上申请、full 全程；没有载明的为空")
    agent: str | None = Field(description="委托代办：allowed 可以、in_person 须本人到场；没有载明的为空")
    seat: str
    seat_level: str
    deemed_acceptance: bool
    completion: str
    completion_in_process: bool
    who_accepts_may_decide: bool
    decided_at_window: bool
    refusal_needs_leader: bool
    variants: list[Variant]
    requirements: list[Requirement]
    steps: list[Step]
    special: list[Special]
    fees: list[Fee]
    results: list[Result]
    form_fields: list[FormField]
    files: list[GuideFile] = Field(description="可以下载的空白表、样表")
    source: str = Field(description="事项出自哪份文件、哪一行")
    to_confirm: bool = Field(description="演示数据，启用前须由本单位核对")
    as_printed: str
    printed: str
    centres: list[str] = Field(description="认领了该事项的中心的编码")


class MaskedApplicant(Answer):
    """申请人（脱敏）。"""

    name: str
    document_kind: str
    number: str
    phone: str


class Station(Answer):
    """办件走到哪里：status 为 done、now 或 todo。"""

    name: str
    status: str
    since_on: date | None
    holder: str


class Material(Answer):
    """办件的材料。"""

    key: str
    name: str
    necessity: str
    is_given: bool
    given_on: date | None


class Asked(Answer):
    """补正通知要求的内容；答复时 given 写 requirements 的全部 key。"""

    requirements: list[str]
    remark: str
    asked_on: date
    answer_by_on: date


class Paper(Answer):
    """文书；state 为 rendered 时可取 PDF。"""

    number: str
    kind: str
    kind_words: str
    issued_on: date
    state: str


class CaseTask(Answer):
    """在您岗位待办的环节。"""

    id: UUID
    step_key: str
    step_name: str
    is_decision: bool
    opened_on: date
    due_on: date | None
    not_before_on: date | None = Field(description="最早可办的日子；此前不能办结这一环节")


class Proposal(Answer):
    """一份等待答复的请示。"""

    id: UUID
    kind: str
    kind_words: str
    state: str
    state_words: str
    asked_on: date
    added: str
    special: str
    until_on: date | None
    code: str


class Candidate(Answer):
    """可以指定的工作人员。"""

    id: UUID
    name: str


class Candidates(Answer):
    """可以变更为办理责任人的人（staff），可以牵头重点办理的领导（leaders）。"""

    staff: list[Candidate]
    leaders: list[Candidate]


class Case(Answer):
    """办件：acts 是您现在可以办的事，每一件有同名的地址。"""

    number: str
    item: str
    item_name: str
    variant: str
    state: str
    state_words: str
    applicant: MaskedApplicant
    centre: str
    seat: str
    taken_at: str = Field(description="收件的中心或村（社区）的代码")
    taken_as: str = Field(description="村（社区）收件的身份：agent 代收转送，receiving 受理点；空：中心自己收件")
    arrived_on: date | None = Field(description="村（社区）代收的材料交到中心的日子")
    received_on: date
    accepted_on: date | None
    due_on: date | None
    due_provisional: bool
    light: str
    light_words: str
    answer_by_on: date | None
    decided_on: date | None
    outcome: str
    reason_code: str
    ended_on: date | None
    answerable: str
    led_by: str
    wanted_on: date | None
    ready_on: date | None
    collect_by_on: date | None
    joint: list[str]
    joint_due_on: date | None
    proposals: list[Proposal]
    stations: list[Station]
    materials: list[Material]
    asked: Asked | None
    papers: list[Paper]
    tasks: list[CaseTask]
    acts: list[str]


class Told(Answer):
    """一条办理记录。"""

    word: str
    actor: str
    post: str
    at: datetime
    text: str


class Timeline(Answer):
    """办件的全部办理记录，旧的在前。"""

    number: str
    entries: list[Told]


class InboxRow(Answer):
    """待办；waits 非空时说明现在为什么还不能办。"""

    id: UUID = Field(validation_alias="task_id")
    number: str
    item_name: str
    step_name: str
    applicant_masked: str
    since_on: date
    due_on: date | None
    light: str
    light_words: str
    waits: str


class Inbox(Answer):
    """一页待办，先到期的在前；next 非空时以它作 after 取下一页。"""

    tasks: list[InboxRow]
    next: str | None


class Task(CaseTask):
    """一个环节任务。"""

    number: str
    item_name: str
    state: str
    notice_from_on: date | None
    notice_until_on: date | None
    acts: list[str]
