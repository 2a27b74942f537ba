"""A process of an installation that does as the lines of its standard input say: an answer of one line each.

Starting one costs more than a second; a test that has many things to do at one installation keeps it. Lines and answers
are JSON: ["take_in", 3] -> the numbers, ["root"] -> the head of the hall's stream, ["command", …] -> [exit code, words].
"""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import django

from tests.installation import QUIET_LINE


def take_in(times: int) -> list[str]:
    """So many cases at the window; a line on standard output for each is the caller's to ask for: see `stream`."""
    return [_one().number for _case in range(times)]


def stream(times: int) -> list[str]:
    """The same, each number told as soon as it was committed."""
    return [_told(_one().number) for _case in range(times)]


def root() -> str:
    """The head of the hall's stream, as it would stand on a receipt."""
    from yimen.journal.models import Stream
    from yimen.office.models import Centre

    head = Stream.objects.get(pk=Centre.objects.get(code="DY").pk)
    return f"{head.centre_id}:{head.epoch}:{head.number}:{head.hash}"


def take_tickets(times: int) -> list[str]:
    """So many numbers of the quiet line; their codes."""
    from yimen.journal import source
    from yimen.tickets import taking
    from yimen.tickets.models import Line

    by = _lin()
    line = Line.objects.get(centre_id=by.centre_id, letter=QUIET_LINE)
    return [taking.take(line, by=by, at=source.recorded_at()).code for _ticket in range(times)]


def tickets() -> list[str]:
    """The codes of all tickets of that line, in order."""
    from yimen.tickets.models import Ticket

    return sorted(Ticket.objects.filter(code__startswith=QUIET_LINE).values_list("code", flat=True))


def numbers() -> list[str]:
    """The numbers of all cases, in order."""
    from yimen.cases.models import Case

    return sorted(Case.objects.values_list("number", flat=True))


def command(*words: str) -> tuple[int, str]:
    """A command of `yimen`: its exit code, and all it said."""
    from django.core.management import CommandError, call_command

    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            call_command(words[0], *words[1:], stdout=said, stderr=said)
        except CommandError as error:
            return 1, f"{said.getvalue()}{error}"
        except SystemExit as exit:
            return int(exit.code or 0), said.getvalue()
    return 0, said.getvalue()


def _one() -> Any:
    from yimen.cases import intake
    from yimen.catalogue import definitions
    from yimen.journal import source
    from yimen.office.models import Centre
    from yimen.registry.models import Person

    by = _lin()
    item = definitions.published("MZ-01", on=source.recorded_at().date())
    person = Person.objects.order_by("id")[0]
    handed = intake.Handed(
        definition=item, centre=Centre.objects.get(pk=by.centre_id), applicant=person, seat_id=person.division_id,
        given=frozenset(one.id for one in item.requirements),
    )  # fmt: skip
    return intake.take_in(handed, by=by, at=source.recorded_at())


def _lin() -> Any:
    from yimen.office.models import Holding
    from yimen.office.signing_in import actor_in

    held = Holding.objects.get(staff__username="lin")
    return actor_in(held.staff, held.post)


def _told(number: str) -> str:
    print(json.dumps(number), file=sys.__stdout__, flush=True)
    return number


def main() -> None:
    """Until standard input ends."""
    django.setup()
    acts = {
        "take_in": take_in,
        "stream": stream,
        "root": root,
        "numbers": numbers,
        "tickets": tickets,
        "take_tickets": take_tickets,
        "command": command,
    }
    for line in sys.stdin:
        word, *rest = json.loads(line)
        _told(acts[word](*rest))  # type: ignore[operator]  # each takes what its line holds


if __name__ == "__main__":
    main()
