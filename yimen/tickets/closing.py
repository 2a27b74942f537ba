"""日终清号: in the evening the clock closes what was left of the day, by one alarm of the hall."""

from datetime import date, datetime, time, timedelta

from django.db import connection

from yimen.journal import alarms, door, rows
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office.actor import Actor
from yimen.office.models import Centre
from yimen.tickets._turn import turn
from yimen.tickets.lifecycle import ENDINGS, Act, State
from yimen.tickets.models import Ticket

CLOSE_DAY = "tickets.close_day"
_LEFT = tuple(state.value for state in State if state not in ENDINGS)


def end_of(day: date) -> datetime:
    """The first moment of the next day."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=OFFICE_ZONE)


@door.verb
def close_day(centre: Centre, *, by: Actor, at: datetime) -> int:
    """Every ticket of earlier days that has not ended: who waited or was missed has left, who was at a window was served.
    Returns how many there were."""
    marks = ", ".join(["%s"] * len(_LEFT))
    today = connection.ops.adapt_datefield_value(localdate(at))
    where = f"centre_id = %s AND taken_on < %s AND state IN ({marks})"
    with door.together():
        left = rows.select(Ticket, where, [rows.key(centre.pk), today, *_LEFT], lock=True)
        for ticket in left:
            with turn(door.hold(ticket), Act.CLOSE_DAY, by=by, at=at, code=ticket.code):
                pass  # where it leads is in MOVES
    return len(left)


@alarms.does(CLOSE_DAY, Centre)
def _ring(centre: Centre, at: datetime) -> None:
    close_day(centre, by=Actor.clock(), at=at)
