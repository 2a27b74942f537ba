"""送达: the result is handed out against a signature, and the case is closed (D7, G1)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from yimen.cases import announcing, timing
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act, State
from yimen.cases.models import Case
from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.journal import door
from yimen.journal.errors import Malformed
from yimen.journal.moments import localdate
from yimen.office.actor import Actor

WAYS = {
    "window": _("窗口领取"),
    "agent": _("代领"),
    "post": _("邮寄"),
    "village": _("村（社区）转交"),
}


@door.verb
def deliver(case: Case, *, way: str, receiver: str, why_other: str = "", by: Actor, at: datetime) -> Case:
    """The result left the house: how, and who signed for it; where it was another than the applicant, why. The proof of
    delivery (送达回证) is issued, to be signed. Raises Malformed."""
    check(way, receiver)
    receiver = receiver.strip()
    ahead = announcing.delivery_foreseen(case)
    with turn(case, Act.DELIVER, by=by, at=at, way=way, receiver=receiver, ahead=ahead) as case:
        case.ended_on = localdate(at)
        definition = definitions.of_version(case.version_id)
        announcing.delivery(case, definition, way=way, receiver=receiver, why_other=why_other, by=by, at=at)
    return case


@door.verb
def hand_out(case: Case, *, receiver: str, by: Actor, at: datetime) -> Case:
    """Delivered in the moment in which it was decided, at the same window (C4): no proof besides the result itself."""
    check("window", receiver)
    with turn(case, Act.DELIVER, by=by, at=at, way="window", receiver=receiver.strip()) as case:
        case.ended_on = localdate(at)
    return case


def check(way: str, receiver: str) -> None:
    """A known way and a name. Raises Malformed."""
    wrong = {}
    if way not in WAYS:
        wrong["way"] = _("请选择送达方式。")
    if not receiver.strip():
        wrong["receiver"] = _("请写明签收人姓名。")
    if wrong:
        raise Malformed(_("送达信息不完整。"), fields=wrong)


def await_collection(case: Case, definition: Definition, *, on: date) -> None:
    """Inside a turn: the result waits to be handed out, by a day that is told and binds nobody."""
    case.state, case.ready_on = State.READY, on
    case.collect_by_on = timing.after(definition.delivery, on)[0]
