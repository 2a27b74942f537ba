"""`yimen doctor`: does everything that must agree agree? Each package registers what it can check."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q

from yimen.journal import alarms, fold, guards
from yimen.journal.canon import GENESIS, chained, salted
from yimen.journal.models import Counter, Entry, Fact, Job, Stream, Stumble
from yimen.journal.moments import stamp

Check = Callable[[], Iterator[str]]
CHECKS: dict[str, Check] = {}


def checks(name: str) -> Callable[[Check], Check]:
    """Registers a check: it yields one sentence for each thing that is wrong."""

    def register(check: Check) -> Check:
        CHECKS[name] = check
        return check

    return register


def examine() -> list[tuple[str, str]]:
    """Run every check; returns (check, finding) pairs, empty when all is well."""
    return [(name, finding) for name, check in CHECKS.items() for finding in _each(check)]


def _each(check: Check) -> Iterator[str]:
    try:
        yield from check()
    except Exception as error:  # what was tampered with may not even be readable: that too is a finding
        yield f"the check could not go on: {type(error).__name__}"


@checks("guards")
def _guards() -> Iterator[str]:
    for name in guards.missing():
        yield f"trigger {name} is missing"


@checks("ownership")
def _ownership() -> Iterator[str]:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT usesuper FROM pg_user WHERE usename = current_user UNION ALL "
            "SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'journal_entry'"
        )
        powerful = any(row[0] for row in cursor.fetchall())
    demonstration_or_test = connection.settings_dict["NAME"].startswith("test_")
    if powerful and not demonstration_or_test:
        yield "the application's role owns the journal's tables: use a role of its own (docs/how-to/postgresql.md)"


@checks("chain")
def _chain() -> Iterator[str]:
    for head in Stream.objects.all():
        previous, number = GENESIS, 0
        for entry in Entry.objects.filter(centre_id=head.centre_id).order_by("number").iterator():
            number += 1
            where = f"stream {head.centre_id} entry {entry.number}"
            if entry.number != number:
                yield f"{where}: number {number} is missing"
                number = entry.number
            if chained(previous, entry.body) != entry.hash:
                yield f"{where}: the hash does not follow from the body and the entry before"
            previous = entry.hash
            yield from (f"{where}: column {name} differs from the body" for name in _differing(entry))
        if (head.number, head.hash) != (number, previous):
            yield f"stream {head.centre_id}: the head says {head.number}, the entries end at {number}"
    headless = Entry.objects.exclude(centre_id__in=Stream.objects.values("centre_id"))
    for centre_id in headless.values_list("centre_id", flat=True).distinct():
        yield f"stream {centre_id}: its entries have no head"


def newest_hold(*, each: int = 5, most: int = 300) -> bool:
    """Whether the newest entries of every stream follow from each other and end at its head: what can be asked often.
    At most so many entries of a stream, and so many streams."""
    heads = {head.centre_id: head for head in Stream.objects.filter(number__gt=0).order_by("centre_id")[:most]}
    wanted = [Q(centre_id=head.centre_id, number__gt=head.number - each) for head in heads.values()]
    last: dict[object, Entry] = {}
    for entry in Entry.objects.filter(reduce(or_, wanted, Q(pk=None))).order_by("centre_id", "number"):
        before = last.get(entry.centre_id)
        if before is not None and (entry.number, entry.hash) != (before.number + 1, chained(before.hash, entry.body)):
            return False
        last[entry.centre_id] = entry
    ends = {centre_id: (entry.number, entry.hash) for centre_id, entry in last.items()}
    return ends == {centre_id: (head.number, head.hash) for centre_id, head in heads.items()}


@checks("facts")
def _facts() -> Iterator[str]:
    for fact_id in Fact.objects.filter(~Exists(Entry.objects.filter(pk=OuterRef("entry_id")))).values_list(
        "pk", flat=True
    ):
        yield f"the personal fact {fact_id} belongs to no entry"
    telling = Entry.objects.exclude(body__contains='"personal":{}').prefetch_related("personal").order_by("pk")
    for entry in telling.iterator(chunk_size=500):
        facts = {fact.name: fact for fact in entry.personal.all()}
        told = json.loads(entry.body)["personal"]
        for name in sorted(told.keys() ^ facts.keys()):
            yield f"entry {entry.pk}: the personal fact {name} is only in {'the chain' if name in told else 'its table'}"
        for name in sorted(told.keys() & facts.keys()):
            if not _is_chained(facts[name], told[name]):
                yield f"entry {entry.pk}: the personal fact {name} is not the one that was chained"


def _is_chained(fact: Fact, told: str) -> bool:
    """Whether it is the fact that was hashed, or was lawfully emptied."""
    if fact.value is None and fact.salt is None:
        return True
    return told == salted(fact.name, bytes(fact.salt or b""), fact.value or "")


@checks("replay")
def _replay() -> Iterator[str]:
    rows_in: dict[UUID, set[type[Model]]] = {
        centre: set() for centre in Stream.objects.values_list("centre_id", flat=True)
    }
    for centre_id, model in fold.homes():  # a row whose centre has no stream at all came in behind the door's back
        rows_in.setdefault(centre_id, set()).add(model)
    for centre_id, models in sorted(rows_in.items()):
        yield from fold.replay(centre_id, of=models)


@checks("alarms")
def _alarms() -> Iterator[str]:
    if count := alarms.failing():
        yield f"{count} alarms could not be performed"


@checks("jobs")
def _jobs() -> Iterator[str]:
    for job in Job.objects.filter(state=Job.State.STUCK):
        yield f"job {job.pk} ({job.kind}) is stuck: {job.error}"


@checks("followers")
def _followers() -> Iterator[str]:
    for stumble in Stumble.objects.filter(is_open=True):
        yield f"follower {stumble.follower} could not take entry {stumble.entry_id}: {stumble.error}"


def walked(kind: str, moves: Mapping[tuple[str, str], tuple[str, ...]]) -> Iterator[str]:
    """Whether every entry on subjects of a kind (cases.case) led where a move allows, from birth on."""
    states: dict[str, str] = {}
    entries = Entry.objects.filter(subject_kind=kind).order_by("centre_id", "number")
    for act, body in entries.values_list("act", "body").iterator():
        told = json.loads(body)
        key = told["subject"][1]
        before = states.get(key, "")
        rows = [row for row in told["rows"] if row[:2] == [kind, key]]
        after = rows[0][2].get("state", before) if rows else before
        if after not in moves.get((before, act.partition(".")[2]), ()):
            yield f"entry {told['centre']}:{told['number']}: {act} leads from {before!r} to {after!r}, which no move allows"
        states[key] = after


def counted(series: str, values: Iterator[tuple[object, int]]) -> Iterator[str]:
    """Whether numbers of a series, issued or named as lost, are exactly 1..n of its counter; `values`: (centre_id, number)."""
    named = _lost(series)
    seen: dict[object, set[int]] = {}
    for centre_id, value in values:
        seen.setdefault(centre_id, set()).add(value)
    for counter in Counter.objects.filter(series=series):
        have = seen.pop(counter.centre_id, set())
        if lost := set(range(1, counter.value + 1)) - have - named.get(counter.centre_id, set()):
            yield f"centre {counter.centre_id} series {series}: {len(lost)} numbers are neither issued nor named as lost"
        if beyond := {one for one in have if one > counter.value}:
            yield f"centre {counter.centre_id} series {series}: {len(beyond)} numbers lie beyond the counter"
    for centre_id in seen:
        yield f"centre {centre_id} series {series}: numbers were given and there is no counter"


def _lost(series: str) -> dict[object, set[int]]:
    """The numbers that an opened epoch named as lost, by centre."""
    lost: dict[object, set[int]] = {}
    for centre_id, body in Entry.objects.filter(act="journal.open_epoch").values_list("centre_id", "body"):
        first, last = json.loads(body)["facts"]["lost"].get(series, (1, 0))
        lost.setdefault(centre_id, set()).update(range(first, last + 1))
    return lost


def _differing(entry: Entry) -> list[str]:
    body = json.loads(entry.body)
    copies = {
        "id": (str(entry.pk), body["id"]), "centre_id": (str(entry.centre_id), body["centre"]),
        "epoch": (entry.epoch, body["epoch"]), "number": (entry.number, body["number"]),
        "at": (stamp(entry.at), body["at"]), "recorded_at": (stamp(entry.recorded_at), body["recorded_at"]),
        "act": (entry.act, body["act"]), "actor": (entry.actor, body["actor"]),
        "subject_kind": (entry.subject_kind, body["subject"][0]),
        "subject_id": (str(entry.subject_id), body["subject"][1]),
        "post_id": (str(entry.post_id) if entry.post_id else None, body["post"]),
    }  # fmt: skip
    return [name for name, (here, there) in copies.items() if here != there]
