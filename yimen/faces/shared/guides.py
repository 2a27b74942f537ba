"""A definition as people read it: every element in plain words, and what is left out by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import earliest, promise, publishing
from yimen.catalogue.conditions import Condition, Joined
from yimen.catalogue.definitions import Definition
from yimen.catalogue.dictionary import NO_ELEMENTS, Dictionary
from yimen.catalogue.elements import RequirementDef, SpecialDef, StepDef
from yimen.catalogue.form import AGENCIES, ONLINES, VISITS
from yimen.catalogue.promise import Promise
from yimen.faces.shared import asked_facts
from yimen.faces.shared.asked_facts import AskedFact
from yimen.faces.shared.downloads import Download
from yimen.office.models import Level

Words = str | Lazy


@dataclass(frozen=True, slots=True)
class Offer:
    """A centre that takes a matter; what the claim does not say is as the centre says."""

    centre: str
    place: str
    hours: str
    telephone: str
    complaint_telephone: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands under it; no lines: the page says 未载明."""

    label: Words
    lines: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one section: those that are stated, and the labels of those that are not."""

    stated: tuple[Fact, ...]
    not_stated: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A centre that takes the matter."""

    name: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """A row of the table of materials."""

    name: str
    copies: Words
    need: Words
    remarks: tuple[Words, ...]
    files: tuple[Download, ...] = ()


@dataclass(frozen=True, slots=True)
class Station:
    """A step of the route, in the shape that `shared/_stations.html` shows."""

    name: str
    words: Words
    holder: Words
    status: str = "todo"
    since_on: None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide page's content, in reading order."""

    code: str
    name: str
    line: str
    owner: str  # of a centre's own item: whose
    summary: tuple[Fact, ...]
    conditions: tuple[str, ...]
    variants: tuple[Fact, ...]
    materials: tuple[Material, ...]
    stations: tuple[Station, ...]
    limits: Facts
    special: tuple[Fact, ...]
    fees: tuple[Fact, ...]
    results: tuple[str, ...]
    places: tuple[Place, ...]
    where: Facts
    asked: tuple[AskedFact, ...]
    asked_by: tuple[Fact, ...]
    asked_to_confirm: bool
    law: Facts
    to_confirm: bool
    as_printed: str
    to_mend: int  # faults of the printed page that wait to be mended
    printed: str


def shown(
    one: Definition, offered: Iterable[Offer], dictionary: Dictionary = NO_ELEMENTS, files: Iterable[Download] = ()
) -> Guide:
    """Everything the definition says, where it is offered, why its form asks what it asks, and the forms to take along;
    nothing it does not say."""
    fastened = tuple(files)
    asked = asked_facts.of(one, dictionary)
    return Guide(
        code=one.code,
        name=one.name,
        line=one.line,
        owner=one.owner,
        summary=(Fact(_("承诺时限"), _promised(one)), Fact(_("收费"), _charged(one))),
        conditions=one.conditions,
        variants=tuple(Fact(each.name, _lines(when(each.condition, one))) for each in one.variants),
        materials=tuple(material(each, one, fastened) for each in one.requirements),
        stations=_stations(one),
        limits=_limits(one),
        special=tuple(_special(each) for each in one.special),
        fees=tuple(Fact(each.name, _lines(each.standard, each.basis)) for each in one.fees),
        results=tuple(each.name for each in one.results),
        places=tuple(_place(each) for each in offered),
        where=_where(one),
        asked=asked,
        asked_to_confirm=any(each.is_to_confirm for each in asked),
        asked_by=tuple(Fact(names, (basis,)) for names, basis in asked_facts.bases(one, dictionary)),
        law=_law(one),
        to_confirm=one.to_confirm,
        as_printed=one.as_printed,
        to_mend=publishing.to_mend(one),
        printed=one.printed,
    )


def _lines(*words: Words) -> tuple[Words, ...]:
    return tuple(one for one in words if one)


def _sorted(*facts: Fact) -> Facts:
    return Facts(
        stated=tuple(fact for fact in facts if fact.lines),
        not_stated=tuple(fact.label for fact in facts if not fact.lines),
    )


def _place(offer: Offer) -> Place:
    # Empty ones too: a citizen must see that there is no telephone, not look for it.
    facts = (
        Fact(_("地址"), _lines(offer.place)),
        Fact(_("时间"), _lines(offer.hours)),
        Fact(_("电话"), _lines(offer.telephone)),
        Fact(_("投诉"), _lines(offer.complaint_telephone)),
    )
    return Place(offer.centre, facts)


def _limit(limit: Promise | None) -> tuple[Words, ...]:
    return (promise.words(limit),) if limit else ()


def _promised(one: Definition) -> tuple[Words, ...]:
    """The item's promise, and that of each variant that has its own."""
    own = [(each.name, each.promised) for each in one.variants if each.promised]
    told = [format_lazy(_("{variant}：{limit}"), variant=name, limit=promise.words(limit)) for name, limit in own]
    return (*_limit(one.promised), *told)


def _charged(one: Definition) -> tuple[Words, ...]:
    return tuple(each.standard for each in one.fees)


def _limits(one: Definition) -> Facts:
    delivery = format_lazy(_("作出决定之后 {limit}内"), limit=promise.words(one.delivery))
    return _sorted(
        Fact(_("承诺时限"), _promised(one)),
        Fact(_("法定时限"), _limit(one.statutory)),
        Fact(_("送达时限"), (delivery,)),
    )


def _special(one: SpecialDef) -> Fact:
    longest = format_lazy(_("最长 {limit}"), limit=promise.words(one.limit)) if one.limit else ""
    return Fact(one.name, _lines(longest, one.basis))


def _where(one: Definition) -> Facts:
    how = [
        (_("到现场次数"), VISITS.get(one.visits or "")),
        (_("网上办理"), ONLINES.get(one.online or "")),
        (_("委托代办"), AGENCIES.get(one.agent or "")),
    ]
    return _sorted(
        *(Fact(label, (words,)) for label, words in how if words),
        Fact(_("办理地点"), _lines(one.place)),
        Fact(_("办理时间"), _lines(one.hours)),
        Fact(_("咨询电话"), _lines(one.telephone)),
        Fact(_("监督投诉电话"), _lines(one.complaint_telephone)),
    )


def _law(one: Definition) -> Facts:
    source = (Fact(_("事项出处"), (one.source,)),) if one.source else ()
    return _sorted(
        Fact(_("设定依据"), one.basis),
        Fact(_("实施主体"), _lines(one.body)),
        Fact(_("联办部门"), one.co_departments),
        Fact(_("事项类型"), _lines(one.kind)),
        Fact(_("服务对象"), _lines(one.service_object)),
        Fact(_("事项编码"), (format_lazy(_("{code}（第{number}版）"), code=one.code, number=one.number),)),
        *source,
    )


# --- Materials -----------------------------------------------------------------------------------------

_NEED = {"required": _("必须提供"), "conditional": _("符合条件时提供"), "optional": _("可以不提供")}


def material(one: RequirementDef, of: Definition, files: Iterable[Download] = ()) -> Material:
    """A row of the table; with the files that are fastened to it."""
    remarks = _lines(
        _only(one.variants, of),
        when(one.condition, of),
        _("只核对原件，当场退还") if one.keep_or_inspect == "inspect" else "",
        one.size,
        one.note,
        format_lazy(_("来源：{source}"), source=one.source) if one.source else "",
        format_lazy(_("空白表：{blank}"), blank=one.blank) if one.blank else "",
        format_lazy(_("样本：{sample}"), sample=one.sample) if one.sample else "",
    )
    own = tuple(each for each in files if each.material == one.key)
    return Material(one.name, _copies(one), _NEED[one.necessity], remarks, own)


def _only(variants: frozenset[str], of: Definition) -> Words:
    names = "、".join(each.name for each in of.variants if each.key in variants)
    return format_lazy(_("限于：{variants}"), variants=names) if names else ""


def _copies(one: RequirementDef) -> Words:
    if one.originals and one.copies:
        return format_lazy(_("原件{originals}份，复印件{copies}份"), originals=one.originals, copies=one.copies)
    if one.copies:
        return format_lazy(_("复印件{copies}份"), copies=one.copies)
    return format_lazy(_("原件{originals}份"), originals=one.originals)


# --- The route -----------------------------------------------------------------------------------------


def _stations(of: Definition) -> tuple[Station, ...]:
    before: list[StepDef | None] = [None, *of.steps]
    return tuple(_station(one, last, of) for last, one in zip(before, of.steps, strict=False))


def _station(one: StepDef, last: StepDef | None, of: Definition) -> Station:
    together = last is not None and (last.phase, last.stage) == (one.phase, one.stage) and _meet(last, one)
    words = _lines(
        _only(one.variants, of),
        format_lazy(_("限 {limit}"), limit=promise.words(one.limit)) if one.limit else "",
        format_lazy(_("为期 {term}"), term=promise.words(one.term)) if one.term else "",
        _("与上一环节同时进行") if together else "",
        _opens(one, of),
        "" if one.counts else format_lazy(_("所用时间不计入承诺时限（{basis}）"), basis=one.basis),
    )
    line = "" if one.line == "*" else one.line
    return Station(one.name, _joined(words, "；"), _joined(_lines(Level(one.level).label, line), " · "))


def _opens(one: StepDef, of: Definition) -> Words:
    """From which day it can be done, where it waits for one."""
    if one.not_before is None:
        return ""
    named = {each.key: each.name for each in of.form_fields}.get(one.not_before.since, _(earliest.DECISION))
    return format_lazy(_("{day}才能办"), day=earliest.words(one.not_before, str(named)))


def _meet(one: StepDef, other: StepDef) -> bool:
    """Whether a case can have both steps."""
    return not one.variants or not other.variants or bool(one.variants & other.variants)


def _joined(words: tuple[Words, ...], sign: str) -> str:
    return sign.join(str(one) for one in words)


# --- Conditions in words -------------------------------------------------------------------------------

_RELATION = {
    "is": _("{field}为“{value}”"),
    "is_not": _("{field}不为“{value}”"),
    "one_of": _("{field}为“{value}”之一"),
    "at_least": _("{field}不少于{value}"),
    "at_most": _("{field}不多于{value}"),
}
_JOIN = {"all": "，并且", "any": "，或者", "none": "，也不是"}
_YES_NO = {True: _("是"), False: _("否")}


def when(condition: Condition | None, of: Definition) -> str:
    """A condition as a sentence, with the names of the form's fields; nothing for None."""
    if condition is None:
        return ""
    if isinstance(condition, Joined):
        parts = _JOIN[condition.join].join(when(part, of) for part in condition.parts)
        return str(format_lazy(_("不是：{parts}"), parts=parts)) if condition.join == "none" else parts
    names = {each.key: each.name for each in of.form_fields}
    field = names.get(condition.field, condition.field)
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    value = "、".join(str(_YES_NO[one]) if isinstance(one, bool) else str(one) for one in values)
    return str(_RELATION[condition.relation]).format(field=field, value=value)
