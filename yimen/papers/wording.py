"""The sentences of each paper, from its facts: what the template sets, word for word. Pure.

Papers are written in the law's language and kept as handed out, so their sentences are not translated.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import segno

from yimen.papers.kinds import (
    COMPLETION,
    KINDS,
    AcceptanceData,
    CompletionData,
    Issuer,
    Matter,
    PaperData,
    Proof,
    ResultData,
)

WEEKDAYS = "一二三四五六日"
ORDINALS = "一二三四五六七八九"
QR_MASK = 3
REVIEW_DAYS = 60  # 行政复议法（2023）第二十条
SUIT_MONTHS = 6  # 行政诉讼法第四十六条
PROVISIONAL = "该日期所在年度的放假安排尚未公布，为暂定日期；公布后日期有变动的，另行告知。"
POSTPONED = "如遇特殊程序顺延。"
CLOCK = {
    "not_begun": "补齐后予以受理，承诺时限自受理之日的次日起计算。",
    "restart": "补正期间停止计算承诺时限，补齐后重新计算。",
    "resume": "补正期间停止计算承诺时限，补齐后继续计算。",
}
HANDLING = {"keep": "留存", "inspect": "查验后退还"}

Sheet = dict[str, Any]
Rows = list[list[tuple[str, ...]]]


def sheet(kind: str, facts: PaperData, *, number: str, issued_on: date, root: str) -> Sheet:
    """Everything the template of `kind` sets, as JSON values: nothing is left for the template to decide.

    `root` is "centre:epoch:number:hash" of the journal's entry, empty where there is none.
    """
    common = _common(kind, facts.issuer, facts.proof) | _signed(kind, facts.issuer)
    common |= {"number": number, "issued_on": plain_day(issued_on), "root": root}
    common |= {"qr": qr(_address(facts.proof, root))}
    if isinstance(facts, AcceptanceData):
        return common | _acceptance(facts)
    if isinstance(facts, CompletionData):
        return common | _completion(facts)
    return common | _result(facts)


def day(value: date) -> str:
    """2026年3月16日（周一）."""
    return f"{plain_day(value)}（周{WEEKDAYS[value.weekday()]}）"


def plain_day(value: date) -> str:
    """2026年3月16日."""
    return f"{value.year}年{value.month}月{value.day}日"


def qr(text: str) -> str:
    """A QR code as SVG with its quiet zone; level M, so that a folded or stained paper is still read."""
    # Any mask is readable; choosing the evenest of the eight takes longer than setting the whole paper.
    code = segno.make(text, error="m", mask=QR_MASK, micro=False, boost_error=False)
    drawing = BytesIO()
    code.save(drawing, kind="svg", border=4, xmldecl=False)
    return drawing.getvalue().decode()


def _common(kind: str, issuer: Issuer, proof: Proof) -> Sheet:
    keepers = KINDS[kind].keepers
    contact = [issuer.centre, issuer.address, issuer.hours]
    phones = [("咨询电话", issuer.telephone), ("监督投诉电话", issuer.complaint_telephone)]
    return {
        "name": KINDS[kind].name,
        "body": issuer.body,
        "centre": issuer.centre,
        "copies": [{"mark": f"第{ORDINALS[n]}联", "keeper": keeper} for n, keeper in enumerate(keepers)],
        "seal_label": issuer.seal_label,
        "demonstration": issuer.demonstration,
        "contact": "　".join(part for part in contact if part),
        "phones": "　".join(f"{label}：{value}" for label, value in phones if value),
        "lookup": _lookup(proof),
    }


def _signed(kind: str, issuer: Issuer) -> Sheet:
    """The body responsible in law signs and seals (D10); the completion notice, as printed, the centre."""
    signer = issuer.centre if kind == COMPLETION else issuer.body
    return {"signer": signer, "seal_name": issuer.seal_name or signer}


def _address(proof: Proof, root: str) -> str:
    return f"{proof.link}?root={root}" if root else proof.link


def _lookup(proof: Proof) -> str:
    by_number = f"或登录 {proof.lookup}，" if proof.lookup else "或向窗口"
    return f"扫码查询办理进度；{by_number}凭办件编号和证件号码（或手机号码）后四位查询。"


def _acceptance(facts: AcceptanceData) -> Sheet:
    # An item done on the spot has no later day to name.
    told: Rows = [[("办结日期", due(facts), "strong", _due_note(facts))]] if facts.due_on else []
    rows: Rows = [
        *_matter_rows(facts.matter, facts.case_kind),
        [("收到材料", day(facts.received_on)), ("受理日期", day(facts.accepted_on))],
        [("承诺时限", _promise(facts)), ("法定时限", facts.statutory)],
        *told,
        [("时限依据", facts.limit_basis)],
        [("特殊程序", _special(facts.special))],
        [("收费", facts.fee), ("经办窗口", _window(facts.window, facts.clerk))],
        [("办理责任人", facts.answerable), ("结果领取", facts.collect_at)],
    ]
    return {
        "addressee": f"{facts.matter.applicant}：",
        "opening": f"你提交的“{facts.matter.item_name}”申请及材料收悉。经审查，材料齐全，符合法定形式，现予受理。",
        "rows": _rows(rows),
        "materials": _materials(facts),
        "material_count": f"已收材料（共{len(facts.materials)}项）",
        "declaration": "申请人对所提交材料的真实性负责。",
    }


def due(facts: AcceptanceData) -> str:
    """The day by which it will be done, with its weekday, and 暂定 while it may move; empty where none is."""
    if facts.due_on is None:
        return ""
    return f"{day(facts.due_on)}前" + ("〔暂定〕" if facts.provisional else "")


def _due_note(facts: AcceptanceData) -> str:
    return POSTPONED + (PROVISIONAL if facts.provisional else "")


def _promise(facts: AcceptanceData) -> str:
    return f"{facts.promised}（自受理次日起算）" if facts.due_on else facts.promised


def _special(steps: Sequence[str]) -> str:
    return "；".join(steps) + "。以上所需时间不计入承诺时限。" if steps else ""


def _materials(facts: AcceptanceData) -> list[list[str]]:
    return [
        [
            str(number),
            line.name + (f"（{line.note}）" if line.note else ""),
            str(line.originals or "—"),
            str(line.copies or "—"),
            HANDLING[line.handling],
        ]
        for number, line in enumerate(facts.materials, start=1)
    ]


def _completion(facts: CompletionData) -> Sheet:
    matter = facts.matter
    term = day(facts.answer_by) + ("〔暂定〕" if facts.provisional else "")
    return {
        "title": f"{facts.issuer.centre}补办件通知书",
        "matter": f"{matter.applicant}于{plain_day(facts.applied_on)}申请办理的“{matter.item_name}”"
        f"（办件编号 {matter.case_number}）",
        "opinion": facts.opinion,
        "needed": list(facts.needed),
        "term": term,
        "term_note": CLOCK[facts.clock] + (PROVISIONAL if facts.provisional else ""),
        "consequence": "逾期未补齐的，本次申请按退件处理，材料退还；退件后可以重新申请。",
        "window": _window(facts.window, facts.clerk),
        "remarks": [  # word for word as the form prints them
            "本通知书适用于符合报件要求的即审项目，窗口受理人需一次性书面告知报批所需具备条件。",
            "本通知书一式三联，一联窗口存档，一联交服务对象，一联存代理室备查。",
        ],
    }


def _result(facts: ResultData) -> Sheet:
    granted = facts.decision == "granted"
    rows: Rows = [
        *_matter_rows(facts.matter, ""),
        [("受理日期", day(facts.accepted_on)), ("决定日期", day(facts.decided_on))],
        [("办理结果", "准予办理" if granted else "不予办理", "strong", facts.result_name if granted else "")],
        [("经办人", facts.clerk)],
    ]
    return {
        "addressee": f"{facts.matter.applicant}：",
        "opening": f"你申请的“{facts.matter.item_name}”，本机关已办理完毕，现将结果通知如下。",
        "rows": _rows(rows),
        "sections": _sections(facts),
    }


def _sections(facts: ResultData) -> list[Sheet]:
    """Numbered headings and paragraphs: reasons, basis, collection, remedies; only those that apply."""
    offered = [
        ("理由", facts.reasons),
        ("依据", facts.basis),
        ("领取", _collection(facts)),
        ("救济途径", _remedies(facts)),
    ]
    kept = [(heading, texts) for heading, texts in offered if texts]
    return [
        {"heading": f"{ORDINALS[number]}、{heading}", "texts": _listed(texts)}
        for number, (heading, texts) in enumerate(kept)
    ]


def _listed(texts: Sequence[str]) -> list[str]:
    if len(texts) == 1:
        return list(texts)
    return [f"{number}．{text}" for number, text in enumerate(texts, start=1)]


def _collection(facts: ResultData) -> tuple[str, ...]:
    if not facts.collect:
        return ()
    until = f"于{day(facts.collect_by)}前" if facts.collect_by else ""
    place = facts.collect_at or facts.issuer.centre
    return (f"请{until}到{place}领取：{'、'.join(facts.collect)}。领取时请携带{facts.bring}。",)


def _remedies(facts: ResultData) -> tuple[str, ...]:
    if facts.decision == "granted":
        return ()
    return (
        f"如不服本决定，可以自收到本通知书之日起{REVIEW_DAYS}日内向{facts.review_body}申请行政复议，"
        f"也可以自收到本通知书之日起{SUIT_MONTHS}个月内向{facts.court}提起行政诉讼。",
    )


def _matter_rows(matter: Matter, case_kind: str) -> Rows:
    name = matter.item_name + (f"（{matter.variant}）" if matter.variant else "")
    document = f"（{matter.applicant_document}）" if matter.applicant_document else ""
    return [
        [("申请事项", f"{name}　{matter.item_code}")],
        [("申请人", matter.applicant + document)],
        [("代理人", matter.agent)],
        [("办件编号", matter.case_number), ("办件类型", case_kind)],
    ]


def _rows(rows: Rows) -> list[list[Sheet]]:
    """Rows of the form, without the cells that have nothing to say; a lone cell takes the whole row."""
    kept = [[cell for cell in row if cell[1]] for row in rows]
    return [[_cell(*cell) for cell in row] for row in kept if row]


def _cell(label: str, value: str, weight: str = "", note: str = "") -> Sheet:
    return {"label": label, "value": value, "strong": weight == "strong", "note": note}


def _window(window: str, clerk: str) -> str:
    return "　".join(part for part in (window, clerk) if part)
