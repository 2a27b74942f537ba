"""Faces show and ask: they never write, and read rows of a centre only through the eyes of who asks."""

import ast
from collections.abc import Callable

import pytest
from django.apps import apps

from tests.architecture.reading import Source, calls, chain, imports, read, sources

WRITES = {"save", "create", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
ASKED_OF_ROWS = {"objects", "filter", "exclude", "all", "visible_to", "order_by", "select_related"}
GUARDED = (
    "yimen.cases.",
    "yimen.papers.",
    "yimen.registry.",
    "yimen.tickets.",
    "yimen.voice.",
    "yimen.exchange.",
)  # their rows belong to a centre
EYES = {"visible_to", "none"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}
DOORS = ("yimen.journal.door.turn", "yimen.journal.door.birth")


def writes(source: Source) -> list[int]:
    """Lines that write a row; `update` counts where it is asked of a queryset, a dict may be updated."""
    lines = []
    for call in calls(source.tree):
        if not isinstance(call.func, ast.Attribute):
            continue
        before = set(chain(call.func)[:-1])
        if call.func.attr in WRITES or (call.func.attr == "update" and before & ASKED_OF_ROWS):
            lines.append(call.lineno)
    return lines


def opens_a_door(source: Source) -> list[int]:
    """Lines that import the door or a package's binding of it."""
    return [line for line, name in imports(source.tree) if name.startswith(DOORS) or "._turn" in name]


def blind_reads(source: Source) -> list[int]:
    """Lines that read rows of a centre by another way than `Model.objects.visible_to(…)`."""
    guarded = {model.__name__ for model in apps.get_models() if model.__module__.startswith(GUARDED)}
    seen = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Attribute) and node.attr in EYES}
    lines = [
        node.lineno
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("objects", "_default_manager")
        and set(chain(node.value)[-1:]) & guarded
        and id(node) not in seen
    ]
    for call in calls(source.tree):
        names = {name for arg in call.args for name in chain(arg)[-1:]}
        if isinstance(call.func, ast.Name) and call.func.id in SHORTCUTS and names & guarded:
            lines.append(call.lineno)
    return sorted(lines)


@pytest.mark.parametrize("rule", [writes, opens_a_door, blind_reads])
def test_no_face_breaks_the_rule(rule: Callable[[Source], list[int]]):
    broken = [f"{source.path}:{line}" for source in sources("yimen/faces") for line in rule(source)]

    assert broken == []


@pytest.mark.parametrize(
    "line",
    [
        "case.save()",
        "Case.objects.create(number=1)",
        "Case.objects.filter(id=1).update(state='x')",
        "rows[0].delete()",
        "Post.objects.bulk_create([])",
        "Post.objects.get_or_create(title='x')",
    ],
)
def test_a_write_is_seen(line: str):
    assert writes(read(line)) == [1]


@pytest.mark.parametrize("line", ["context.update(x=1)", "intake.accept(case, by=by, at=at)", "Post.objects.all()"])
def test_what_writes_no_row_may_stand(line: str):
    assert writes(read(line)) == []


def test_a_door_is_seen_and_a_verb_may_be_called():
    assert opens_a_door(read("from yimen.journal.door import turn")) == [1]
    assert opens_a_door(read("from yimen.cases._turn import turn")) == [1]
    assert opens_a_door(read("from yimen.cases import intake")) == []


@pytest.mark.parametrize(
    "line",
    [
        "Case.objects.get(id=1)",
        "Case.objects.filter(x=1).visible_to(actor)",
        "Case._default_manager.all()",
        "models.Case.objects.first()",
        "get_object_or_404(Case, id=1)",
        "get_object_or_404(models.Case, id=1)",
    ],
)
def test_a_blind_read_is_seen(line: str):
    assert blind_reads(read(line)) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "Case.objects.visible_to(actor).get(id=1)",
        "get_object_or_404(Case.objects.visible_to(actor), id=1)",
        "Post.objects.all()",
    ],
)
def test_reading_through_eyes_may_stand(line: str):
    assert blind_reads(read(line)) == []
