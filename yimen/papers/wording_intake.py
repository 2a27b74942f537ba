"""What is written when something is handed in: receipt, acceptance, completion, refusal, joint handling. Pure."""

from collections.abc import Sequence

from yimen.papers.kinds import (
    AcceptanceData,
    CompletionData,
    JointData,
    ReceiptData,
    RefusalData,
    TransferData,
)
from yimen.papers.phrases import (
    PROVISIONAL,
    Rows,
    Sheet,
    complaint,
    day,
    form,
    materials,
    matter_rows,
    plain_day,
    remedies,
    sections,
    term,
    window,
)

POSTPONED = "如遇特殊程序顺延。"
CLOCK = {
    "not_begun": "补齐后予以受理，承诺时限自受理之日的次日起计算。",
    "restart": "补正期间停止计算承诺时限，补齐后重新计算。",
    "resume": "补正期间停止计算承诺时限，补齐后继续计算。",
}
ANSWERS = "届时答复为下列之一：予以受理、一次性告知需要补正的全部内容、不予受理。"
DEEMED = "逾期不告知的，自收到申请材料之日起即为受理。"  # 行政许可法 32 (4)


def receipt(facts: ReceiptData) -> Sheet:
    """收件回执: what was received, and the day of the answer; not yet an acceptance."""
    answer = ANSWERS + (DEEMED if facts.deemed else "") + (PROVISIONAL if facts.provisional else "")
    if facts.answer_by:
        until = term(facts.answer_by, provisional=facts.provisional)
    else:
        until = f"材料送达{facts.issuer.centre}之日起{facts.answer_term}内"
    rows: Rows = [
        *matter_rows(facts.matter),
        [("收到日期", day(facts.received_on)), ("收件人", window(facts.window, facts.clerk))],
        [("收件地点", facts.place)],
        [("答复期限", until, "strong", answer)],
        [("咨询", facts.ask_at or facts.window or facts.issuer.centre)],
    ]
    return {
        "addressee": f"{facts.matter.applicant}：",
        "opening": f"你申请“{facts.matter.item_name}”提交的下列材料已收到，尚待审查，现出具本回执。",
        "rows": form(rows),
        "materials": materials(facts.materials),
        "material_count": f"已收材料（共{len(facts.materials)}项）",
        "sections": sections(
            ("尚待审查的内容", facts.examined or ("申请材料是否齐全，是否符合法定形式。",)),
            ("说明", _explained(facts)),
        ),
    }


def _explained(facts: ReceiptData) -> tuple[str, ...]:
    """What the receipt is not, and how the papers go on from a village."""
    plain = "本回执不是受理通知书。受理后，承诺时限自受理之日的次日起计算。"
    if not facts.sent_on:
        return (plain,)
    sent = f"以上材料由{facts.place}代收，送交{facts.issuer.centre}，代办不收费。"
    later = "" if facts.answer_by else "送达后由中心另出收件回执，写明答复期限。"
    return (plain, sent + later)


def transfer(facts: TransferData) -> Sheet:
    """材料交接单: what came over from the village, and what did not."""
    rows: Rows = [
        *matter_rows(facts.matter),
        [("代收地点", facts.place), ("代收日期", day(facts.received_on))],
        [("送件人", facts.brought_by), ("接收人", window(facts.window, facts.clerk))],
        [("交接时间", f"{day(facts.handed_on)} {facts.time}".strip())],
    ]
    lacking = f"村（社区）登记已收、本次没有随件送来：{'、'.join(facts.lacking)}。" if facts.lacking else ""
    return {
        "rows": form(rows),
        "materials": materials(facts.materials),
        "material_count": f"交接的材料（共{len(facts.materials)}项）",
        "sections": sections(("未到的材料", tuple(filter(None, (lacking,))))),
    }


def acceptance(facts: AcceptanceData) -> Sheet:
    """受理通知书; where a later day is promised it is the 办件承诺单 too (F4)."""
    # An item done on the spot has no later day to name.
    told: Rows = [[("办结日期", _due(facts), "strong", _due_note(facts))]] if facts.due_on else []
    rows: Rows = [
        *matter_rows(facts.matter, facts.case_kind),
        [("收到材料", day(facts.received_on)), ("受理日期", day(facts.accepted_on))],
        [("承诺时限", _promise(facts)), ("法定时限", facts.statutory)],
        *told,
        [("时限依据", facts.limit_basis)],
        [("特殊程序", _special(facts.special))],
        [("收费", facts.fee), ("经办窗口", window(facts.window, facts.clerk))],
        [("办理责任人", facts.answerable), ("结果领取", facts.collect_at)],
    ]
    is_promise = facts.due_on is not None and facts.due_on > facts.accepted_on
    return {
        "title": "受理通知书（办件承诺单）" if is_promise else "受理通知书",
        "addressee": f"{facts.matter.applicant}：",
        "opening": f"你提交的“{facts.matter.item_name}”申请及材料收悉。经审查，材料齐全，符合法定形式，现予受理。",
        "rows": form(rows),
        "materials": materials(facts.materials),
        "material_count": f"已收材料（共{len(facts.materials)}项）",
        "declaration": "申请人对所提交材料的真实性负责。",
    }


def _due(facts: AcceptanceData) -> str:
    return term(facts.due_on, provisional=facts.provisional) if facts.due_on else ""


def _due_note(facts: AcceptanceData) -> str:
    return POSTPONED + (PROVISIONAL if facts.provisional else "")


def _promise(facts: AcceptanceData) -> str:
    return f"{facts.promised}（自受理次日起算）" if facts.due_on and facts.counts_days else facts.promised


def _special(steps: Sequence[str]) -> str:
    return "；".join(steps) + "。以上所需时间不计入承诺时限。" if steps else ""


def completion(facts: CompletionData) -> Sheet:
    """补办件通知书: everything that is missing, told at one time (F1)."""
    matter = facts.matter
    until = day(facts.answer_by) + ("〔暂定〕" if facts.provisional else "")
    return {
        "title": f"{facts.issuer.centre}补办件通知书",
        "matter": f"{matter.applicant}于{plain_day(facts.applied_on)}申请办理的“{matter.item_name}”"
        f"（办件编号 {matter.case_number}）",
        "opinion": facts.opinion,
        "needed": list(facts.needed),
        "term": until,
        "term_note": CLOCK[facts.clock] + (PROVISIONAL if facts.provisional else ""),
        "consequence": "逾期未补齐的，本次申请按退件处理，材料退还；退件后可以重新申请。",
        "window": window(facts.window, facts.clerk),
        "remarks": [  # word for word as the form prints them
            "本通知书适用于符合报件要求的即审项目，窗口受理人需一次性书面告知报批所需具备条件。",
            "本通知书一式三联，一联窗口存档，一联交服务对象，一联存代理室备查。",
        ],
    }


def refusal(facts: RefusalData) -> Sheet:
    """不予受理通知书: why not, on what basis, where else, how to object."""
    name = facts.matter.item_name
    rows: Rows = [
        *matter_rows(facts.matter),
        [("申请日期", day(facts.applied_on)), ("经办窗口", window(facts.window, facts.clerk))],
    ]
    objections = (
        remedies("通知书", facts.review_body, facts.court),
        *complaint(facts.issuer.complaint_telephone),
    )
    return {
        "addressee": f"{facts.matter.applicant}：",
        "opening": f"你于{plain_day(facts.applied_on)}提出的“{name}”申请收悉。经审查，决定不予受理，现将有关事项告知如下。",
        "rows": form(rows),
        "sections": sections(
            ("理由", tuple(words for words in (facts.reason, facts.explanation) if words)),
            ("依据", facts.basis),
            ("办理途径", _redirected(facts)),
            ("材料退还", _given_back(facts.given_back)),
            ("救济途径", objections),
        ),
    }


def joint(facts: JointData) -> Sheet:
    """窗口联办通知书, in the words of the printed form (F3)."""
    windows, due = "、".join(facts.windows), ""
    if facts.due_on:
        due = term(facts.due_on, provisional=facts.provisional)
    return {
        "title": f"{facts.issuer.centre}窗口联办通知书",
        "applicant": facts.matter.applicant,
        "items": "、".join(part.item_name for part in facts.parts),
        "course": f"{plain_day(facts.received_on)}收件，于{plain_day(facts.joint_from_on)}起{facts.joint_days}个工作日内与"
        f"{windows}等窗口完成联办，于{plain_day(facts.approval_from_on)}起{facts.approval_days}个工作日内完成审批。",
        "parts": [
            [str(number), part.item_name, part.case_number, part.unit, part.promised or "—"]
            for number, part in enumerate(facts.parts, start=1)
        ],
        "due": due,
        "due_note": "联办事项以最迟办结的一项为准。" + (PROVISIONAL if facts.provisional else ""),
        "remarks": [  # word for word as the form prints them, but for its misprint 虚由
            "此通知书适用于需由三个以上单位联办，或需由多个单位联审后上报的事项；",
            "此通知书一式三联，一联窗口存档，一联交服务对象，一联存便民服务中心备案。",
        ],
    }


def _redirected(facts: RefusalData) -> tuple[str, ...]:
    if not facts.redirect:
        return ()
    place = f"（{facts.redirect_at}）" if facts.redirect_at else ""
    return (f"你申请的事项由{facts.redirect}办理，请向{facts.redirect}{place}提出申请。",)


def _given_back(names: Sequence[str]) -> tuple[str, ...]:
    return (f"你提交的材料随本通知书退还：{'、'.join(names)}。",) if names else ()
