"""Every act on a case, how it is called, and the scenes from which it is possible: what two officers race with (T5)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.cases.walking import finish, holder
from tests.town import Cast
from yimen.cases import (
    answerable,
    completion,
    corrections,
    decisions,
    delivery,
    endings,
    extending,
    intake,
    pausing,
    proposals,
    recounting,
    refusing,
    steps,
)
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case, Task
from yimen.catalogue import definitions
from yimen.journal.moments import localdate
from yimen.office.actor import Actor

# Everything at once: a leader before a refusal, two hearings, a form, deemed acceptance, and a second stage in which a
# check, a notice and the approval wait side by side.
ITEM = """
code: TR-01
name: 同时办理试验事项
state: published
from: 2026-01-01
line: 民政
promised: 20 working days
seat: household
refusal_needs_leader: true
deemed_acceptance: true
completion: resume
completion_in_process: true
variants:
  - {key: noticed, name: 须公示}
  - {key: plain, name: 一般}
special:
  - {kind: hearing, name: 听证, limit: 20 working days}
  - {kind: expert_review, name: 专家评审, limit: 20 working days}
form:
  - {key: household, name: 家庭人口, kind: number}
materials:
  - {key: application, name: 申请书}
  - {key: photo, name: 照片, necessity: optional}
steps:
  - {key: examine, name: 街道审查, kind: review, level: town, stage: 1}
  - {key: check, name: 街道复核, kind: check, level: town, stage: 2}
  - {key: notice, name: 公示, kind: public_notice, level: village, stage: 2, term: 3 calendar days,
     variants: [noticed]}
  - {key: approve, name: 县局审批, kind: approval, level: county, stage: 2, decides: true}
  - {key: list, name: 发放名册, kind: payment_list, phase: after, level: county, stage: 1}
  - {key: hang, name: 村公示, kind: public_notice, phase: after, level: village, stage: 1}
as_printed: 测试用事项
printed: 测试用事项
"""
CODE = "TR-01"
WHY = "经核实情况如此"
BASIS = "《行政许可法》第三十二条"
Do = Callable[[], Any]
Scene = Callable[[Cast], Case]
At = Any


def moment(cast: Cast) -> At:
    """Monday 2 March 2026, nine o'clock: everything happens then."""
    return cast.clock.at(3, 2)


def received(cast: Cast, variant: str = "noticed") -> Case:
    at = moment(cast)
    handed = cast.handed(at, code=CODE, variant=variant, form={"household": "3"})
    return intake.receive(handed, by=cast.window, at=at)


def refusal_asked(cast: Cast) -> Case:
    """The leader has allowed one refusal, and another is asked."""
    case, at = received(cast), moment(cast)
    refusing.ask_refusal(case, code="not_ours", reason=WHY, by=cast.window, at=at)
    refusing.allow_refusal(case, by=cast.leader, at=at)
    return refusing.ask_refusal(case, code="not_ours", reason=WHY, by=cast.window, at=at)


def completing(cast: Cast) -> Case:
    return completion.ask_completion(received(cast), remark="请补写收入", by=cast.window, at=moment(cast))


def at_second_stage(cast: Cast, variant: str = "noticed") -> Case:
    case, at = received(cast, variant), moment(cast)
    return finish(cast, intake.accept(case, by=cast.window2, at=at), "examine", at)


def extension_asked(cast: Cast) -> Case:
    case = at_second_stage(cast)
    return extending.ask_extension(case, days=5, reason=WHY, by=cast.window, at=moment(cast))


def extension_endorsed(cast: Cast) -> Case:
    return extending.endorse(extension_asked(cast), by=cast.supervisor, at=moment(cast))


def paused(cast: Cast) -> Case:
    """A hearing stops the clock, an expert's review is asked."""
    case, at = at_second_stage(cast), moment(cast)
    for special in ("听证", "专家评审"):
        case = _asks_pause(cast, case, special, at)
        if special == "听证":
            case = pausing.pause(case, by=cast.supervisor, at=at)
    return case


def completing_in_process(cast: Cast) -> Case:
    return completion.ask_completion(at_second_stage(cast), remark="请补写收入", by=cast.window, at=moment(cast))


def before_the_decision(cast: Cast) -> Case:
    return finish(cast, at_second_stage(cast, "plain"), "check", moment(cast))


def decided(cast: Cast) -> Case:
    return _decides(cast, before_the_decision(cast), "granted")


def ready(cast: Cast) -> Case:
    return _decides(cast, before_the_decision(cast), "refused")


def closed(cast: Cast) -> Case:
    return delivery.deliver(ready(cast), way="window", receiver="王秀英", by=cast.reply, at=moment(cast))


SCENES: tuple[Scene, ...] = (
    received, refusal_asked, completing, completing_in_process, at_second_stage, extension_asked, extension_endorsed,
    paused, before_the_decision, decided, ready, closed,
)  # fmt: skip


def _decides(cast: Cast, case: Case, outcome: str) -> Case:
    waiting = Task.objects.get(case=case, state="open", is_decision=True)
    return decisions.decide(
        case, task_id=waiting.pk, outcome=outcome, opinion=WHY, by=holder(cast, waiting), at=moment(cast)
    )


def _asks_pause(cast: Cast, case: Case, special: str, at: At) -> Case:
    until_on = localdate(at) + timedelta(days=9)
    return pausing.ask_pause(case, special=special, until_on=until_on, reason=WHY, by=cast.window, at=at)


def _on_task(cast: Cast, case: Case, *steps_of_it: str) -> Task:
    """The open task of one of these steps; where none is open, the last of the case, so that the act can be tried."""
    mine = Task.objects.filter(case=case)
    waiting: Task | None = mine.filter(state="open", step_key__in=steps_of_it).first()
    return waiting or mine.order_by("-opened_at", "step_key")[0]


def _finishes(cast: Cast, case: Case, at: At) -> Do:
    waiting = _on_task(cast, case, "check", "list")
    return lambda: steps.finish(case, task_id=waiting.pk, opinion=WHY, by=holder(cast, waiting), at=at)


def _posts(cast: Cast, case: Case, at: At) -> Do:
    waiting = _on_task(cast, case, "notice", "hang")
    return lambda: steps.post_notice(case, task_id=waiting.pk, by=holder(cast, waiting), at=at)


def _sends_back(cast: Cast, case: Case, at: At) -> Do:
    waiting = _on_task(cast, case, "approve")
    return lambda: steps.send_back(case, task_id=waiting.pk, reason=WHY, by=holder(cast, waiting), at=at)


def _decision(cast: Cast, case: Case, at: At) -> Do:
    waiting = _on_task(cast, case, "approve")
    return lambda: decisions.decide(
        case, task_id=waiting.pk, outcome="granted", opinion=WHY, by=holder(cast, waiting), at=at
    )


def _declines(cast: Cast, case: Case, at: At) -> Do:
    asked = case.proposals.filter(state__in=("asked", "endorsed")).first()
    if asked is None:
        return lambda: proposals.decline(case, proposal_id=case.pk, reason=WHY, by=cast.supervisor, at=at)
    by = cast.supervisor if (asked.kind, asked.state) in (("extension", "asked"), ("pause", "asked")) else cast.leader
    return lambda: proposals.decline(case, proposal_id=asked.pk, reason=WHY, by=by, at=at)


def _joins(cast: Cast, case: Case, at: At) -> Do:
    handed = cast.handed(
        at, code=CODE, variant="plain", form={"household": "3"}, joins=case, applicant=case.applicant, given=False
    )
    return lambda: intake.receive(handed, by=cast.window, at=at)


def _simply(do: Callable[[Cast, Case, At], Any]) -> Callable[[Cast, Case, At], Do]:
    return lambda cast, case, at: lambda: do(cast, case, at)


def _photo(case: Case) -> Any:
    return [one.id for one in definitions.of_version(case.version_id).requirements if one.key == "application"]


# How each act is called: what it needs to know is looked up before the race, as by a page that was opened before.
CALLS: dict[str, Callable[[Cast, Case, At], Do]] = {
    Act.ACCEPT: _simply(lambda cast, case, at: intake.accept(case, by=cast.window2, at=at)),
    Act.DEEM_ACCEPTED: _simply(lambda cast, case, at: intake.deem_accepted(case, by=Actor.clock(), at=at)),
    Act.REMIND: _simply(lambda cast, case, at: steps.remind(case, by=Actor.clock(), at=at)),
    Act.REFUSE_INTAKE: _simply(
        lambda cast, case, at: intake.refuse_intake(case, code="not_ours", reason=WHY, basis=BASIS, by=cast.supervisor, at=at)
    ),
    Act.ASK_COMPLETION: _simply(
        lambda cast, case, at: completion.ask_completion(case, remark="请补写收入", by=cast.supervisor, at=at)
    ),
    Act.COMPLETE: _simply(lambda cast, case, at: completion.complete(case, given=[], by=cast.window2, at=at)),
    Act.RETURN_UNANSWERED: _simply(lambda cast, case, at: completion.return_unanswered(case, by=Actor.clock(), at=at)),
    Act.POST_NOTICE: _posts,
    Act.FINISH: _finishes,
    Act.SEND_BACK: _sends_back,
    Act.DECIDE: _decision,
    Act.DELIVER: _simply(
        lambda cast, case, at: delivery.deliver(case, way="window", receiver="王秀英", by=cast.reply, at=at)
    ),
    Act.RETURN: _simply(
        lambda cast, case, at: endings.return_(case, code="examined_not_met", reason=WHY, by=cast.supervisor, at=at)
    ),
    Act.WITHDRAW: _simply(lambda cast, case, at: endings.withdraw(case, reason=WHY, by=cast.window, at=at)),
    Act.TERMINATE: _simply(
        lambda cast, case, at: endings.terminate(case, code="other", reason=WHY, by=cast.director, at=at)
    ),
    Act.ASK_PAUSE: _simply(lambda cast, case, at: _asks_pause(cast, case, "听证", at)),
    Act.PAUSE: _simply(lambda cast, case, at: pausing.pause(case, by=cast.supervisor, at=at)),
    Act.RESUME: _simply(lambda cast, case, at: pausing.resume(case, special="听证", by=cast.window2, at=at)),
    Act.ASK_EXTENSION: _simply(
        lambda cast, case, at: extending.ask_extension(case, days=3, reason=WHY, by=cast.window2, at=at)
    ),
    Act.ENDORSE: _simply(lambda cast, case, at: extending.endorse(case, by=cast.supervisor, at=at)),
    Act.EXTEND: _simply(lambda cast, case, at: extending.extend(case, by=cast.leader, at=at)),
    Act.ASK_REFUSAL: _simply(
        lambda cast, case, at: refusing.ask_refusal(case, code="not_ours", reason=WHY, by=cast.window, at=at)
    ),
    Act.ALLOW_REFUSAL: _simply(lambda cast, case, at: refusing.allow_refusal(case, by=cast.leader, at=at)),
    Act.DECLINE: _declines,
    Act.RECOUNT: _simply(lambda cast, case, at: recounting.recount(case, by=Actor.clock(), at=at)),
    Act.HAND_OVER: _simply(
        lambda cast, case, at: answerable.hand_over(case, staff_id=cast.town_civil.id, reason=WHY, by=cast.director, at=at)
    ),
    Act.MARK: _simply(
        lambda cast, case, at: answerable.mark(case, staff_id=cast.leader.id, reason=WHY, by=cast.supervisor, at=at)
    ),
    Act.HURRY: _simply(
        lambda cast, case, at: answerable.hurry(case, wanted_on=localdate(at), reason=WHY, by=cast.window2, at=at)
    ),
    Act.JOIN: _joins,
    Act.CORRECT_MATERIALS: _simply(
        lambda cast, case, at: corrections.correct_materials(case, given=_photo(case), reason=WHY, by=cast.window, at=at)
    ),
    Act.CORRECT_FORM: _simply(
        lambda cast, case, at: corrections.correct_form(case, values={"household": "4"}, reason=WHY, by=cast.window, at=at)
    ),
    Act.CORRECT_RECEIPT: _simply(
        lambda cast, case, at: corrections.correct_receipt(
            case, way="agent", receiver="王小军", reason=WHY, by=cast.reply, at=at
        )
    ),
}  # fmt: skip
# A birth has no rival; the archive files; papers come over from a village, and no scene is a village's case.
NOT_A_VERB_YET = {Act.RECEIVE, Act.FILE, Act.TAKE_OVER}
