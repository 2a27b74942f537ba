"""Where a case is, for the person whose case it is: plain words, nothing of anybody else (D8, J2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hmac import compare_digest

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yimen.cases import awaiting, clock, intake, pauses, route, tasks, villages
from yimen.cases.lifecycle import ENDINGS, State
from yimen.cases.models import Case, Completion, Task
from yimen.cases.refusals import REASONS
from yimen.catalogue import definitions, promise
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import StepKind
from yimen.journal.errors import NotThere
from yimen.journal.moments import localdate
from yimen.office import calendar, policies
from yimen.papers.models import Paper
from yimen.registry.models import Person

_WORDS = {
    State.RECEIVED: "材料已收到，正在核对，%(term)s内答复您。",
    State.COMPLETING: "材料还不齐，请按通知书补交。",
    State.IN_PROCESS: "已受理，正在办理。",
    State.DECIDED: "已作出决定，正在办理后续手续。",
    State.READY: "已办好，请领取结果。",
    State.CLOSED: "已办结，结果已送达。",
    State.ARCHIVED: "已办结并归档。",
    State.NOT_ACCEPTED: "不予受理。",
    State.RETURNED: "已退件；补齐后可以重新申请。",
    State.WITHDRAWN: "已按您的申请撤回。",
    State.TERMINATED: "已终止办理。",
}
# While a village's papers are on their way; from its receiving point the term runs already.
_SENT = {
    "agent": "材料由%(place)s代收，正在送往%(hall)s，送到后%(term)s内答复您。",
    "receiving": "材料已由%(place)s收件，正在送往%(hall)s，%(term)s内答复您。",
}
# A reason that says nothing by itself.
_OTHER = {"other": "其他原因，具体说明请向窗口询问"}


@dataclass(frozen=True, slots=True)
class Station:
    """One step on the way; status "done", "now" or "todo"."""

    name: str
    words: str
    status: str
    since_on: date | None
    holder: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A paper the person got, and what it asks."""

    number: str
    kind_words: str
    issued_on: date
    missing: tuple[str, ...]
    answer_by: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything the progress page shows; the applicant is masked."""

    number: str
    item_name: str
    applicant_masked: str
    state: str
    state_words: str
    received_on: date
    accepted_on: date | None
    due_on: date | None
    provisional: bool
    light: str
    light_words: str
    stations: tuple[Station, ...]
    notices: tuple[Notice, ...]
    responsible: str
    telephone: str
    result_words: str
    stands: tuple[str, ...] = ()  # what makes the clock stand
    joint_due_on: date | None = None  # of several handled together: when all of it is done
    reason_words: str = ""  # why it ended without a result; empty for all others


def by_token(token: str, *, at: datetime) -> Progress:
    """By the receipt's QR. Raises NotThere."""
    return _progress(_cases().filter(token=token).first(), at)


def by_number(number: str, last_four: str, *, at: datetime) -> Progress:
    """By number and the last four characters of the identity number or the phone. Wrong number, wrong four: NotThere."""
    case = _cases().filter(number=number.strip().upper()).first()
    if case is None or not ends_in(case.applicant, last_four):
        raise NotThere()
    return _progress(case, at)


def ends_in(person: Person, last_four: str) -> bool:
    """Whether the person's document number or telephone ends in these four characters."""
    ends = [(text or "")[-4:].upper() for text in (person.number, person.phone)]
    given = last_four.strip().upper()
    return len(given) == 4 and any(compare_digest(end.encode(), given.encode()) for end in ends if len(end) == 4)


def stations(case: Case, definition: Definition, done: Sequence[Task]) -> tuple[Station, ...]:
    """The way of a case: taken in, accepted, each step of its route, handed out."""
    waits = case.state in ENDINGS or villages.is_on_its_way(case)
    accepted = "done" if case.accepted_on else ("todo" if waits else "now")
    office = case.centre if case.taken_as else case.taken_at
    checked = {"done": _("材料齐全，开始计时"), "now": _("正在核对材料")}
    way = [
        Station(_("收件"), _("材料已收到"), "done", case.received_on, case.taken_at.short_name),
        Station(_("受理"), checked.get(accepted, ""), accepted, case.accepted_on, office.short_name),
    ]
    ended = case.state in ENDINGS
    if case.taken_as:
        way.insert(1, _arrival(case, ended))
    for stage in route.stages(definition.steps, case.variant):
        way += [_station(step.key, step.name, done, ended, step.kind) for step in stage]
    if not definition.steps:
        way.append(_station(tasks.WINDOW_DECISION, _("窗口决定"), done, ended))
    if case.state == State.COMPLETING:
        way = [replace(one, words=_("等待补齐材料")) if one.status == "now" else one for one in way]
    delivered = {State.CLOSED: "done", State.ARCHIVED: "done", State.READY: "now"}.get(State(case.state), "todo")
    words = _("结果已送达") if delivered == "done" else _("到办结回复窗口领取")
    return (*way, Station(_("领取结果"), words, delivered, case.ended_on if delivered == "done" else None, ""))


def _arrival(case: Case, ended: bool) -> Station:
    """Between the village that took it in and the hall."""
    status = "done" if case.arrived_on else "todo" if ended else "now"
    words = _("材料已交到中心") if case.arrived_on else "" if ended else _("材料正在送往中心")
    return Station(_("送交中心"), words, status, case.arrived_on, case.centre.short_name)


def is_undecided(case: Case) -> bool:
    """Whether the day can still move: after the decision, and of what ended without one, nobody counts again."""
    return case.decided_on is None and case.state not in ENDINGS


def is_running(case: Case) -> bool:
    """Whether the clock of a case is counting."""
    return case.state == State.IN_PROCESS and case.due_on is not None


def light(case: Case, on: date) -> tuple[str, str]:
    """The light's colour code and its words; no light before acceptance or after the decision."""
    if case.state not in {State.IN_PROCESS, State.COMPLETING} or case.accepted_on is None:
        return "", ""
    days = calendar.current()
    colour = clock.light(case.due_on, on, days, is_running(case))
    words = clock.standing(case.due_on, on, days, running=is_running(case), provisional=case.due_provisional)
    return colour, words


def asked(case: Case) -> Completion | None:
    """What the person is asked for now; None where nothing is, as for a case that ended while something was missing."""
    if case.state != State.COMPLETING:
        return None
    return Completion.objects.filter(case=case, answered_on__isnull=True).first()


def _cases() -> "QuerySet[Case]":
    return Case.objects.select_related("applicant", "centre", "taken_at", "answerable", "application")


def _progress(case: Case | None, at: datetime) -> Progress:
    if case is None:
        raise NotThere()
    definition = definitions.of_version(case.version_id)
    done = list(Task.objects.filter(case=case).select_related("post__centre").order_by("opened_at", "id"))
    colour, words = light(case, localdate(at))
    return Progress(
        number=case.number, item_name=definition.name, applicant_masked=case.applicant.masked_name, state=case.state,
        state_words=_state_words(case) + _to_come(case, definition), received_on=case.received_on, accepted_on=case.accepted_on,
        due_on=case.due_on, provisional=case.due_provisional and is_undecided(case), light=colour, light_words=words,
        stations=stations(case, definition, done), notices=_notices(case, definition),
        responsible=case.answerable.name if case.answerable else "",
        telephone=definition.telephone or case.centre.telephone,
        result_words=case.get_outcome_display() if case.outcome else "", reason_words=_reason_words(case),
        stands=tuple(words for _sign, words in pauses.told(case, on=localdate(at))),
        joint_due_on=case.application.joint_due_on if case.is_joint else None,
    )  # fmt: skip


def _state_words(case: Case) -> str:
    words = _(_WORDS[State(case.state)])
    if case.state != State.RECEIVED:
        return words
    term, _basis = policies.value("intake.answer", on=intake.handed_in_on(case))
    if villages.is_on_its_way(case):
        place = {"place": case.taken_at.short_name, "hall": case.centre.short_name}
        words = _(_SENT[case.taken_as]) % {**place, "term": "%(term)s"}
    return words % {"term": promise.words(promise.parse(term))}


def _to_come(case: Case, definition: Definition) -> str:
    """From which day the person can come for what waits for its day."""
    if case.state != State.DECIDED:
        return ""
    return "".join(f"{awaiting.words(day, step.kind)}。" for step, day in awaiting.to_come(case, definition))


def _reason_words(case: Case) -> str:
    code = case.reason_code
    return str(_(_OTHER[code]) if code in _OTHER else REASONS[code]) if code else ""


def _station(key: str, name: str, done: Sequence[Task], ended: bool, kind: StepKind | None = None) -> Station:
    mine = [task for task in done if task.step_key == key and task.state != Task.State.CANCELLED]
    if not mine:
        return Station(name, "", "todo", None, "")
    last = mine[-1]
    holder = last.post.centre.short_name
    if last.state == Task.State.OPEN and not ended:
        words = awaiting.words(last.not_before_on, kind) if last.not_before_on else _("正在办理")
        return Station(name, words, "now", last.opened_on, holder)
    if last.state == Task.State.SENT_BACK:
        return Station(name, _("已退回上一环节"), "todo", None, holder)
    return Station(name, _("已办"), "done", localdate(last.closed_at) if last.closed_at else None, holder)


def _notices(case: Case, definition: Definition) -> tuple[Notice, ...]:
    names = {str(one.id): one.name for one in definition.requirements}
    open_one = asked(case)
    papers = Paper.objects.filter(subject_id=case.pk).order_by("issued_at", "number")
    return tuple(_notice(paper, names, open_one) for paper in papers)


def _notice(paper: Paper, names: dict[str, str], open_one: Completion | None) -> Notice:
    is_open = open_one is not None and paper.kind == Paper.Kind.COMPLETION and paper.issued_on == open_one.asked_on
    lacking = tuple(names[one] for one in open_one.requirement_ids) if is_open and open_one else ()
    if is_open and open_one and open_one.remark:
        lacking += (open_one.remark,)
    answer_by = open_one.answer_by_on if is_open and open_one else None
    return Notice(paper.number, paper.get_kind_display(), paper.issued_on, lacking, answer_by)
