"""What the catalogue does that is journalled: claiming items (A5); writing, reviewing, publishing them (A6, A9);
caring for their guides, and what is reported wrong in them (A6)."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from yimen.journal.door import Declared


class Act(StrEnum):
    """Words in entries: never renamed, never reused."""

    CLAIM = "claim"
    CHANGE_CLAIM = "change_claim"
    GIVE_UP = "give_up"
    LOAD = "load"
    WRITE_DRAFT = "write_draft"
    SEND_TO_REVIEW = "send_to_review"
    RETURN_DRAFT = "return_draft"
    PUBLISH = "publish"
    RETIRE = "retire"
    ASSIGN_CARE = "assign_care"
    CHECK_DUE = "check_due"
    CONFIRM_GUIDE = "confirm_guide"
    REPORT_GUIDE = "report_guide"
    ADOPT_REPORT = "adopt_report"
    DECLINE_REPORT = "decline_report"
    DESCRIBE_ELEMENT = "describe_element"
    ATTACH_FILE = "attach_file"
    REMOVE_FILE = "remove_file"


ACTS: dict[str, Declared] = {
    Act.CLAIM: Declared(_("认领事项")),
    Act.CHANGE_CLAIM: Declared(_("调整认领设置")),
    Act.GIVE_UP: Declared(_("取消认领")),
    Act.LOAD: Declared(_("载入事项目录")),
    Act.WRITE_DRAFT: Declared(_("编写事项草稿")),
    Act.SEND_TO_REVIEW: Declared(_("事项送审")),
    Act.RETURN_DRAFT: Declared(_("事项退回修改"), personal=frozenset({"reason"})),
    Act.PUBLISH: Declared(_("发布事项")),
    Act.RETIRE: Declared(_("取消事项")),
    Act.ASSIGN_CARE: Declared(_("指定指南维护责任")),
    Act.CHECK_DUE: Declared(_("指南核对到期"), late=True),
    Act.CONFIRM_GUIDE: Declared(_("指南核对无误")),
    Act.REPORT_GUIDE: Declared(_("指南纠错"), personal=frozenset({"says"})),
    Act.ADOPT_REPORT: Declared(_("采纳纠错"), personal=frozenset({"answer"})),
    Act.DECLINE_REPORT: Declared(_("不采纳纠错"), personal=frozenset({"answer"})),
    Act.DESCRIBE_ELEMENT: Declared(_("写明数据元")),
    Act.ATTACH_FILE: Declared(_("附空白表、样表")),
    Act.REMOVE_FILE: Declared(_("撤下空白表、样表")),
}
