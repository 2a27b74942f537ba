"""What one can ask for, as rows: items, their frozen versions, and which centre offers them."""

# Long: all tables of the catalogue stand together; they are declared, and nothing in them branches.

from datetime import date
from enum import Enum
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import access, dictionary, elements
from yimen.journal.fields import KeyField
from yimen.journal.guards import freeze
from yimen.journal.sealed import SealedText
from yimen.office.actor import Actor
from yimen.office.models import Centre, Level, Lineage, Post, Window

_PROTECT = models.PROTECT


def _one_of(field: str, kind: type[Enum], name: str, *, unsaid: bool = False) -> models.CheckConstraint:
    """A value of the enumeration or, where it may be `unsaid`, empty."""
    known = [one.value for one in kind] + [""] * unsaid
    return models.CheckConstraint(condition=Q(**{f"{field}__in": known}), name=name)


def _ordered(name: str, *, keyed: bool = True) -> list[models.BaseConstraint]:
    """Rows of a version have a place each and, where `keyed`, a key each."""
    made: list[models.BaseConstraint] = [
        models.UniqueConstraint(fields=["version", "position"], name=f"{name}_one_per_position")
    ]
    if keyed:
        made.append(models.UniqueConstraint(fields=["version", "key"], name=f"{name}_one_per_key"))
    return made


class MaterialType(models.Model):
    """材料目录: 身份证 is one type wherever it is asked for."""

    id = KeyField()
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


class ItemQuerySet(models.QuerySet["Item"]):
    """The words in which items are asked for."""

    def seen_at(self, centre_id: UUID) -> "ItemQuerySet":
        """What is defined above, and the own items of the centre and of those that it lies below (A11)."""
        above = Lineage.objects.filter(division__centres=centre_id).values("ancestor")
        return self.filter(Q(centre=None) | Q(centre=centre_id) | Q(centre__division__in=above))

    def kept_at(self, homes: frozenset[UUID]) -> "ItemQuerySet":
        """The own items of these centres; where the root is among them, also what is defined above."""
        for_all = Q(centre=None) & Q(Exists(Centre.objects.filter(kind=Centre.Kind.ROOT, pk__in=homes)))
        return self.filter(Q(centre__in=homes) | for_all)

    def visible_to(self, actor: Actor) -> "ItemQuerySet":
        """Items as the actor's centre sees them; who has none sees what is defined above."""
        return self.filter(centre=None) if actor.centre_id is None else self.seen_at(actor.centre_id)


class Item(models.Model):
    """事项: its code is its own for ever; `line` is the department line of the newest version; `centre`: whose own item it
    is, none: it is defined above and claimed below."""

    id = KeyField()
    code = models.CharField(max_length=40, unique=True)
    line = models.CharField(max_length=20)
    centre = models.ForeignKey(Centre, null=True, on_delete=_PROTECT, related_name="own_items", db_index=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z0-9][A-Z0-9-]{0,39}$"), name="item_code"),
            models.CheckConstraint(condition=~Q(line=""), name="item_line"),
        ]

    def __str__(self) -> str:
        return self.code


class VersionQuerySet(models.QuerySet["ItemVersion"]):
    """The words in which versions are asked for."""

    def in_force(self, on: date) -> "VersionQuerySet":
        """Published by that day and not retired by it; of several of one item the newest."""
        begun = VersionState.objects.filter(state=elements.State.PUBLISHED.value, from_on__lte=on)
        ended = VersionState.objects.filter(state=elements.State.RETIRED.value, from_on__lte=on)
        standing = ItemVersion.objects.filter(item=OuterRef("item"), id__in=begun.values("version")).exclude(
            id__in=ended.values("version")
        )
        newest = standing.order_by("-number").values("id")[:1]
        return self.filter(id=Subquery(newest))


class ItemVersion(models.Model):
    """事项版本: the content of an item; never changed once written, an amendment is the next number (A6)."""

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=_PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    line = models.CharField(max_length=20)
    also = models.JSONField(default=list)
    kind = models.CharField(max_length=20)
    service_object = models.CharField(max_length=60)
    conditions = models.JSONField(default=list)
    eligibility = models.JSONField(default=list)
    basis = models.JSONField(default=list)
    body = models.CharField(max_length=80)
    co_departments = models.JSONField(default=list)
    place = models.CharField(max_length=200)
    telephone = models.CharField(max_length=60)
    complaint_telephone = models.CharField(max_length=60)
    hours = models.CharField(max_length=120)
    promised = models.CharField(max_length=40)
    statutory = models.CharField(max_length=40)
    delivery = models.CharField(max_length=40)
    visits = models.CharField(max_length=1)
    online = models.CharField(max_length=5)
    agent = models.CharField(max_length=9)
    seat = models.CharField(max_length=9)
    seat_level = models.CharField(max_length=8)
    deemed_acceptance = models.BooleanField()
    completion = models.CharField(max_length=7)
    completion_in_process = models.BooleanField()
    who_accepts_may_decide = models.BooleanField()
    decided_at_window = models.BooleanField()
    refusal_needs_leader = models.BooleanField()
    source = models.CharField(max_length=200)
    to_confirm = models.BooleanField()
    as_printed = models.TextField()
    printed = models.TextField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="version_one_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_counts_from_one"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(line=""), name="version_name_and_line"),
            models.CheckConstraint(condition=~Q(delivery=""), name="version_has_delivery"),
            _one_of("seat", elements.Seat, "version_seat"),
            _one_of("seat_level", Level, "version_seat_level"),
            _one_of("visits", elements.Visits, "version_visits", unsaid=True),
            _one_of("online", elements.Online, "version_online", unsaid=True),
            _one_of("agent", elements.Agency, "version_agent", unsaid=True),
            _one_of("completion", elements.AfterCompletion, "version_completion"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（第{self.number}版）"


class VersionState(models.Model):
    """事项状态: from which day a version is what. Rows are added, never changed; `number` is their order."""

    id = KeyField()
    # In whose journal it stands; null: from before states were journalled, or before the
    # installation was set up.
    centre = models.ForeignKey("office.Centre", null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(ItemVersion, on_delete=_PROTECT, related_name="states")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9)
    from_on = models.DateField()
    by_ref = models.CharField(max_length=60)
    minute = models.CharField(max_length=60, default="", blank=True)  # 联席会议纪要文号 of a new item (A9)
    entry_id = models.UUIDField(null=True)  # where the journal tells of it, with the reason of a return
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="version_state_one_per_number"),
            models.UniqueConstraint(fields=["version"], condition=Q(state="published"), name="version_published_once"),
            models.UniqueConstraint(fields=["version"], condition=Q(state="retired"), name="version_retired_once"),
            _one_of("state", elements.State, "version_state_known"),
        ]
        indexes = [
            # which versions are in force on a day: VersionQuerySet.in_force
            models.Index(fields=["state", "from_on", "version"], name="version_state_by_day"),
        ]


class Variant(models.Model):
    """情形."""

    id = KeyField()
    version = models.ForeignKey(ItemVersion, on_delete=_PROTECT, related_name="variants")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    condition = models.TextField()
    promised = models.CharField(max_length=40)

    class Meta:
        constraints = _ordered("variant")


class Requirement(models.Model):
    """申请材料: a material type, asked for by a version in some or all variants (`variants` empty: all)."""

    id = KeyField()
    version = models.ForeignKey(ItemVersion, on_delete=_PROTECT, related_name="requirements")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    material = models.ForeignKey(MaterialType, on_delete=_PROTECT, related_name="requirements")
    name = models.CharField(max_length=80)
    originals = models.PositiveSmallIntegerField()
    copies = models.PositiveSmallIntegerField()
    necessity = models.CharField(max_length=11)
    keep_or_inspect = models.CharField(max_length=7)
    variants = models.JSONField(default=list)
    condition = models.TextField()
    size = models.CharField(max_length=40)
    note = models.CharField(max_length=200)
    source = models.CharField(max_length=120)
    blank = models.CharField(max_length=200)
    sample = models.CharField(max_length=200)

    class Meta:
        constraints = [
            *_ordered("requirement"),
            models.CheckConstraint(
                condition=Q(originals__gte=1) | Q(copies__gte=1), name="requirement_asks_for_something"
            ),
            models.CheckConstraint(
                condition=Q(necessity="conditional", condition__gt="") | ~Q(necessity="conditional") & Q(condition=""),
                name="requirement_condition_when_conditional",
            ),
            _one_of("necessity", elements.Necessity, "requirement_necessity"),
            _one_of("keep_or_inspect", elements.Keeping, "requirement_keeping"),
        ]


class Step(models.Model):
    """环节 of a version's route."""

    id = KeyField()
    version = models.ForeignKey(ItemVersion, on_delete=_PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    phase = models.CharField(max_length=6)
    stage = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=8)
    line = models.CharField(max_length=20)
    limit = models.CharField(max_length=40)
    term = models.CharField(max_length=40)
    counts = models.BooleanField()
    variants = models.JSONField(default=list)
    is_decision = models.BooleanField()
    printed = models.TextField()
    basis = models.CharField(max_length=200)
    not_before = models.CharField(max_length=80, default="")

    class Meta:
        constraints = [
            *_ordered("step"),
            models.CheckConstraint(condition=Q(stage__gte=1), name="step_stage_counts_from_one"),
            models.CheckConstraint(
                condition=Q(is_decision=False) | Q(phase="before"),
                name="step_decides_before_the_decision_is_over",
            ),
            models.CheckConstraint(condition=Q(counts=True) | ~Q(basis=""), name="step_not_counted_has_basis"),
            models.CheckConstraint(condition=Q(not_before="") | Q(phase="after"), name="step_waits_after_the_decision"),
            _one_of("kind", elements.StepKind, "step_kind"),
            _one_of("phase", elements.Phase, "step_phase"),
            _one_of("level", Level, "step_level"),
        ]


class Special(models.Model):
    """特别程序 for which the clock may stand, with its basis in law."""

    id = KeyField()
    version = models.ForeignKey(ItemVersion, on_delete=_PROTECT, related_name="special")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=13)
    name = models.CharField(max_length=80)
    basis = models.CharField(max_length=200)
    limit = models.CharField(max_length=40)

    class Meta:
        constraints = [
            *_ordered("special", keyed=False),
            models.UniqueConstraint(fields=["version", "kind", "name"], name="special_once_by_name"),
            models.CheckConstraint(condition=~Q(basis=""), name="special_has_basis"),
            _one_of("kind", elements.SpecialKind, "special_kind"),
        ]


class Fee(models.Model):
    """收费项目; no row: the guide says nothing of fees."""

    id = KeyField()
    version = models.ForeignKey(ItemVersion, on_delete=_PROTECT, related_name="fees")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    standard = models.CharField(max_length=120)
    basis = models.CharField(max_length=200)

    class Meta:
        constraints = _ordered("fee", keyed=False)


class Result(models.Model):
    """办理结果."""

    id = KeyField()
    version = models.ForeignKey(ItemVersion, on_delete=_PROTECT, related_name="results")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=11)
    name = models.CharField(max_length=80)
    paper = models.CharField(max_length=40)

    class Meta:
        constraints = [*_ordered("result", keyed=False), _one_of("kind", elements.ResultKind, "result_kind")]


class FormField(models.Model):
    """A field of the form that the applicant fills in."""

    id = KeyField()
    version = models.ForeignKey(ItemVersion, on_delete=_PROTECT, related_name="form_fields")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=7)
    required = models.BooleanField()
    choices = models.JSONField(default=list)
    note = models.CharField(max_length=200)
    element = models.CharField(max_length=40)
    checked = models.CharField(max_length=20)
    known = models.CharField(max_length=20)

    class Meta:
        constraints = [
            *_ordered("form_field"),
            models.CheckConstraint(condition=Q(element="") | Q(element=F("key")), name="form_field_element_is_its_key"),
            _one_of("kind", elements.FieldKind, "form_field_kind"),
            _one_of("checked", elements.Check, "form_field_checked", unsaid=True),
            _one_of("known", elements.Known, "form_field_known", unsaid=True),
        ]


class DataElement(models.Model):
    """数据元: a fact that forms ask for, once for all items: what it is, how it is checked, why it is asked (PIPL 17)."""

    id = KeyField()
    key = models.CharField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    also = models.JSONField(default=list)
    kind = models.CharField(max_length=7)
    choices = models.JSONField(default=list)
    note = models.CharField(max_length=200)
    checked = models.CharField(max_length=20)
    known = models.CharField(max_length=20)
    sensitivity = models.CharField(max_length=9)
    purpose = models.CharField(max_length=200)
    basis = models.CharField(max_length=400)
    retention_years = models.PositiveSmallIntegerField()
    standard = models.CharField(max_length=120)
    to_confirm = models.BooleanField()

    class Meta:
        constraints = [
            _one_of("kind", elements.FieldKind, "data_element_kind"),
            _one_of("checked", elements.Check, "data_element_checked", unsaid=True),
            _one_of("known", elements.Known, "data_element_known", unsaid=True),
            _one_of("sensitivity", dictionary.Sensitivity, "data_element_sensitivity"),
        ]

    def __str__(self) -> str:
        return self.name


class ClaimQuerySet(models.QuerySet["Claim"]):
    """The words in which claims are asked for."""

    def in_force(self, on: date) -> "ClaimQuerySet":
        """Claims that stand on that day."""
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), from_on__lte=on)


class Claim(models.Model):
    """认领: a centre offers an item; what is empty is as the item says. `until_on`: first day without."""

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="claims")
    item = models.ForeignKey(Item, on_delete=_PROTECT, related_name="claims")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    place = models.CharField(max_length=200, default="", blank=True)
    telephone = models.CharField(max_length=60, default="", blank=True)
    hours = models.CharField(max_length=120, default="", blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "item"], condition=Q(until_on__isnull=True), name="claim_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="claim_ends_after_start",
            ),
        ]


class ClaimWindow(models.Model):
    """A window that takes a claimed item; none: every general window does (A3)."""

    id = KeyField()
    claim = models.ForeignKey(Claim, on_delete=_PROTECT, related_name="claim_windows")
    window = models.ForeignKey(Window, on_delete=_PROTECT, related_name="claim_windows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "window"], name="claim_window_once")]


class CareQuerySet(models.QuerySet["Care"]):
    """The words in which the care for guides is asked for."""

    def visible_to(self, actor: Actor) -> "CareQuerySet":
        """Of the guides that the actor's post answers for, and of those that the actor keeps."""
        if not actor.is_staff:
            return self.none()
        return self.filter(Q(post=actor.post_id) | Q(centre__in=access.kept_homes(actor)))


class Care(models.Model):
    """指南维护: the post that answers for an item's guide, and by which day it is checked again (A6).

    `centre`: the item's home. `is_due`: that day has come. `wrong_in`: the newest version in which an error was found true,
    0: none was; it is mended when a later version is in force. `reports`, `adopted`: errors reported, and found true.
    """

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    item = models.OneToOneField(Item, on_delete=_PROTECT, related_name="care")
    post = models.ForeignKey(Post, null=True, on_delete=_PROTECT, related_name="+")  # the guides a post answers for
    check_on = models.DateField(null=True)
    checked_on = models.DateField(null=True)
    is_due = models.BooleanField(default=False)
    wrong_in = models.PositiveIntegerField(default=0)
    reports = models.PositiveIntegerField(default=0)
    adopted = models.PositiveIntegerField(default=0)

    objects = CareQuerySet.as_manager()


class GuideReportQuerySet(models.QuerySet["GuideReport"]):
    """The words in which reports are asked for."""

    def visible_to(self, actor: Actor) -> "GuideReportQuerySet":
        """Of the guides whose care the actor sees."""
        return self.filter(care__in=Care.objects.visible_to(actor).values("pk"))


class GuideReport(models.Model):
    """指南纠错: what somebody says is wrong in a version, and the answer. `contact` is told to who answers, and erased then."""

    STATES = (("open", _("待处理")), ("adopted", _("采纳")), ("declined", _("不采纳")))
    CHANNELS = (("portal", _("网上")), ("kiosk", _("自助机")), ("counter", _("窗口")))

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    care = models.ForeignKey(Care, on_delete=_PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(ItemVersion, on_delete=_PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=STATES)
    channel = models.CharField(max_length=7, choices=CHANNELS)
    about = models.CharField(max_length=10)
    says = SealedText()
    contact = SealedText()
    answer = SealedText(null=True)
    reported_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = GuideReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="guide_report_once_per_number"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | Q(state__in=["adopted", "declined"], answered_at__isnull=False),
                name="guide_report_answered_once",
            ),
        ]
        indexes = [
            # what waits for an answer, the oldest first; may the guide be confirmed?
            models.Index(fields=["care", "reported_at"], name="guide_report_open", condition=Q(state="open")),
            # what was answered of a guide, the newest first
            models.Index(fields=["care", "-answered_at"], name="guide_report_answered"),
        ]

    def __str__(self) -> str:
        return self.number


class _Sign(models.Model):
    id = KeyField()
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    also = models.JSONField(default=list)
    to_confirm = models.BooleanField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Bundle(_Sign):
    """一件事: the items of a moment of life; `parts` are {code, when}, `elsewhere` codes of what is not done here."""

    words = models.CharField(max_length=400)
    parts = models.JSONField(default=list)
    elsewhere = models.JSONField(default=list)


class Elsewhere(_Sign):
    """这里不办: who does what is not done here (A12)."""

    body = models.CharField(max_length=80)
    address = models.CharField(max_length=200)
    telephone = models.CharField(max_length=60)
    hours = models.CharField(max_length=120)
    bring = models.CharField(max_length=400)


class GuideFile(models.Model):
    """空白表、样表: a file that anybody may take along, fastened to a material of an item, whichever version is in force.

    Its bytes are the file `stored_id` of `papers`, which stands above; a file that is taken off stays kept.
    """

    id = KeyField()
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(Item, on_delete=_PROTECT, related_name="files", db_index=False)
    material = models.CharField(max_length=60)  # the key of the requirement
    kind = models.CharField(max_length=6)
    name = models.CharField(max_length=80)
    media_type = models.CharField(max_length=80)
    size_bytes = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    stored_id = models.UUIDField()
    added_on = models.DateField()
    removed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            # what can be taken along with a guide
            models.UniqueConstraint(
                fields=["item", "material", "kind"],
                condition=Q(removed_on__isnull=True),
                name="guide_file_one_of_a_kind",
            ),
            _one_of("kind", elements.FileKind, "guide_file_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportedGuide(models.Model):
    """导入的指南: a file that was read into drafts; what was left out of it, line by line, with the reason."""

    id = KeyField()
    centre = models.ForeignKey(Centre, _PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    codes = models.JSONField(default=list)
    left_out = models.JSONField(default=list)  # [{"line", "text", "reason"}]
    by_ref = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["centre", "-recorded_at"], name="imported_guide_newest")]  # the page of imports

    def __str__(self) -> str:
        return self.file_name


# Versions and their rows stay as written; a published version takes no further rows either.
_PUBLISHED = (
    'EXISTS (SELECT 1 FROM "catalogue_versionstate" s'
    " WHERE s.version_id = {row}.version_id AND s.state = 'published')"
)
for _content in (Variant, Requirement, Step, Special, Fee, Result, FormField):
    freeze(_content._meta.db_table, inserts=_PUBLISHED)
freeze(ItemVersion._meta.db_table)
freeze(VersionState._meta.db_table)
_SAME_OWNER = "COALESCE(OLD.centre_id = NEW.centre_id, OLD.centre_id IS NULL AND NEW.centre_id IS NULL)"
freeze(Item._meta.db_table, unless_update=f"OLD.id = NEW.id AND OLD.code = NEW.code AND {_SAME_OWNER}")
