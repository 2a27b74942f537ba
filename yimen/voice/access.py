"""Who may register, answer and read what people ask, and who may rate. Whether a post is held, a device in service, is asked
by the door."""

from collections.abc import Callable
from typing import Any

from yimen.office.actor import Actor
from yimen.office.models import Role
from yimen.voice.lifecycle import Act

Rule = Callable[[Actor, Any], bool]
# The first whom somebody asks registers it (首问责任, PT 附件4 二): whoever stands in the hall, or sits in a village.
FIRST = frozenset({Role.GUIDE, Role.WINDOW, Role.REPLY, Role.SUPERVISOR, Role.DIRECTOR})
WHOLE = frozenset({Role.GUIDE, Role.SUPERVISOR, Role.DIRECTOR})  # who see the whole register of their centre


def _hears(by: Actor, consultation: Any) -> bool:
    return by.is_staff and by.centre_id == consultation.centre_id and by.role in FIRST


def _reads(by: Actor, consultation: Any) -> bool:
    """What a window registered it reads again; the guide desk and who leads the hall read all."""
    return _hears(by, consultation) and (by.role in WHOLE or by.post_id == consultation.post_id)


def _keeps_the_register(by: Actor, centre: Any) -> bool:
    return by.is_staff and by.centre_id == centre.pk and by.role in WHOLE


def _is_asked(by: Actor, rating: Any) -> bool:
    """The person at the window, by the pad of their hall; of a case whoever holds its receipt, whose token is the right to
    it. Nobody of the staff, in whatever post."""
    if rating.case_id is not None:
        return by.kind == "public"
    return by.kind == "pad" and by.centre_id == rating.centre_id


MAY: dict[str, Rule] = {
    Act.REGISTER: _hears,
    Act.ANSWER: _reads,
    Act.READ: _reads,
    Act.PRINT_REGISTER: _keeps_the_register,
    Act.RATE: _is_asked,
}


def may(by: Actor, act: str, subject: Any) -> bool:
    """Whether this actor may do this act to the consultation, or to the register of the centre."""
    return MAY[act](by, subject)
