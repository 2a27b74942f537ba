"""The first page of lead: what waits for this post's word, what is red, what is yellow, and today's hall."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yimen.cases import consenting, watching
from yimen.cases.watching import Watch
from yimen.faces.lead import answers, lists
from yimen.faces.lead.access import LEADS, actor
from yimen.faces.shared import paging
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere
from yimen.office.actor import Actor
from yimen.tickets import halls, reading

FIRST = 10  # lines of each list on the first page


@dataclass(frozen=True, slots=True)
class Queue:
    """A line of the hall's queue: how many wait, how long the first of them has waited, which windows call it."""

    name: str
    waiting: int
    minutes: int
    windows: str


@never_cache
@require_safe
@staff_only(*LEADS)
def home(request: HttpRequest) -> HttpResponse:
    """Everything at a glance, the heaviest first."""
    by, at = actor(request), now()
    found, more = consenting.waiting(by, on=today())
    glance = watching.at_a_glance(by, on=today())
    shown = [lists.shown(watch, rows, following, most=FIRST) for watch, (rows, following) in glance.items()]
    page = {
        "cards": answers.listed(found[:FIRST], by), "asked_count": lists.count(found, more),
        "more_asked": len(found) > FIRST, "lists": [one for one in shown if one.is_always or one.lines],
        "none_of": [one.title for one in shown if not (one.is_always or one.lines)], "queue": _queue(by, at),
    }  # fmt: skip
    return render(request, "lead/home.html", page)


@never_cache
@require_safe
@staff_only(*LEADS)
def asked(request: HttpRequest) -> HttpResponse:
    """All that waits for this post's word, page by page."""
    by, after = actor(request), paging.by_day(request.GET.get("after", ""))
    found, following = consenting.waiting(by, on=today(), after=after)
    page = {"cards": answers.listed(found, by), **_pages("lead:asked", following, is_first=after is None)}
    return render(request, "lead/asked.html", page)


@never_cache
@require_safe
@staff_only(*LEADS)
def watch(request: HttpRequest, watch: str) -> HttpResponse:
    """One of the lists, page by page."""
    if watch not in set(Watch):
        raise NotThere()
    by, after = actor(request), paging.by_day(request.GET.get("after", ""))
    rows, following = watching.watched(by, Watch(watch), on=today(), after=after)
    page = {"list": lists.shown(Watch(watch), rows, following, most=watching.PAGE)}
    page |= _pages("lead:watch", following, watch, is_first=after is None)
    return render(request, "lead/watch.html", page)


def _pages(name: str, following: paging.Key | None, *words: str, is_first: bool) -> dict[str, Any]:
    address = reverse(name, args=words)
    older = f"{address}?{paging.query(paging.write(following))}" if following else ""
    return {"newer": "" if is_first else address, "older": older}


def _queue(by: Actor, at: datetime) -> list[Queue]:
    """Today's queue of the lead's own hall; empty where there is none."""
    if by.centre_id is None:
        return []
    hall, since = halls.hall(by.centre_id, on=today()), reading.waiting_since(by.centre_id, on=today())
    return [
        Queue(
            name=str(one.line), waiting=one.waiting, minutes=_minutes(since.get(one.line.pk, at), at),
            windows="、".join(str(number) for number in one.windows),
        )
        for one in hall.lines
    ]  # fmt: skip


def _minutes(since: datetime, at: datetime) -> int:
    return max(0, int((at - since).total_seconds()) // 60)
