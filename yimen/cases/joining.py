"""并入联办: a further case joins what the same person handed in on the same day (H1, H2)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.cases import joint
from yimen.cases._turn import turn
from yimen.cases.lifecycle import Act
from yimen.cases.models import Application, Case
from yimen.journal import door
from yimen.journal.errors import NotNow
from yimen.journal.moments import localdate
from yimen.office.actor import Actor

MOST = 8  # cases of one application


@door.verb
def join(case: Case, *, by: Actor, at: datetime) -> Application:
    """The application of this case takes another in, which the caller receives in the same turn.

    Raises NotYours, NotNow (received on another day, decided already, too many).
    """
    with door.together():
        application = joint.lock(case)
        with turn(case, Act.JOIN, by=by, at=at) as case:
            if case.received_on != localdate(at):
                raise NotNow(_("只有当天收件的办件可以并入联办，请另行申请。"), code="another_day")
            if len(joint.parts(case)) >= MOST:
                raise NotNow(_("一次联办最多%(n)d个事项。") % {"n": MOST}, code="too_many")
            case.joined_on = case.joined_on or localdate(at)
    return application
