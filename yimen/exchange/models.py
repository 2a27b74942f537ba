"""What goes out to people: messages to their phones, and the numbers that they left for it.

Numbers and words lie sealed; a number is wiped once it has served.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.exchange.acts import STATES
from yimen.journal.fields import KeyField
from yimen.journal.sealed import SealedText
from yimen.journal.secrets import BLIND_BYTES
from yimen.office.models import Centre
from yimen.tickets.models import Ticket

_PROTECT = models.PROTECT


class Message(models.Model):
    """短信: some words to a person's phone about one subject, of each kind once. It has a number only while it waits."""

    class Kind(models.TextChoices):
        TICKET_NEAR = "ticket_near", _("快到号")
        TICKET_CALLED = "ticket_called", _("叫到号")

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    state = models.CharField(max_length=8, choices=[(key.value, word) for key, word in STATES.items()])
    phone = SealedText(null=True)
    words = SealedText()
    asked_at = models.DateTimeField()
    lapses_at = models.DateTimeField()  # later than this it says nothing that helps
    ended_at = models.DateTimeField(null=True)
    # how it went at the gateway so far, kept outside the journal until it ends
    attempts = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=12, default="", blank=True)  # the last: a status, or why there was none

    class Meta:
        constraints = [
            # each kind once, however often the follower is run; also the index by which a subject's are found
            models.UniqueConstraint(fields=["subject_id", "kind"], name="message_once_a_kind"),
            models.CheckConstraint(
                condition=Q(state="waiting", phone__isnull=False, ended_at__isnull=True)
                | ~Q(state="waiting") & Q(phone__isnull=True, ended_at__isnull=False),
                name="message_has_a_number_while_it_waits",
            ),
        ]
        indexes = [
            # the health page (reading.py): what waits, what was sent last, and what did not get through lately
            models.Index(fields=["asked_at"], name="message_waits", condition=Q(state="waiting")),
            models.Index(fields=["ended_at"], name="message_sent", condition=Q(state="sent")),
            models.Index(
                fields=["ended_at"],
                name="message_not_sent",
                condition=Q(state__in=["given_up", "lapsed"], attempts__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class TicketPhone(models.Model):
    """A mobile number left with a queue number. The ticket knows nothing of it; it is wiped when the visit or its day ends."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    ticket = models.OneToOneField(Ticket, on_delete=_PROTECT, related_name="+")  # also the index that finds it
    phone = SealedText(null=True)
    phone_blind = models.BinaryField(max_length=BLIND_BYTES, null=True)
    left_at = models.DateTimeField()
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wiped_at__isnull=True, phone__isnull=False, phone_blind__isnull=False)
                | Q(wiped_at__isnull=False, phone__isnull=True, phone_blind__isnull=True),
                name="ticket_phone_is_there_until_it_is_wiped",
            ),
        ]
        indexes = [
            # what happens in a hall: did anybody there leave a number at all?
            models.Index(fields=["centre"], name="ticket_phone_open", condition=Q(wiped_at__isnull=True)),
            # with how many queue numbers a telephone stands
            models.Index(fields=["phone_blind"], name="ticket_phone_again", condition=Q(wiped_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.pk)
