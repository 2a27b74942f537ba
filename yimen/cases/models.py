"""The heart's tables: draft, application, case, its materials, tasks, completions, pauses, proposals, extensions, notices."""
# Long: every table of the package stands here, one after the other.

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yimen.cases.acts import STATES
from yimen.cases.lifecycle import State
from yimen.cases.sight import CaseQuerySet, TaskQuerySet
from yimen.journal.fields import KeyField
from yimen.journal.sealed import SealedJson, SealedText

_PROTECT = models.PROTECT


class Draft(models.Model):
    """草稿: what a clerk has typed so far. Not yet a case: sealed, no number, no journal, wiped after 30 days."""

    id = KeyField()
    centre = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey("office.Post", on_delete=_PROTECT, related_name="+", db_index=False)
    data = SealedJson()
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [
            # the counter's list of drafts of a post; the daily wiping
            models.Index(fields=["post", "saved_at"], name="draft_of_post"),
        ]


class Application(models.Model):
    """申请: what a person hands in at one time; its state is read from its cases."""

    id = KeyField()
    centre = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="+")
    applicant = models.ForeignKey("registry.Person", on_delete=_PROTECT, related_name="applications", db_index=False)
    window = models.ForeignKey("office.Window", null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    # the number with which the person came; db_index waits for its reader
    ticket = models.ForeignKey(
        "tickets.Ticket", null=True, on_delete=_PROTECT, related_name="applications", db_index=False
    )
    channel = models.CharField(max_length=10, default="counter")
    form = SealedJson(null=True)
    received_at = models.DateTimeField()
    joint_due_on = models.DateField(null=True)  # of several cases: the latest of their days


class Case(models.Model):
    """办件: one item for one applicant. Its home (`centre`) is fixed at birth; taken in elsewhere: `taken_at`."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("准予")
        REFUSED = "refused", _("不予批准")

    class TakenAs(models.TextChoices):
        AGENT = "agent", _("代收转送")  # a village as the applicant's agent: received in law when the hall takes over
        RECEIVING = "receiving", _("受理点")  # a village that is on record as the receiving point

    id = KeyField()
    application = models.ForeignKey(Application, on_delete=_PROTECT, related_name="cases")
    centre = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="cases", db_index=False)
    taken_at = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="+", db_index=False)
    taken_as = models.CharField(max_length=9, choices=TakenAs.choices, default="", blank=True)  # by a village
    arrived_on = models.DateField(null=True)  # of a village's: when its papers came over (交接)
    number = models.CharField(max_length=16)
    item = models.ForeignKey("catalogue.Item", on_delete=_PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey("catalogue.ItemVersion", on_delete=_PROTECT, related_name="+", db_index=False)
    line = models.CharField(max_length=20)
    variant = models.CharField(max_length=40, default="", blank=True)
    applicant = models.ForeignKey("registry.Person", on_delete=_PROTECT, related_name="cases", db_index=False)
    seat = models.ForeignKey("office.Division", on_delete=_PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=12, choices=[(key.value, word) for key, word in STATES.items()])
    came_from = models.CharField(max_length=12, default="", blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default="", blank=True)
    reason_code = models.CharField(max_length=30, default="", blank=True)
    received_on = models.DateField()
    accepted_on = models.DateField(null=True)
    accepted_by = models.ForeignKey("office.Staff", null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    restarted_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    statutory_due_on = models.DateField(null=True)
    answer_by_on = models.DateField(null=True)
    answerable = models.ForeignKey("office.Staff", null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    led_by = models.ForeignKey(
        "office.Staff", null=True, on_delete=_PROTECT, related_name="+", db_index=False
    )  # 重点办理
    wanted_on = models.DateField(null=True)  # the day the applicant asks for (E5); binds nobody
    ready_on = models.DateField(null=True)
    collect_by_on = models.DateField(null=True)
    joined_on = models.DateField(null=True)  # since when it is one of several that are handled together (H1)
    stage = models.SmallIntegerField(default=0)
    round = models.SmallIntegerField(default=1)
    token = models.CharField(max_length=26)
    accepted_entry_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["in_process", "decided", "ready", "closed", "archived"])
                | Q(accepted_on__isnull=False),
                name="case_accepted_before_process",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "ready", "closed", "archived"])
                | (Q(decided_on__isnull=False) & ~Q(outcome="")),
                name="case_decided_before_ready",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_on__gte=F("accepted_on")),
                name="case_decided_after_acceptance",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["not_accepted", "returned", "terminated"]) | ~Q(reason_code=""),
                name="case_no_refusal_without_reason",
            ),
            models.CheckConstraint(
                condition=Q(arrived_on__isnull=True) | ~Q(taken_as=""), name="case_arrives_from_a_village"
            ),
            models.UniqueConstraint(fields=["number"], name="case_number_once"),
            models.UniqueConstraint(fields=["token"], name="case_token_once"),
        ]
        indexes = [
            # the counter's lists: a centre's cases by state, newest first (keyset)
            models.Index(fields=["centre", "state", "received_at"], name="case_of_centre"),
            # what villages sent and nobody took over yet (keyset)
            models.Index(
                fields=["centre", "received_at", "id"],
                name="case_on_its_way",
                condition=Q(taken_as__gt="", arrived_on__isnull=True, ended_on__isnull=True),
            ),
            # a person's cases, at the counter
            models.Index(fields=["applicant", "received_at"], name="case_of_person"),
            # what leads look at first: clocks that run in a centre, the earliest day on top (keyset)
            models.Index(fields=["centre", "due_on", "id"], name="case_running", condition=Q(state="in_process")),
            # what leads look at: results that nobody fetched, what applicants want sooner (keysets)
            models.Index(fields=["centre", "collect_by_on", "id"], name="case_uncollected", condition=Q(state="ready")),
            models.Index(
                fields=["centre", "wanted_on", "id"],
                name="case_hurried",
                condition=Q(wanted_on__isnull=False, decided_on__isnull=True, ended_on__isnull=True),
            ),
            # what a leader leads (重点办理)
            models.Index(fields=["led_by", "id"], name="case_led", condition=Q(led_by__isnull=False)),
            # the ledger of refusals of a centre, by month: what ended with a reason, and what was not granted
            models.Index(fields=["centre", "ended_on", "id"], name="case_refused", condition=Q(reason_code__gt="")),
            models.Index(
                fields=["centre", "decided_on", "id"], name="case_not_granted", condition=Q(outcome="refused")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def handed_in_on(self) -> date:
        """The day of receipt in law: of a village that is but an agent, the day on which the hall took the papers over."""
        is_agents = self.taken_as == self.TakenAs.AGENT
        return self.arrived_on if is_agents and self.arrived_on else self.received_on

    @property
    def is_joint(self) -> bool:
        """Whether it is handled together with others of its application."""
        return self.joined_on is not None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in {State.RECEIVED, State.COMPLETING, State.IN_PROCESS, State.DECIDED, State.READY}


class CaseMaterial(models.Model):
    """申请材料 of a case: one requirement of its version, and whether it is there."""

    id = KeyField()
    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="materials", db_index=False)
    centre = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="+", db_constraint=False)  # the case's
    requirement = models.ForeignKey("catalogue.Requirement", on_delete=_PROTECT, related_name="+", db_index=False)
    is_given = models.BooleanField(default=False)
    given_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "requirement"], name="material_once_per_case")]


class Task(models.Model):
    """环节任务: a step that waits at a post. Sent back, it is a new task of the next round."""

    class State(models.TextChoices):
        OPEN = "open", _("待办")
        DONE = "done", _("已办")
        SENT_BACK = "sent_back", _("已退回")
        CANCELLED = "cancelled", _("已撤销")

    id = KeyField()
    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="tasks", db_index=False)
    centre = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="+", db_constraint=False)  # the case's
    post = models.ForeignKey("office.Post", on_delete=_PROTECT, related_name="tasks", db_index=False)
    step_key = models.CharField(max_length=40)
    stage = models.SmallIntegerField()
    round = models.SmallIntegerField(default=1)
    is_decision = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN.value)
    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    not_before_on = models.DateField(null=True)  # the first day on which it can be done
    reminded_on = models.DateField(null=True)  # that day has come, and the post was told
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("office.Staff", null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    entry_id = models.UUIDField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step_key"], condition=Q(state="open"), name="task_open_once_per_step"
            ),
        ]
        indexes = [
            # the desk's inbox of a post, what is due first on top (keyset)
            models.Index(fields=["post", "due_on", "id"], name="task_inbox", condition=Q(state="open")),
            # the tasks of a case, for its route and its acts
            models.Index(fields=["case", "stage"], name="task_of_case"),
        ]


class Completion(models.Model):
    """补正: one notice that names everything that is missing, and the answer to it."""

    id = KeyField()
    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="completions", db_index=False)
    centre = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="+")
    round = models.SmallIntegerField()
    while_in_process = models.BooleanField()
    requirement_ids = models.JSONField()
    remark = SealedText(null=True)
    asked_on = models.DateField()
    answer_by_on = models.DateField()
    answered_on = models.DateField(null=True)
    lapsed_on = models.DateField(null=True)  # the case ended before it was answered

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="completion_once_per_round"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answered_on__isnull=True, lapsed_on__isnull=True),
                name="completion_one_open_per_case",
            ),
        ]


class Pause(models.Model):
    """挂起: days out of the clock: kind, basis, who allowed it, planned end. Both named days are out."""

    id = KeyField()
    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="pauses")
    centre = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=80, default="")  # the procedure, as the version calls it
    basis = models.CharField(max_length=200)
    approver = models.ForeignKey("office.Staff", null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    from_on = models.DateField()
    planned_until_on = models.DateField()
    until_on = models.DateField(null=True)
    # the task of a step whose own time does not count: then nobody allowed it, the version did
    task = models.OneToOneField(Task, null=True, on_delete=_PROTECT, related_name="pause")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="pause_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["case", "name"],
                condition=Q(until_on__isnull=True, task__isnull=True),
                name="pause_open_once_per_name",
            ),
            models.CheckConstraint(
                condition=Q(task__isnull=False) | Q(approver__isnull=False), name="pause_allowed_by_somebody"
            ),
        ]
        indexes = [
            # what leads look at: clocks that stand longer than was planned (keyset)
            models.Index(
                fields=["centre", "planned_until_on", "id"], name="pause_standing", condition=Q(until_on__isnull=True)
            ),
        ]


class Proposal(models.Model):
    """请示: what a post asks its supervisor and leader to allow: more days, a pause, a refusal (E4, E7, C6)."""

    class Kind(models.TextChoices):
        EXTENSION = "extension", _("延期")
        PAUSE = "pause", _("停表")
        REFUSAL = "refusal", _("不予受理")

    class State(models.TextChoices):
        ASKED = "asked", _("待主管")
        ENDORSED = "endorsed", _("待领导")
        GRANTED = "granted", _("已同意")
        DECLINED = "declined", _("未同意")
        LAPSED = "lapsed", _("已失效")

    id = KeyField()
    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="proposals")
    centre = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED.value)
    added = models.CharField(max_length=40, default="", blank=True)  # of an extension: a promise
    special = models.CharField(max_length=80, default="", blank=True)  # of a pause: the procedure, by its name
    until_on = models.DateField(null=True)  # of a pause: its planned end
    code = models.CharField(max_length=30, default="", blank=True)  # of a refusal: its reason
    reason = SealedText(null=True)
    asked_on = models.DateField()
    asked_by = models.ForeignKey("office.Staff", on_delete=_PROTECT, related_name="+", db_index=False)
    endorsed_on = models.DateField(null=True)
    endorsed_by = models.ForeignKey("office.Staff", null=True, on_delete=_PROTECT, related_name="+", db_index=False)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey("office.Staff", null=True, on_delete=_PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(state__in=["asked", "endorsed"]),
                name="proposal_open_once_per_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="extension", state__in=["endorsed", "granted"]) | Q(endorsed_by__isnull=False),
                name="proposal_extension_endorsed_first",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "declined"]) | Q(answered_by__isnull=False),
                name="proposal_answered_by_somebody",
            ),
        ]
        indexes = [
            # what waits for a supervisor's or a leader's word, the oldest first
            models.Index(
                fields=["centre", "asked_on", "id"], name="proposal_open", condition=Q(state__in=["asked", "endorsed"])
            ),
        ]


class Extension(models.Model):
    """延期: days added to the promise, with reasons, the supervisor's word and the leader's consent."""

    id = KeyField()
    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="extensions")
    centre = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="+")
    added = models.CharField(max_length=40)
    extended_on = models.DateField()
    consented_by = models.ForeignKey("office.Staff", on_delete=_PROTECT, related_name="+", db_index=False)


class PublicNotice(models.Model):
    """公示: a masked line on display for a term. The full name never leaves the case."""

    id = KeyField()
    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="notices")
    task = models.OneToOneField(Task, on_delete=_PROTECT, related_name="notice")
    centre = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="+", db_index=False)
    masked = models.CharField(max_length=80)
    from_on = models.DateField()
    until_on = models.DateField()
    basis = models.CharField(max_length=200)

    class Meta:
        indexes = [
            # the public page of notices that run today
            models.Index(fields=["centre", "until_on"], name="notice_running"),
        ]


class CaseSight(models.Model):
    """A post that holds or held a task of a case sees it for good (design 4, "Who sees")."""

    id = KeyField()
    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="sights")
    post = models.ForeignKey("office.Post", on_delete=_PROTECT, related_name="+", db_index=False)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "case"], name="sight_once_per_post")]
        indexes = [
            # 经办过: what a post has worked on, the newest first (keyset)
            models.Index(fields=["post", "seen_at"], name="sight_by_post"),
        ]


class ItemUse(models.Model):
    """办件量: how often an item was asked for at a centre in a month; counted from the journal by `cases.using`."""

    id = KeyField()
    centre = models.ForeignKey("office.Centre", on_delete=_PROTECT, related_name="+", db_index=False)
    item_code = models.CharField(max_length=40)
    month = models.DateField()  # its first day
    times = models.IntegerField()

    class Meta:
        # what is used most, of a centre since a month: lists and searches put it first
        constraints = [models.UniqueConstraint(fields=["centre", "month", "item_code"], name="item_use_once_a_month")]
