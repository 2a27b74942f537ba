"""The queue's tables: lines of business, which window serves which, kept cuts, tickets, bookings.

Persons stand in bookings only, sealed, and are wiped there.
"""
# Long: every table of the package stands here, one after the other.

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Sentence
from yimen.journal.fields import KeyField
from yimen.journal.sealed import SealedText
from yimen.journal.secrets import BLIND_BYTES
from yimen.office.actor import NOBODY, Actor
from yimen.office.models import Centre, Device, Window
from yimen.tickets.acts import STATES
from yimen.tickets.booking_acts import CHANNELS
from yimen.tickets.booking_acts import STATES as BOOKING_STATES
from yimen.tickets.priority import Priority
from yimen.tickets.reasons import Pause

_PROTECT = models.PROTECT


class Line(models.Model):
    """业务类别: what people choose at the kiosk; its letter stands before the number and is never given to another."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="queue_lines")
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "letter"], name="line_once_per_letter"),
            models.UniqueConstraint(fields=["centre", "name"], name="line_once_per_name"),
            models.CheckConstraint(condition=Q(letter__regex=r"^[A-Z]$"), name="line_letter_a_to_z"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"


class QueueWindow(models.Model):
    """How a window takes part in the queue. One without a row: a general window serves all, any other none."""

    class Mode(models.TextChoices):
        ALL = "all", _("全部业务")
        LINES = "lines", _("指定业务")
        CLOSED = "closed", _("不叫号")

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+")
    window = models.OneToOneField(Window, on_delete=_PROTECT, related_name="+")
    mode = models.CharField(max_length=6, choices=Mode.choices)
    is_paused = models.BooleanField(default=False)
    pause_reason = models.CharField(max_length=8, choices=Pause.choices, default="", blank=True)  # while it is paused


class WindowLine(models.Model):
    """That a window serves a line, at which rank from 0; without a rank it did once and does no more."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+")
    window = models.ForeignKey(Window, on_delete=_PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(Line, on_delete=_PROTECT, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["window", "line"], name="window_line_once")]


class Cut(models.Model):
    """窗口方案: a way to divide the hall, kept under a name so that it is set with one press (B1)."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+")
    name = models.CharField(max_length=20)
    plan = models.JSONField()  # as `cutting.written` makes it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="cut_once_per_name")]

    def __str__(self) -> str:
        return self.name


class Reserve(models.Model):
    """备用号: numbers `first` to `last` of a line's reserve on one day, held by one kiosk for the time when it cannot reach us.
    `given`: how many of them became tickets; the others are named as lost once the day is over."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    kiosk = models.ForeignKey(Device, on_delete=_PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(Line, on_delete=_PROTECT, related_name="+", db_index=False)
    taken_on = models.DateField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    reserved_at = models.DateTimeField()
    given = models.PositiveIntegerField(default=0)
    given_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # no number lies in two reserves; also the index of a day's reserves of a hall
            models.UniqueConstraint(fields=["centre", "taken_on", "line", "first"], name="reserve_once_per_number"),
            models.CheckConstraint(condition=Q(first__gte=1, last__gte=F("first")), name="reserve_holds_numbers"),
            models.CheckConstraint(
                condition=Q(given__lte=F("last") - F("first") + 1), name="reserve_gives_what_it_has"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line.letter} {self.first}–{self.last}"


class Unplaced(models.Model):
    """没补上的号: what a kiosk gave by itself and the queue did not take; open until somebody saw to it."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    kiosk = models.ForeignKey(Device, on_delete=_PROTECT, related_name="+", db_index=False)
    reserve_key = models.CharField(max_length=64)  # as the kiosk says it: it may be no reserve at all
    number = models.IntegerField()
    code = models.CharField(max_length=8, default="", blank=True)  # as it stands on the slip, where that is known
    why = models.CharField(max_length=40)  # the code of the refusal
    taken_at = models.DateTimeField(null=True)  # by the kiosk's clock
    noted_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # told again it is the same
            models.UniqueConstraint(fields=["kiosk", "reserve_key", "number"], name="unplaced_once"),
        ]
        indexes = [
            # those of a hall that nobody has seen to
            models.Index(fields=["centre", "noted_at"], name="unplaced_open", condition=Q(settled_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.code or f"{self.number}"


class HelpCall(models.Model):
    """求助 from a kiosk: open until somebody goes there."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    device = models.ForeignKey(Device, on_delete=_PROTECT, related_name="+", db_index=False)
    called_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # pressed twice it is one call; also the index of those that wait
            models.UniqueConstraint(
                fields=["centre", "device"], condition=Q(answered_at__isnull=True), name="help_once_a_device"
            ),
        ]


class TicketQuerySet(models.QuerySet["Ticket"]):
    """The only road to a ticket."""

    def visible_to(self, actor: Actor) -> Self:
        """Tickets of the hall in which the actor works or stands; others have none."""
        if actor.centre_id is None or not (actor.is_staff or actor.is_device):
            return self.none()
        return self.filter(centre_id=actor.centre_id)

    def in_hand(self) -> Self:
        """Those at a window now. Said with words, not with parameters: else SQLite cannot know that the index of those in hand
        will do, and reads every ticket that there ever was."""
        return self.filter(RawSQL("tickets_ticket.state IN ('called', 'serving')", (), models.BooleanField()))

    def waiting(self) -> Self:
        """Those not called yet, in the order of their places."""
        return self.filter(state="waiting").order_by("place", "number")


class Ticket(models.Model):
    """排队号: a visit to the hall from the number taken to the end. It knows no name; `code` is what is shown, A017."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(
        Line, on_delete=_PROTECT, related_name="+", db_index=False
    )  # now; its letter may be another's
    taken_on = models.DateField()
    number = models.IntegerField()
    code = models.CharField(max_length=8)
    state = models.CharField(max_length=7, choices=[(key.value, word) for key, word in STATES.items()])
    place = models.BigIntegerField()  # see `order`
    priority = models.CharField(max_length=8, choices=Priority.choices, default="", blank=True)  # none: in turn
    taken_at = models.DateTimeField()
    window = models.ForeignKey(Window, null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    for_window = models.ForeignKey(Window, null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    called_at = models.DateTimeField(null=True)
    times_called = models.SmallIntegerField(default=0)
    came_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    matters = models.SmallIntegerField(default=1)  # that were handled in this visit, as the window counts them
    finished_at = models.DateTimeField(null=True)  # none where the evening closed it: nobody knows when
    token = models.CharField(max_length=26, unique=True)
    booked_for = models.DateTimeField(
        null=True
    )  # when the slot begins of whom a booking brought; its place is that moment
    # given by a kiosk that could not reach us; `number` is then one of its reserve
    reserve = models.ForeignKey(Reserve, null=True, on_delete=_PROTECT, related_name="tickets", db_index=False)
    # whose it is, where a card was read: as the registry finds its person, and never in the journal
    holder_blind = models.BinaryField(max_length=BLIND_BYTES, null=True)
    item_code = models.CharField(max_length=40, default="")  # of the item chosen beforehand
    foretold_minutes = models.SmallIntegerField(null=True)  # until the call, as was said when it was taken (B6)

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints = [
            # also the index of a day's tickets
            models.UniqueConstraint(fields=["centre", "taken_on", "code"], name="ticket_once_per_code"),
            # one ticket is at one window, and a window has one in hand: also the index that finds it
            models.UniqueConstraint(
                fields=["window"], condition=Q(state__in=["called", "serving"]), name="ticket_one_in_hand"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="ticket_numbers_begin_at_1"),
            models.CheckConstraint(
                condition=~Q(state__in=["called", "serving"]) | Q(window__isnull=False, called_at__isnull=False),
                name="ticket_called_to_a_window",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(window__isnull=True), name="ticket_waits_at_no_window"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(state="served", finished_at__gte=F("called_at")),
                name="ticket_finished_after_its_call",
            ),
        ]
        indexes = [
            # the next for a window, who waits in a hall, how many are ahead
            models.Index(
                fields=["centre", "taken_on", "place", "number"], name="ticket_waiting", condition=Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return self.code


class BookingQuerySet(models.QuerySet["Booking"]):
    """The only road to a booking."""

    def visible_to(self, actor: Actor) -> Self:
        """Bookings of the hall in which the actor works or stands; others have none."""
        if actor.centre_id is None or not (actor.is_staff or actor.is_device):
            return self.none()
        return self.filter(centre_id=actor.centre_id)


class Booking(models.Model):
    """预约: that somebody comes to a line in a slot of a day. Whose it is lies sealed, and is wiped (policy booking.kept)."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(Line, on_delete=_PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    nth = models.PositiveSmallIntegerField()  # which of the slot's places it takes, from 0
    state = models.CharField(max_length=9, choices=[(key.value, word) for key, word in BOOKING_STATES.items()])
    channel = models.CharField(max_length=9)
    booked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # came, cancelled, or found missing
    ticket = models.ForeignKey(Ticket, null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    wiped_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=6)  # what the person types at the kiosk
    token = models.CharField(max_length=26, unique=True)
    name = SealedText(null=True)
    phone = SealedText(null=True)
    person_blind = models.BinaryField(max_length=BLIND_BYTES, null=True)  # of name and telephone together
    phone_blind = models.BinaryField(max_length=BLIND_BYTES, null=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            # never two in one place, whatever the verbs do; also the index of a line's slots
            models.UniqueConstraint(
                fields=["line", "starts_at", "nth"],
                condition=Q(state__in=["booked", "came"]),
                name="booking_once_a_place",
            ),
            # one open booking a person, line and day (policy of the house; I5)
            models.UniqueConstraint(
                fields=["line", "day", "person_blind"],
                condition=Q(state="booked"),
                name="booking_once_a_person_and_day",
            ),
            # also the index by which the kiosk and the portal find it
            models.UniqueConstraint(
                fields=["code"], condition=Q(state="booked"), name="booking_once_a_code_while_open"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_its_start"),
            models.CheckConstraint(
                condition=~Q(state="booked") | Q(name__isnull=False, phone__isnull=False),
                name="booking_open_has_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="came") | Q(ticket__isnull=False), name="booking_came_has_a_ticket"
            ),
        ]
        indexes = [
            # the day's list, and who did not come in a span of days
            models.Index(fields=["centre", "day", "starts_at"], name="booking_of_a_day"),
            # how many a telephone has open
            models.Index(fields=["phone_blind"], name="booking_open_of_a_phone", condition=Q(state="booked")),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def channel_words(self) -> Sentence:
        """How it was booked."""
        return CHANNELS[self.channel]


class Printout(models.Model):
    """A slip that was asked for on a printer of the network. A plain row outside the journal, kept for a week."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    printer = models.ForeignKey(Device, on_delete=_PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=10, default="", blank=True)  # a word of `office.presence.Trouble`

    class Meta:
        indexes = [
            # the weekly wiping
            models.Index(fields=["asked_at"], name="printout_by_age"),
        ]


class Visiting(models.Model):
    """驻点窗口: an office that sits in this centre on certain days; its queue line, if it has one, is open only then (B10)."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+")
    office = models.CharField(max_length=60)
    place = models.CharField(max_length=60, default="", blank=True)
    line = models.ForeignKey(Line, null=True, on_delete=_PROTECT, related_name="+")
    weekdays = models.CharField(max_length=7, default="", blank=True)  # figures, 0 is Monday
    figures = models.CharField(max_length=10, default="", blank=True)  # of market days, see `office.market`
    lunar = models.BooleanField(default=True)
    dates = models.JSONField(default=list, blank=True)  # days as text
    opens = models.TimeField()
    closes = models.TimeField()
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="visiting_closes_later"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="visiting_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.office


class HallHour(models.Model):
    """What the windows of a hall did in an hour, by line, window and clerk; counted from the journal by `counting` (B6).

    What no window has yet part in stands under window 0 and nobody: numbers taken, and who left uncalled.
    """

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    hour = models.PositiveSmallIntegerField()
    line = models.ForeignKey(Line, on_delete=_PROTECT, related_name="+", db_index=False)
    window = models.PositiveSmallIntegerField(default=0)  # its number
    clerk = models.UUIDField(default=NOBODY)  # a staff id
    taken = models.PositiveIntegerField(default=0)
    called = models.PositiveIntegerField(default=0)  # first calls, after a wait of:
    waited_seconds = models.PositiveBigIntegerField(default=0)
    longest_seconds = models.PositiveIntegerField(default=0)
    served = models.PositiveIntegerField(default=0)
    timed = models.PositiveIntegerField(default=0)  # visits at a window whose end is known, and how long they took:
    served_seconds = models.PositiveBigIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    foretold = models.PositiveIntegerField(default=0)  # first calls whose wait had been foretold, and of these:
    foretold_near = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            # also the index of a day, or a period, of a hall
            models.UniqueConstraint(fields=["centre", "on", "hour", "line", "window", "clerk"], name="hall_hour_once")
        ]


class LinePace(models.Model):
    """What was learned of how long a call takes a window (`learning`); kept by `counting`, one row an average."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(Line, on_delete=_PROTECT, related_name="+", db_index=False)
    item_code = models.CharField(max_length=40, default="")
    kind = models.SmallIntegerField()
    hour = models.SmallIntegerField()
    calls = models.PositiveIntegerField()
    milliseconds = models.PositiveBigIntegerField()  # on average, and on average of their squares:
    squares = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            # also the index by which a hall's are read
            models.UniqueConstraint(fields=["centre", "line", "item_code", "kind", "hour"], name="line_pace_once")
        ]
