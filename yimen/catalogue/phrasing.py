"""Conditions in words, as an editor types them: 婚姻状况 是 已婚 并且 家庭人口 不少于 3. Pure."""

import re
from collections.abc import Iterable, Sequence

from yimen.catalogue.conditions import Condition, Join, Joined, Relation, Test, Value
from yimen.catalogue.elements import FieldDef, FieldKind

_RELATIONS = {
    Relation.IS_NOT: "不是", Relation.IS: "是", Relation.ONE_OF: "属于", Relation.AT_LEAST: "不少于",
    Relation.AT_MOST: "不多于",
}  # fmt: skip
_JOINS = {Join.ALL: "并且", Join.ANY: "或者"}
_YES_NO = {"是": True, "否": False}
_FORM = "请写成“婚姻状况 是 已婚”的样子，用表单项的名称；比较有是、不是、属于（几个值用、隔开）、不少于、不多于"


def said(condition: Condition, fields: Sequence[FieldDef]) -> str:
    """The condition as it is typed; "" where it is too deep for a line or a field is not among these."""
    try:
        words = _said(condition, {one.key: one.name for one in fields})
        return words if heard(words, fields) == condition else ""
    except (KeyError, ValueError):
        return ""


def heard(text: str, fields: Sequence[FieldDef]) -> Condition:
    """The condition that these words say. Raises ValueError with a Chinese sentence that says how they are written."""
    begins = "|".join(re.escape(one.name) for one in fields)
    for join, word in _JOINS.items():
        parts = re.split(rf"\s*{word}\s*(?={begins})", text) if begins else []  # 或者 may stand in a value too
        if len(parts) > 1:
            return Joined(join, tuple(heard(part, fields) for part in parts))
    plain = text.strip()
    for field in sorted(fields, key=lambda one: -len(one.name)):
        rest = plain.removeprefix(field.name)
        if rest != plain:
            return _test(field, rest.strip(), text)
    names = "、".join(one.name for one in fields) or "还没有表单项，请先加一项"
    raise ValueError(f"“{plain}”里没有表单项的名称（{names}）。{_FORM}。")


def _said(condition: Condition, names: dict[str, str]) -> str:
    if isinstance(condition, Joined):
        return f" {_JOINS[condition.join]} ".join(_said(part, names) for part in condition.parts)
    values: Iterable[Value] = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    value = "、".join(("是" if one else "否") if isinstance(one, bool) else str(one) for one in values)
    return f"{names[condition.field]} {_RELATIONS[condition.relation]} {value}"


def _test(field: FieldDef, rest: str, text: str) -> Test:
    for relation, word in _RELATIONS.items():
        value = rest.removeprefix(word).strip()
        if value != rest and value:
            return Test(field.key, relation, _value(field, relation, value))
    raise ValueError(f"看不懂条件“{text.strip()}”。{_FORM}。")


def _value(field: FieldDef, relation: Relation, text: str) -> Value | tuple[Value, ...]:
    if relation is Relation.ONE_OF:
        return tuple(_one(field, part.strip()) for part in re.split("[、，,]", text) if part.strip())
    if relation in (Relation.AT_LEAST, Relation.AT_MOST) and not text.isdecimal():
        raise ValueError(f"“{_RELATIONS[relation]}”后面要写整数，您写了“{text}”。")
    return int(text) if relation in (Relation.AT_LEAST, Relation.AT_MOST) else _one(field, text)


def _one(field: FieldDef, text: str) -> Value:
    if field.kind is FieldKind.YES_NO:
        if text not in _YES_NO:
            raise ValueError(f"“{field.name}”后面要写是或者否，您写了“{text}”。")
        return _YES_NO[text]
    if field.kind is FieldKind.NUMBER:
        if not text.isdecimal():
            raise ValueError(f"“{field.name}”后面要写整数，您写了“{text}”。")
        return int(text)
    return text
