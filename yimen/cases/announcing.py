"""What the person is told on paper when something happens to a case besides acceptance and result: facts, then the paper."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from yimen.cases import telling, timing
from yimen.cases.models import Case, CaseMaterial, Completion
from yimen.cases.refusals import REASONS
from yimen.catalogue import definitions, promise
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import RequirementDef
from yimen.catalogue.promise import Promise
from yimen.journal import door, rows
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import calendar, centres, policies
from yimen.office.actor import Actor
from yimen.papers import kinds, phrases
from yimen.papers.models import Paper

# Why another signed, where nobody wrote more.
INSTEAD = {
    "window": "他人到窗口代收",
    "agent": "受申请人委托代领",
    "post": "邮寄送达，他人代收",
    "village": "由村（社区）转交",
}
LAW_42 = "《中华人民共和国行政许可法》第四十二条"


def receipt(case: Case, definition: Definition, *, by: Actor, at: datetime) -> Paper | None:
    """收件回执: what was handed in, and by which day the office answers; None where nothing was handed in yet."""
    given = _given(case, definition)
    if not given:
        return None
    term, _basis = policies.value("intake.answer", on=localdate(at))
    sent = bool(case.taken_as) and case.arrived_on is None
    data = kinds.ReceiptData(
        **_about(case, definition, by), received_on=case.handed_in_on, answer_by=case.answer_by_on,
        materials=telling.material_lines(given), deemed=definition.deemed_acceptance,
        provisional=bool(case.answer_by_on and not calendar.current().is_published(case.answer_by_on)),
        place=centres.known(case.taken_at_id).name if case.taken_as else "", sent_on=sent,
        answer_term=promise.words(promise.parse(term)),
    )  # fmt: skip
    return telling.issue(case, kinds.RECEIPT, data, at=at)


def taken_over(  # what a transfer is
    case: Case, definition: Definition, *, lacking: Sequence[CaseMaterial], brought_by: str, by: Actor, at: datetime
) -> Paper:
    """材料交接单: which papers came over from the village, by whose hands; which did not."""
    lost = {row.requirement_id for row in lacking}
    came = [one for one in _given(case, definition) if one.id not in lost]
    data = kinds.TransferData(
        **_about(case, definition, by), place=centres.known(case.taken_at_id).name, received_on=case.received_on,
        brought_by=brought_by, handed_on=localdate(at), time=f"{at.astimezone(OFFICE_ZONE):%H:%M}",
        materials=telling.material_lines(came),
        lacking=tuple(one.name for one in definition.requirements if one.id in lost),
    )  # fmt: skip
    return telling.issue(case, kinds.TRANSFER, data, at=at)


def refusal(  # noqa: PLR0913  # what a refusal is
    case: Case, definition: Definition, *, code: str, reason: str, basis: tuple[str, ...], by: Actor, at: datetime
) -> Paper:
    """不予受理通知书: why, on what law, how to object, where to go instead."""
    data = kinds.RefusalData(
        **_about(case, definition, by), **_remedies(localdate(at)), applied_on=case.received_on,
        reason=str(REASONS[code]), explanation=reason.strip(), basis=basis,
        given_back=_names(_given(case, definition)),
    )  # fmt: skip
    return telling.issue(case, kinds.REFUSAL, data, at=at)


def returned(case: Case, definition: Definition, *, why: str, reason: str, by: Actor, at: datetime) -> Paper:
    """退回件通知书: examined and returned, unanswered, withdrawn, or terminated."""
    asked = max(timing.of_case(Completion, case), key=lambda one: one.round, default=None)
    unanswered = asked is not None and why == "unanswered"
    named = why in ("examined", "terminated") and case.reason_code != "other"  # 其他 says nothing by itself
    said = [str(REASONS[case.reason_code])] * named + [reason.strip()]
    data = kinds.ReturnedData(
        **_about(case, definition, by), **_remedies(localdate(at)), why=why,  # type: ignore[arg-type]  # one of its words

        applied_on=case.received_on, reasons=tuple(filter(None, said)), basis=definition.basis,
        answer_by=asked.answer_by_on if unanswered and asked else None,
        asked_by_paper=_completion_number(case) if unanswered else "", given_back=_names(_given(case, definition)),
    )  # fmt: skip
    return telling.issue(case, kinds.RETURNED, data, at=at)


def extension(  # noqa: PLR0913  # what an extension is
    case: Case, definition: Definition, *, added: Promise, was: date, reason: str, by: Actor, at: datetime
) -> Paper:
    """延期告知书: the old day, the new one, whose consent, why."""
    assert case.accepted_on is not None and case.due_on is not None  # noqa: S101  # it was just lengthened
    data = kinds.ExtensionData(
        **_about(case, definition, by), **_remedies(localdate(at)), accepted_on=case.accepted_on, old_due_on=was,
        added=promise.words(added), new_due_on=case.due_on, provisional=case.due_provisional,
        reasons=(reason.strip(),), consented_by=f"{by.name}（{by.post_title}）", consented_on=localdate(at),
        basis=(LAW_42,),
    )  # fmt: skip
    return telling.issue(case, kinds.EXTENSION, data, at=at)


def special(  # noqa: PLR0913  # what a special procedure is
    case: Case, definition: Definition, *, name: str, basis: str, planned: date, by: Actor, at: datetime
) -> Paper:
    """特别程序告知书: whose time is not counted, and how long it will take. Allowed by `by`; by rule where that is the
    clock."""
    on = localdate(at)
    data = kinds.SpecialData(
        **_about(case, definition, by), procedure=name, from_on=on, planned_end_on=planned, basis=(basis,),
        provisional=not calendar.current().is_published(planned),
        approved_by=f"{by.name}（{by.post_title}）" if by.is_staff else "", approved_on=on if by.is_staff else None,
    )  # fmt: skip
    return telling.issue(case, kinds.SPECIAL, data, at=at)


def delivery(  # noqa: PLR0913  # what a delivery is
    case: Case, definition: Definition, *, way: str, receiver: str, why_other: str, by: Actor, at: datetime
) -> Paper:
    """送达回证: what was handed over, how, to whom; to be signed by both."""
    other = receiver if receiver != telling.applicant_of(case).name else ""
    names = tuple(kinds.DeliveredLine(one.name) for one in definition.results) if case.outcome == "granted" else ()
    data = kinds.DeliveryData(
        **_about(case, definition, by, window=False), delivered=(*_result_papers(case), *names),
        way=way,  # type: ignore[arg-type]  # one of its words

        delivered_on=localdate(at), received_by=other, instead_reason=(why_other.strip() or INSTEAD[way]) if other else "",
        time=f"{at.astimezone(OFFICE_ZONE):%H:%M}",
        place=telling.centre_of(case).address or telling.centre_of(case).name,
    )  # fmt: skip
    return telling.issue(case, kinds.DELIVERY, data, at=at)


def joint(case: Case, definition: Definition, parts: Sequence[Case], *, by: Actor, at: datetime) -> Paper:
    """窗口联办通知书: which items, by whom, and the one day by which all of it is done (F3). Told with the part that was
    accepted last."""
    items = dict(zip(parts, definitions.of_versions([one.version_id for one in parts]), strict=True))
    began, due_on = joint_span([(one.accepted_on, one.due_on) for one in parts])
    days = max(1, calendar.current().between(began, due_on))  # what is done on the spot takes the day
    data = kinds.JointData(
        **_about(case, definition, by, window=False), received_on=case.received_on, joint_from_on=began,
        joint_days=days, approval_from_on=began, approval_days=days, due_on=due_on,
        provisional=any(one.due_provisional for one in parts), windows=tuple(sorted({_unit(one) for one in items.values()})),
        parts=tuple(
            kinds.JointPart(
                one.name, _unit(one), part.number,
                promise.words(timing.promise_of(one, part.variant, on=part.accepted_on or case.received_on)),
            )
            for part, one in items.items()
        ),
    )  # fmt: skip
    return telling.issue(case, kinds.JOINT, data, at=at, parts=parts)


def joint_span(parts: Sequence[tuple[date | None, date | None]]) -> tuple[date, date]:
    """From which day to which several parts are done together, of their (accepted, due): from the last acceptance to the last
    due day. Where that day came before it (a part that stands still has none, or the law accepted one as of long ago): from
    the acceptance of the part that is due last."""
    due_on, own = max((due, accepted) for accepted, due in parts if accepted and due)
    began = max(accepted for accepted, _due in parts if accepted)
    return (began if began < due_on else own), due_on


def handed_over(  # noqa: PLR0913  # who, from whom, why
    case: Case, definition: Definition, *, before: str, after: str, reason: str, by: Actor, at: datetime
) -> Paper:
    """告知书: another person answers for the case."""
    data = kinds.NoticeData(
        **_about(case, definition, by), what="hand_over", before=before or "—", after=after,
        effective_on=localdate(at), reasons=(reason.strip(),),
    )  # fmt: skip
    return telling.issue(case, kinds.NOTICE, data, at=at)


def restarted(case: Case, definition: Definition, *, by: Actor, at: datetime) -> Paper:
    """告知书: the materials are complete, the clock counts again (补办件重新启动)."""
    return moved(case, definition, was=None, why="", what="restart", by=by, at=at)


def moved(  # noqa: PLR0913  # from which day, to which, why
    case: Case,
    definition: Definition,
    *,
    was: date | None,
    why: str,
    what: Literal["recount", "restart"] = "recount",
    by: Actor,
    at: datetime,
) -> Paper:
    """告知书: the day by which it will be done is another; `was` None: the clock stood."""
    assert case.due_on is not None  # noqa: S101  # told when there is a day
    data = kinds.NoticeData(
        **_about(case, definition, by), what=what,
        before=phrases.day(was) if was else "停止计时",
        after=phrases.day(case.due_on) + ("〔暂定〕" if case.due_provisional else ""), effective_on=localdate(at),
        reasons=(why,) if why else (),
    )  # fmt: skip
    return telling.issue(case, kinds.NOTICE, data, at=at)


def _about(case: Case, definition: Definition, by: Actor, *, window: bool = True) -> dict[str, Any]:
    told: dict[str, Any] = {
        "issuer": telling.issuer(telling.centre_of(case), definition), "matter": telling.matter(case, definition),
        "proof": telling.proof(case), "clerk": telling.clerk(case, by),
    }  # fmt: skip
    return told | telling.at_window(case, by) if window else told


def _unit(definition: Definition) -> str:
    """Who handles the item at the centre: its department line's window."""
    return f"{definition.line}窗口"


def _remedies(on: date) -> dict[str, Any]:
    return {
        "review_body": policies.value("remedy.review_body", on=on)[0],
        "court": policies.value("remedy.court", on=on)[0],
    }


def _given(case: Case, definition: Definition) -> list[RequirementDef]:
    there = {row.requirement_id for row in timing.of_case(CaseMaterial, case) if row.is_given}
    return [one for one in definition.requirements if one.id in there]


def _names(given: list[RequirementDef]) -> tuple[str, ...]:
    return tuple(one.name for one in given)


def delivery_foreseen(case: Case) -> list[rows.Statement]:
    """The statements by which `delivery` reads, for who asks them ahead."""
    return [telling.applicant_foreseen(case), _results_of(case)]


def _results_of(case: Case) -> rows.Statement:
    asked = "SELECT number FROM papers_paper WHERE subject_id = %s AND kind = %s ORDER BY issued_at, number"
    return asked, [rows.key(case.id), kinds.RESULT]


def _completion_number(case: Case) -> str:
    asked = Paper.objects.of(kinds.COMPLETION, case.id).values_list("number", flat=True)
    return asked.first() or ""


def _result_papers(case: Case) -> tuple[kinds.DeliveredLine, ...]:
    stored = [number for (number,) in rows.read(*_results_of(case))]
    made = [one.number for one in door.new(Paper) if one.subject_id == case.id and one.kind == kinds.RESULT]
    return tuple(kinds.DeliveredLine(kinds.KINDS[kinds.RESULT].name, number or "") for number in [*stored, *made])
