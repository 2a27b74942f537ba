"""Our side of `bench/next_ticket.py`: numbers taken and called through the verbs, with rights, journal and all.

ours.py lay WINDOWS                     migrate, lay a hall with so many windows, each with a clerk, and three lines
ours.py run FIRST COUNT WORKERS         the windows FIRST … as clients, see `pressing.obey`
ours.py check                           what the database says afterwards, as JSON
"""

import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import django
from pressing import obey  # type: ignore[import-not-found]  # the script beside it

from yimen.cli import make_ready

FIRST_WINDOW = 100


def lay(windows: int) -> None:
    """The hall of the bench."""
    from django.core.management import call_command
    from django.db import transaction

    from yimen.demonstration import town as towns
    from yimen.journal import secrets
    from yimen.office import calendar
    from yimen.office.models import Holding, Post, Staff, Window
    from yimen.tickets import lines

    secrets.ready(create=True)
    call_command("migrate", verbosity=0)
    at = datetime.now(UTC)
    with transaction.atomic():
        calendar.seed(at=at)
        town = towns.lay()
        hall = town.centres["DY"]
        for letter in "ABC":
            lines.add(hall, letter=letter, name=f"量速{letter}", by=town.actor("director"), at=at)
        for number in range(FIRST_WINDOW, FIRST_WINDOW + windows):
            window = Window.objects.create(centre=hall, number=number, name=f"{number}号窗口")
            post = Post.objects.create(centre=hall, window=window, title=f"窗口{number}", role="window")
            staff = Staff.objects.create(username=f"bench{number}", name="量速人", password="!")
            Holding.objects.create(post=post, staff=staff, from_on=date(2026, 1, 1))


def run(first: int, count: int, workers: int) -> None:
    """These windows' clerks press: for whoever stands there they take a number, and they call the next."""
    from yimen.journal import memory
    from yimen.journal.errors import NotNow
    from yimen.office.models import Post
    from yimen.office.signing_in import actor_in
    from yimen.tickets import calling, taking
    from yimen.tickets.models import Line

    numbers = range(FIRST_WINDOW + first, FIRST_WINDOW + first + count)
    posts = Post.objects.filter(window__number__in=numbers, window__name__endswith="号窗口").order_by("window__number")
    clerks = [
        (one.window, actor_in(one.holdings.get().staff, one)) for one in posts.select_related("window") if one.window
    ]
    lines = list(Line.objects.filter(name__startswith="量速").select_related("centre").order_by("letter"))

    def take(number: int) -> str:
        line, by = lines[number % len(lines)], clerks[number - first][1]
        return str(taking.take(line, by=by, at=datetime.now(UTC)).code)

    def call(number: int) -> str:
        window, by = clerks[number - first]
        try:
            return str(calling.call_next(window, by=by, at=datetime.now(UTC)).code)
        except NotNow:
            return ""

    memory.settle()  # as a process that serves does
    obey(range(first, first + count), workers=workers, take=take, call=call)


def check() -> dict[str, Any]:
    """Whether the journal and the rows agree, and what is still waiting."""
    from yimen.journal import doctor
    from yimen.journal.fold import replay
    from yimen.office.models import Centre
    from yimen.tickets.models import Ticket

    hall = Centre.objects.get(code="DY")
    # the bench has one role of the database for everything; that the application owns its tables says nothing of the queue
    complaints = [str(one) for one in doctor.examine() if one[0] != "ownership"]
    return {
        "tickets": Ticket.objects.count(),
        "waiting": Ticket.objects.filter(state="waiting").count(),
        "called": Ticket.objects.exclude(state="waiting").count(),
        "complaints": [*replay(hall.pk)[:5], *complaints[:5]],
    }


def main() -> None:
    """As the first lines say."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.settings")
    make_ready(Path(os.environ["DATA"]))
    django.setup()
    word, *numbers = sys.argv[1:]
    if word == "check":
        print(json.dumps(check()))
    elif word == "lay":
        lay(int(numbers[0]))
    else:
        run(*map(int, numbers))


if __name__ == "__main__":
    main()
