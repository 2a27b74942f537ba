"""The tables of what happened: streams, entries, personal facts, counters, alarms, jobs, followers' positions."""

from django.db import models
from django.db.models import Q

from yimen.journal import guards
from yimen.journal.canon import GENESIS
from yimen.journal.fields import KeyField
from yimen.journal.sealed import SealedText


class Stream(models.Model):
    """The head of one centre's chain: the last number and hash. Locked only by the outermost turn, sorted by centre."""

    centre_id = models.UUIDField(primary_key=True)
    epoch = models.IntegerField(default=1)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)


class Entry(models.Model):
    """One thing that happened. `body` holds everything; the other columns are copies for indexes (doctor compares)."""

    id = KeyField()
    centre_id = models.UUIDField()
    epoch = models.IntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    actor = models.CharField(max_length=60)
    post_id = models.UUIDField(null=True)
    body = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            # followers, export and the verifier read a centre's stream in order
            models.UniqueConstraint(fields=["centre_id", "number"], name="entry_once_per_number"),
        ]
        indexes = [
            # the timeline of one subject
            models.Index(fields=["subject_id", "number"], name="entry_timeline"),
        ]


class Fact(models.Model):
    """A personal fact of an entry: the body holds only its salted hash. Erasure empties value and salt, by an act."""

    id = KeyField()
    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="personal", db_index=False, db_constraint=False
    )  # written in one statement with it, and neither is ever deleted
    name = models.CharField(max_length=40)
    salt = models.BinaryField(null=True)
    value = SealedText(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="fact_once_per_entry")]


guards.freeze("journal_entry")
guards.freeze(
    "journal_fact",
    unless_update="NEW.value IS NULL AND NEW.salt IS NULL AND NEW.id = OLD.id "
    "AND NEW.entry_id = OLD.entry_id AND NEW.name = OLD.name",
)


class Counter(models.Model):
    """Numbers without gaps, one row a series, e.g. (DY, "26"): issued or named as lost, never given twice."""

    id = KeyField()
    centre_id = models.UUIDField()
    series = models.CharField(max_length=40)
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre_id", "series"], name="counter_once_per_series")]


class Once(models.Model):
    """An act done under an idempotency key: the same input gives the same answer, other input is refused."""

    id = KeyField()
    actor = models.CharField(max_length=60)
    act = models.CharField(max_length=60)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    subject_id = models.UUIDField(null=True)
    entry_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "act", "key"], name="once_per_key")]
        indexes = [
            # the daily wiping of old keys
            models.Index(fields=["at"], name="once_by_age"),
        ]


class Alarm(models.Model):
    """A moment at which an act falls due. Set and cancelled by turns; gone when performed: the journal keeps the act."""

    id = KeyField()
    centre_id = models.UUIDField()
    due_at = models.DateTimeField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    act = models.CharField(max_length=60)
    attempts = models.SmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)  # after a failure: when the worker tries again

    class Meta:
        constraints = [
            # settle-first reads by subject; one alarm a subject and act
            models.UniqueConstraint(fields=["subject_id", "act"], name="alarm_once_per_act"),
        ]
        indexes = [
            # the worker takes those due
            models.Index(fields=["due_at"], name="alarm_due"),
        ]


class Job(models.Model):
    """Something that leaves the database: a PDF, a message, a call. Ids only; taken with a lease; a lane keeps order."""

    class State(models.TextChoices):
        WAITING = "waiting"
        STUCK = "stuck"

    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    centre_id = models.UUIDField(null=True)
    key = models.CharField(max_length=120)
    lane = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING.value)
    attempts = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="job_once_per_key")]
        indexes = [
            # the worker takes those due; the health page counts the stuck
            models.Index(fields=["state", "next_at"], name="job_due"),
            # is there an earlier one in the lane?
            models.Index(fields=["lane", "id"], name="job_lane"),
        ]


class Position(models.Model):
    """How far a follower has read a centre's stream; moves in the transaction of its effects."""

    id = KeyField()
    follower = models.CharField(max_length=40)
    centre_id = models.UUIDField()
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "centre_id"], name="position_once_per_centre")]


class Stumble(models.Model):
    """An entry a follower could not take after three tries: set aside, red, retried by command."""

    id = KeyField()
    follower = models.CharField(max_length=40)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+", db_index=False)
    attempts = models.SmallIntegerField(default=1)
    error = models.CharField(max_length=120)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "entry"], name="stumble_once_per_entry")]
        indexes = [
            # health page and the retry command
            models.Index(fields=["follower"], name="stumble_open", condition=Q(is_open=True)),
        ]


class Root(models.Model):
    """A stream's last entry of a day: what is sent and printed proves the whole chain before it."""

    id = KeyField()
    centre_id = models.UUIDField()
    day = models.DateField()
    epoch = models.IntegerField()
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre_id", "day"], name="root_once_per_day")]


class Demonstration(models.Model):
    """Its one row makes a database a demonstration: invented people, and a clock that may be moved forward (design 9)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    offset_seconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="demonstration_is_one_row")]
