"""送达: the result is handed out against a signature, and the case is closed (D7, G1)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case
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
def deliver(case: Case, *, way: str, receiver: str, by: Actor, at: datetime) -> Case:
    """The result left the house: how, and who signed for it."""
    wrong = {}
    if way not in WAYS:
        wrong["way"] = _("请选择送达方式。")
    if not receiver.strip():
        wrong["receiver"] = _("请写明签收人姓名。")
    if wrong:
        raise Malformed(_("送达信息不完整。"), fields=wrong)
    with turn(case, Act.DELIVER, by=by, at=at, way=way, receiver=receiver.strip()) as case:
        case.ended_on = localdate(at)
    return case
