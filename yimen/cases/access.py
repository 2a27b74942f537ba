"""Who may do what to a case. Whether a post is held is asked by the door; who sees a case is in `sight`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from yimen.cases.lifecycle import Act
from yimen.office.actor import Actor
from yimen.office.models import Role

if TYPE_CHECKING:
    from yimen.cases.models import Case

Rule = Callable[[Actor, "Case"], bool]
_FRONT = frozenset({Role.WINDOW, Role.SUPERVISOR})
_OUT = frozenset({Role.WINDOW, Role.REPLY, Role.SUPERVISOR})
_BACK = frozenset({Role.OFFICER, Role.HEAD, Role.SUPERVISOR, Role.LEADER, Role.DIRECTOR, Role.WINDOW})


def at_front(by: Actor, case: "Case") -> bool:
    """A front post of the home, or of the hall that took the case in, whose duty includes its line. A village that took
    it in hands it on: the answer is the hall's (decision 0015)."""
    return by.is_staff and _answers(by, case) and by.role in _FRONT and by.answers_for(case.line)


def _takes_in(by: Actor, case: "Case") -> bool:
    """A front post of the centre at which it is taken in, villages too."""
    return by.is_staff and by.centre_id == case.taken_at_id and by.role in _FRONT and by.answers_for(case.line)


def _at_home_front(by: Actor, case: "Case") -> bool:
    return at_front(by, case) and by.centre_id == case.centre_id


def _answers(by: Actor, case: "Case") -> bool:
    return by.centre_id == case.centre_id or (by.centre_id == case.taken_at_id and not case.taken_as)


def _at_reply(by: Actor, case: "Case") -> bool:
    return by.is_staff and _answers(by, case) and by.role in _OUT and by.answers_for(case.line)


def _works_on_it(by: Actor, _case: "Case") -> bool:
    """A post that can hold a task; that it holds this one is checked by the verb, under the case's lock."""
    return by.is_staff and by.role in _BACK


def _front_or_back(by: Actor, case: "Case") -> bool:
    return at_front(by, case) or _works_on_it(by, case)


def _at_home(by: Actor, case: "Case") -> bool:
    """Any post of the case's home: whether it was this one's slip is asked by the verb, under the lock."""
    return by.is_staff and by.centre_id in (case.centre_id, case.taken_at_id)


def _supervises(by: Actor, case: "Case") -> bool:
    return by.is_staff and by.centre_id == case.centre_id and by.role in {Role.SUPERVISOR, Role.DIRECTOR}


def _leads(by: Actor, case: "Case") -> bool:
    return by.is_staff and by.centre_id == case.centre_id and by.role in {Role.LEADER, Role.DIRECTOR}


def _answers_proposals(by: Actor, case: "Case") -> bool:
    return _supervises(by, case) or _leads(by, case)


def _is_the_clock(by: Actor, _case: "Case") -> bool:
    return by.kind == "clock"


def _recounts(by: Actor, _case: "Case") -> bool:
    return by.kind == "clock" or by.role == Role.NETWORK


MAY: dict[str, Rule] = {
    Act.RECEIVE: _takes_in,
    Act.TAKE_OVER: _at_home_front,
    Act.ACCEPT: at_front,
    Act.DEEM_ACCEPTED: _is_the_clock,
    Act.REFUSE_INTAKE: at_front,
    Act.ASK_COMPLETION: _front_or_back,
    Act.COMPLETE: at_front,
    Act.RETURN_UNANSWERED: _is_the_clock,
    Act.POST_NOTICE: _works_on_it,
    Act.FINISH: _works_on_it,
    Act.REMIND: _is_the_clock,
    Act.SEND_BACK: _works_on_it,
    Act.DECIDE: _works_on_it,
    Act.DELIVER: _at_reply,
    Act.RETURN: _works_on_it,
    Act.WITHDRAW: at_front,
    Act.TERMINATE: _supervises,
    Act.ASK_PAUSE: _front_or_back,
    Act.PAUSE: _answers_proposals,
    Act.RESUME: _works_on_it,
    Act.ASK_EXTENSION: _front_or_back,
    Act.ENDORSE: _answers_proposals,
    Act.EXTEND: _leads,
    Act.ASK_REFUSAL: at_front,
    Act.ALLOW_REFUSAL: _leads,
    Act.DECLINE: _answers_proposals,
    Act.RECOUNT: _recounts,
    Act.HAND_OVER: _supervises,
    Act.MARK: _supervises,
    Act.HURRY: at_front,
    Act.JOIN: at_front,
    Act.CORRECT_MATERIALS: _at_home,
    Act.CORRECT_FORM: _at_home,
    Act.CORRECT_RECEIPT: _at_home,
    Act.FILE: _supervises,
}


def may(by: Actor, act: str, case: "Case") -> bool:
    """Whether this actor, by post and duty, may do this act to this case."""
    return MAY[act](by, case)
