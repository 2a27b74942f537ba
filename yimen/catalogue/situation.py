"""我能办吗、要带什么: what an item says to a person of whom so much is known, with reasons. Pure.

An answer that is missing leaves open what hangs on it; it never turns a person away, and never spares them a material.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from yimen.catalogue import conditions
from yimen.catalogue.conditions import Answers, Condition, Value, Verdict
from yimen.catalogue.elements import Content, FieldDef, FieldKind, Necessity, RequirementDef, VariantDef


@dataclass(frozen=True, slots=True)
class Needed:
    """A material and whether it is wanted here: YES, NO, or UNKNOWN while `hangs_on` has no answer."""

    requirement: RequirementDef
    verdict: Verdict
    hangs_on: tuple[FieldDef, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """The item's answer.

    `may`: NO names in `against` what stands in the way; UNKNOWN: `open` names what is still to be known. `met`: what was
    tested and holds; where nothing can be tested, YES only says that nothing known stands in the way.
    `variants`: those that are possible (none fits: all have a condition, and each says no). `questions`: what to ask next,
    in the order of the form; empty when everything is settled.
    """

    may: Verdict
    met: tuple[str, ...]
    against: tuple[str, ...]
    open: tuple[str, ...]
    variants: tuple[VariantDef, ...]
    materials: tuple[Needed, ...]
    questions: tuple[FieldDef, ...]

    @property
    def variant(self) -> VariantDef | None:
        """The one variant that it is, where no other is possible."""
        return self.variants[0] if len(self.variants) == 1 else None

    def of(self, verdict: Verdict) -> tuple[Needed, ...]:
        """The materials of one verdict."""
        return tuple(one for one in self.materials if one.verdict is verdict)


def judge(content: Content, answers: Answers, *, variant: str = "") -> Situation:
    """What the item says to these answers (by field key; None or absent: not known); `variant`: one that was chosen."""
    possible = (one for one in content.variants if conditions.judge(one.condition, answers) is not Verdict.NO)
    variants = tuple(one for one in possible if variant in ("", one.key))
    tested = [(one.says, conditions.judge(one.condition, answers)) for one in content.eligibility]
    met, against, still_open = (
        tuple(says for says, verdict in tested if verdict is wanted)
        for wanted in (Verdict.YES, Verdict.NO, Verdict.UNKNOWN)
    )
    fits = bool(variants) or not content.variants
    may = Verdict.NO if against or not fits else Verdict.UNKNOWN if still_open else Verdict.YES
    keys = {one.key for one in variants}
    materials = tuple(
        _needed(one, content, answers)
        for one in content.requirements
        if not one.variants or not content.variants or one.variants & keys
    )
    return Situation(
        may=may, met=met, against=against, open=still_open, variants=variants, materials=materials,
        questions=() if may is Verdict.NO else _questions(content, variants, answers),
    )  # fmt: skip


def wanted(requirement: RequirementDef, answers: Answers) -> Verdict:
    """Whether a material must be there: a required one always, a conditional one by its condition, an optional one never."""
    if requirement.necessity is Necessity.CONDITIONAL and requirement.condition is not None:
        return conditions.judge(requirement.condition, answers)
    return Verdict.YES if requirement.necessity is Necessity.REQUIRED else Verdict.NO


def askable(content: Content) -> tuple[FieldDef, ...]:
    """The fields on which something hangs, in the order of the form: what a person may be asked before they apply."""
    hangs = {key for one in _all(content) for key in conditions.fields(one)}
    return tuple(field for field in content.form_fields if field.key in hangs)


def only_tested(content: Content) -> frozenset[str]:
    """The keys of the fields that may stay empty and decide over nothing but whether one may: they are asked before anything is
    applied for, and nobody need write them."""
    tested = {key for one in content.eligibility for key in conditions.fields(one.condition)}
    rows = [*(one.condition for one in content.variants), *(one.condition for one in content.requirements)]
    used = {key for one in rows for key in conditions.fields(one)}
    return frozenset(one.key for one in content.form_fields if one.key in tested - used and not one.required)


def understood(fields: Iterable[FieldDef], typed: Mapping[str, str]) -> dict[str, Value | None]:
    """What was chosen or typed, as conditions compare it; what cannot be read is not known."""
    return {field.key: _value(field, typed.get(field.key, "").strip()) for field in fields}


def _value(field: FieldDef, text: str) -> Value | None:
    if field.kind is FieldKind.YES_NO:
        return {"是": True, "否": False}.get(text)
    if field.kind is FieldKind.NUMBER:
        return int(text) if text.lstrip("-").isdecimal() and len(text) < 12 else None
    if field.kind is FieldKind.CHOICE:
        return text if text in field.choices else None
    return text or None


def _needed(requirement: RequirementDef, content: Content, answers: Answers) -> Needed:
    verdict = wanted(requirement, answers)
    hangs_on = set(conditions.unasked(requirement.condition, answers)) if verdict is Verdict.UNKNOWN else set()
    return Needed(requirement, verdict, tuple(one for one in content.form_fields if one.key in hangs_on))


def _questions(content: Content, variants: tuple[VariantDef, ...], answers: Answers) -> tuple[FieldDef, ...]:
    """First what decides whether and as what, then what only decides over materials; each in the order of the form."""
    keys = {one.key for one in variants}
    first = [one.condition for one in content.eligibility] + [one.condition for one in variants]
    then = [one.condition for one in content.requirements if not one.variants or one.variants & keys]
    asked = [*_unasked(first, content, answers), *_unasked(then, content, answers)]
    return tuple(dict.fromkeys(asked))


def _unasked(tests: Iterable[Condition | None], content: Content, answers: Answers) -> Iterator[FieldDef]:
    open_ones = {key for one in tests for key in conditions.unasked(one, answers)}
    return (field for field in content.form_fields if field.key in open_ones)


def _all(content: Content) -> Iterator[Condition | None]:
    for rows in (content.eligibility, content.variants, content.requirements):
        for one in rows:
            yield one.condition
