"""Papers handed out and files kept: one row a paper, one row a file, its bytes encrypted under DATA/files."""

from typing import Self

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Right, StrIndex, Substr
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from yimen.journal import guards
from yimen.journal.fields import KeyField
from yimen.journal.sealed import SealedJson
from yimen.office.actor import Actor
from yimen.office.models import Centre
from yimen.papers.kinds import KINDS

_PROTECT = models.PROTECT
SHA_256 = r"^[0-9a-f]{64}$"
NUMBER = r"^[A-Z0-9]{2,6}[0-9]{2}-[A-Z][0-9]{6}$"
# A paper's letter, which stands before the last six digits, says its kind. One text to look into, in the order of the table
# of kinds: as a choice between twelve, a database read thirteen kilobytes of it anew for each paper it wrote.
_LETTERS = Value("".join(f" {kind.key}-{kind.letter}" for kind in KINDS.values()))
_LETTER = Func(
    Value(" "), F("kind"), Substr(Right("number", 8), 1, 2),
    arg_joiner=" || ", output_field=models.TextField(), template="(%(expressions)s)",
)  # fmt: skip
_IS_OF_ITS_KIND = GreaterThan(StrIndex(_LETTERS, _LETTER), 0)


class StoredFile(models.Model):
    """A file as it was brought or made: the row says what, `storage` keeps the bytes. Never changed."""

    class Kind(models.TextChoices):
        PAPER = "paper", _("文书")
        MATERIAL = "material", _("申请材料")
        GUIDE = "guide", _("空白表、样表")

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    media_type = models.CharField(max_length=60, default="application/pdf")
    digest = models.CharField(max_length=64)  # SHA-256 of the clear bytes, in hex
    size_bytes = models.BigIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex=SHA_256), name="stored_file_digest_is_sha256"),
            models.CheckConstraint(
                condition=Q(kind__in=["paper", "material", "guide"]), name="stored_file_kind_is_known"
            ),
        ]


class PaperQuerySet(models.QuerySet["Paper"]):
    """The words in which papers are asked for."""

    def visible_to(self, actor: Actor) -> Self:
        """Papers of the actor's centre; whoever has none sees none. Cases narrow this further."""
        return self.filter(centre_id=actor.centre_id) if actor.is_staff and actor.centre_id else self.none()

    def of(self, kind: str, subject_id: object) -> Self:
        """Papers of one kind on one subject, the newest first."""
        return self.filter(kind=kind, subject_id=subject_id).order_by("-issued_at", "-number")

    def waiting(self) -> Self:
        """Numbered, but not yet set."""
        return self.filter(state="issued")


class Paper(models.Model):
    """文书: number and facts from the turn that issued it; bytes follow by a job, sealed by digest (F5)."""

    class State(models.TextChoices):
        ISSUED = "issued", _("已签发，待生成")
        RENDERED = "rendered", _("已生成")

    class Kind(models.TextChoices):
        ACCEPTANCE = "acceptance", _("受理通知书")
        COMPLETION = "completion", _("补办件通知书")
        RESULT = "result", _("办理结果通知书")
        RECEIPT = "receipt", _("收件回执")
        REFUSAL = "refusal", _("不予受理通知书")
        RETURNED = "returned", _("退回件通知书")
        EXTENSION = "extension", _("延期告知书")
        SPECIAL = "special", _("特别程序告知书")
        DELIVERY = "delivery", _("送达回证")
        JOINT = "joint", _("窗口联办通知书")
        NOTICE = "notice", _("告知书")
        TRANSFER = "transfer", _("材料交接单")

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+")
    number = models.CharField(max_length=16)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    entry_id = models.UUIDField()  # the journal's entry whose root the QR holds
    data = SealedJson()
    template = models.CharField(max_length=20)
    template_version = models.SmallIntegerField()
    issued_at = models.DateTimeField()
    issued_on = models.DateField()
    copies = models.SmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ISSUED.value)
    digest = models.CharField(max_length=64, default="", blank=True)  # of the PDF, in hex, once rendered
    file = models.OneToOneField(StoredFile, null=True, on_delete=_PROTECT, related_name="paper")
    printed = models.IntegerField(default=0)  # how often, whole sets of copies
    printed_at = models.DateTimeField(null=True)  # last
    unprintable = models.SmallIntegerField(default=0)  # characters to be written by hand
    token = models.CharField(max_length=26)

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="paper_number_once"),
            models.UniqueConstraint(fields=["token"], name="paper_token_once"),
            models.CheckConstraint(condition=Q(number__regex=NUMBER), name="paper_number_is_well_formed"),
            models.CheckConstraint(condition=_IS_OF_ITS_KIND, name="paper_letter_is_of_its_kind"),
            models.CheckConstraint(
                condition=Q(state="issued", file__isnull=True, digest="")
                | Q(state="rendered", file__isnull=False, digest__regex=SHA_256),
                name="paper_is_issued_or_rendered_with_its_file",
            ),
            models.CheckConstraint(condition=Q(copies__gte=1) & Q(copies__lte=9), name="paper_copies_1_to_9"),
            models.CheckConstraint(
                condition=Q(printed=0, printed_at__isnull=True)
                | Q(printed__gte=1, printed_at__isnull=False, printed_at__gte=F("issued_at")),
                name="paper_printed_after_issue",
            ),
        ]
        indexes = [
            # the papers of one case, on its page
            models.Index(fields=["subject_id", "issued_at"], name="paper_of_subject"),
            # the health page: what is not set yet
            models.Index(fields=["issued_at"], condition=~Q(state="rendered"), name="paper_not_rendered"),
        ]

    def __str__(self) -> str:
        return self.number


guards.freeze(StoredFile._meta.db_table)
_KEPT = ("id", "centre_id", "number", "kind", "subject_id", "entry_id", "issued_at", "issued_on", "template", "token")
# A paper is never taken back: what was issued stays, only its progress (state, file, prints) is written.
# Its facts are free: lawful erasure empties them.
_SAME = " AND ".join(f"OLD.{column} = NEW.{column}" for column in _KEPT)
guards.freeze(Paper._meta.db_table, unless_update=f"{_SAME} AND (OLD.digest = '' OR OLD.digest = NEW.digest)")
