"""What is written while a case is under way: extension, special procedure, notice of a change. Pure."""

from yimen.papers.kinds import ExtensionData, NoticeData, SpecialData
from yimen.papers.phrases import (
    PROVISIONAL,
    Rows,
    Sheet,
    complaint,
    day,
    form,
    matter_rows,
    plain_day,
    sections,
    term,
    window,
)

BY_RULE = "依办事指南规定"
NOTICES = {  # what it is called, and what stood and stands there
    "hand_over": ("变更办理责任人", "原办理责任人", "现办理责任人"),
    "recount": ("承诺办结日变更", "原承诺办结日", "现承诺办结日"),
    "restart": ("补正后重新计时", "原承诺办结日", "现承诺办结日"),
}


def extension(facts: ExtensionData) -> Sheet:
    """延期告知书: the old day, what is added, the new day, by whose consent."""
    rows: Rows = [
        *matter_rows(facts.matter),
        [("受理日期", day(facts.accepted_on)), ("原办结日期", day(facts.old_due_on))],
        [("延长时限", facts.added)],
        [
            (
                "新办结日期",
                term(facts.new_due_on, provisional=facts.provisional),
                "strong",
                _provisional(facts.provisional),
            )
        ],
        [("批准人", facts.consented_by), ("批准日期", day(facts.consented_on))],
        [("经办窗口", window(facts.window, facts.clerk))],
    ]
    return {
        "addressee": f"{facts.matter.applicant}：",
        "opening": f"你申请的“{facts.matter.item_name}”，已于{plain_day(facts.accepted_on)}受理。"
        f"因下列理由不能在原定期限内办结，经负责人批准，延长办理时限{facts.added}，现予告知。",
        "rows": form(rows),
        "sections": sections(("理由", facts.reasons), ("依据", facts.basis), ("异议", _objections(facts))),
    }


def special(facts: SpecialData) -> Sheet:
    """特别程序告知书: the time a procedure takes is not counted, and the person is told how long."""
    end = term(facts.planned_end_on, provisional=facts.provisional) if facts.planned_end_on else ""
    rows: Rows = [
        *matter_rows(facts.matter),
        [("特别程序", facts.procedure, "strong"), ("所需时间", facts.term)],
        [("开始日期", day(facts.from_on)), ("预计完成", end, "", _provisional(facts.provisional))],
        [("承担单位", facts.conducted_by)],
        [("批准人", facts.approved_by or BY_RULE), ("批准日期", day(facts.approved_on) if facts.approved_on else "")],
        [("经办窗口", window(facts.window, facts.clerk))],
    ]
    return {
        "addressee": f"{facts.matter.applicant}：",
        "opening": f"你申请的“{facts.matter.item_name}”，需要进行{facts.procedure}，现将所需时间告知如下。",
        "rows": form(rows),
        "sections": sections(("理由", facts.reasons), ("依据", facts.basis), ("时限的计算", _counting(facts))),
    }


def notice(facts: NoticeData) -> Sheet:
    """告知书: what it was, what it is now, why, from which day."""
    name, before, after = NOTICES[facts.what]
    rows: Rows = [
        *matter_rows(facts.matter),
        [("告知事项", name), ("生效日期", day(facts.effective_on))],
        [(before, facts.before)],
        [(after, facts.after, "strong")],
        [("经办窗口", window(facts.window, facts.clerk))],
    ]
    return {
        "addressee": f"{facts.matter.applicant}：",
        "opening": f"你申请办理的“{facts.matter.item_name}”，{name}，现告知如下。",
        "rows": form(rows),
        "sections": sections(
            ("原因", facts.reasons), ("依据", facts.basis), ("监督", complaint(facts.issuer.complaint_telephone))
        ),
    }


def _provisional(provisional: bool) -> str:
    return PROVISIONAL if provisional else ""


def _objections(facts: ExtensionData) -> tuple[str, ...]:
    telephone = facts.issuer.complaint_telephone
    told = (f"对延长办理时限有异议的，可以拨打监督投诉电话 {telephone} 反映。",) if telephone else ()
    if not (facts.review_body and facts.court):
        return told
    return (
        *told,
        f"新办结日期届满仍未作出决定的，可以依法向{facts.review_body}申请行政复议，或者向{facts.court}提起行政诉讼。",
    )


def _counting(facts: SpecialData) -> tuple[str, ...]:
    before = f"原办结日期{day(facts.due_before_on)}相应顺延，" if facts.due_before_on else ""
    return (
        f"上述程序所需时间不计入办理时限：自{plain_day(facts.from_on)}起停止计算，自该程序完成之日的次日起继续计算。",
        f"{before}程序完成后的办结日期，可以扫描本告知书上的二维码查询。",
    )
