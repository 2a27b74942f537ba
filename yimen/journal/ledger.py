"""The end of an outermost turn: numbers, stream heads, chained entries, and everything written in one go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from yimen.journal import highwater, rows, source
from yimen.journal.canon import chained, line, salted
from yimen.journal.fold import label
from yimen.journal.models import Alarm, Entry, Fact, Job, Stream
from yimen.journal.pending import Pending

Values = dict[str, Any]
Counts = dict[tuple[UUID, str], int]
_RAISE = "INSERT INTO journal_counter (id, centre_id, series, value) VALUES "
_RAISED = "(%s, %s, %s, %s)"
_CLASH = " ON CONFLICT (centre_id, series) DO UPDATE SET value = journal_counter.value + EXCLUDED.value"
_PERFORMERS: dict[str, Callable[[Any, datetime], None]] = {}
_SUBJECTS: dict[str, type[models.Model]] = {}


@dataclass(frozen=True, slots=True)
class Declared:
    """An act: the word people see, which of its facts are personal, whether it may be entered late, its schema."""

    word: Any
    personal: frozenset[str] = frozenset()
    late: bool = False
    schema: int = 1


@dataclass(slots=True)
class Told:
    """One entry in the making."""

    id: UUID
    act: str
    declared: Declared
    subject: models.Model
    by: Any
    at: datetime
    facts: dict[str, Any]
    allowed: tuple[str, ...] | None = None
    rows: dict[tuple[str, UUID], dict[str, Any]] = field(default_factory=dict)

    def tell(self, row: models.Model, changed: dict[str, Any]) -> None:
        """What changed on a row; a later value of the same field replaces the earlier."""
        self.rows.setdefault((label(type(row)), rows.pk_of(row)), {}).update(changed)


def overdue_sql(subject_id: UUID, at: datetime) -> rows.Statement:
    """An expression that says whether the subject has an alarm due by `at`: read with its lock."""
    sql = "EXISTS(SELECT 1 FROM journal_alarm WHERE subject_id = %s AND due_at <= %s)"
    return sql, [rows.key(subject_id), rows.moment(at)]


def settle(pending: Pending, row: models.Model, at: datetime) -> None:
    """Perform the subject's overdue alarms in due order, those included that performing sets; each as of its own moment."""
    stored = rows.select(Alarm, "subject_id = %s", [rows.key(row.pk)])
    waiting = {(alarm.subject_id, alarm.act): alarm.due_at for alarm in stored}
    while True:
        now = waiting | {key: due for key, (_row, due) in pending.alarms.items() if key[0] == row.pk}
        due = sorted((moment, act) for (_id, act), moment in now.items() if moment and moment <= at)
        if not due:
            return
        moment, act = due[0]
        pending.alarms[row.pk, act] = (row, None)
        _PERFORMERS[act](row, moment)


def forget_alarms(subject_id: UUID) -> None:
    """Alarms of a subject that is gone ring no more."""
    rows.run([("DELETE FROM journal_alarm WHERE subject_id = %s", [rows.key(subject_id)])])


def write(pending: Pending, *, last: bool = False) -> None:
    """Counters (sorted), then heads (sorted by centre), then the entries; `last`: nothing comes behind it in this
    transaction, so that it may be committed in the same round trip.

    Where no numbers are wanted, rows go before the heads and in one round trip with them: all who write in a hall stand in
    line at its head, and it is held for the entries alone. Where they are, heads come with the counters, and rows and
    entries go as one.
    """
    homes = sorted({told.subject.centre_id for told in pending.closed})
    streams = _number(pending, homes)
    for finish, told in pending.finishing:
        told.facts |= finish() or {}
        pending.attribute(told)
    first, statements = pending.statements()
    rows.run(first)
    statements += _alarms(pending)
    if pending.jobs:  # in one statement: PostgreSQL runs side-by-side ones in an order of its own, and a lane has one
        statements.append(rows.insert_values(Job, list(pending.jobs.values()), conflict="(key) DO NOTHING"))
    if homes and not streams:
        rows.ahead([rows.asked(*_heads_of(homes), lock=True)])
        rows.run(statements)
        statements, streams = [], heads(homes)
    if homes:
        statements += _entries(pending, streams)
    rows.run(statements, last=last)


def _number(pending: Pending, homes: Sequence[UUID]) -> dict[UUID, Stream]:
    """Give the numbers that were wanted. Returns the heads, locked behind the counters, where there were any."""
    wanted: dict[tuple[UUID, str], list[tuple[Callable[[int], None], Any]]] = {}
    for centre_id, series, assign, told in pending.numbers:
        wanted.setdefault((centre_id, series), []).append((assign, told))
    for centre_id, series, count in sorted(pending.skipped):
        take(centre_id, series, count)
    if not wanted:
        return {}
    if homes:
        rows.ahead([rows.asked(*_heads_of(homes), lock=True)])
    lasts = _take_all({key: len(takers) for key, takers in sorted(wanted.items())})
    streams = heads(homes) if homes else {}
    highwater.note(lasts)
    for (centre_id, series), last in lasts.items():
        takers = wanted[centre_id, series]
        for offset, (assign, told) in enumerate(takers):
            assign(last - len(takers) + 1 + offset)
            if told is not None:
                pending.attribute(told)
    return streams


def _take_all(counts: Counts) -> Counts:
    """Raise these counters in their order; their new values."""
    if not rows.is_postgres():
        return {key: _raise(*key, count) for key, count in counts.items()}
    sql = f"{_RAISE}{', '.join([_RAISED] * len(counts))}{_CLASH} RETURNING centre_id, series, value"
    raised = [
        one
        for (centre_id, series), count in counts.items()
        for one in (rows.key(source.new_id()), rows.key(centre_id), series, count)
    ]
    lasts = {(centre_id, series): value for centre_id, series, value in rows.send(sql, raised).fetchall()}
    return {key: lasts[key] for key in counts}


def take(centre_id: UUID, series: str, count: int = 1) -> int:
    """Raise a counter by `count` and return its new value; holds it until the transaction ends."""
    value = _raise(centre_id, series, count)
    highwater.note({(centre_id, series): value})
    return value


def _raise(centre_id: UUID, series: str, count: int) -> int:
    params = [rows.key(source.new_id()), rows.key(centre_id), series, count]
    return int(rows.send(f"{_RAISE}{_RAISED}{_CLASH} RETURNING value", params).fetchone()[0])


def heads(centres: Sequence[UUID]) -> dict[UUID, Stream]:
    """The heads of these streams, locked in the order of their centres; begun where they were not."""
    found = {head.centre_id: head for head in rows.select(*_heads_of(centres), lock=True)}
    if missing := [Stream(centre_id=centre) for centre in sorted(centres) if centre not in found]:
        rows.run([rows.insert(missing, conflict="DO NOTHING")])
        found = {head.centre_id: head for head in rows.select(*_heads_of(centres), lock=True)}
    return found


def _heads_of(centres: Sequence[UUID]) -> tuple[type[Stream], str, list[Any]]:
    where = "centre_id IN (" + ", ".join(["%s"] * len(centres)) + ")"
    return Stream, where, [rows.key(centre) for centre in centres]


def _entries(pending: Pending, streams: dict[UUID, Stream]) -> list[rows.Statement]:
    recorded_at = source.recorded_at()
    for centre_id in pending.epochs:
        streams[centre_id].epoch += 1
    entries: list[Values] = []
    facts: list[Values] = []
    for told in pending.closed:
        entry, personal = _entry(told, streams[told.subject.centre_id], recorded_at)
        entries.append(entry)
        facts += personal
    statements = [rows.insert_values(Entry, entries)] + ([rows.insert_values(Fact, facts)] if facts else [])
    return statements + [rows.update(head, ["epoch", "number", "hash"]) for head in streams.values()]


def _entry(told: Told, head: Stream, recorded_at: datetime) -> tuple[Values, list[Values]]:
    personal = [
        _fact(told.id, name, _text(told.facts[name])) for name in sorted(told.declared.personal & told.facts.keys())
    ]
    head.number += 1
    actor, post_id, kind, subject_id = told.by.ref, told.by.post_id, label(type(told.subject)), rows.pk_of(told.subject)
    body = line({
        "act": told.act, "acting": told.by.centre_id, "actor": actor, "at": told.at, "centre": head.centre_id,
        "epoch": head.epoch, "for": told.by.for_id, "id": told.id, "number": head.number, "post": post_id,
        "facts": {name: value for name, value in told.facts.items() if name not in told.declared.personal},
        "personal": {fact["name"]: salted(fact["name"], fact["salt"], fact["value"]) for fact in personal},
        "recorded_at": recorded_at, "rows": [[kind, key, changed] for (kind, key), changed in told.rows.items()],
        "schema": told.declared.schema, "subject": [kind, subject_id],
    })  # fmt: skip
    head.hash = chained(head.hash, body)
    entry = {
        "id": told.id, "centre_id": head.centre_id, "epoch": head.epoch, "number": head.number, "at": told.at,
        "act": told.act, "recorded_at": recorded_at, "subject_kind": kind, "subject_id": subject_id, "actor": actor,
        "post_id": post_id, "body": body, "hash": head.hash,
    }  # fmt: skip
    return entry, personal


def _fact(entry_id: UUID, name: str, text: str) -> Values:
    return {"id": source.new_id(), "entry_id": entry_id, "name": name, "salt": source.new_salt(), "value": text}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else line(value)


def _alarms(pending: Pending) -> list[rows.Statement]:
    statements: list[rows.Statement] = []
    for (subject_id, act), (subject, due_at) in pending.alarms.items():
        if due_at is None:
            if pending.is_new(subject):
                continue  # it never had one
            sql = "DELETE FROM journal_alarm WHERE subject_id = %s AND act = %s"
            statements.append((sql, [rows.key(subject_id), act]))
            continue
        alarm = Alarm(
            centre_id=subject.centre_id, due_at=due_at, act=act,  # type: ignore[attr-defined]  # every subject has one
            subject_kind=label(type(subject)), subject_id=subject_id,
        )  # fmt: skip
        tail = "(subject_id, act) DO UPDATE SET due_at = EXCLUDED.due_at, attempts = 0, retry_at = NULL"
        statements.append(rows.insert([alarm], conflict=tail))
    return statements
