"""The application's side of `bench/a_day_in_the_hall.py`: a hall that is laid, its clock, and what its database says.

day.py lay WINDOWS KIOSKS BOARDS   migrate, lay the hall on a Monday just after midnight; its tokens as JSON on the last line
day.py hour                        the clock goes on by an hour
day.py check                       the numbers by where they stand, and what `replay` and `doctor` find, as JSON
"""

import json
import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import django

from yimen.cli import make_ready


def lay(windows: str, kiosks: str, boards: str) -> None:
    """One hall with a clock of its own: lines A to C, windows that call all of them, a clerk at each, devices."""
    from django.core.management import call_command

    from yimen.demonstration import town
    from yimen.journal import demonstration, secrets
    from yimen.journal.moments import OFFICE_ZONE
    from yimen.office import calendar, devices
    from yimen.office.models import Holding, Post, Staff, Window
    from yimen.office.signing_in import issue_token
    from yimen.tickets import lines

    secrets.ready(create=True)
    call_command("migrate", verbosity=0)
    demonstration.make()
    at = datetime.now(UTC)
    calendar.seed(at=at)
    laid = town.lay()
    hall, network = laid.centres["DY"], laid.actor("network")
    for letter, name in (("A", "综合"), ("B", "社保"), ("C", "民政")):
        lines.add(hall, letter=letter, name=name, by=laid.actor("director"), at=at)
    clerks = []
    for number in range(100, 100 + int(windows)):
        window = Window.objects.create(centre=hall, number=number, name=f"{number}号窗口")
        post = Post.objects.create(centre=hall, window=window, title=f"窗口{number}", role="window")
        staff = Staff.objects.create(username=f"bench{number}", name="量速人", password="!")
        Holding.objects.create(post=post, staff=staff, from_on=date(2026, 1, 1))
        clerks.append((str(window.pk), issue_token(staff, post, label="bench")))
    made = {
        kind: [devices.add(hall, kind=kind, name=f"{kind}{n}", by=network, at=at).token for n in range(int(count))]
        for kind, count in (("kiosk", kiosks), ("board", boards))
    }
    here = at.astimezone(OFFICE_ZONE)
    monday = (here + timedelta(days=7 - here.weekday())).replace(hour=0, minute=5)
    demonstration.move(monday - here, by=demonstration.Operator(), at=at)
    print(json.dumps({"clerks": clerks, "kiosks": made["kiosk"], "boards": made["board"]}))


def hour() -> None:
    """An hour later, for every process of the installation."""
    from yimen.journal import demonstration, source

    demonstration.offset()
    demonstration.move(timedelta(hours=1), by=demonstration.Operator(), at=source.recorded_at())


def check() -> None:
    """Counted from the rows; the journal, read once more from its beginning, says the same."""
    from django.db.models import Count

    from yimen.journal import doctor
    from yimen.journal.fold import replay
    from yimen.office.models import Centre
    from yimen.tickets.models import Ticket

    counted = Ticket.objects.values_list("state").annotate(count=Count("pk")).order_by("state")
    # the bench has one role of the database for everything; that the application owns its tables says nothing of the queue
    complaints = [str(one) for one in doctor.examine() if one[0] != "ownership"]
    print(json.dumps({"states": dict(counted), "complaints": [*replay(Centre.objects.get(code="DY").pk), *complaints]}))


def main() -> None:
    """One of the three."""
    make_ready(Path(os.environ["DATA"]))
    django.setup()
    acts: dict[str, Any] = {"lay": lay, "hour": hour, "check": check}
    acts[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
