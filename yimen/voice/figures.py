"""How a hall was rated: counts by window, day and grade, and the rows behind each count (K3). Nobody is named."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet

from yimen.office.actor import Actor
from yimen.voice.grades import GOOD, GRADES, Grade
from yimen.voice.models import Rating

LONGEST = timedelta(days=92)  # of a span: what is counted is a quarter of one hall at most, by an index of its own
PAGE = 30
Key = tuple[str, str]  # (ISO moment, id) of the last row shown: where the next page begins


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are counted, both ends in it."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Row:
    """A window, a day or all of them: how often each grade was given, in the order of the grades."""

    key: str  # the window's number or the day, as an address names it
    words: str
    counts: tuple[tuple[Grade, int], ...]

    @property
    def total(self) -> int:
        """All ratings."""
        return sum(number for _grade, number in self.counts)

    @property
    def good_percent(self) -> int | None:
        """好评率: of a hundred so many were satisfied at least, rounded down; none where nobody rated."""
        good = sum(number for grade, number in self.counts if grade in GOOD)
        return good * 100 // self.total if self.total else None


def by_window(by: Actor, span: Span) -> list[Row]:
    """A row a window that was rated, by its number."""
    found = _of(by, span).values_list("window__number", "window__name", "grade").annotate(Count("pk")).order_by()
    return _rows(((str(number or ""), name or "", grade, count) for number, name, grade, count in found))


def by_day(by: Actor, span: Span) -> list[Row]:
    """A row a day on which somebody rated, the newest first."""
    found = _of(by, span).values_list("rated_on", "grade").annotate(Count("pk")).order_by()
    return _rows(((day.isoformat(), day.isoformat(), grade, count) for day, grade, count in found))[::-1]


def all_of(rows: Iterable[Row]) -> Row:
    """Several rows as one."""
    counted: Counter[Grade] = Counter()
    for row in rows:
        counted.update(dict(row.counts))
    return Row("", "", tuple((grade, counted[grade]) for grade in GRADES))


def reasons(by: Actor, span: Span) -> list[tuple[Grade, str, int]]:
    """Which reasons were named with a bad grade, how often, the most frequent first."""
    bad = _of(by, span).exclude(grade__in=GOOD).exclude(reasons="").values_list("grade", "reasons")
    counted = Counter((Grade(grade), code) for grade, codes in bad for code in codes.split())
    return [(grade, code, number) for (grade, code), number in counted.most_common()]


def behind(
    by: Actor, span: Span, *, window: int | None = None, grade: str = "", after: Key | None = None
) -> tuple[list[Rating], Key | None]:
    """The ratings behind a figure, the newest first, a page; and where the next begins (None: no more)."""
    found = _of(by, span).select_related("window")
    if window is not None:
        found = found.filter(window__number=window)
    if grade:
        found = found.filter(grade=grade)
    if after:
        moment, key = datetime.fromisoformat(after[0]), after[1]
        found = found.filter(Q(rated_at__lt=moment) | Q(rated_at=moment, id__lt=key))
    rows = list(found.order_by("-rated_at", "-id")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return rows[:PAGE], (last.rated_at.isoformat(), str(last.pk)) if last else None


def _of(by: Actor, span: Span) -> QuerySet[Rating]:
    first = max(span.first, span.last - LONGEST)
    return Rating.objects.visible_to(by).filter(rated_on__gte=first, rated_on__lte=span.last)


def _rows(found: Iterable[tuple[str, str, str, int]]) -> list[Row]:
    counted: dict[tuple[str, str], dict[Grade, int]] = {}
    for key, words, grade, number in found:
        counted.setdefault((key, words), {})[Grade(grade)] = number
    rows = [
        Row(key, words, tuple((grade, counts.get(grade, 0)) for grade in GRADES))
        for (key, words), counts in counted.items()
    ]
    return sorted(rows, key=lambda row: (len(row.key), row.key))  # numbers as numbers, days as days
