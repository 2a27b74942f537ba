"""评价: how the hall's services were rated, by window and by day; each figure leads to the ratings behind it (K3)."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yimen.faces.lead.access import LEADS, actor
from yimen.faces.shared import paging
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import today
from yimen.voice import figures, grades
from yimen.voice.figures import Row, Span
from yimen.voice.grades import GRADES, REASONS


@never_cache
@require_safe
@staff_only(*LEADS)
def ratings(request: HttpRequest) -> HttpResponse:
    """This month, or the days that are named; the good ones in a hundred, and why the bad ones were given."""
    by, span = actor(request), _span(request)
    windows = figures.by_window(by, span)
    why = [(REASONS[grade].get(code, code), GRADES[grade], number) for grade, code, number in figures.reasons(by, span)]
    page = {
        "span": span, "grades": GRADES.values(), "windows": [(one, _cells(one, span, window=one.key)) for one in windows],
        "days": [(one, date.fromisoformat(one.key), _cells(one, Span(*[date.fromisoformat(one.key)] * 2)))
                 for one in figures.by_day(by, span)],
        "whole": figures.all_of(windows), "whole_cells": _cells(figures.all_of(windows), span), "why": why,
    }  # fmt: skip
    return render(request, "lead/ratings.html", page)


@never_cache
@require_safe
@staff_only(*LEADS)
def rows(request: HttpRequest) -> HttpResponse:
    """The ratings behind a figure: day and hour, window, grade and reasons; whose they are stands nowhere."""
    by, span = actor(request), _span(request)
    number, grade = request.GET.get("window", ""), request.GET.get("grade", "")
    window = int(number) if number.isdecimal() and len(number) < 6 else None
    grade = grade if grade in set(GRADES) else ""
    found, last = figures.behind(
        by, span, window=window, grade=grade, after=paging.by_moment(request.GET.get("after", ""))
    )
    here = _address(span, window=number if window is not None else "", grade=grade)
    page = {
        "span": span, "window": window, "grade": grade and GRADES[grades.Grade(grade)],
        "rows": [(one, grades.words_of(one.grade, one.reasons)) for one in found],
        "older": f"{here}&{paging.query(paging.write(last))}" if last else "",
    }  # fmt: skip
    return render(request, "lead/rating_rows.html", page)


def _cells(row: Row, span: Span, *, window: str = "") -> list[tuple[int, str]]:
    """A figure a grade, and of all grades, with the address of its rows where there are any."""
    counts = [*row.counts, ("", row.total)]
    return [(number, _address(span, window=window, grade=grade) if number else "") for grade, number in counts]


def _address(span: Span, **asked: Any) -> str:
    told = {"from": span.first.isoformat(), "until": span.last.isoformat()} | {
        key: one for key, one in asked.items() if one
    }
    return f"{reverse('lead:rating_rows')}?{urlencode(told)}"


def _span(request: HttpRequest) -> Span:
    """The days that the address names; this month for what is no day, and a span that ends before it begins."""
    last = min(_day(request.GET.get("until", "")) or today(), today())
    first = _day(request.GET.get("from", "")) or last.replace(day=1)
    return Span(max(min(first, last), last - figures.LONGEST), last)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
