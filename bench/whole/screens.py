"""The application's side of `bench/displays.py`: a hall with many displays, their stream, and numbers that are called.

screens.py lay COUNT       migrate, lay the hall; the tokens of its displays as JSON on the last line
screens.py serve PORT      the displays' stream as `yimen serve` starts it
screens.py call TIMES      about once a second a number is taken and called; a line of JSON each
"""

import json
import os
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

from yimen.cli import make_ready


def lay(count: str) -> None:
    """One hall, one line, a window that calls it, so many displays."""
    from django.core.management import call_command

    from yimen.demonstration import town
    from yimen.journal import secrets
    from yimen.office import calendar, devices
    from yimen.tickets import cutting, lines
    from yimen.tickets.cutting import Mode, Share

    secrets.ready(create=True)
    call_command("migrate", verbosity=0)
    calendar.seed(at=datetime.now(UTC))
    laid = town.lay()
    hall, at = laid.centres["DY"], datetime.now(UTC)
    lines.add(hall, letter="A", name="综合", by=laid.actor("director"), at=at)
    plan = {laid.posts["window"].window_id: Share(Mode.ALL)}
    cutting.recut(hall, plan, by=laid.actor("director"), at=at)
    by = laid.actor("network")
    made = [devices.add(hall, kind="board", name=f"屏{n}", by=by, at=datetime.now(UTC)) for n in range(int(count))]
    print(json.dumps([one.token for one in made]))


def serve(port: str) -> None:
    """Until it is ended."""
    from yimen.faces.shared.page_server import Displays

    displays = Displays("127.0.0.1", int(port))
    displays.serve()
    while displays.is_alive:
        time.sleep(0.2)


def call(times: str) -> None:
    """Each call with its place in the hall's stream, and the moments of the press and of its end."""
    from yimen.journal.models import Entry
    from yimen.office.models import Holding, Window
    from yimen.office.signing_in import actor_in
    from yimen.tickets import calling, taking
    from yimen.tickets.models import Line

    line = Line.objects.get(letter="A")
    holding = Holding.objects.select_related("staff", "post__centre").get(post__title="综合受理窗口")
    by, window = actor_in(holding.staff, holding.post), Window.objects.get(pk=holding.post.window_id)
    for _time in range(int(times)):
        taking.take(line, by=by, at=datetime.now(UTC))
        time.sleep(random.uniform(0.7, 1.3))
        pressed = time.monotonic()
        calling.call_next(window, by=by, at=datetime.now(UTC))
        done = time.monotonic()
        number = Entry.objects.filter(centre_id=line.centre_id, act="tickets.call").latest("number").number
        print(json.dumps({"number": number, "pressed": pressed, "done": done}), flush=True)


def main() -> None:
    """One of the three."""
    make_ready(Path(os.environ["DATA"]))
    django.setup()
    acts: dict[str, Any] = {"lay": lay, "serve": serve, "call": call}
    acts[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
