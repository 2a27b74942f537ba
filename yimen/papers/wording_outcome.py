"""What is written when a case has come to its end: result, return, delivery. Pure."""

from collections.abc import Sequence

from yimen.papers.kinds import DeliveryData, ResultData, ReturnedData
from yimen.papers.phrases import (
    Rows,
    Sheet,
    complaint,
    day,
    ended,
    form,
    matter_rows,
    plain_day,
    remedies,
    sections,
    window,
)

WAYS = {"window": "窗口领取", "agent": "代办员送达", "post": "邮寄送达", "village": "村（社区）便民服务点转交"}
POSTED = "邮寄送达的，以签收记录载明的日期为送达日期。"
AGAIN = "退件后可以重新申请。"


def result(facts: ResultData) -> Sheet:
    """办理结果通知书: granted or refused."""
    granted = facts.decision == "granted"
    rows: Rows = [
        *matter_rows(facts.matter),
        [("受理日期", day(facts.accepted_on)), ("决定日期", day(facts.decided_on))],
        [("办理结果", "准予办理" if granted else "不予办理", "strong", facts.result_name if granted else "")],
        [("经办人", facts.clerk)],
    ]
    return {
        "addressee": f"{facts.matter.applicant}：",
        "opening": f"你申请的“{facts.matter.item_name}”，本机关已办理完毕，现将结果通知如下。",
        "rows": form(rows),
        "sections": sections(
            ("理由", facts.reasons),
            ("依据", facts.basis),
            ("领取", _collection(facts)),
            ("以后办理", facts.later),
            ("救济途径", () if granted else (remedies("通知书", facts.review_body, facts.court),)),
        ),
    }


def returned(facts: ReturnedData) -> Sheet:
    """退回件通知书, in the words of the printed form (F2)."""
    matter = facts.matter
    return {
        "title": f"{facts.issuer.centre}退回件通知书",
        "matter": f"{matter.applicant}于{plain_day(facts.applied_on)}申请办理的“{matter.item_name}”"
        f"（办件编号 {matter.case_number}）",
        "explanation": _explained(facts),
        "window": window(facts.window, facts.clerk),
        "remarks": [  # word for word as the form prints them
            "此通知书适用于收件后经审核需退件（含否决）事项。",
            "此通知书一式三联，一联窗口存档，一联交服务对象，一联存便民服务中心备案。",
        ],
    }


def delivery(facts: DeliveryData) -> Sheet:
    """送达回证: what, to whom, how, when; and if to another, why."""
    matter, notes = facts.matter, [facts.notes, POSTED if facts.way == "post" else ""]
    receiver = " ".join(part for part in (facts.received_by, facts.receiver_document) if part)
    rows: Rows = [
        [("事项名称", f"{matter.item_name}　{matter.item_code}")],
        [("受送达人", matter.applicant), ("办件编号", matter.case_number)],
        [
            ("送达方式", WAYS[facts.way], "", facts.tracking),
            ("送达时间", f"{day(facts.delivered_on)} {facts.time}".strip()),
        ],
        [("送达地点", facts.place)],
        [("代收人", receiver), ("与本人关系", facts.relation)],
        [("代收原因", ended(facts.instead_reason) if facts.instead_reason else "")],
        [("备注", "".join(note for note in notes if note))],
    ]
    return {
        "rows": form(rows),
        "delivered": [
            [str(number), line.name, line.number or "—", str(line.copies)]
            for number, line in enumerate(facts.delivered, start=1)
        ],
        "receiver": "代收人签字：" if facts.received_by else "受送达人签字：",
    }


def _explained(facts: ReturnedData) -> list[str]:
    texts = [*_ground(facts), *(ended(reason) for reason in facts.reasons)]
    if facts.basis:
        texts.append(f"依据：{'、'.join(facts.basis)}。")
    if facts.given_back:
        texts.append(f"随本通知书退还的材料：{'、'.join(facts.given_back)}。")
    if facts.why in ("unanswered", "withdrawn"):
        texts.append(AGAIN)
    if facts.why != "withdrawn":
        texts.append(remedies("通知书", facts.review_body, facts.court))
    return [*texts, *complaint(facts.issuer.complaint_telephone)]


def _ground(facts: ReturnedData) -> Sequence[str]:
    if facts.why == "examined":
        return ("经审核，不符合办理条件，退件理由如下。",)
    if facts.why == "withdrawn":
        return ("申请人自愿撤回申请，本次办理到此结束。",)
    if facts.why == "terminated":
        return ("本次办理因下列原因终止。",)
    paper = f"以补办件通知书（编号 {facts.asked_by_paper}）" if facts.asked_by_paper else ""
    until = f"，至{day(facts.answer_by)}仍未补齐" if facts.answer_by else "，逾期未补齐"
    return (f"本中心已{paper}一次性告知需要补正的全部内容{until}。",)


def _collection(facts: ResultData) -> tuple[str, ...]:
    if not facts.collect:
        return ()
    until = f"于{day(facts.collect_by)}前" if facts.collect_by else ""
    place = facts.collect_at or facts.issuer.centre
    return (f"请{until}到{place}领取：{'、'.join(facts.collect)}。领取时请携带{facts.bring}。",)
