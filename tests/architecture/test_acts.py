"""Every act has a rule, a word, a reachable move, and says which of its facts are personal; every verb is marked as one."""

import ast
from typing import Any

import pytest

from tests.architecture.reading import Source, chain, read, sources
from yimen.cases import _turn
from yimen.cases.access import MAY
from yimen.cases.acts import ACTS, STATES
from yimen.cases.lifecycle import MOVES, Act, State
from yimen.catalogue import access as catalogue_access
from yimen.catalogue import acts as catalogue
from yimen.exchange import access as exchange_access
from yimen.exchange import acts as exchange
from yimen.exchange import lifecycle as exchange_life
from yimen.office import access as office_access
from yimen.office import acts as office
from yimen.tickets import _turn as tickets_turn
from yimen.tickets import access as tickets_access
from yimen.tickets import acts as tickets
from yimen.tickets import booking_acts, booking_life
from yimen.tickets import lifecycle as tickets_life
from yimen.voice import access as voice_access
from yimen.voice import acts as voice
from yimen.voice import lifecycle as voice_life

FREE_WORDS = {"reason", "opinion", "remark", "receiver", "note"}  # typed by a person about a person
OPENERS = {"turn", "birth"}


@pytest.mark.parametrize("act", Act)
def test_every_act_has_a_rule_a_word_and_a_move(act: Act):
    assert act in MAY
    assert str(ACTS[act].word).strip()
    assert [origin for origin, one in MOVES if one == act]


def test_there_are_no_rules_and_no_words_for_what_is_no_act():
    assert set(MAY) == set(ACTS) == set(Act)
    assert {act for _origin, act in MOVES} == set(Act)
    assert set(STATES) == set(State)


def test_no_two_acts_and_no_two_states_have_one_word():
    for words in ([str(one.word) for one in ACTS.values()], [str(one) for one in STATES.values()]):
        assert len(words) == len(set(words))


def test_every_act_can_be_reached_from_birth():
    states, acts = {""}, set()
    while True:
        found = {(act, target) for (origin, act), targets in MOVES.items() if origin in states for target in targets}
        if {target for _act, target in found} <= states:
            break
        states |= {target for _act, target in found}
    acts = {act for act, _target in found}

    assert acts == set(Act)


def test_only_what_the_clock_does_may_be_entered_late():
    late = {act for act, declared in ACTS.items() if declared.late}

    assert late == {Act.DEEM_ACCEPTED, Act.RETURN_UNANSWERED, Act.RECOUNT, Act.REMIND}


def test_the_acts_of_the_office_have_words_and_rules():
    assert all(str(office.ACTS[act].word).strip() for act in office.Act)
    assert set(office.ACTS) == set(office_access.MAY) == set(office.Act)


def test_the_acts_of_the_catalogue_have_words_and_rules():
    words = [str(one.word) for one in catalogue.ACTS.values()]

    assert all(words) and len(words) == len(set(words))
    assert set(catalogue.ACTS) == set(catalogue_access.MAY) == set(catalogue.Act)


def test_the_acts_of_tickets_have_words_rules_and_moves():
    acts = [*tickets_life.Act, *tickets.HallAct]

    assert set(tickets.ACTS) == set(tickets_access.MAY) == set(acts)
    assert {act for _origin, act in tickets_life.MOVES} == set(tickets_life.Act)
    assert {state for states in tickets_life.MOVES.values() for state in states} == set(tickets_life.State)
    assert set(tickets.STATES) == set(tickets_life.State)
    for words in ([str(one.word) for one in tickets.ACTS.values()], [str(one) for one in tickets.STATES.values()]):
        assert len(words) == len(set(words))
    late = {tickets_life.Act.CLOSE_DAY, tickets_life.Act.HAND_IN, tickets.HallAct.GIVE_BACK}
    assert {act for act, one in tickets.ACTS.items() if one.late} == late


def test_the_acts_of_bookings_have_words_rules_and_moves():
    life, acts = booking_life, booking_acts

    assert set(acts.ACTS) == set(acts.MAY) == {act for _origin, act in life.MOVES} == set(life.Act)
    assert {state for states in life.MOVES.values() for state in states} == set(acts.STATES) == set(life.State)
    assert {act for act, one in acts.ACTS.items() if one.late} == {life.Act.MISS, life.Act.FORGET}
    assert not [act for act, one in acts.ACTS.items() if one.personal]  # whose it is lies in the row alone
    assert (tickets_turn._bookings.acts, tickets_turn._bookings.moves) == (acts.ACTS, life.MOVES)


def test_the_door_of_tickets_knows_the_same_acts_and_moves():
    assert (tickets_turn._house.acts, tickets_turn._house.moves) == (tickets.ACTS, tickets_life.MOVES)


def test_the_acts_of_the_voice_have_words_rules_and_moves():
    words = [str(one.word) for one in voice.ACTS.values()]

    assert all(words) and len(words) == len(set(words))
    assert set(voice.ACTS) == set(voice_access.MAY) == set(voice_life.Act)
    assert {state for states in voice_life.MOVES.values() for state in states} == set(voice_life.State)


def test_the_acts_of_the_exchange_have_words_rules_and_moves():
    words = [str(one.word) for one in exchange.ACTS.values()]

    assert all(words) and len(words) == len(set(words))
    assert set(exchange.ACTS) == set(exchange_access.MAY) == set(exchange_life.Act)
    assert {state for states in exchange_life.MOVES.values() for state in states} == set(exchange_life.State)
    assert not [act for act, one in exchange.ACTS.items() if one.personal]  # number and words lie in the row alone


def function_of(source: Source) -> list[ast.FunctionDef]:
    return [node for node in source.tree.body if isinstance(node, ast.FunctionDef)]


def opens_a_turn(function: ast.FunctionDef) -> bool:
    """Whether `with turn(…)` or `with birth(…)` stands in it."""
    return any(
        isinstance(item.context_expr, ast.Call) and chain(item.context_expr.func)[-1:] in [[one] for one in OPENERS]
        for node in ast.walk(function)
        if isinstance(node, ast.With)
        for item in node.items
    )


def is_verb(function: ast.FunctionDef) -> bool:
    """Whether it is decorated `@door.verb`."""
    return any(chain(one) == ["door", "verb"] for one in function.decorator_list)


def unmarked(source: Source) -> list[str]:
    """Functions that open a turn, or call a private one of their module that does, and are not marked as verbs."""
    inner = {one.name for one in function_of(source) if opens_a_turn(one) and one.name.startswith("_")}
    found = []
    for function in function_of(source):
        if function.name.startswith("_"):
            continue
        called = {
            call.func.id
            for call in ast.walk(function)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        }
        if (opens_a_turn(function) or called & inner) and not is_verb(function):
            found.append(function.name)
    return found


# A package's acts by their names, what it declares of them, and what an act chosen at run time may be.
OF_CASES = (Act.__members__, ACTS, [Act.WITHDRAW, Act.RETURN, Act.TERMINATE])
OF_TICKETS = (tickets_life.Act.__members__, tickets.ACTS, list[Any]())


def untold(source: Source, package: tuple[Any, Any, Any] = OF_CASES) -> list[str]:
    """Free words given to a turn of a named act of a package that the act does not declare personal."""
    members, declared, otherwise = package
    found = []
    for call in (node for node in ast.walk(source.tree) if isinstance(node, ast.Call)):
        if chain(call.func)[-1:] not in [[one] for one in OPENERS] or len(call.args) < 2:
            continue
        named = chain(call.args[1])
        acts = [members[named[1]]] if len(named) == 2 and named[0] == "Act" else otherwise
        words = FREE_WORDS & {one.arg for one in call.keywords}
        found += [f"{act}.{word}" for act in acts for word in sorted(words - declared[act].personal)]
    return found


def test_every_public_function_that_opens_a_turn_is_marked_as_a_verb():
    for source in sources("yimen"):
        if not source.path.startswith("yimen/journal/") and not source.path.endswith("/_turn.py"):
            assert unmarked(source) == [], source.path


def test_free_words_are_personal_facts_and_never_in_the_chain():
    for source in sources("yimen/cases"):
        assert untold(source) == [], source.path
    for source in sources("yimen/tickets"):
        assert untold(source, OF_TICKETS) == [], source.path


GOOD = (
    "@door.verb\ndef accept(case, *, by, at):\n    with turn(case, Act.ACCEPT, by=by, at=at) as case:\n        pass\n"
)
PLAIN = GOOD.removeprefix("@door.verb\n")
THROUGH = (
    "def end(case):\n    return _end(case)\n\ndef _end(case):\n    with turn(case, Act.RETURN) as case:\n        pass\n"
)


@pytest.mark.parametrize(("text", "names"), [(GOOD, []), (PLAIN, ["accept"]), (THROUGH, ["end"])])
def test_an_unmarked_verb_is_seen(text: str, names: list[str]):
    assert unmarked(read(text)) == names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("with turn(case, Act.RETURN, reason=reason): pass", []),
        ("with turn(case, Act.ACCEPT, opinion=opinion): pass", ["accept.opinion"]),
        ("with turn(case, act, remark=remark): pass", ["withdraw.remark", "return.remark", "terminate.remark"]),
    ],
)
def test_a_personal_fact_that_is_not_declared_is_seen(text: str, told: list[str]):
    assert untold(read(text)) == told


def test_the_door_of_cases_knows_the_same_acts_and_moves():
    assert (_turn._house.acts, _turn._house.moves) == (ACTS, MOVES)
