"""指南纠错: anybody says what is wrong in a guide, the post that answers for it answers; errors are counted (A6)."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.catalogue import caring, owning
from yimen.catalogue._turn import birth, lock, turn
from yimen.catalogue.acts import Act
from yimen.catalogue.models import Care, GuideReport, Item
from yimen.journal import door
from yimen.journal.errors import Malformed, NotThere, Sentence
from yimen.journal.moments import localdate
from yimen.office.actor import Actor

LETTER = "K"  # 勘误; papers have others
LONGEST, LONGEST_CONTACT, SHORTEST_ANSWER = 500, 60, 4  # characters
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # control characters, but for the end of a line
ABOUT: Mapping[str, Sentence] = {
    "conditions": _("谁可以办、条件"), "materials": _("要带的材料"), "time": _("要多久、怎么办"), "fees": _("收费"),
    "place": _("地点、时间、电话"), "other": _("别的，或者看不懂"),
}  # fmt: skip


@door.verb
def report(  # noqa: PLR0913  # a report is these
    item: Item, *, about: str, says: str, contact: str, channel: str, by: Actor, at: datetime
) -> GuideReport:
    """Keep what somebody says is wrong in the guide in force; the report has its number when this returns.

    `about`: a key of ABOUT; `contact`: how to reach who says it, may be empty; `says` may be empty at a kiosk, which has
    no letters. Raises Malformed; NotThere where no version of the item is in force.
    """
    says, contact = _lines(says), " ".join(contact.split())
    _refuse(_faults(about, says, contact, channel))
    version = caring.in_force(item.pk, on=localdate(at))
    if version is None:
        raise NotThere()
    home = owning.home(item)
    row = GuideReport(
        centre=home, version=version, about=about, says=says, contact=contact, channel=channel, reported_at=at
    )
    facts = {"item": item.code, "version": version.number, "about": about, "channel": channel, "says": says}
    with birth(row, Act.REPORT_GUIDE, by=by, at=at, **facts):
        care = caring.of(item, lock(home, by=by, at=at))
        care.reports += 1
        row.care = care
        door.number(home.pk, f"{localdate(at):%y}-{LETTER}", lambda value: _number(row, home.code, value))
    return row


@door.verb
def adopt(report: GuideReport, *, answer: str, by: Actor, at: datetime) -> GuideReport:
    """采纳: the guide is wrong there; it counts as wrong until a later version is in force. How to reach who said it is
    erased. Raises Malformed, NotNow."""
    return _answered(report, Act.ADOPT_REPORT, answer, by, at)


@door.verb
def decline(report: GuideReport, *, answer: str, by: Actor, at: datetime) -> GuideReport:
    """不采纳, with the words why the guide is right. Raises Malformed, NotNow."""
    return _answered(report, Act.DECLINE_REPORT, answer, by, at)


def by_number(number: str) -> GuideReport:
    """The report with this number. Raises NotThere."""
    found = GuideReport.objects.filter(number=number).select_related("care__item", "version").first()
    if found is None:
        raise NotThere(_("没有这个编号的纠错，请核对编号。"), code="no_such_report")
    return found


def _answered(report: GuideReport, act: Act, answer: str, by: Actor, at: datetime) -> GuideReport:
    answer = _lines(answer)
    if not SHORTEST_ANSWER <= len(answer) <= LONGEST or not _is_readable(answer):
        _refuse({"answer": _("请写明答复，4至500个字，报告的人看得到。")})
    with turn(report, act, by=by, at=at, number=report.number, answer=answer) as fresh:
        fresh.answer, fresh.answered_at, fresh.contact = answer, at, ""  # whom to reach is needed no more
        if act == Act.ADOPT_REPORT:
            lock(owning.home(report.care.item), by=by, at=at)
            care = door.held_or(Care.objects.get(pk=report.care_id))
            care.adopted += 1
            care.wrong_in = max(care.wrong_in, report.version.number)
        return fresh


def _number(row: GuideReport, code: str, value: int) -> None:
    row.number = f"{code}{localdate(row.reported_at):%y}-{LETTER}{value:06d}"


def _lines(words: str) -> str:
    """Words in lines that end alike, whatever the browser sends."""
    return "\n".join(words.split("\r\n")).strip()


def _is_readable(words: str) -> bool:
    return not _UNSEEN.search(words)


def _faults(about: str, says: str, contact: str, channel: str) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if about not in ABOUT:
        faults["about"] = _("请选一项，是指南的哪一部分。")
    if channel != "kiosk" and not says:
        faults["says"] = _("请写哪里不对，例如：要的照片是两张，不是一张。")
    if len(says) > LONGEST:
        faults["says"] = _("最多500个字，您写了%(count)s个。") % {"count": len(says)}
    if not _is_readable(says):
        faults["says"] = _("里面有看不见的字符，请删去后再试。")
    if len(contact) > LONGEST_CONTACT or not contact.isprintable():
        faults["contact"] = _("联系方式请写在一行里，最多60个字。")
    return faults


def _refuse(faults: dict[str, Sentence]) -> None:
    if faults:
        raise Malformed(_("有内容需要改正。"), fields=faults)
