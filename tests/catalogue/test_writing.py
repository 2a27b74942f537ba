"""Writing is the inverse of reading, whatever an item holds."""

from datetime import date
from string import ascii_lowercase

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogue.cast import SHORT
from yimen.catalogue.conditions import Condition, Join, Joined, Relation, Test
from yimen.catalogue.earliest import Earliest, Span
from yimen.catalogue.elements import (
    LAW_45,
    AfterCompletion,
    Agency,
    Content,
    EligibilityDef,
    FeeDef,
    FieldDef,
    FieldKind,
    Keeping,
    Necessity,
    Online,
    Phase,
    RequirementDef,
    ResultDef,
    ResultKind,
    Seat,
    SpecialDef,
    SpecialKind,
    State,
    StepDef,
    StepKind,
    VariantDef,
    Visits,
)
from yimen.catalogue.promise import Promise, Unit
from yimen.catalogue.reading import read
from yimen.catalogue.writing import digest, write
from yimen.office.models import Level

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
TRICKY = st.sampled_from(
    ["yes", "null", "~", "12", "1.5", "2026-03-02", "- a", "a: b", "#", "'", '"', "*a", "|", "a  b #c"]
)
TEXT = WORDS | TRICKY
KEYS = st.lists(st.text(ascii_lowercase, min_size=1, max_size=6), min_size=3, max_size=3, unique=True)
LISTS = st.lists(TEXT, max_size=3).map(tuple)
PROMISES = st.sampled_from(
    [Promise(Unit.ON_THE_SPOT), Promise(Unit.CALENDAR_DAYS, 60), Promise(Unit.YEARLY, 0, (3, 1), (3, 31))]
)
EARLIEST = st.builds(Earliest, st.integers(1, 99), st.sampled_from(Span))
LIMITS = st.none() | PROMISES
BASES = TEXT | st.just(LAW_45)
BLOCK = st.lists(WORDS, max_size=3).map("\n".join)
DECIDING = 1  # the last stage before the decision


def conditions(fields: list[str]) -> st.SearchStrategy[Condition]:
    value = st.one_of(st.booleans(), st.integers(-99, 99), TEXT)
    relation = st.sampled_from([Relation.IS, Relation.IS_NOT])
    test = st.builds(Test, st.sampled_from(fields), relation, value)
    age = st.builds(Test, st.sampled_from(fields), st.just(Relation.AT_LEAST), st.integers(-9, 99))
    among = st.builds(Test, st.sampled_from(fields), st.just(Relation.ONE_OF), st.lists(value, min_size=1).map(tuple))
    return st.recursive(
        test | age | among,
        lambda parts: st.builds(Joined, st.sampled_from(Join), st.lists(parts, min_size=1, max_size=2).map(tuple)),
        max_leaves=4,
    )


@st.composite
def items(draw: st.DrawFn) -> Content:
    keys = draw(KEYS)
    when = conditions(keys)
    some = st.frozensets(st.sampled_from(keys))
    form = tuple(
        FieldDef(key, draw(TEXT), kind, draw(st.booleans()), ("a", draw(TEXT)) if kind is FieldKind.CHOICE else ())
        for key, kind in zip(keys, draw(st.lists(st.sampled_from(FieldKind), min_size=3, max_size=3)), strict=True)
    )
    variants = tuple(VariantDef(key, draw(TEXT), draw(st.none() | when), draw(LIMITS)) for key in keys)
    return Content(
        code="DY-" + draw(st.from_regex(r"[A-Z0-9-]{1,9}", fullmatch=True)),
        local=draw(st.sampled_from(["", "DY"])),
        name=draw(TEXT),
        line=draw(WORDS),
        seat=draw(st.sampled_from(Seat)),
        seat_level=Level.VILLAGE,
        also=draw(LISTS),
        conditions=draw(LISTS),
        eligibility=tuple(EligibilityDef(draw(TEXT), draw(when)) for _each in range(draw(st.integers(0, 2)))),
        basis=draw(LISTS),
        body=draw(TEXT),
        promised=draw(LIMITS | st.just(Promise(Unit.YEARLY))),
        statutory=draw(LIMITS),
        delivery=draw(PROMISES),
        deemed_acceptance=draw(st.booleans()),
        refusal_needs_leader=draw(st.booleans()),
        completion=draw(st.sampled_from(AfterCompletion)),
        variants=variants,
        requirements=tuple(draw(requirement(key, when, some)) for key in keys),
        steps=draw(routes(keys, some)),
        special=tuple(SpecialDef(draw(st.sampled_from(SpecialKind)), key, draw(BASES), draw(LIMITS)) for key in keys),
        fees=(FeeDef(draw(TEXT), draw(TEXT)),),
        results=(ResultDef(draw(st.sampled_from(ResultKind)), draw(TEXT)),),
        form_fields=form,
        visits=draw(st.none() | st.sampled_from(Visits)),
        online=draw(st.none() | st.sampled_from(Online)),
        agent=draw(st.none() | st.sampled_from(Agency)),
        source=draw(TEXT),
        to_confirm=draw(st.booleans()),
        as_printed="来源如此",
        printed=draw(BLOCK.filter(bool)),
    )


@st.composite
def requirement(
    draw: st.DrawFn, key: str, when: st.SearchStrategy[Condition], some: st.SearchStrategy[frozenset[str]]
) -> RequirementDef:
    condition = draw(st.none() | when)
    necessity = st.sampled_from([Necessity.REQUIRED, Necessity.OPTIONAL])
    return RequirementDef(
        key,
        draw(TEXT),
        draw(TEXT),
        draw(st.integers(0, 3)),
        draw(st.integers(1, 3)),
        Necessity.CONDITIONAL if condition else draw(necessity),
        draw(st.sampled_from(Keeping)),
        draw(some),
        condition,
    )


@st.composite
def routes(draw: st.DrawFn, keys: list[str], some: st.SearchStrategy[frozenset[str]]) -> tuple[StepDef, ...]:
    side_by_side = draw(st.booleans())
    stages = [(Phase.BEFORE, 1), (Phase.BEFORE, 1 if side_by_side else 2), (Phase.AFTER, 1)]
    return tuple(
        StepDef(
            key,
            draw(TEXT),
            draw(st.sampled_from(StepKind)),
            phase,
            stage,
            draw(st.sampled_from(Level)),
            draw(WORDS),
            limit=draw(LIMITS),
            counts=(index != 0),
            basis=draw(BASES) if index == 0 else "",
            variants=frozenset() if index == DECIDING else draw(some),  # every variant is decided
            is_decision=(index == DECIDING),
            not_before=draw(st.none() | EARLIEST) if phase is Phase.AFTER else None,
        )
        for index, (key, (phase, stage)) in enumerate(zip(keys, stages, strict=True))
    )


@settings(max_examples=40)
@given(items(), st.none() | st.sampled_from(State), st.none() | st.dates(date(1990, 1, 1)))
def test_what_is_written_is_read_back_the_same(content: Content, state: State | None, from_on: date | None) -> None:
    written = read(write(content, state=state, from_on=from_on), file="x.yaml")

    assert (written.content, written.state, written.from_on) == (content, state, from_on)
    assert digest(written.content) == digest(content)


def test_what_goes_without_saying_is_not_written() -> None:
    content = read(SHORT, file="ln.yaml").content

    text = write(content)

    assert not {"stage", "seat_level", "delivery", "completion", "necessity", "type"} & set(text.split(": "))
    assert text.count("line:") == 1
    assert text.startswith("code: LN-01\nname: 老年证\n")


def test_the_digest_moves_with_the_content_but_not_with_the_state() -> None:
    first = read(SHORT, file="a").content
    same = read(SHORT.replace("state: published", "state: draft"), file="b").content
    other = read(SHORT.replace("30 working", "20 working"), file="c").content

    assert digest(first) == digest(same) != digest(other)
