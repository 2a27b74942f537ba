"""The timeline of a case: what happened, who did it in which post, and what was said. Names of citizens stay masked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.cases.acts import ACTS
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case
from yimen.catalogue import definitions
from yimen.journal.errors import Sentence
from yimen.journal.models import Entry, Fact
from yimen.office.actor import Actor
from yimen.office.models import Post, Staff
from yimen.registry import masking

RECEIVER = "receiver"  # the fact that names who signed for the result: a citizen, not the office's words
CARRIER = "brought_by"  # who brought a village's papers
BASIS = "basis"  # the law behind a refusal
REPLACED = "was"  # what stood in a form before it was put right: the person's data, not the office's words
_NAMED: dict[str, tuple[str, Sentence]] = {
    Act.HAND_OVER: ("answerable_id", gettext_lazy("改由%(name)s负责")),
    Act.MARK: ("led_by_id", gettext_lazy("由%(name)s牵头")),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the timeline: what, who in which post, when; opinions and reasons are opened with the case, who signed
    for the result stays masked, and of a form put right only the fields are named."""

    word: str
    actor: str
    post: str
    at: datetime
    text: str
    facts: dict[str, Any]


def of_case(case: Case) -> list[Told]:
    """Everything that happened to a case the actor was let see, oldest first, with opinions and reasons; names masked."""
    entries = list(Entry.objects.filter(subject_id=case.pk).order_by("number"))
    told = _of_itself(entries, case)
    for fact in Fact.objects.filter(entry__in=entries, value__isnull=False).exclude(name=REPLACED).order_by("-name"):
        told[fact.entry_id].append(_text_of(fact))
    texts = {key: "；".join(one for one in words if one) for key, words in told.items()}
    people, posts = names_of(entries), posts_of(entries)
    return [_told(entry, people, posts, texts) for entry in entries]


def names_of(entries: Sequence[Entry]) -> dict[str, str]:
    """The names of staff and of the clock who acted in these entries, by `actor`."""
    ids = {UUID(one.actor.partition(":")[2]) for one in entries if one.actor.startswith("staff:")}
    named = {f"staff:{key}": name for key, name in Staff.objects.filter(pk__in=ids).values_list("pk", "name")}
    clock = Actor.clock().ref
    return {**named, clock: _("系统时钟")}


def posts_of(entries: Sequence[Entry]) -> dict[UUID | None, str]:
    """The titles of the posts in which they were done, by `post_id`."""
    return dict(Post.objects.filter(pk__in={one.post_id for one in entries}).values_list("pk", "title"))


def signed_by(case: Case) -> str:
    """Who signed for the result, in full, as it was last told: only for a page on which the applicant was opened. Empty
    before delivery."""
    entries = Entry.objects.filter(subject_id=case.pk)
    signed = Fact.objects.filter(entry__in=entries, name=RECEIVER, value__isnull=False).order_by("-entry__number")
    return signed.values_list("value", flat=True).first() or ""


def _of_itself(entries: Sequence[Entry], case: Case) -> dict[UUID, list[str]]:
    """What an entry says without anybody's words: the decision, who answers from then on, which fields were put right."""
    told: dict[UUID, list[str]] = {entry.pk: [] for entry in entries}
    for entry in entries:
        act = entry.act.partition(".")[2]
        if act == Act.DECIDE:
            told[entry.pk].append(str(Case.Outcome(_facts(entry)["outcome"]).label))
        elif act == Act.CORRECT_FORM:
            names = {field.key: field.name for field in definitions.of_version(case.version_id).form_fields}
            fields = "、".join(names.get(key, key) for key in _facts(entry)["fields"])
            told[entry.pk].append(_("更正的栏目：%(names)s") % {"names": fields})
        elif act in _NAMED:
            told[entry.pk].append(_named(entry, case))
    return told


def _named(entry: Entry, case: Case) -> str:
    """Whom a hand-over or a mark named."""
    column, words = _NAMED[entry.act.partition(".")[2]]
    changed: dict[str, str] = next((row[2] for row in json.loads(entry.body)["rows"] if row[1] == str(case.pk)), {})
    if column not in changed:
        return ""
    name = Staff.objects.filter(pk=changed[column]).values_list("name", flat=True).first()
    return words % {"name": name}


def _facts(entry: Entry) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(entry.body)["facts"]
    return facts


def _text_of(fact: Fact) -> str:
    """The words of a fact; names of citizens masked, with what they are named for."""
    words = fact.value or ""
    if fact.name == CARRIER:
        return _("送件人：%(name)s") % {"name": masking.name(words)}
    if fact.name == RECEIVER:
        return _("签收人：%(name)s") % {"name": masking.name(words)}
    return _("依据：%(basis)s") % {"basis": words} if fact.name == BASIS and words else words


def _told(entry: Entry, people: dict[str, str], posts: dict[UUID | None, str], texts: dict[UUID, str]) -> Told:
    act = entry.act.partition(".")[2]
    return Told(
        word=str(ACTS[act].word), actor=people.get(entry.actor, _("申请人")), at=entry.at,
        post=posts.get(entry.post_id, ""), text=texts.get(entry.pk, ""), facts=_facts(entry),
    )  # fmt: skip
