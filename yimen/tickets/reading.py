"""What is read of tickets: the one in hand, those that were missed, one with its note and its visit. Through `visible_to`."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Malformed, NotThere
from yimen.journal.models import Entry, Fact
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import opening
from yimen.office.actor import Actor
from yimen.office.models import Window
from yimen.tickets import codes, nearing, order, periods, priority
from yimen.tickets.forecast import Wait
from yimen.tickets.lifecycle import Act, State
from yimen.tickets.models import Ticket
from yimen.tickets.nearing import Late

MOST_MISSED = 8  # of a hall, on the counter's rail
MOST_WAITING = 200  # of a hall, on the list from which one is chosen
_LOOKED_AT = 40  # the latest, among which those of the own window come first


def ticket_for(by: Actor, *, ticket_id: UUID) -> Ticket:
    """A ticket of the actor's hall. Raises NotThere."""
    found = Ticket.objects.visible_to(by).select_related("line", "window", "for_window").filter(pk=ticket_id).first()
    if found is None:
        raise NotThere()
    return found


def by_code(by: Actor, typed: str, *, on: date) -> Ticket:
    """The number of a day in the actor's hall, as it was typed. Raises Malformed for what is none, NotThere."""
    code = codes.read(typed)
    if not code:
        raise Malformed(_("请输入小票上的号码，字母和数字都要，例如 A017。"), code="no_ticket_code")
    found = Ticket.objects.visible_to(by).filter(taken_on=on, code=code).first()
    if found is None:
        words = _("今天这里没有%(code)s号，请看一看小票上的号码和日期。") % {"code": code}
        raise NotThere(words, code="no_such_ticket")
    return found


def by_token(token: str) -> Ticket:
    """The ticket whose token stands in the code on its slip: whoever has the slip may see where it stands. Raises NotThere."""
    found = Ticket.objects.select_related("line__centre", "window").filter(token=token).first() if token else None
    if found is None:
        raise NotThere()
    return found


def in_hand(window: Window | None) -> Ticket | None:
    """The ticket at the window."""
    if window is None:
        return None
    return Ticket.objects.select_related("line").in_hand().filter(window=window).first()


def all_in_hand(centre_id: UUID, *, on: date) -> list[Ticket]:
    """What the windows of a hall have in hand today."""
    return list(at_windows(centre_id, on=on))


def at_windows(centre_id: UUID, *, on: date) -> QuerySet[Ticket]:
    """The tickets of a day that a hall's windows have in hand: found window by window, whatever the day holds."""
    return Ticket.objects.in_hand().filter(window__in=Window.objects.filter(centre_id=centre_id), taken_on=on)


def missed(by: Actor, *, on: date) -> list[Ticket]:
    """Who was missed today and has not come back: those of the actor's own window first, of these the latest."""
    mine = Ticket.objects.visible_to(by).filter(taken_on=on, state=State.MISSED)
    found = list(mine.order_by("-missed_at")[:_LOOKED_AT])
    return sorted(found, key=lambda one: one.window_id != by.window_id)[:MOST_MISSED]


def waiting(by: Actor, *, on: date) -> list[Ticket]:
    """Who waits in the actor's hall, in the order in which they count, whatever the line."""
    found = (
        Ticket.objects.visible_to(by).waiting().filter(taken_on=on).select_related("line", "for_window")[:MOST_WAITING]
    )
    spans = priority.spans(on=on)
    return sorted(found, key=lambda one: order.counted(one.place, spans, is_preferred=bool(one.priority)))


def ahead_of(ticket: Ticket) -> int:
    """How many of its line are called before it, as it stands now; 0 once it is called."""
    if ticket.state != State.WAITING:
        return 0
    spans = priority.spans(on=ticket.taken_on)
    counts = order.counted(ticket.place, spans, is_preferred=bool(ticket.priority))
    before = Q(priority="", place__lt=counts) | ~Q(priority="") & Q(place__lt=counts + order.span(spans.earlier))
    line = Ticket.objects.filter(centre_id=ticket.centre_id, taken_on=ticket.taken_on, state=State.WAITING)
    return line.filter(before, line_id=ticket.line_id).count()


def first_of(ticket: Ticket, *, most: int) -> list[UUID]:
    """Who of the ticket's line is called first, by their tickets' ids in the order in which they count: the place in the list
    is how many are ahead (`ahead_of`)."""
    spans, today = priority.spans(on=ticket.taken_on), Ticket.objects.filter(centre_id=ticket.centre_id)
    line = today.filter(taken_on=ticket.taken_on, state=State.WAITING, line_id=ticket.line_id)
    found = [
        (order.counted(place, spans, is_preferred=bool(claimed)), number, key)
        for key, place, claimed, number in line.values_list("pk", "place", "priority", "number")
    ]
    return [key for _place, _number, key in sorted(found)[:most]]


def waiting_since(centre_id: UUID, *, on: date) -> dict[UUID, datetime]:
    """Since when the longest waiting of each line of a hall waits; lines in which nobody does are not there."""
    waiting = Ticket.objects.filter(centre_id=centre_id, taken_on=on, state=State.WAITING)
    return dict(waiting.values_list("line_id").annotate(Min("taken_at")).order_by())


def late(centre_id: UUID, wait: Wait | None, *, at: datetime) -> Late | None:
    """Whether somebody to whom this wait is foretold may not be called before the hall closes."""
    if wait is None:
        return None
    spans = opening.spans_on(centre_id, localdate(at))
    return nearing.late(at.astimezone(OFFICE_ZONE).time(), spans, minutes=wait.minutes)


def note_of(ticket: Ticket) -> str:
    """What the window before wrote when it last sent the ticket on."""
    sent = Entry.objects.filter(subject_id=ticket.pk, act=f"tickets.{Act.TRANSFER}").order_by("-number").first()
    if sent is None:
        return ""
    return Fact.objects.filter(entry=sent, name="note").values_list("value", flat=True).first() or ""


def periods_of(ticket: Ticket) -> tuple[periods.Period, ...]:
    """The ticket's visit, period by period, as the journal tells it."""
    told = Entry.objects.filter(subject_id=ticket.pk).order_by("number").values_list("act", "at")
    return periods.of([(act.partition(".")[2], at) for act, at in told])
