"""Whom we serve: persons, who may see them, and who looked.

A person belongs to no centre: one who moves, or is served at two windows of the district, is the same
person with the same papers (C2), so these rows carry no centre_id; who sees them is told by grants alone.
Everything personal is sealed; what must be found has a blind index. Persons are no journalled lifecycle:
who wrote or looked stands in Look.
"""

from datetime import date
from typing import Final, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from yimen.journal import fold, guards
from yimen.journal.fields import KeyField
from yimen.journal.sealed import SealedText
from yimen.journal.secrets import BLIND_BYTES
from yimen.office.actor import Actor
from yimen.registry import masking
from yimen.registry.identity import DocumentKind

KIND_WORDS: Final = {
    DocumentKind.RESIDENT: _("居民身份证"),
    DocumentKind.HK_MACAO_TW: _("港澳台居民居住证"),
    DocumentKind.FOREIGNER: _("外国人永久居留身份证"),
    DocumentKind.PASSPORT: _("护照"),
    DocumentKind.NONE: _("无证件（新生儿）"),
}
KIND_CHOICES: Final = [(kind.value, word) for kind, word in KIND_WORDS.items()]


class Purpose(models.TextChoices):
    """Why a post may see a person, and why someone looked (S4; PIPL 6: no more than it needs)."""

    INTAKE = "intake", _("收件登记")
    TICKET = "ticket", _("叫号接待")
    CASE = "case", _("办理办件")
    DELIVERY = "delivery", _("送达领取")
    SUPERVISION = "supervision", _("监督检查")


class PersonQuerySet(models.QuerySet["Person"]):
    """The words for sets of persons."""

    def visible_to(self, actor: Actor, *, on: date) -> Self:
        """Whom this actor may see on that day: a post by its grants, an applicant only themselves."""
        if actor.kind == "applicant":
            return self.filter(pk=actor.id)
        if actor.post_id is None:
            return self.none()
        grants = Grant.objects.filter(person=OuterRef("pk"), post=actor.post_id, until_on__gte=on)
        return self.filter(Exists(grants))


class Person(models.Model):
    """办事人: one row per paper that identifies. The blind indexes: `journal.secrets.blind`."""

    id = KeyField()
    document_kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    name = SealedText()
    number = SealedText(null=True)
    phone = SealedText(null=True)
    address = SealedText(null=True)
    division = models.ForeignKey(
        "office.Division", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    number_blind = models.BinaryField(max_length=BLIND_BYTES, null=True)
    name_blind = models.BinaryField(max_length=BLIND_BYTES)
    initials_blind = models.BinaryField(max_length=BLIND_BYTES)
    registered_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            # One paper, one person. The number stands first: `persons.find` asks by number alone, any kind.
            models.UniqueConstraint(fields=["number_blind", "document_kind"], name="person_once_per_number"),
            models.CheckConstraint(
                condition=Q(document_kind="none", number_blind__isnull=True)
                | (~Q(document_kind="none") & Q(number_blind__isnull=False)),
                name="person_number_unless_none",
            ),
        ]
        indexes = [
            # `persons.find` by the whole name
            models.Index(fields=["name_blind"], name="person_by_name"),
            # `persons.find` by pinyin initials
            models.Index(fields=["initials_blind"], name="person_by_initials"),
        ]

    def __str__(self) -> str:
        return self.masked_name

    @property
    def masked_name(self) -> str:
        """王**"""
        return masking.name(self.name)

    @property
    def masked_number(self) -> str:
        """**************0021; empty where there is none."""
        return masking.number(self.number or "")

    @property
    def masked_phone(self) -> str:
        """138****0000; empty where there is none."""
        return masking.phone(self.phone or "")

    @property
    def kind_word(self) -> str:
        """居民身份证"""
        return str(KIND_WORDS[DocumentKind(self.document_kind)])


class Grant(models.Model):
    """That a post may see a person for a purpose, up to and including a day."""

    id = KeyField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants", db_index=False)
    post = models.ForeignKey("office.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    until_on = models.DateField()
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Also the index of `visible_to`, which asks by person and post.
            models.UniqueConstraint(fields=["person", "post", "purpose"], name="grant_once_per_purpose"),
        ]


class Look(models.Model):
    """That someone saw, entered or corrected a person in full. Never changed, never deleted (guards, L4)."""

    id = KeyField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="looks", db_index=False)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.UUIDField()
    post = models.ForeignKey("office.Post", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    centre = models.ForeignKey("office.Centre", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    written = models.CharField(max_length=60, default="", blank=True)  # names of the fields written, never values
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # `looks.digest_of_day`: a centre's looks of a day
            models.Index(fields=["centre", "at"], name="look_by_centre_and_day"),
            # who looked at this person? (PIPL art. 45: the person may ask)
            models.Index(fields=["person", "at"], name="look_by_person"),
        ]


class LooksOfDay(models.Model):
    """The digest of a centre's looks of one day, told in its stream: a look that is removed or slipped in is noticed."""

    id = KeyField()
    centre = models.ForeignKey("office.Centre", on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            # Also the index of `vouching`, which asks for a centre's last day.
            models.UniqueConstraint(fields=["centre", "day"], name="looks_of_day_once"),
        ]


guards.freeze(Look._meta.db_table)
guards.freeze(LooksOfDay._meta.db_table)
fold.declare(LooksOfDay, "day", "count", "digest")
