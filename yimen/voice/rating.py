"""评价: the pad at the window asks once after a service, by itself; the person answers or does not (K3).

Nobody of the staff has a hand in it: no act of theirs makes the pad ask, ask again or be silent. It asks when the visit that
was at its window has ended, by 办完 or by the call of the next, for half a minute; what was begun may be ended somewhat later.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases.models import Case
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow, NotThere, NotYours, Sentence
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import Device, Window
from yimen.tickets.lifecycle import State
from yimen.tickets.models import Ticket
from yimen.voice._turn import birth, lock
from yimen.voice.grades import GRADES, REASONS, Grade
from yimen.voice.lifecycle import Act
from yimen.voice.models import Rating

ASKED: Final = timedelta(seconds=30)  # how long the faces are shown
LONGEST: Final = 150  # characters of a person's own words (GB/T 39735 via the national portal)
TAKEN: Final = timedelta(minutes=3)  # how long after the service an answer is taken: reasons are read slowly


def asked_of(window: Window | None, *, at: datetime) -> Ticket | None:
    """The visit that a window's pad asks about now: the last that ended there within half a minute, if nobody has rated it."""
    last = _last(window, at) if window else None
    if last is None or last.finished_at is None or not timedelta(0) <= at - last.finished_at <= ASKED:
        return None
    return None if is_rated(last) else last


def not_rated(window: Window, *, at: datetime) -> Ticket | None:
    """The last visit at a window that has a pad, where nobody rated it: told to the clerk once, quietly."""
    if not Device.objects.filter(window=window, kind=Device.Kind.PAD, is_open=True).exists():
        return None
    last = _last(window, at)
    return last if last is not None and not is_rated(last) else None


def visit_for(by: Actor, *, ticket_id: UUID) -> Ticket:
    """The visit that a pad asked about: one of its own window. Raises NotThere."""
    found = Ticket.objects.visible_to(by).filter(pk=ticket_id).first()
    if found is None or not _stands_at(by, found):
        raise NotThere()
    return found


def is_rated(ticket: Ticket) -> bool:
    """Whether somebody has rated the visit."""
    return Rating.objects.filter(ticket_id=ticket.pk).exists()


@door.verb
def rate(ticket: Ticket, *, grade: str, reasons: Sequence[str] = (), by: Actor, at: datetime) -> Rating:
    """The person's grade for the visit, with reasons out of the list for that grade, or without. Once: a second is NotNow.

    Raises Malformed for a grade or a reason that is none; NotNow before the service has ended, and long after.
    """
    _check(grade, reasons)
    with door.together():
        held = lock(ticket, by=by, at=at)  # two who tap at one moment stand in line here
        if not _stands_at(by, held):
            raise NotYours(_("评价器只收本窗口的评价。"), code="another_window")
        if held.finished_at is None or not timedelta(0) <= at - held.finished_at <= TAKEN:
            raise NotNow(_("这次服务的评价已经结束，谢谢您。"), code="rating_over")
        if is_rated(held):
            raise NotNow(_("这次服务已经评价过了，谢谢您。"), code="already_rated")
        row = Rating(
            centre_id=held.centre_id, window_id=held.window_id, ticket_id=held.pk, grade=grade,
            reasons=" ".join(sorted(set(reasons))), channel=Rating.Channel.PAD, says="",
            rated_on=localdate(at), rated_at=at,
        )  # fmt: skip
        with birth(row, Act.RATE, by=by, at=at):
            return row


@door.verb
def rate_case(
    case: Case, *, grade: str, reasons: Sequence[str] = (), says: str = "", by: Actor, at: datetime
) -> Rating:
    """The person's grade for a case that has ended, by the receipt's QR or the progress page, with words of their own or
    without. Once: a second is NotNow. Raises Malformed; NotNow while the case is open."""
    says = "\n".join(says.split("\r\n")).strip()
    _check(grade, reasons, says)
    with door.together():
        held = lock(case, by=by, at=at)
        if held.ended_on is None:
            raise NotNow(_("办结以后再请您评价。"), code="not_ended")
        if is_case_rated(held):
            raise NotNow(_("这个办件已经评价过了，谢谢您。"), code="already_rated")
        row = Rating(
            centre_id=held.centre_id, case_id=held.pk, grade=grade, reasons=" ".join(sorted(set(reasons))), says=says,
            channel=Rating.Channel.WEB, rated_on=localdate(at), rated_at=at,
        )  # fmt: skip
        with birth(row, Act.RATE, by=by, at=at, **({"says": says} if says else {})):
            return row


def case_by_token(token: str) -> Case:
    """The case of a receipt. Raises NotThere."""
    found: Case | None = Case.objects.filter(token=token).first()
    if found is None:
        raise NotThere()
    return found


def is_case_rated(case: Case) -> bool:
    """Whether somebody has rated the case."""
    return Rating.objects.filter(case_id=case.pk).exists()


def _last(window: Window, at: datetime) -> Ticket | None:
    today = Ticket.objects.filter(centre_id=window.centre_id, taken_on=localdate(at))
    return (
        today.filter(window_id=window.pk, state=State.SERVED).exclude(finished_at=None).order_by("-finished_at").first()
    )


def _stands_at(by: Actor, ticket: Ticket) -> bool:
    """Whether the pad stands at the window where the visit ended."""
    pads = Device.objects.filter(pk=by.id, kind=Device.Kind.PAD, is_open=True)
    return ticket.window_id is not None and pads.filter(window_id=ticket.window_id).exists()


def _check(grade: str, reasons: Sequence[str], says: str = "") -> None:
    faults: dict[str, Sentence] = {}
    if len(says) > LONGEST:
        faults["says"] = _("最多150个字，您写了%(count)s个。") % {"count": len(says)}
    if any(unicodedata.category(one) == "Cc" and one != "\n" for one in says):
        faults["says"] = _("里面有看不见的字符，请删去后再试。")
    if grade not in set(GRADES):
        faults["grade"] = _("请选一个满意程度。")
    elif not set(reasons) <= REASONS[Grade(grade)].keys():
        faults["reasons"] = _("请从列出的原因里选，也可以不选。")
    if faults:
        raise Malformed(_("有内容需要改正。"), fields=faults)
