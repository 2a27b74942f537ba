"""Each act's word on the screen, and which of its facts are personal (kept as salted hashes in the chain)."""

from django.utils.translation import gettext_lazy as _

from yimen.cases.lifecycle import Act, State
from yimen.journal.door import Declared

_REASON = frozenset({"reason"})
_OPINION = frozenset({"opinion"})

ACTS: dict[str, Declared] = {
    Act.RECEIVE: Declared(_("收件")),
    Act.TAKE_OVER: Declared(_("材料交接"), personal=frozenset({"brought_by"})),
    Act.ACCEPT: Declared(_("受理")),
    Act.DEEM_ACCEPTED: Declared(_("逾期视为受理"), late=True),
    Act.REFUSE_INTAKE: Declared(_("不予受理"), personal=_REASON | {"basis"}),
    Act.ASK_COMPLETION: Declared(_("一次性告知补正"), personal=frozenset({"remark"})),
    Act.COMPLETE: Declared(_("补正收件")),
    Act.RETURN_UNANSWERED: Declared(_("逾期未补正退件"), late=True),
    Act.POST_NOTICE: Declared(_("张榜公示")),
    Act.FINISH: Declared(_("办结环节"), personal=_OPINION),
    Act.REMIND: Declared(_("到日提醒"), late=True),
    Act.SEND_BACK: Declared(_("退回上一环节"), personal=_REASON),
    Act.DECIDE: Declared(_("作出决定"), personal=_OPINION),
    Act.DELIVER: Declared(_("送达"), personal=frozenset({"receiver"})),
    Act.RETURN: Declared(_("退件"), personal=_REASON),
    Act.WITHDRAW: Declared(_("申请人撤回"), personal=_REASON),
    Act.TERMINATE: Declared(_("终止办理"), personal=_REASON),
    Act.ASK_PAUSE: Declared(_("请示停表"), personal=_REASON),
    Act.PAUSE: Declared(_("停表"), personal=_REASON),
    Act.RESUME: Declared(_("恢复计时")),
    Act.ASK_EXTENSION: Declared(_("请示延期"), personal=_REASON),
    Act.ENDORSE: Declared(_("主管同意延期"), personal=_OPINION),
    Act.EXTEND: Declared(_("批准延期"), personal=_REASON),
    Act.ASK_REFUSAL: Declared(_("请示不予受理"), personal=_REASON),
    Act.ALLOW_REFUSAL: Declared(_("同意不予受理"), personal=_OPINION),
    Act.DECLINE: Declared(_("不同意请示"), personal=_REASON),
    Act.RECOUNT: Declared(_("重新计算承诺日"), late=True),
    Act.HAND_OVER: Declared(_("变更办理责任人"), personal=_REASON),
    Act.MARK: Declared(_("列为重点办理"), personal=_REASON),
    Act.HURRY: Declared(_("申请人要求加急"), personal=_REASON),
    Act.JOIN: Declared(_("并入联办")),
    Act.CORRECT_MATERIALS: Declared(_("更正材料登记"), personal=_REASON),
    Act.CORRECT_FORM: Declared(_("更正申请表"), personal=frozenset({"reason", "was"})),
    Act.CORRECT_RECEIPT: Declared(_("更正签收登记"), personal=frozenset({"reason", "receiver"})),
    Act.FILE: Declared(_("归档")),
}

STATES = {
    State.RECEIVED: _("已收件"),
    State.COMPLETING: _("待补正"),
    State.IN_PROCESS: _("办理中"),
    State.DECIDED: _("已决定"),
    State.READY: _("待领取"),
    State.CLOSED: _("已办结"),
    State.ARCHIVED: _("已归档"),
    State.NOT_ACCEPTED: _("不予受理"),
    State.RETURNED: _("已退件"),
    State.WITHDRAWN: _("已撤回"),
    State.TERMINATED: _("已终止"),
}
