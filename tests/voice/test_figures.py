"""The figures of ratings are the rows counted one by one; each leads to its rows; who serves has neither."""

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.tickets.queue import Queue, lay
from tests.town import Cast
from tests.voice.test_rating import served, stand
from yimen.voice import figures, rating
from yimen.voice.figures import Span
from yimen.voice.grades import GOOD, REASONS, Grade
from yimen.voice.models import Rating

pytestmark = pytest.mark.django_db
MARCH = Span(date(2026, 3, 1), date(2026, 3, 31))
GIVEN = [
    (2, "window", Grade.VERY_GOOD), (2, "window", Grade.BAD), (2, "window2", Grade.GOOD), (3, "window", Grade.VERY_BAD),
    (3, "window2", Grade.FAIR), (3, "window2", Grade.GOOD),
]  # fmt: skip


@pytest.fixture
def rated(cast: Cast) -> Queue:
    """Six ratings on two days at two windows, a bad one with its reason."""
    queue = lay(cast)
    pads = {who: stand(queue, who) for who in ("window", "window2")}
    for minute, (day, who, grade) in enumerate(GIVEN):
        at = queue.at(9, minute, day=day)
        why = [] if grade in GOOD else [min(REASONS[grade])]
        rating.rate(served(queue, at, who), grade=grade, reasons=why, by=pads[who], at=at)
    return queue


def test_each_figure_is_its_rows_counted(rated: Queue):
    by, rows = rated.by("director"), list(Rating.objects.select_related("window"))
    windows, days = figures.by_window(by, MARCH), figures.by_day(by, MARCH)

    told = {(row.key, grade): number for row in windows for grade, number in row.counts if number}
    assert told == Counter((str(one.window and one.window.number), one.grade) for one in rows)
    told = {(row.key, grade): number for row in days for grade, number in row.counts if number}
    assert told == Counter((one.rated_on.isoformat(), one.grade) for one in rows)
    assert [row.key for row in days] == ["2026-03-03", "2026-03-02"]
    whole = figures.all_of(windows)
    assert (whole.total, whole.good_percent, figures.all_of([]).good_percent) == (6, 66, None)
    assert figures.reasons(by, MARCH) == [(Grade.BAD, "207", 1), (Grade.VERY_BAD, "108", 1)]


def test_a_figure_leads_to_its_rows_page_by_page(rated: Queue, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(figures, "PAGE", 2)
    by = rated.by("supervisor")
    first, last = figures.behind(by, MARCH, window=rated.window("window").number)
    rest, end = figures.behind(by, MARCH, window=rated.window("window").number, after=last)

    assert [one.grade for one in first + rest] == [Grade.VERY_BAD, Grade.BAD, Grade.VERY_GOOD] and end is None
    assert [one.grade for one in figures.behind(by, MARCH, grade=Grade.FAIR)[0]] == [Grade.FAIR]


def test_a_span_is_no_longer_than_a_quarter_and_who_serves_has_no_figures(rated: Queue):
    long = Span(date(2020, 1, 1), date(2026, 3, 2) + figures.LONGEST)
    assert figures.all_of(figures.by_window(rated.by("director"), long)).total == 6
    later = Span(date(2020, 1, 1), date(2026, 3, 3) + figures.LONGEST + timedelta(days=1))
    assert figures.by_window(rated.by("director"), later) == []

    assert figures.by_window(rated.by("window"), MARCH) == [] == figures.by_day(rated.by("county"), MARCH)
