"""What people ask, the register of callers and consultations (B7); and how they rate a service (K3)."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.cases.models import Case
from yimen.catalogue.models import Item
from yimen.journal.fields import KeyField
from yimen.journal.sealed import SealedText
from yimen.office.actor import Actor
from yimen.office.models import Centre, Post, Role, Staff, Window
from yimen.registry import masking
from yimen.tickets.models import Ticket
from yimen.voice.access import FIRST, WHOLE
from yimen.voice.grades import GRADES

_PROTECT = models.PROTECT


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """The only road to what somebody asked."""

    def visible_to(self, actor: Actor) -> Self:
        """The whole register for the guide desk and who leads the hall; for a window what its own post registered."""
        if not actor.is_staff or actor.role not in FIRST or actor.centre_id is None:
            return self.none()
        here = self.filter(centre_id=actor.centre_id)
        return here if actor.role in WHOLE else here.filter(post_id=actor.post_id)


class Consultation(models.Model):
    """来访登记: who came or called, about what, and what was answered. Name and telephone are told freely or not at all."""

    class Kind(models.TextChoices):
        ASK = "ask", _("咨询")
        HELP = "help", _("求助")
        TELL = "tell", _("反映情况")
        OTHER = "other", _("其他")

    class Way(models.TextChoices):
        """来访、来电、来信 (PT 附件4 首问 一)."""

        VISIT = "visit", _("来访")
        CALL = "call", _("来电")
        LETTER = "letter", _("来信")

    class How(models.TextChoices):
        """How it was dealt with (PT 附件4 首问 三); empty while it waits for an answer."""

        DONE = "done", _("当场办理")
        ANSWERED = "answered", _("当场答复")
        LISTED = "listed", _("一次性告知材料和流程")
        GUIDED = "guided", _("指引到相关部门")
        LATER = "later", _("查清后答复")

    STATES = (("open", _("待答复")), ("answered", _("已答复")))

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, on_delete=_PROTECT, related_name="+", db_index=False)
    heard_by = models.ForeignKey(Staff, on_delete=_PROTECT, related_name="+", db_index=False)
    answered_by = models.ForeignKey(Staff, null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=STATES)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    way = models.CharField(max_length=6, choices=Way.choices)
    how = models.CharField(max_length=8, choices=How.choices, default="", blank=True)
    item = models.ForeignKey(Item, null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    ticket = models.ForeignKey(Ticket, null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    came_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    name = SealedText()
    phone = SealedText()
    about = SealedText()
    answer = SealedText()

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", how="", answered_at__isnull=True, answered_by__isnull=True)
                | Q(state="answered", answered_at__isnull=False, answered_by__isnull=False) & ~Q(how=""),
                name="consultation_answered_once",
            ),
        ]
        indexes = [
            # the register of a centre, a day or a page of it
            models.Index(fields=["centre", "came_at", "id"], name="consultation_register"),
            # the same for a window, which sees its own
            models.Index(fields=["post", "came_at", "id"], name="consultation_of_post"),
            # what waits for an answer, the oldest first
            models.Index(fields=["centre", "came_at"], name="consultation_open", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def masked_name(self) -> str:
        """王**; empty where none was told."""
        return masking.name(self.name)

    @property
    def masked_phone(self) -> str:
        """138****0000; empty where none was told."""
        return masking.phone(self.phone)


class RatingQuerySet(models.QuerySet["Rating"]):
    """The only road to how people rated."""

    def visible_to(self, actor: Actor) -> Self:
        """Who leads the hall. Who serves at a window sees counts alone (`figures`), never who said what."""
        leads = actor.is_staff and actor.role in {Role.SUPERVISOR, Role.LEADER, Role.DIRECTOR}
        return self.filter(centre_id=actor.centre_id) if leads else self.none()


class Rating(models.Model):
    """评价: how the person found a service, once a service and of their own free will (GB/T 39735). It knows no name."""

    class Channel(models.TextChoices):
        PAD = "pad", _("窗口评价器")
        WEB = "web", _("网上")

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    window = models.ForeignKey(Window, null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    ticket = models.OneToOneField(Ticket, null=True, on_delete=_PROTECT, related_name="+")  # one rating a visit
    case = models.OneToOneField(Case, null=True, on_delete=_PROTECT, related_name="+")  # one rating a case
    grade = models.CharField(max_length=20, choices=[(one.value, word) for one, word in GRADES.items()])
    reasons = models.CharField(max_length=40, default="", blank=True)  # codes of the national list: "510 517"
    says = SealedText()  # words of their own, from channels that have letters; the pad has none
    channel = models.CharField(max_length=5, choices=Channel.choices)
    rated_on = models.DateField()
    rated_at = models.DateTimeField()

    objects = RatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ticket__isnull=False, case__isnull=True) | Q(ticket__isnull=True, case__isnull=False),
                name="rating_of_one_service",
            ),
        ]
        indexes = [
            # the figures of a hall, and the rows behind each of them
            models.Index(fields=["centre", "rated_on", "window", "grade"], name="rating_figures"),
        ]

    def __str__(self) -> str:
        return str(self.get_grade_display())
