"""Reasons for which a case may be refused, returned or ended: a code that is chained, and words that are kept sealed."""

from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Malformed

REASONS = {
    "not_needed": _("依法不需要办理"),
    "not_ours": _("不属于本机关职权范围"),
    "not_eligible": _("不符合规定的申请条件"),
    "material_false": _("申请材料不真实"),
    "not_completed": _("逾期未补正材料"),
    "duplicate": _("同一事项已在办理"),
    "examined_not_met": _("经审核不符合条件"),
    "applicant_asked": _("申请人提出"),
    "other": _("其他（须写明）"),
}


def check(code: str, reason: str) -> None:
    """A known code and words of at least four characters: no refusal without its reason. Raises Malformed."""
    if code not in REASONS:
        raise Malformed(_("请选择理由。"), fields={"code": _("请从列表中选择理由。")})
    if len(reason.strip()) < 4:
        raise Malformed(_("请写明理由，至少4个字。"), fields={"reason": _("请写明理由，至少4个字。")})
