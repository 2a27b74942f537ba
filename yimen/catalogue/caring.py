"""指南维护: which post answers for an item's guide and by which day it is checked again; an alarm says when (A6)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.catalogue import owning, promise
from yimen.catalogue._turn import turn
from yimen.catalogue.acts import Act
from yimen.catalogue.models import Care, GuideReport, Item, ItemVersion
from yimen.journal import alarms, door
from yimen.journal.errors import Malformed, NotNow
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import policies
from yimen.office.actor import Actor
from yimen.office.models import Centre, Post

CHECK_DUE = "catalogue.check_due"
TERM = "guide.check"


@door.verb
def assign(items: Iterable[Item], *, post: Post, check_on: date, by: Actor, at: datetime) -> list[Care]:
    """指定维护责任: from now on this post answers for these guides, and checks each by that day (today or later).

    Raises Malformed; NotYours where one of them is another's to give away.
    """
    wanted = sorted({one.pk: one for one in items}.values(), key=lambda one: (str(one.centre_id or ""), one.code))
    faults = {}
    if not wanted:
        faults["codes"] = _("请勾选事项。")
    if not post.is_open:
        faults["post"] = _("请选一个在用的岗位。")
    if check_on < localdate(at):
        faults["check_on"] = _("请填今天或以后的日子。")
    if faults:
        raise Malformed(_("有内容需要改正，维护责任没有变动。"), fields=faults)
    done: list[Care] = []
    with door.together():
        for _owner, group in groupby(wanted, key=lambda one: one.centre_id):
            theirs = list(group)
            codes = [one.code for one in theirs]
            home = owning.home(theirs[0])
            with turn(home, Act.ASSIGN_CARE, by=by, at=at, items=codes, post=post.pk, check_on=check_on) as held:
                done += [_assigned(of(one, held), post, check_on) for one in theirs]
    return done


@door.verb
def confirm(care: Care, *, by: Actor, at: datetime) -> Care:
    """核对无误: the guide in force says what holds; the next day is the policy's.

    Raises NotNow while a report of an error waits, or one that was found true is not mended.
    """
    version = in_force(care.item_id, on=localdate(at))
    next_on = next_check(localdate(at))
    facts = {"item": care.item.code, "version": version.number if version else 0, "next_on": next_on}
    with turn(care, Act.CONFIRM_GUIDE, by=by, at=at, **facts) as fresh:
        if GuideReport.objects.filter(care=fresh, state="open").exists():
            raise NotNow(_("这个事项还有没答复的纠错，请先答复。"), code="report_waits")
        if version is not None and fresh.wrong_in >= version.number:
            raise NotNow(_("查实的差错还没有改，请先发布更正的一版。"), code="not_mended")
        fresh.checked_on, fresh.check_on, fresh.is_due = localdate(at), next_on, False
        door.set_alarm(fresh, CHECK_DUE, due_at=_first_moment(next_on))
        return fresh


def next_check(on: date) -> date:
    """By which day a guide that is checked on a day is checked again."""
    term = promise.parse(policies.value(TERM, on=on)[0])
    return on + timedelta(days=term.number)


def of(item: Item, home: Centre) -> Care:
    """Inside a turn that has locked the item's home: its row of care, a new one where there was none yet."""
    waiting = next((one for one in door.new(Care) if one.item_id == item.pk), None)
    if waiting is not None:
        return waiting
    found = Care.objects.filter(item=item).first()
    return door.held_or(found) if found else door.add(Care(centre=home, item=item))


def in_force(item_id: UUID, *, on: date) -> ItemVersion | None:
    """The version that people read on a day."""
    return ItemVersion.objects.in_force(on).filter(item_id=item_id).first()


def _assigned(care: Care, post: Post, check_on: date) -> Care:
    care.post, care.check_on, care.is_due = post, check_on, False
    door.set_alarm(care, CHECK_DUE, due_at=_first_moment(check_on))
    return care


def _first_moment(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=OFFICE_ZONE)


@alarms.does(CHECK_DUE, Care)
def _ring(care: Care, at: datetime) -> None:
    with turn(care, Act.CHECK_DUE, by=Actor.clock(), at=at) as fresh:
        fresh.is_due = True
