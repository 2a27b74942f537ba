"""The shape of an item's file: every key, what may stand there, and what its absence means."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from yimen.catalogue import conditions
from yimen.catalogue.elements import (
    DELIVERY,
    AfterCompletion,
    Agency,
    Check,
    FieldKind,
    Keeping,
    Known,
    Necessity,
    Online,
    Phase,
    ResultKind,
    Seat,
    SpecialKind,
    State,
    StepKind,
    Visits,
)
from yimen.catalogue.nodes import (
    Slot,
    Table,
    Take,
    centre_code,
    code,
    condition,
    day,
    key,
    limit,
    many,
    not_before,
    number,
    one_of,
    rows,
    text,
    yes_no,
)
from yimen.office.models import Level

STATES = {"draft": "草稿", "review": "审核", "published": "发布", "retired": "取消"}
SEATS = {"household": "户籍地", "residence": "居住地", "place": "事项所在地"}
LEVELS = {level.value: level.label for level in Level}
PHASES = {"before": "决定前", "after": "决定后"}
COMPLETIONS = {"restart": "补正后重新计时", "resume": "补正后接着计时"}
NECESSITIES = {"required": "必要", "conditional": "符合条件时必要", "optional": "非必要"}
KEEPINGS = {"keep": "收存", "inspect": "验看后退还"}
RESULTS = {"certificate": "证照", "document": "批文", "money": "资金", "other": "其他"}
VISITS = {"0": "不用到现场", "1": "到现场1次", "2": "到现场2次"}
ONLINES = {"none": "不能网上办", "apply": "网上申请", "full": "全程网上办"}
AGENCIES = {"allowed": "可以委托他人代办", "in_person": "须本人到场"}
FIELDS = {"text": "文字", "number": "整数", "date": "日期", "choice": "选择", "yes_no": "是或否"}
CHECKS = {
    "name": "姓名",
    "identity_number": "证件号码",
    "phone": "电话号码",
    "address": "地址",
    "bank_account": "银行账号",
    "credit_code": "统一社会信用代码",
    "count": "不小于0的整数",
    "not_negative": "不小于0的数",
}
KNOWN = {
    "name": "申请人姓名",
    "identity_number": "申请人证件号码",
    "phone": "申请人电话",
    "address": "申请人住址",
    "birth_on": "申请人出生日期",
}
SPECIALS = {
    "hearing": "听证",
    "tender": "招标",
    "auction": "拍卖",
    "inspection": "检验",
    "testing": "检测",
    "quarantine": "检疫",
    "appraisal": "鉴定",
    "expert_review": "专家评审",
    "referral": "上报待复",
    "other": "其他",
}
STEPS = {
    "check": "初审（核对）",
    "deliberation": "评议",
    "household_visit": "入户调查",
    "stamp": "盖章",
    "public_notice": "公示",
    "joint_examination": "联合会审",
    "appraisal": "鉴定",
    "income_check": "收入核对",
    "review": "审核",
    "approval": "审批",
    "agreement": "签订协议",
    "certificate": "制证",
    "exchange": "换证",
    "payment": "缴费或兑付",
    "payment_list": "发放名册",
    "hand_out": "发放",
    "hand_over": "上报",
}


def _words(attribute: str, longest: int, default: Any = "", *, lines: bool = False) -> Slot:
    return Slot(attribute, text(longest, lines=lines), default=default)


def _list(attribute: str, take: Take) -> Slot:
    return Slot(attribute, many(take), list, ())


def _code(attribute: str, kind: type[Enum], words: Mapping[str, object], default: Any) -> Slot:
    return Slot(attribute, one_of(kind, words), lambda value: value.value, default)


def _flag(attribute: str, *, default: bool = False) -> Slot:
    return Slot(attribute, yes_no, default=default)


def _limit(attribute: str, default: Any = None) -> Slot:
    return Slot(attribute, limit, str, default)


def _in_variants() -> Slot:
    return Slot("variants", many(key), sorted, ())


def _required(slot: Slot) -> Slot:
    return Slot(slot.attribute, slot.take, slot.give)


_KEY = Slot("key", key)
_NAME = _required(_words("name", 80))
_WHEN = Slot("condition", condition, conditions.plain, None)

ELIGIBLE: Table = {
    "says": _required(_words("says", 200)),
    "when": Slot("condition", condition, conditions.plain),
}
VARIANT: Table = {"key": _KEY, "name": _NAME, "when": _WHEN, "promised": _limit("promised")}
MATERIAL: Table = {
    "key": _KEY,
    "name": _NAME,
    "type": _words("material_code", 60, None),
    "originals": Slot("originals", number, default=1),
    "copies": Slot("copies", number, default=0),
    "necessity": _code("necessity", Necessity, NECESSITIES, Necessity.REQUIRED),
    "when": _WHEN,
    "keep": _code("keep_or_inspect", Keeping, KEEPINGS, Keeping.KEEP),
    "variants": _in_variants(),
    "size": _words("size", 40),
    "note": _words("note", 200),
    "source": _words("source", 120),
    "blank": _words("blank", 200),
    "sample": _words("sample", 200),
}
STEP: Table = {
    "key": _KEY,
    "name": _NAME,
    "kind": _required(_code("kind", StepKind, STEPS, None)),
    "phase": _code("phase", Phase, PHASES, Phase.BEFORE),
    "stage": Slot("stage", number, default=None),
    "level": _required(_code("level", Level, LEVELS, None)),
    "line": _words("line", 20, None),
    "limit": _limit("limit"),
    "term": _limit("term"),
    "not_before": Slot("not_before", not_before, str, None),
    "counts": _flag("counts", default=True),
    "basis": _words("basis", 200),
    "variants": _in_variants(),
    "decides": _flag("is_decision"),
    "printed": _words("printed", 400),
}
SPECIAL: Table = {
    "kind": _required(_code("kind", SpecialKind, SPECIALS, None)),
    "name": _NAME,
    "basis": _words("basis", 200),
    "limit": _limit("limit"),
}
FEE: Table = {"name": _NAME, "standard": _required(_words("standard", 120)), "basis": _words("basis", 200)}
RESULT: Table = {
    "kind": _required(_code("kind", ResultKind, RESULTS, None)),
    "name": _NAME,
    "paper": _words("paper", 40),
}
ASKED: Table = {
    "kind": _code("kind", FieldKind, FIELDS, FieldKind.TEXT),
    "choices": _list("choices", text(80)),
    "check": _code("checked", Check, CHECKS, None),
    "known": _code("known", Known, KNOWN, None),
}
FIELD: Table = {
    "element": Slot("element", key, default=""),
    "key": Slot("key", key, default=None),
    "name": _words("name", 80, None),
    "kind": ASKED["kind"],
    "required": _flag("required", default=True),
    "choices": ASKED["choices"],
    "note": _words("note", 200),
    "check": ASKED["check"],
    "known": ASKED["known"],
}


def _rows(attribute: str, table: Table, place: str) -> Slot:
    def give(values: Iterable[Any]) -> list[dict[str, Any]]:
        return [given(table, value) for value in values]

    return Slot(attribute, rows(table, place), give, ())


ITEM: Table = {
    "code": Slot("code", code),
    "name": _required(_words("name", 120)),
    "local": Slot("local", centre_code, default=""),
    "state": _code("state", State, STATES, None),
    "from": Slot("from_on", day, lambda value: value.isoformat(), None),
    "also": _list("also", text(40)),
    "line": _required(_words("line", 20)),
    "kind": _words("kind", 20),
    "object": _words("service_object", 60),
    "conditions": _list("conditions", text(1000)),
    "eligible": _rows("eligibility", ELIGIBLE, "eligible"),
    "basis": _list("basis", text(400)),
    "body": _words("body", 80),
    "co_departments": _list("co_departments", text(80)),
    "place": _words("place", 200),
    "hours": _words("hours", 120),
    "telephone": _words("telephone", 60),
    "complaint_telephone": _words("complaint_telephone", 60),
    "promised": _limit("promised"),
    "statutory": _limit("statutory"),
    "delivery": _limit("delivery", DELIVERY),
    "visits": _code("visits", Visits, VISITS, None),
    "online": _code("online", Online, ONLINES, None),
    "agent": _code("agent", Agency, AGENCIES, None),
    "seat": _required(_code("seat", Seat, SEATS, None)),
    "seat_level": _code("seat_level", Level, LEVELS, None),
    "decided_at_window": _flag("decided_at_window"),
    "who_accepts_may_decide": _flag("who_accepts_may_decide"),
    "refusal_needs_leader": _flag("refusal_needs_leader"),
    "deemed_acceptance": _flag("deemed_acceptance"),
    "completion": _code("completion", AfterCompletion, COMPLETIONS, AfterCompletion.RESTART),
    "completion_in_process": _flag("completion_in_process"),
    "variants": _rows("variants", VARIANT, "variants"),
    "materials": _rows("requirements", MATERIAL, "materials"),
    "steps": _rows("steps", STEP, "steps"),
    "special": _rows("special", SPECIAL, "special"),
    "fees": _rows("fees", FEE, "fees"),
    "results": _rows("results", RESULT, "results"),
    "form": _rows("form_fields", FIELD, "form"),
    "source": _words("source", 200),
    "to_confirm": _flag("to_confirm"),
    "as_printed": _words("as_printed", 1000, lines=True),
    "printed": _words("printed", 4000, lines=True),
}


def given(table: Table, value: Any) -> dict[str, Any]:
    """A value as the plain mapping its file holds: keys in the table's order, what is as by default left out."""
    found = {name: (slot, getattr(value, slot.attribute, slot.default)) for name, slot in table.items()}
    return {
        name: slot.give(one)
        for name, (slot, one) in found.items()
        if one != slot.default and not (slot.default == () and not one)
    }
