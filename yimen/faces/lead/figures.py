"""大厅统计: a day or a period of the hall by hour, line, window, clerk; every figure leads to the numbers behind it (B6)."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yimen.faces.lead.access import LEADS, actor
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import today
from yimen.journal.errors import Sentence
from yimen.office.models import Centre
from yimen.tickets import figures
from yimen.tickets.acts import STATES
from yimen.tickets.figures import By, Row, Sums

TITLES: Final[dict[By, Sentence]] = {
    By.DAY: gettext_lazy("按日"), By.HOUR: gettext_lazy("按小时"), By.LINE: gettext_lazy("按业务"),
    By.WINDOW: gettext_lazy("按窗口"), By.CLERK: gettext_lazy("按工作人员"),
}  # fmt: skip
# What each column is called, in the table and in the file.
COLUMNS: Final[tuple[tuple[str, Sentence], ...]] = (
    ("taken", gettext_lazy("取号")), ("called", gettext_lazy("叫号")), ("served", gettext_lazy("办完")),
    ("missed", gettext_lazy("过号")), ("left", gettext_lazy("未办离开")),
    ("wait_minutes", gettext_lazy("平均等候（分钟）")), ("longest_minutes", gettext_lazy("最长等候（分钟）")),
    ("service_minutes", gettext_lazy("平均接待（分钟）")), ("near_percent", gettext_lazy("预计时间准（%）")),
)  # fmt: skip


WORDS: Final = {state.value: words for state, words in STATES.items()}


@dataclass(frozen=True, slots=True)
class Lined:
    """A row with the address of what is behind it, and how long its bar is, in hundredths of the longest."""

    row: Row
    href: str
    bar: int


@never_cache
@require_safe
@staff_only(*LEADS)
def page(request: HttpRequest) -> HttpResponse:
    """A day, or the days from one to another (?from=2026-03-02&to=2026-03-06); today unless others are named."""
    by, first, last = actor(request), *_period(request)
    kinds = [one for one in By if one is not By.DAY or first != last]
    tables = [(TITLES[one], one.value, _lined(figures.table(by, first, last, one), one, first, last)) for one in kinds]
    shown: dict[str, Any] = {
        "first": first, "last": last, "today": today(), "total": figures.total(by, first, last), "tables": tables,
        "before": _days(first - timedelta(days=1)), "after": _after(first),
        "week": _days(last - timedelta(days=6), last), "most_days": figures.MOST_DAYS,
        "month": _days(last.replace(day=1), last), "columns": COLUMNS,
        "file": _days(first, last),
    }  # fmt: skip
    return render(request, "lead/figures.html", shown)


@never_cache
@require_safe
@staff_only(*LEADS)
def file(request: HttpRequest) -> HttpResponse:
    """One of the tables (?by=line) as a file for a spreadsheet."""
    by, first, last = actor(request), *_period(request)
    kind = request.GET.get("by", "")
    of = By(kind) if kind in set(By) else By.HOUR
    centre = get_object_or_404(Centre, pk=by.centre_id)
    name = f"{centre.code}-{of}-{first}-{last}.csv"
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    rows = csv.writer(answer)
    rows.writerow([str(TITLES[of]), *(str(words) for _name, words in COLUMNS)])
    for row in figures.table(by, first, last, of):
        rows.writerow([_safe(row.words), *(_cell(row.sums, name) for name, _words in COLUMNS)])
    return answer


@never_cache
@require_safe
@staff_only(*LEADS)
def numbers(request: HttpRequest) -> HttpResponse:
    """The numbers of a day behind a figure: of a line, an hour, a window, a state; page by page."""
    by, on = actor(request), _day(request.GET.get("on", "")) or today()
    asked = {name: request.GET.get(name, "") for name in ("line", "window", "hour", "state")}
    found = figures.numbers(by, on, after=request.GET.get("after", ""), **asked)
    rows, more = found[: figures.PAGE], len(found) > figures.PAGE
    kept = {"on": str(on), **{name: said for name, said in asked.items() if said}}
    here = reverse("lead:numbers")
    shown = {
        "on": on, "rows": rows, "asked": asked, "state": WORDS.get(asked["state"], ""),
        "newer": f"{here}?{urlencode(kept)}" if "after" in request.GET else "",
        "older": f"{here}?{urlencode(kept | {'after': rows[-1].code})}" if more else "",
        "states": [(f"{here}?{urlencode(kept | {'state': one})}", words) for one, words in WORDS.items()],
        "all": f"{here}?{urlencode({name: said for name, said in kept.items() if name != 'state'})}",
    }  # fmt: skip
    return render(request, "lead/numbers.html", shown)


def _lined(rows: list[Row], of: By, first: date, last: date) -> list[Lined]:
    most = max((row.sums.taken or row.sums.served for row in rows), default=0) or 1
    return [
        Lined(row, _href(row, of, first, last), round(100 * (row.sums.taken or row.sums.served) / most)) for row in rows
    ]


def _href(row: Row, of: By, first: date, last: date) -> str:
    """What is behind a row: of a day its numbers, of several days the day itself or nothing shorter."""
    if of is By.DAY:
        return f"{reverse('lead:figures')}?{urlencode({'from': row.key, 'to': row.key})}"
    if first != last or of is By.CLERK:
        return ""
    said = row.words[:1] if of is By.LINE else row.key
    return f"{reverse('lead:numbers')}?{urlencode({'on': str(first), of.value: said})}"


def _period(request: HttpRequest) -> tuple[date, date]:
    """The days asked for, in order, none in the future, no more than may be added up at once."""
    said = _day(request.GET.get("from", "")), _day(request.GET.get("to", ""))
    first, last = sorted((said[0] or said[1] or today(), said[1] or said[0] or today()))
    last = min(last, today())
    return max(min(first, last), last - timedelta(days=figures.MOST_DAYS)), last


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days(first: date, last: date | None = None) -> str:
    return urlencode({"from": str(first), "to": str(last or first)})


def _after(on: date) -> str:
    return _days(on + timedelta(days=1)) if on < today() else ""


def _cell(sums: Sums, name: str) -> str:
    value = getattr(sums, name)
    return "" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


def _safe(text: str) -> str:
    """No cell that a spreadsheet would take for a formula."""
    return f"'{text}" if text[:1] in "=+-@" else text
