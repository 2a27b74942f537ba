"""The house style where a machine can keep it: time, names, docstrings, sizes, private modules."""

import ast
import re
from collections.abc import Callable

import pytest

from tests.architecture.reading import ROOT, Source, calls, chain, imports, read, sources

CLOCKS = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
}
MAY_ASK_THE_TIME = ("yimen/faces/shared/now.py", "yimen/journal/source.py")
DRAWERS = {
    "utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "service", "services",
    "handlers", "processors", "signals", "data", "info",
}  # fmt: skip
NAMED_SCHEMA = re.compile(r"""(?<![\w.])"?public"?\."?\w""", re.IGNORECASE)
LONGEST_FUNCTION = 40
LONGEST_MODULE = 400


def asks_the_time(source: Source) -> list[int]:
    """Lines that read a clock; `timezone.localdate(at)` is given its moment and asks nothing."""
    if source.path in MAY_ASK_THE_TIME or "/management/commands/" in source.path:
        return []
    lines = []
    for call in calls(source.tree):
        name = tuple(chain(call.func)[-2:])
        if name in CLOCKS and not (name[1].startswith("local") and call.args):
            lines.append(call.lineno)
    return lines


def bare_dates(source: Source) -> list[int]:
    """Lines with `moment.date()`: the day of a moment depends on the zone, so only after `.astimezone(…)`."""
    return [
        call.lineno
        for call in calls(source.tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "date"
        and not call.args
        and chain(call.func)[-2:-1] != ["astimezone"]
    ]


def without_docstring(source: Source) -> list[int]:
    """Line 1 of a module that does not begin with a line a newcomer can use."""
    if source.path.endswith("__init__.py"):
        return []
    first = (ast.get_docstring(source.tree) or "").partition("\n")[0]
    return [] if first.endswith((".", ":", ";", "。")) or len(first) > 90 else [1]


def filled_init(source: Source) -> list[int]:
    """Line 1 of an `__init__.py` that holds anything."""
    return [1] if source.path.endswith("__init__.py") and source.text.strip() else []


def drawers(source: Source) -> list[int]:
    """Line 1 of a module named for a layer instead of the business."""
    return [1] if set(source.path.removesuffix(".py").split("/")) & DRAWERS else []


def too_long(source: Source) -> list[int]:
    """Modules and functions above their ceiling whose line above does not say why (`# Long: …`)."""
    lines = source.text.splitlines()
    found = [1] if len(lines) > LONGEST_MODULE and not any(line.startswith("# Long: ") for line in lines) else []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            excused = first > 1 and lines[first - 2].strip().startswith("# Long: ")
            if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION and not excused:
                found.append(node.lineno)
    return found


def strange_private(source: Source) -> list[int]:
    """Lines that import a private module (`_turn`) of another package."""
    here = ".".join(source.path.split("/")[:-1])
    lines = []
    for line, name in imports(source.tree):
        parts = name.split(".")
        private = [at for at, part in enumerate(parts) if at and part.startswith("_") and not part.startswith("__")]
        if parts[0] == "yimen" and private and not here.startswith(".".join(parts[: private[0]])):
            lines.append(line)
    return lines


@pytest.mark.parametrize(
    "rule", [asks_the_time, bare_dates, without_docstring, filled_init, drawers, too_long, strange_private]
)
def test_no_module_breaks_the_rule(rule: Callable[[Source], list[int]]):
    broken = [f"{source.path}:{line}" for source in sources("yimen", "tools") for line in rule(source)]

    assert broken == []


@pytest.mark.parametrize("rule", [without_docstring, filled_init, drawers])
def test_no_test_or_benchmark_breaks_the_rule(rule: Callable[[Source], list[int]]):
    broken = [f"{source.path}:{line}" for source in sources("tests", "bench") for line in rule(source)]

    assert broken == []


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (asks_the_time, "timezone.now()"),
        (asks_the_time, "datetime.now(UTC)"),
        (asks_the_time, "date.today()"),
        (asks_the_time, "timezone.localdate()"),
        (asks_the_time, "time.time()"),
        (bare_dates, "case.received_at.date()"),
        (bare_dates, "at.date()"),
        (without_docstring, "x = 1"),
        (without_docstring, '"""Cases"""'),
        (strange_private, "from yimen.cases._turn import turn"),
        (strange_private, "from yimen.cases import _turn"),
    ],
)
def test_the_bad_line_is_seen(rule: Callable[[Source], list[int]], line: str):
    assert rule(read(line, "yimen/registry/persons.py")) == [1]


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (asks_the_time, "now.now()"),
        (asks_the_time, "timezone.localdate(at)"),
        (asks_the_time, "time.monotonic()"),
        (bare_dates, "at.astimezone(OFFICE_ZONE).date()"),
        (bare_dates, "localdate(at)"),
        (without_docstring, '"""The promise: how many working days the public waits. Pure."""'),
        (strange_private, "from yimen.registry._turn import turn"),
        (strange_private, "from yimen.cases import intake"),
    ],
)
def test_the_good_line_may_stand(rule: Callable[[Source], list[int]], line: str):
    assert rule(read(line, "yimen/registry/persons.py")) == []


def test_where_the_time_may_be_asked():
    for path in (*MAY_ASK_THE_TIME, "yimen/journal/management/commands/work.py"):
        assert asks_the_time(read("timezone.now()", path)) == []


def test_drawers_and_filled_inits_are_seen():
    assert drawers(read("", "yimen/cases/utils.py")) == [1]
    assert drawers(read("", "yimen/cases/intake.py")) == []
    assert filled_init(read("x = 1", "yimen/cases/__init__.py")) == [1]
    assert filled_init(read("", "yimen/cases/__init__.py")) == []


def test_what_is_too_long_is_seen_unless_it_says_why():
    body = "def act():\n" + "    x = 1\n" * LONGEST_FUNCTION

    assert too_long(read(body)) == [1]
    assert too_long(read("# Long: a table in the shape of calls\n" + body)) == []
    assert too_long(read("x = 1\n" * (LONGEST_MODULE + 1))) == [1]
    assert too_long(read("x = 1\n" * LONGEST_MODULE)) == []


def test_nothing_names_the_schema_public():
    """Else a district could not be given a schema of its own."""
    named = [source.path for source in sources("yimen", migrations=False) if NAMED_SCHEMA.search(source.text)]

    assert named == []
    assert NAMED_SCHEMA.search('SELECT 1 FROM "public"."cases_case"')
    assert NAMED_SCHEMA.search("SELECT 1 FROM public.cases_case")
    assert not NAMED_SCHEMA.search("The list is made public. It hangs for seven days.")


def test_no_lock_names_where_packages_come_from():
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
