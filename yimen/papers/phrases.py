"""Pieces of sentences and of the form that several papers share: days, rows, sections, remedies. Pure.

Papers are written in the law's language and kept as handed out, so their sentences are not translated.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from yimen.papers.kinds import MaterialLine, Matter

WEEKDAYS = "一二三四五六日"
ORDINALS = "一二三四五六七八九"
REVIEW_DAYS = 60  # 行政复议法（2023）第二十条
SUIT_MONTHS = 6  # 行政诉讼法第四十六条
PROVISIONAL = "该日期所在年度的放假安排尚未公布，为暂定日期；公布后日期有变动的，另行告知。"
HANDLING = {"keep": "留存", "inspect": "查验后退还"}

Sheet = dict[str, Any]
Rows = list[list[tuple[str, ...]]]


def day(value: date) -> str:
    """2026年3月16日（周一）."""
    return f"{plain_day(value)}（周{WEEKDAYS[value.weekday()]}）"


def plain_day(value: date) -> str:
    """2026年3月16日."""
    return f"{value.year}年{value.month}月{value.day}日"


def term(value: date, *, provisional: bool) -> str:
    """2026年3月16日（周一）前, with 〔暂定〕 while the day may move."""
    return f"{day(value)}前" + ("〔暂定〕" if provisional else "")


def form(rows: Rows) -> list[list[Sheet]]:
    """Rows of the form, without the cells that have nothing to say; a lone cell takes the whole row."""
    kept = [[cell for cell in row if cell[1]] for row in rows]
    return [[_cell(*cell) for cell in row] for row in kept if row]


def matter_rows(matter: Matter, case_kind: str = "") -> Rows:
    """What was asked for, by whom, and its number."""
    name = matter.item_name + (f"（{matter.variant}）" if matter.variant else "")
    document = f"（{matter.applicant_document}）" if matter.applicant_document else ""
    return [
        [("申请事项", f"{name}　{matter.item_code}")],
        [("申请人", matter.applicant + document)],
        [("代理人", matter.agent)],
        [("办件编号", matter.case_number), ("办件类型", case_kind)],
    ]


def materials(lines: Sequence[MaterialLine]) -> list[list[str]]:
    """The table of materials, a row each: number, name, originals, copies, what becomes of it."""
    return [
        [
            str(number),
            line.name + (f"（{line.note}）" if line.note else ""),
            str(line.originals or "—"),
            str(line.copies or "—"),
            HANDLING[line.handling],
        ]
        for number, line in enumerate(lines, start=1)
    ]


def sections(*offered: tuple[str, Sequence[str]]) -> list[Sheet]:
    """Headings and paragraphs, of those that have something to say; numbered where there are several."""
    kept = [(heading, texts) for heading, texts in offered if texts]
    return [
        {"heading": f"{ORDINALS[number]}、{heading}" if len(kept) > 1 else heading, "texts": listed(texts)}
        for number, (heading, texts) in enumerate(kept)
    ]


def listed(texts: Sequence[str]) -> list[str]:
    """Several paragraphs are numbered, a lone one is not."""
    if len(texts) == 1:
        return [ended(texts[0])]
    return [f"{number}．{ended(text)}" for number, text in enumerate(texts, start=1)]


def ended(text: str) -> str:
    """A sentence as typed, closed: people leave the last full stop out."""
    typed = text.strip()
    return typed if typed.endswith(tuple("。！？；…")) else f"{typed}。"


def remedies(paper: str, review_body: str, court: str) -> str:
    """How to object to what this paper decides: where, and within what time."""
    return (
        f"如不服本决定，可以自收到本{paper}之日起{REVIEW_DAYS}日内向{review_body}申请行政复议，"
        f"也可以自收到本{paper}之日起{SUIT_MONTHS}个月内向{court}提起行政诉讼。"
    )


def complaint(telephone: str) -> tuple[str, ...]:
    """Where to complain of how one was served."""
    return (f"对窗口服务有意见的，可以拨打监督投诉电话 {telephone}。",) if telephone else ()


def window(place: str, clerk: str) -> str:
    """3号窗口　林晓."""
    return "　".join(part for part in (place, clerk) if part)


def _cell(label: str, value: str, weight: str = "", note: str = "") -> Sheet:
    return {"label": label, "value": value, "strong": weight == "strong", "note": note}
