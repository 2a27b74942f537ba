"""日终清号: in the evening the clock closes what was left of the day, by one alarm of the hall."""

from datetime import date, datetime, time, timedelta

from django.db import connection

from yimen.journal import alarms, door, rows
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office.actor import Actor
from yimen.office.models import Centre
from yimen.tickets._turn import turn
from yimen.tickets.acts import HallAct
from yimen.tickets.lifecycle import ENDINGS, Act, State
from yimen.tickets.models import Reserve, Ticket

CLOSE_DAY = "tickets.close_day"
_LEFT = tuple(state.value for state in State if state not in ENDINGS)


def end_of(day: date) -> datetime:
    """The first moment of the next day."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=OFFICE_ZONE)


@door.verb
def close_day(centre: Centre, *, by: Actor, at: datetime) -> int:
    """Every ticket of earlier days that has not ended: who waited or was missed has left, who was at a window was served.
    What kiosks held in reserve and did not give is named as lost. Returns how many tickets there were."""
    marks = ", ".join(["%s"] * len(_LEFT))
    today = connection.ops.adapt_datefield_value(localdate(at))
    where = f"centre_id = %s AND taken_on < %s AND state IN ({marks})"
    with door.together():
        left = rows.select(Ticket, where, [rows.key(centre.pk), today, *_LEFT], lock=True)
        for ticket in left:
            with turn(door.hold(ticket), Act.CLOSE_DAY, by=by, at=at, code=ticket.code):
                pass  # where it leads is in MOVES
        _take_back(centre, today, by=by, at=at)
    return len(left)


def _take_back(centre: Centre, today: object, *, by: Actor, at: datetime) -> None:
    where = "centre_id = %s AND taken_on < %s AND given_back_at IS NULL"
    for reserve in rows.select(Reserve, where, [rows.key(centre.pk), today], lock=True):
        with turn(door.hold(reserve), HallAct.GIVE_BACK, by=by, at=at, lost=_not_given(reserve)) as reserve:
            reserve.given_back_at = at


def _not_given(reserve: Reserve) -> list[int]:
    """The numbers of a reserve that became no ticket."""
    given = Ticket.objects.filter(centre_id=reserve.centre_id, taken_on=reserve.taken_on, reserve=reserve)
    return sorted(set(range(reserve.first, reserve.last + 1)) - set(given.values_list("number", flat=True)))


@alarms.does(CLOSE_DAY, Centre)
def _ring(centre: Centre, at: datetime) -> None:
    close_day(centre, by=Actor.clock(), at=at)
