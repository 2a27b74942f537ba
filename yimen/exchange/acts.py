"""Each act's word on the screen. None has a personal fact: number and words lie in the row alone, where they can be wiped."""

from django.utils.translation import gettext_lazy as _

from yimen.exchange.lifecycle import Act, State
from yimen.journal.door import Declared

ACTS: dict[str, Declared] = {
    Act.ASK: Declared(_("拟发短信")),
    # a round of the worker may be long, and what the gateway took must not be sent again because its entry came late
    Act.SEND: Declared(_("发出短信"), late=True),
    Act.GIVE_UP: Declared(_("放弃发送短信"), late=True),
    Act.LAPSE: Declared(_("短信过时不发"), late=True),
    Act.REDIRECT: Declared(_("短信改发新号码")),
    Act.LEAVE_PHONE: Declared(_("留手机号")),
    Act.CORRECT_PHONE: Declared(_("改手机号")),
    Act.WITHDRAW_PHONE: Declared(_("不要短信")),
    Act.FORGET_PHONE: Declared(_("清除手机号"), late=True),
}

STATES = {
    State.WAITING: _("待发"),
    State.SENT: _("已发"),
    State.GIVEN_UP: _("没有发出"),
    State.LAPSED: _("过时未发"),
}
