"""An item's form: one meaning of a value whichever face it came from, and a sentence for each that has none."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from yimen.cases.form import LONGEST, faults, written
from yimen.catalogue.elements import FieldDef, FieldKind

KINDS = {kind: FieldDef(key="x", name="栏", kind=kind, choices=("自取", "邮寄")) for kind in FieldKind}


def kept(kind: FieldKind, value: Any) -> Any:
    fields = (KINDS[kind],)
    assert faults(fields, {"x": value}) == {}
    return written(fields, {"x": value})["x"]


@pytest.mark.parametrize(
    ("kind", "values", "text"),
    [
        (FieldKind.TEXT, ["柳树村", " 柳树村 "], "柳树村"),
        (FieldKind.TEXT, [0, "0"], "0"),
        (FieldKind.NUMBER, [0, "0", "-0", Decimal("0.00"), "0E+5"], "0"),
        (FieldKind.NUMBER, [1000, "1000", "1E+3", Decimal("1E+3"), "1e3", "+1000", "01000"], "1000"),
        (FieldKind.NUMBER, ["-1.50", Decimal("-1.50")], "-1.50"),
        (FieldKind.DATE, ["2026-03-02", date(2026, 3, 2), "20260302"], "2026-03-02"),
        (FieldKind.CHOICE, ["邮寄", " 邮寄"], "邮寄"),
        (FieldKind.YES_NO, [True, "是"], "是"),
        (FieldKind.YES_NO, [False, "否"], "否"),
    ],
)
def test_one_meaning_is_kept_in_one_way(kind: FieldKind, values: list[Any], text: str):
    assert {kept(kind, value) for value in values} == {text}


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        (FieldKind.TEXT, [True, ["a"]], "应填文字"),
        (FieldKind.TEXT, ["字" * (LONGEST + 1)], f"最多{LONGEST}个字"),
        (FieldKind.NUMBER, [True, "三", "1,000", "1_000", "NaN", "Infinity", "1e", "--1"], "应填数字"),
        (FieldKind.NUMBER, ["1E+99", "1E-99", "9" * 21], "位数字"),
        (FieldKind.DATE, ["2026-02-30", "昨天", 0, True], "应填日期"),
        (FieldKind.CHOICE, ["送上门", 1, True], "请从“自取、邮寄”中选择"),
        (FieldKind.YES_NO, ["yes", "no", "True", 1, 0], "请填“是”或“否”"),
    ],
)
def test_what_has_no_meaning_is_named_and_left_as_it_was(kind: FieldKind, values: list[Any], said: str):
    for value in values:
        assert said in faults((KINDS[kind],), {"x": value})["x"]
        assert written((KINDS[kind],), {"x": value}) == {"x": value}


@pytest.mark.parametrize("kind", list(FieldKind))
def test_only_nothing_is_empty(kind: FieldKind):
    for value in (None, "", "  "):
        assert "请填写" in faults((KINDS[kind],), {"x": value})["x"]
        assert written((KINDS[kind],), {"x": value}) == {}
    free = FieldDef(key="x", name="栏", kind=kind, required=False)
    assert faults((free,), {}) == {}


def test_a_field_that_the_form_does_not_have_is_named():
    assert "没有这一栏" in faults((KINDS[FieldKind.TEXT],), {"x": "a", "y": "b"})["y"]
