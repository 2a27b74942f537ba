"""When a variant applies or a material is needed: conditions answering yes, no or unknown. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Value = str | int | bool
Answers = Mapping[str, Value | None]
_DEEPEST = 6


class Verdict(StrEnum):
    """UNKNOWN: an answer is missing that would settle it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """How an answer is compared."""

    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Join(StrEnum):
    """How parts are joined."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a form field's answer."""

    __test__ = False  # not a test case, whatever its name tells pytest

    field: str
    relation: Relation
    value: Value | tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """All, any or none of the parts."""

    join: Join
    parts: tuple["Condition", ...]


Condition = Test | Joined


def judge(condition: Condition | None, answers: Answers) -> Verdict:
    """Whether the condition holds for these answers (by field key). No condition: YES."""
    if condition is None:
        return Verdict.YES
    if isinstance(condition, Test):
        return _compare(condition, answers.get(condition.field))
    verdicts = [judge(part, answers) for part in condition.parts]
    decisive, otherwise = _DECISIVE[condition.join]
    if decisive[0] in verdicts:
        return decisive[1]
    return Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else otherwise


def unasked(condition: Condition | None, answers: Answers) -> tuple[str, ...]:
    """The fields to ask for: those without an answer while the verdict is UNKNOWN, in their order."""
    if judge(condition, answers) is not Verdict.UNKNOWN:
        return ()
    return tuple(dict.fromkeys(field for field in fields(condition) if answers.get(field) is None))


def fields(condition: Condition | None) -> tuple[str, ...]:
    """Every field the condition looks at."""
    if condition is None:
        return ()
    if isinstance(condition, Test):
        return (condition.field,)
    return tuple(field for part in condition.parts for field in fields(part))


def parse(given: object, *, depth: int = 0) -> Condition:
    """From the form in files: {field: marital, is: 已婚}, or {all: [...]}, {any: [...]}, {none: [...]}.

    ValueError with a Chinese sentence for anything else; nesting ends at six.
    """
    if not isinstance(given, dict):
        raise ValueError("条件要写成 {field: 表单项, is: 值}，或 {all: [...]}、{any: [...]}、{none: [...]}")
    if depth > _DEEPEST:
        raise ValueError("条件套得太深，最多六层")
    return _parse_test(given) if "field" in given else _parse_joined(given, depth)


def plain(condition: Condition) -> dict[str, object]:
    """The inverse of `parse`."""
    if isinstance(condition, Joined):
        return {condition.join.value: [plain(part) for part in condition.parts]}
    value = list(condition.value) if isinstance(condition.value, tuple) else condition.value
    return {"field": condition.field, condition.relation.value: value}


def _parse_joined(given: Mapping[object, object], depth: int) -> Joined:
    (key, parts), *more = given.items() or [("", None)]
    if more or key not in list(Join) or not isinstance(parts, list) or not parts:
        raise ValueError("条件里只能有一个 all、any 或 none，后面是至少一条条件的列表")
    return Joined(Join(str(key)), tuple(parse(part, depth=depth + 1) for part in parts))


def _parse_test(given: Mapping[object, object]) -> Test:
    relations = [key for key in given if key != "field"]
    field = given["field"]
    if not isinstance(field, str) or not field or len(relations) != 1 or relations[0] not in list(Relation):
        known = "、".join(Relation)
        raise ValueError(f"每条条件写一个 field 和一种比较（{known}）")
    relation = Relation(str(relations[0]))
    return Test(field, relation, _value(relation, given[relation.value]))


def _value(relation: Relation, given: object) -> Value | tuple[Value, ...]:
    if relation is Relation.ONE_OF:
        if not isinstance(given, list) or not given or not all(isinstance(one, (str, int)) for one in given):
            raise ValueError("one_of 后面是至少一个值的列表")
        return tuple(given)
    if relation in (Relation.AT_LEAST, Relation.AT_MOST):
        if type(given) is not int:
            raise ValueError(f"{relation} 后面是整数")
        return given
    if not isinstance(given, (str, int)):
        raise ValueError(f"{relation} 后面是一个值")
    return given


def _same(answer: Value, value: object) -> bool:
    return type(answer) is type(value) and answer == value


def _among(answer: Value, values: object) -> bool:
    return isinstance(values, Iterable) and any(_same(answer, value) for value in values)


_RELATIONS: dict[Relation, Callable[[Value, object], bool]] = {
    Relation.IS: _same,
    Relation.IS_NOT: lambda answer, value: not _same(answer, value),
    Relation.ONE_OF: _among,
    Relation.AT_LEAST: lambda answer, value: isinstance(value, int) and int(answer) >= value,
    Relation.AT_MOST: lambda answer, value: isinstance(value, int) and int(answer) <= value,
}

# join: ((a part that settles it, what it then is), what it is when every part is known and none settles it)
_DECISIVE = {
    Join.ALL: ((Verdict.NO, Verdict.NO), Verdict.YES),
    Join.ANY: ((Verdict.YES, Verdict.YES), Verdict.NO),
    Join.NONE: ((Verdict.YES, Verdict.NO), Verdict.YES),
}


def _compare(test: Test, answer: Value | None) -> Verdict:
    if answer is None or (test.relation in (Relation.AT_LEAST, Relation.AT_MOST) and type(answer) is not int):
        return Verdict.UNKNOWN
    return Verdict.YES if _RELATIONS[test.relation](answer, test.value) else Verdict.NO
