"""What the lint says of a guide, beside the elements it speaks of: the sections of the guide page, in words (A4)."""

import re
from collections import Counter
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from yimen.catalogue.dictionary import NO_ELEMENTS, Dictionary
from yimen.catalogue.elements import Content
from yimen.catalogue.lint.examining import examine
from yimen.catalogue.lint.findings import Finding, Severity
from yimen.journal.errors import Sentence

_LOOKS: dict[Severity, tuple[Sentence, str, str]] = {
    Severity.ERROR: (_("错误"), "light-red", "over"),
    Severity.WARNING: (_("警告"), "light-amber", "due"),
    Severity.NOTE: (_("提示"), "light-grey", "search"),
}
# element: the section of `shared/_guide.html` in which it is read, and its name
_ELEMENTS: dict[str, tuple[str, Sentence]] = {
    "name": ("top", _("事项名称")),
    "printed": ("top", _("原文")),
    "conditions": ("who", _("申报条件")),
    "variants": ("who", _("情形")),
    "form": ("who", _("申请表")),
    "materials": ("bring", _("申报材料")),
    "steps": ("route", _("办理过程")),
    "promised": ("time", _("承诺时限")),
    "fees": ("cost", _("收费")),
    "results": ("result", _("办理结果")),
    "visits": ("where", _("到现场次数")),
    "place": ("where", _("办理地点")),
    "telephone": ("where", _("咨询电话")),
    "basis": ("law", _("办事依据")),
    "co_departments": ("law", _("协办部门")),
}
_PLACE = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as it is shown: a light, the element, the words found (empty: it is missing, or they are
    its name), what is wrong, the mend."""

    severity: Sentence
    light: str
    icon: str
    element: Sentence
    words: str
    says: str
    proposal: str
    rule: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of one severity, as a light."""

    severity: Sentence
    light: str
    icon: str
    count: int


def beside(content: Content, dictionary: Dictionary = NO_ELEMENTS) -> dict[str, tuple[Mark, ...]]:
    """The findings by section, worst first; sections without a finding are not there."""
    found: dict[str, list[Mark]] = {}
    for one in examine(content, dictionary):
        section, _name = _ELEMENTS[_head(one.place)[0]]
        found.setdefault(section, []).append(_mark(one, content))
    return {section: tuple(marks) for section, marks in found.items()}


def listed(content: Content, dictionary: Dictionary = NO_ELEMENTS) -> list[tuple[str, Mark]]:
    """Every finding with the element it speaks of, worst first."""
    return [(one.place, _mark(one, content)) for one in examine(content, dictionary)]


def tallies(content: Content, dictionary: Dictionary = NO_ELEMENTS) -> tuple[Tally, ...]:
    """How many findings of each severity; severities without a finding are left out."""
    counted = Counter(one.severity for one in examine(content, dictionary))
    return tuple(Tally(*_LOOKS[one], counted[one]) for one in Severity if counted[one])


def _head(place: str) -> tuple[str, int | None]:
    """materials[4].name: materials, 4."""
    match = _PLACE.match(place)
    assert match, place  # noqa: S101  # every place begins with an element's name
    return match[1], int(match[2]) if match[2] else None


def _mark(one: Finding, content: Content) -> Mark:
    element = _element(one.place, content)
    words = "" if one.text in str(element) else one.text
    return Mark(*_LOOKS[one.severity], element, words, one.says, one.proposal, one.rule)


def _element(place: str, content: Content) -> Sentence:
    """第5件材料, 第2个环节, 第1条条件; of what there is only one its name."""
    head, index = _head(place)
    if index is None:
        return _ELEMENTS[head][1]
    number = index + 1
    if head == "materials":
        return format_lazy(_("第{number}件材料“{name}”"), number=number, name=content.requirements[index].name)
    if head == "steps":
        return format_lazy(_("第{number}个环节“{name}”"), number=number, name=content.steps[index].name)
    return format_lazy(_("{element}第{number}条"), element=_ELEMENTS[head][1], number=number)
