"""来访登记: what somebody asked, and the answer: at once, or when it has been found out (B7, PT 附件4 首问 三)."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from yimen.catalogue.models import Item
from yimen.journal import door
from yimen.journal.errors import Malformed, NotYours, Sentence
from yimen.office import centres
from yimen.office.actor import Actor
from yimen.office.models import Centre
from yimen.tickets.models import Ticket
from yimen.voice._turn import birth, turn
from yimen.voice.lifecycle import Act, State
from yimen.voice.models import Consultation

LONGEST, LONGEST_NAME, LONGEST_PHONE, SHORTEST_ANSWER = 500, 30, 20, 4  # characters
LATER = Consultation.How.LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody came with: an item of the guide, words of their own, or both; `how` it was dealt with, `answer` in words.
    With `how` "later" it waits for its answer. Everything personal may be left empty."""

    kind: str
    way: str = Consultation.Way.VISIT
    how: str
    item: Item | None = None
    about: str = ""
    answer: str = ""
    name: str = ""
    phone: str = ""
    ticket: Ticket | None = None


@door.verb
def register(asked: Asked, *, by: Actor, at: datetime) -> Consultation:
    """Keep what was asked at the actor's centre, and the answer where it was given. Raises Malformed, naming every field."""
    words = {name: _clean(getattr(asked, name)) for name in ("about", "answer", "name", "phone")}
    _refuse(_faults(asked, words))
    if by.centre_id is None or by.post_id is None:
        raise NotYours(_("您的岗位不能办理这一步。"))
    row = Consultation(
        centre=centres.known(by.centre_id), post_id=by.post_id, heard_by_id=by.id, kind=asked.kind, way=asked.way,
        item=asked.item, ticket=asked.ticket, came_at=at, **words,
    )  # fmt: skip
    facts = {"kind": asked.kind, "way": asked.way, "item": asked.item.code if asked.item else ""}
    with birth(row, Act.REGISTER, by=by, at=at, **facts, **_told(about=words["about"], answer=words["answer"])):
        if asked.how != LATER:
            _settle(row, asked.how, by, at)
    return row


@door.verb
def answer(consultation: Consultation, *, answer: str, by: Actor, at: datetime) -> Consultation:
    """The answer to what had to be found out first. Raises Malformed, NotYours, NotNow."""
    words = _clean(answer)
    if not SHORTEST_ANSWER <= len(words) <= LONGEST or not _is_readable(words):
        _refuse({"answer": _("请写明答复的内容，4至500个字。")})
    with turn(consultation, Act.ANSWER, by=by, at=at, answer=words) as fresh:
        fresh.answer = words
        _settle(fresh, LATER, by, at)
    return fresh


@door.verb
def read(consultation: Consultation, *, by: Actor, at: datetime) -> Consultation:
    """The whole of it, name and telephone too; that it was read is kept (S4)."""
    with turn(consultation, Act.READ, by=by, at=at) as fresh:
        return fresh


@door.verb
def print_register(centre: Centre, *, on: date, by: Actor, at: datetime) -> Centre:
    """A day's register is printed with names and telephones; that it was is kept (S4)."""
    with turn(centre, Act.PRINT_REGISTER, by=by, at=at, on=on.isoformat()) as held:
        return held


def _settle(row: Consultation, how: str, by: Actor, at: datetime) -> None:
    row.state, row.how, row.answered_at, row.answered_by_id = State.ANSWERED, how, at, by.id


def _told(**words: str) -> dict[str, str]:
    """Personal facts, without those that nobody told."""
    return {name: said for name, said in words.items() if said}


def _faults(asked: Asked, words: dict[str, str]) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if asked.kind not in Consultation.Kind.values:
        faults["kind"] = _("请选是咨询、求助还是反映情况。")
    if asked.way not in Consultation.Way.values:
        faults["way"] = _("请选是来访、来电还是来信。")
    if asked.how not in Consultation.How.values:
        faults["how"] = _("请选怎么处理的。")
    if not words["about"] and asked.item is None:
        faults["about"] = _("请写来访事由，或者选一个事项。")
    if asked.how == Consultation.How.ANSWERED and len(words["answer"]) < SHORTEST_ANSWER:
        faults["answer"] = _("请写明答复的内容，至少4个字。")
    return faults | _unfit(words)


def _unfit(words: dict[str, str]) -> dict[str, Sentence]:
    """What is too long for its field, or cannot be read."""
    faults: dict[str, Sentence] = {}
    for name, longest in (("about", LONGEST), ("answer", LONGEST), ("name", LONGEST_NAME), ("phone", LONGEST_PHONE)):
        if len(words[name]) > longest:
            faults[name] = _("最多%(most)s个字，您写了%(count)s个。") % {"most": longest, "count": len(words[name])}
        if not _is_readable(words[name]):
            faults[name] = _("里面有看不见的字符，请删去后再试。")
    return faults


def _clean(words: str) -> str:
    """Words in lines that end alike, whatever the browser sends."""
    return "\n".join(words.split("\r\n")).strip()


def _is_readable(words: str) -> bool:
    return not any(unicodedata.category(one) == "Cc" and one != "\n" for one in words)


def _refuse(faults: dict[str, Sentence]) -> None:
    if faults:
        raise Malformed(_("有内容需要改正。"), fields=faults)
