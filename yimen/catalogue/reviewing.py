"""From a draft to what is in force: 送审, 退回修改, 发布, 取消 (A6, A9). Who reviews is not who wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import definitions, owning, publishing, standing
from yimen.catalogue._turn import turn
from yimen.catalogue.access import MAY
from yimen.catalogue.acts import ACTS, Act
from yimen.catalogue.elements import State
from yimen.catalogue.form import STATES
from yimen.catalogue.models import Item, ItemVersion, VersionState
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow, NotYours, Sentence
from yimen.journal.kept import forget
from yimen.journal.models import Fact
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import Centre, Cover, Holding, Post, Staff

_SHORTEST_REASON, _LONGEST_REASON, _LONGEST_MINUTE = 4, 200, 60  # characters

_POSSIBLE: dict[State, frozenset[Act]] = {
    State.DRAFT: frozenset({Act.SEND_TO_REVIEW, Act.RETIRE}),
    State.REVIEW: frozenset({Act.RETURN_DRAFT, Act.PUBLISH, Act.RETIRE}),
    State.PUBLISHED: frozenset({Act.RETIRE}),
    State.RETIRED: frozenset(),
}


@door.verb
def send_to_review(version: ItemVersion, *, by: Actor, at: datetime) -> VersionState:
    """送审. Raises GuideHasErrors; NotNow where it is no draft or a later version was written."""
    with _move(version, Act.SEND_TO_REVIEW, by=by, at=at) as home:
        publishing.insist(version, definitions.of_version(version.pk))
        return standing.add(version, State.REVIEW, from_on=localdate(at), home=home, by=by, at=at)


@door.verb
def give_back(version: ItemVersion, *, reason: str, by: Actor, at: datetime) -> VersionState:
    """退回修改: a draft again, with what is to be mended. Raises Malformed; NotNow where it is not in review."""
    reason = reason.strip()
    if not _SHORTEST_REASON <= len(reason) <= _LONGEST_REASON:
        words = _("请写明要改什么，4至200个字。")
        raise Malformed(words, fields={"reason": words})
    with _move(version, Act.RETURN_DRAFT, by=by, at=at, reason=reason) as home:
        return standing.add(version, State.DRAFT, from_on=localdate(at), home=home, by=by, at=at)


@door.verb
def publish(version: ItemVersion, *, from_on: date, minute: str = "", by: Actor, at: datetime) -> VersionState:
    """发布: in force from that day on, and what was in force until now ends on it.

    A new item of all needs the number of the joint meeting's minute (A9), a centre's own does not.
    Raises Malformed, GuideHasErrors; NotYours for who wrote
    it, where somebody else could review it; NotNow where it is not in review.
    """
    minute = minute.strip()
    with _move(version, Act.PUBLISH, by=by, at=at, from_on=from_on, minute=minute) as home:
        _insist_second(version, by, at)
        earlier = standing.published_besides(version)
        _refuse(_faults(version, from_on, minute, earlier, localdate(at)))
        publishing.insist(version, definitions.of_version(version.pk))
        for one in earlier:
            standing.add(one.version, State.RETIRED, from_on=from_on, home=home, by=by, at=at)
        Item.objects.filter(pk=version.item_id).update(line=version.line)
        door.after_commit(forget)
        return standing.add(version, State.PUBLISHED, from_on=from_on, home=home, by=by, at=at, minute=minute)


@door.verb
def retire(version: ItemVersion, *, from_on: date, by: Actor, at: datetime) -> VersionState:
    """取消: from that day (today or later) on it is in force no more; a draft is put aside. Cases that run go on.

    Raises Malformed; NotNow where a day ends it already.
    """
    with _move(version, Act.RETIRE, by=by, at=at, from_on=from_on) as home:
        begun = version.states.filter(state=State.PUBLISHED.value).values_list("from_on", flat=True).first()
        if from_on < max(localdate(at), begun or from_on):
            _refuse({"from_on": _("请填今天或以后、不早于生效日的日子。")})
        door.after_commit(forget)
        return standing.add(version, State.RETIRED, from_on=from_on, home=home, by=by, at=at)


def possible(version: ItemVersion) -> frozenset[Act]:
    """What can be done with the version now, whoever does it; of a draft that a newer one replaces nothing."""
    state = standing.state_of(version)
    if state in (State.DRAFT, State.REVIEW) and not standing.is_newest(version):
        return frozenset()
    return _POSSIBLE[state]


def second_needed(version: ItemVersion, *, by: Actor, on: date) -> bool:
    """Whether this actor wrote the version and somebody else could publish it."""
    return _writer(version) == by.ref and bool(others(by, on=on))


def others(by: Actor, *, on: date) -> list[Staff]:
    """Who else at the actor's centre may publish on that day, by name; nobody: then one person writes and publishes."""
    runs = Q(until_on__isnull=True) | Q(until_on__gte=on)
    posts = Post.objects.filter(centre=by.centre_id, is_open=True, role__in=MAY[Act.PUBLISH])
    held = Holding.objects.filter(runs, post__in=posts, from_on__lte=on).values("staff")
    covered = Cover.objects.filter(post__in=posts, from_on__lte=on, until_on__gte=on).values("staff")
    people = Staff.objects.filter(Q(pk__in=held) | Q(pk__in=covered), is_active=True)
    return list(people.exclude(pk=by.id).order_by("name"))


def reason_of(state: VersionState) -> str:
    """Why a version was given back; "" of any other state."""
    told = Fact.objects.filter(entry_id=state.entry_id, name="reason") if state.entry_id else Fact.objects.none()
    return told.values_list("value", flat=True).first() or ""


@contextmanager
def _move(version: ItemVersion, act: Act, *, by: Actor, at: datetime, **facts: Any) -> Iterator[Centre]:
    """A turn of the installation, or of the centre whose own item it is: what is done to its items stands in one line, and
    its journal tells it."""
    named = {"item": version.item.code, "version": version.number}
    with turn(owning.home(version.item), act, by=by, at=at, **named, **facts) as home:
        _insist_possible(version, act)
        yield home


def _insist_possible(version: ItemVersion, act: Act) -> None:
    state = standing.state_of(version)
    if act not in _POSSIBLE[state]:
        words = {"state": STATES[state], "act": ACTS[act].word}
        raise NotNow(_("这一版现在是“%(state)s”，不能“%(act)s”。") % words, code="no_such_move")
    if act not in possible(version):
        raise NotNow(_("这一版已经有更新的草稿代替，请看最新的一版。"), code="replaced")


def _insist_second(version: ItemVersion, by: Actor, at: datetime) -> None:
    if second_needed(version, by=by, on=localdate(at)):
        names = "、".join(one.name for one in others(by, on=localdate(at)))
        words = _("这一版是您自己写的，须由另一位有权的人审核发布：%(names)s。") % {"names": names}
        raise NotYours(words, code="oneself")


def _faults(
    version: ItemVersion, from_on: date, minute: str, earlier: list[VersionState], today: date
) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if from_on < today:
        faults["from_on"] = _("请填今天或以后的日子。")
    for one in earlier:
        if one.from_on > from_on:
            faults["from_on"] = _("上一版自%(day)s起才生效，新的一版不能早于它。") % {"day": one.from_on}
    if standing.is_new(version) and not version.item.centre_id and not minute:
        faults["minute"] = _("新的事项须经联席会议同意，请填会议纪要的文号。")
    if len(minute) > _LONGEST_MINUTE:
        faults["minute"] = _("文号最多60个字。")
    return faults


def _refuse(faults: dict[str, Sentence]) -> None:
    if faults:
        raise Malformed(_("有内容需要改正，事项没有变动。"), fields=faults)


def _writer(version: ItemVersion) -> str:
    return version.states.order_by("number").values_list("by_ref", flat=True).first() or ""
