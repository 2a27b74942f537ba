"""Who holds which post: appoint, end, cover (M1, M2). Rows are dated and never overwritten."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow
from yimen.journal.moments import localdate
from yimen.office._turn import turn
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Cover, Holding, Post, Staff


@door.verb
def appoint(post: Post, *, staff: Staff, from_on: date, by: Actor, at: datetime) -> Holding:
    """`staff` holds the post from a day (today or later) on. Raises NotNow where they already do, Malformed for oneself."""
    if from_on < localdate(at):
        raise Malformed(_("任职日期不能早于今天。"), fields={"from_on": _("任职日期不能早于今天。")})
    with turn(post.centre, Act.APPOINT, by=by, at=at, post=post.pk, staff=staff.pk, from_on=from_on):
        _refuse_oneself(staff, by)
        running = Q(until_on__isnull=True) | Q(until_on__gte=from_on)
        if Holding.objects.filter(running, post=post, staff=staff).exists():
            raise NotNow(_("此人已担任该岗位。"), code="already_held")
        return door.add(Holding(post=post, staff=staff, from_on=from_on))


@door.verb
def end(holding: Holding, *, on: date, by: Actor, at: datetime) -> Holding:
    """The holding's last day is `on` (not before today's eve, not before it began)."""
    if on < localdate(at) - timedelta(days=1) or on < holding.from_on:
        raise Malformed(_("结束日期不能早于昨天，也不能早于任职之日。"), fields={"on": _("结束日期过早。")})
    post = holding.post
    with turn(post.centre, Act.END_HOLDING, by=by, at=at, holding=holding.pk, on=on):
        fresh = door.hold(Holding.objects.get(pk=holding.pk))
        if fresh.until_on is not None:
            raise NotNow(_("这项任职已有结束日期。"), code="already_ended")
        fresh.until_on = on
        return fresh


@door.verb
def cover(post: Post, *, staff: Staff, from_on: date, until_on: date, reason: str, by: Actor, at: datetime) -> Cover:  # noqa: PLR0913  # a cover is these
    """B 岗: `staff` stands in for the post on these days with its powers and duties. Malformed for oneself."""
    if until_on < from_on or until_on < localdate(at):
        raise Malformed(_("顶岗的截止日期不能早于开始日期或今天。"), fields={"until_on": _("截止日期过早。")})
    with turn(post.centre, Act.COVER, by=by, at=at, post=post.pk, staff=staff.pk, from_on=from_on, until_on=until_on):
        _refuse_oneself(staff, by)
        overlapping = Cover.objects.filter(post=post, staff=staff, from_on__lte=until_on, until_on__gte=from_on)
        if overlapping.exists():
            raise NotNow(_("此人在这段日子里已登记顶岗。"), code="already_covered")
        return door.add(Cover(post=post, staff=staff, from_on=from_on, until_on=until_on, reason=reason))


def _refuse_oneself(staff: Staff, by: Actor) -> None:
    """Nobody gives themselves powers: somebody else must register it."""
    if staff.pk == by.id:
        words = _("不能给自己登记任职或顶岗，请由另一位有权的人登记。")
        raise Malformed(words, code="oneself", fields={"staff": words})
