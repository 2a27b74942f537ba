"""Ways into the guides: by situation of life, by department. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import promise
from yimen.catalogue.definitions import Definition

# Words people have for what the departments call lines; a line not named here is found by department.
SITUATIONS: tuple[tuple[str | Lazy, tuple[str, ...]], ...] = (
    (_("生活困难，需要帮助"), ("民政",)),
    (_("生育和健康"), ("计生", "卫健")),
    (_("看病报销和医保"), ("医疗保险",)),
    (_("找工作和就业"), ("劳动保障",)),
    (_("养老、工伤和社保卡"), ("社会保险", "社保卡")),
    (_("残疾人服务"), ("残联",)),
    (_("退役军人和参军"), ("优抚", "征兵")),
    (_("住房、租房和居住证"), ("住房保障", "居住证", "税务")),
    (_("建房、用地和城市管理"), ("国土", "村镇规划", "城建")),
    (_("种地、养殖和山林"), ("农业", "林业", "财政", "村级财务")),
    (_("开店办执照，水电气网"), ("工商", "公用事业")),
    (_("妇女、职工和居民补贴"), ("妇联", "工会", "粮食")),
    (_("纠纷、法律和信访"), ("司法", "综治信访")),
    (_("证明、档案和党员"), ("党政", "档案", "党务", "民族宗教")),
    (_("家人去世"), ("殡葬",)),
)
SHOWN = 4  # matters named under a situation on the first page; the rest one click further


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter in a list."""

    code: str
    name: str
    line: str
    limit: str
    owner: str  # of a centre's own item: whose


@dataclass(frozen=True, slots=True)
class Group:
    """Matters under one heading; `more` lines to look through when not all are named."""

    words: str | Lazy
    entries: tuple[Entry, ...]
    more: tuple[str, ...]


def entries(definitions: Iterable[Definition]) -> tuple[Entry, ...]:
    """The matters as lines of a list, in the order given."""
    return tuple(_entry(one) for one in definitions)


def lived(definitions: Iterable[Definition]) -> tuple[tuple[str | Lazy, tuple[Definition, ...]], ...]:
    """Every situation of life with all its matters, no department hiding another; one without matters is left out."""
    by_line = _by_line(definitions)
    every = ((words, _in_turn([by_line[line] for line in lines if line in by_line])) for words, lines in SITUATIONS)
    return tuple((words, found) for words, found in every if found)


def grouped(definitions: Iterable[Definition]) -> tuple[Group, ...]:
    """Matters by situation of life; a situation without matters is left out."""
    by_line = _by_line(definitions)
    groups = (_group(words, [by_line[line] for line in lines if line in by_line]) for words, lines in SITUATIONS)
    return tuple(group for group in groups if group.entries)


def lines(definitions: Iterable[Definition]) -> tuple[tuple[str, int], ...]:
    """Each department line with the number of its matters, those with most first."""
    return tuple(Counter(one.line for one in definitions).most_common())


def _group(words: str | Lazy, lines: list[list[Definition]]) -> Group:
    in_turn = _in_turn(lines)
    more = tuple(each[0].line for each in lines) if len(in_turn) > SHOWN else ()
    return Group(words, entries(in_turn[:SHOWN]), more)


def _by_line(definitions: Iterable[Definition]) -> dict[str, list[Definition]]:
    by_line: dict[str, list[Definition]] = {}
    for one in definitions:
        by_line.setdefault(one.line, []).append(one)
    return by_line


def _in_turn(lines: list[list[Definition]]) -> tuple[Definition, ...]:
    """The first matter of each line, then the second of each: no department hides another."""
    return tuple(one for turn in zip_longest(*lines) for one in turn if one is not None)


def _entry(one: Definition) -> Entry:
    return Entry(one.code, one.name, one.line, promise.words(one.promised) if one.promised else "", one.owner)
