"""我能办吗、要带什么, as portal, kiosk and counter ask it: the questions of an item, and its answer in words.

What an answer decides is `catalogue.situation`; here stands only how it is asked and said. Nothing is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import situation
from yimen.catalogue.conditions import Answers, Verdict
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import FieldDef, FieldKind
from yimen.catalogue.situation import Situation
from yimen.faces.shared import guides

VARIANT = "variant"
LONGEST = 60  # characters of an answer that is typed
UNSURE = ("", _("不清楚"))
Words = str | Lazy


@dataclass(frozen=True, slots=True)
class Material:
    """A material of the answer: as the guide lists it, and on which questions it still hangs."""

    row: guides.Material
    hangs_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a face puts it: `choices` (value, words) to choose from; none: a whole number is asked for."""

    name: str
    words: Words
    note: str = ""
    choices: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What an item says to what was answered, in words. `questions`: those answered and those still to be asked."""

    definition: Definition
    said: Situation
    may: Words
    against: tuple[Words, ...]
    bring: tuple[Material, ...]
    perhaps: tuple[Material, ...]
    questions: tuple[Question, ...]

    @property
    def is_refused(self) -> bool:
        """Something known stands in the way."""
        return self.said.may is Verdict.NO

    @property
    def is_open(self) -> bool:
        """What is not known yet could stand in the way."""
        return self.said.may is Verdict.UNKNOWN

    @property
    def conditions(self) -> tuple[str, ...]:
        """The printed conditions, for a person to hold against what they know: not all of them can be tested."""
        return self.definition.conditions


def can_ask(definition: Definition) -> bool:
    """Whether anything of the item hangs on an answer."""
    return bool(situation.askable(definition)) or _chooses_variant(definition)


def about(definition: Definition, typed: Mapping[str, str], *, before: str = "") -> Asked:
    """The item's answer to what was typed by the names of its questions, `before` standing in front of each field's key.

    What cannot be read is not known; a variant that the item does not have is not heard.
    """
    answers = answers_of(definition, typed, before=before)
    chosen = typed.get(VARIANT, "")
    said = situation.judge(definition, answers, variant=chosen if chosen in variants(definition) else "")
    open_keys = {one.key for one in said.questions}
    asked = [one for one in situation.askable(definition) if answers[one.key] is not None or one.key in open_keys]
    questions = [_question(one, before) for one in asked]
    if _chooses_variant(definition) and not any(one.condition for one in definition.variants):
        choices = tuple((one.key, one.name) for one in definition.variants)
        questions = [Question(VARIANT, _("您属于哪种情形"), choices=choices), *questions]
    return Asked(
        definition=definition, said=said, may=MAY[said.may], against=against(said), questions=tuple(questions),
        bring=_materials(said, Verdict.YES, definition), perhaps=_materials(said, Verdict.UNKNOWN, definition),
    )  # fmt: skip


def answers_of(definition: Definition, typed: Mapping[str, str], *, before: str = "") -> Answers:
    """What was typed, by field key, as conditions compare it."""
    plain = {one.key: typed.get(before + one.key) or "" for one in definition.form_fields}
    return situation.understood(definition.form_fields, plain)


def variants(definition: Definition) -> frozenset[str]:
    """The keys of its variants."""
    return frozenset(one.key for one in definition.variants)


def against(said: Situation) -> tuple[Words, ...]:
    """What stands in the way, in words."""
    return said.against or ((NO_VARIANT,) if said.may is Verdict.NO else ())


class Questions(forms.Form):
    """The questions on one page, every one with a way to leave it open."""

    use_required_attribute = False

    def __init__(self, asked: Asked, typed: Mapping[str, str]) -> None:
        super().__init__(initial={one.name: typed.get(one.name) or "" for one in asked.questions})
        for one in asked.questions:
            self.fields[one.name] = _field(one)


def _field(one: Question) -> forms.Field:
    more: dict[str, Any] = {"label": one.words, "help_text": one.note, "required": False}
    if one.choices:
        return forms.ChoiceField(choices=[*one.choices, UNSURE], widget=forms.RadioSelect, **more)
    entry = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"})
    return forms.CharField(max_length=LONGEST, widget=entry, **more)


def _question(one: FieldDef, before: str) -> Question:
    if one.kind is FieldKind.YES_NO:
        return Question(before + one.key, one.name, one.note, (("是", _("是")), ("否", _("否"))))
    return Question(before + one.key, one.name, one.note, tuple((each, each) for each in one.choices))


def _chooses_variant(definition: Definition) -> bool:
    return len(definition.variants) > 1


def _materials(said: Situation, verdict: Verdict, of: Definition) -> tuple[Material, ...]:
    return tuple(
        Material(guides.material(one.requirement, of), tuple(field.name for field in one.hangs_on))
        for one in said.of(verdict)
    )


NO_VARIANT = _("不属于这个事项的任何一种情形")
MAY: dict[Verdict, Words] = {
    Verdict.YES: _("按您的回答，问到的条件都符合。"),
    Verdict.NO: _("按您的回答，暂不符合要求："),
    Verdict.UNKNOWN: _("还不能确定，要看下面的条件。"),
}
