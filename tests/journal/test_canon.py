"""One way to write a value: bytes hashed are bytes stored."""

import enum
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.journal.canon import GENESIS, chained, line, salted
from yimen.journal.moments import day, stamp, unstamp

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)
MOMENTS = st.integers(-70 * 366 * 86_400_000_000, 200 * 366 * 86_400_000_000).map(
    lambda microseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
)


class Word(enum.StrEnum):
    GRANTED = "granted"


class Count(enum.IntEnum):
    TWO = 2


class Half(enum.Enum):
    ONE = 0.5


@dataclass
class Point:
    x: int


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None, "受理"]}, '{"a":[true,null,"受理"],"b":1}'),
        ({"乙": 2, "甲": 1, "Z": 0}, '{"Z":0,"乙":2,"甲":1}'),
        (date(2026, 3, 2), '"2026-03-02"'),
        (datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8))), '"2026-03-02T01:30:00.000000Z"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (Word.GRANTED, '"granted"'),
        (Count.TWO, "2"),
        ((1, 2), "[1,2]"),
        ('say "hi" \\', '"say \\"hi\\" \\\\"'),
        ("全角　空格", '"全角　空格"'),
        ("𠀀", '"𠀀"'),
    ],
)
def test_a_value_has_one_spelling(value: Any, written: str) -> None:
    assert line(value) == written


@given(VALUES)
def test_what_is_written_reads_as_what_was_meant(value: Any) -> None:
    assert json.loads(line(value)) == value


@given(VALUES)
def test_it_is_written_as_everybody_writes_it(value: Any) -> None:
    assert line(value) == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@given(VALUES)
def test_what_is_read_is_written_as_it_was(value: Any) -> None:
    written = line(value)

    assert line(json.loads(written)) == written
    assert "\n" not in written


@given(st.dictionaries(TEXT, VALUES, min_size=2, max_size=5))
def test_the_order_in_which_keys_came_is_not_written(told: dict[str, Any]) -> None:
    backwards = dict(reversed(list(told.items())))

    assert line(backwards) == line(told)


@pytest.mark.parametrize("code", [*range(0x20), 0x7F, *range(0x80, 0xA0), 0x2028, 0x2029])
def test_control_characters_are_refused_wherever_they_stand(code: int) -> None:
    for value in (f"a{chr(code)}b", {f"a{chr(code)}": 1}, [[chr(code)]]):
        with pytest.raises(ValueError, match="control characters"):
            line(value)


@pytest.mark.parametrize(
    "value",
    [
        1.0, float("nan"), float("inf"), Decimal("1"), b"bytes", {1, 2}, object(), timedelta(1), {"a": [0.5]},
        {"a": ({"b": float("nan")},)}, {1: "a"}, 2**64, time(9, 30), Half.ONE, Point(1), "\ud800",
    ],
)  # fmt: skip
def test_what_has_no_one_spelling_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        line(value)


@given(MOMENTS, MOMENTS)
def test_moments_have_a_fixed_width_and_sort_as_they_happened(one: datetime, other: datetime) -> None:
    assert len(stamp(one)) == 27
    assert (stamp(one) < stamp(other)) == (one < other)
    assert unstamp(stamp(one)) == one


@given(MOMENTS, st.integers(-12 * 60, 14 * 60))
def test_a_moment_is_the_same_in_every_zone(at: datetime, minutes: int) -> None:
    assert stamp(at.astimezone(timezone(timedelta(minutes=minutes)))) == stamp(at)


@given(st.dates(), st.dates())
def test_days_have_a_fixed_width_and_sort_as_they_come(one: date, other: date) -> None:
    assert len(day(one)) == 10
    assert (day(one) < day(other)) == (one < other)


def test_the_hash_is_of_the_previous_hash_and_the_bodys_bytes() -> None:
    assert chained(GENESIS, "受理") == sha256(b"0" * 64 + "受理".encode()).hexdigest()


def test_the_hash_of_a_personal_fact_tells_name_salt_and_value_apart() -> None:
    base = salted("reason", b"s" * 16, "生病")

    assert base == sha256(b"s" * 16 + b"reason\x00" + "生病".encode()).hexdigest()
    assert base not in {salted("reason", b"t" * 16, "生病"), salted("opinion", b"s" * 16, "生病")}
    assert base != salted("reason", b"s" * 16, "生病。")
