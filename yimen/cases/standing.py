"""What stands beside a case's way and everybody who works on it should know: pauses, proposals, joint, hurry, collection."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yimen.cases import awaiting, pauses, reading, villages
from yimen.cases.lifecycle import State
from yimen.cases.models import Case, Proposal
from yimen.catalogue import definitions, promise


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know: `sign` is a code (pause, due, over, person, paper, clock), `words` a sentence."""

    sign: str
    words: str


def lines(case: Case, *, on: date) -> list[Line]:
    """What is to be known of a case the actor was let see, the most pressing first."""
    found = [
        *_on_its_way(case),
        *pauses.told(case, on=on),
        *_proposals(case),
        *_wishes(case),
        *_joint(case),
        *_days(case, on),
        *_collection(case, on),
    ]
    return [Line(sign, words) for sign, words in found]


def kinds(case: Case, *, is_up: bool) -> list[str]:
    """The kinds of a case, read from what happened (C3): on the spot or promised, completed, joint, passed up, returned.

    `is_up`: whether a step of its route belongs to a level above its home.
    """
    if case.accepted_on is None:
        first = _("补办件") if case.state == State.COMPLETING else _("待受理")
    else:
        first = _("即办件") if case.decided_on == case.accepted_on else _("承诺件")
    more = [
        (case.taken_as == Case.TakenAs.AGENT, _("代理件")), (case.is_joint, _("联办件")), (is_up, _("上报件")),
        (case.state == State.RETURNED, _("退回件")),
    ]  # fmt: skip
    return [first, *(word for is_so, word in more if is_so)]


def _on_its_way(case: Case) -> list[tuple[str, str]]:
    """A village took it in: whether its papers have come."""
    if not villages.is_on_its_way(case) or not case.is_open:
        return []
    words = {"place": case.taken_at.short_name, "day": _day(case.received_on), "as": case.get_taken_as_display()}
    return [("due", _("%(place)s%(day)s代收（%(as)s），材料还没有交到中心") % words)]


def _proposals(case: Case) -> list[tuple[str, str]]:
    return [("due", _asked(one)) for one in reading.proposals_waiting(case)]


def _asked(one: Proposal) -> str:
    what = {
        Proposal.Kind.EXTENSION: lambda: _("延期%(days)s") % {"days": promise.words(promise.parse(one.added))},
        Proposal.Kind.PAUSE: lambda: _("停表（%(name)s）") % {"name": one.special},
        Proposal.Kind.REFUSAL: lambda: _("不予受理"),
    }[Proposal.Kind(one.kind)]()
    words = {"what": what, "day": _day(one.asked_on), "by": one.asked_by.name, "state": _whose_word(one)}
    return _("请示%(what)s：%(by)s %(day)s提出，%(state)s") % words


def _whose_word(one: Proposal) -> str:
    """Whose answer it waits for (proposals.answers): a refusal goes to the leader at once, of a pause either may say."""
    if one.state == Proposal.State.ASKED and one.kind == Proposal.Kind.REFUSAL:
        return str(Proposal.State.ENDORSED.label)
    return _("待主管或者领导") if one.kind == Proposal.Kind.PAUSE else one.get_state_display()


def _wishes(case: Case) -> list[tuple[str, str]]:
    told = []
    if case.led_by:
        told.append(("person", _("重点办理：%(name)s牵头") % {"name": case.led_by.name}))
    if case.wanted_on and case.decided_on is None:
        told.append(("due", _("申请人要求加急，希望%(day)s前办好") % {"day": _day(case.wanted_on)}))
    return told


def _joint(case: Case) -> list[tuple[str, str]]:
    numbers = reading.joint_numbers(case)
    if not numbers:
        return []
    day = case.application.joint_due_on
    until = _("，全部办结日%(day)s") % {"day": _day(day)} if day else ""
    return [("paper", _("联办：与%(numbers)s一并办理") % {"numbers": "、".join(numbers)} + until)]


def _days(case: Case, on: date) -> list[tuple[str, str]]:
    """Steps after the decision that have their day: still to come, or come."""
    if case.state != State.DECIDED:
        return []
    coming = awaiting.to_come(case, definitions.of_version(case.version_id))
    early, come = _("%(step)s：%(day)s起才能办"), _("%(step)s：%(day)s起已可办，请联系申请人")
    return [
        ("clock" if on < day else "due", (early if on < day else come) % {"step": step.name, "day": _whole_day(day)})
        for step, day in coming
    ]


def _collection(case: Case, on: date) -> list[tuple[str, str]]:
    if case.state != State.READY or case.collect_by_on is None:
        return []
    if on > case.collect_by_on:
        return [("over", _("结果尚未领取，请联系申请人（应在%(day)s前领取）") % {"day": _day(case.collect_by_on)})]
    return [("clock", _("请申请人在%(day)s前领取结果") % {"day": _day(case.collect_by_on)})]


def _whole_day(day: date) -> str:
    return f"{day.year}年{_day(day)}"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
