"""Each act's word on the screen, and which of its facts are personal; the acts on the hall as a whole."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from yimen.journal.door import Declared
from yimen.tickets.lifecycle import Act, State


class HallAct(StrEnum):
    """What can be done to the queue of a hall, told on its centre or a reserve. Words in entries: never renamed."""

    ADD_LINE = "add_line"
    CHANGE_LINE = "change_line"
    RECUT = "recut"
    KEEP_CUT = "keep_cut"
    DROP_CUT = "drop_cut"
    PAUSE = "pause"
    RESUME = "resume"
    RESERVE = "reserve"
    GIVE_BACK = "give_back"
    CALL_HELP = "call_help"
    ANSWER_HELP = "answer_help"
    NOTE_UNPLACED = "note_unplaced"
    SETTLE_UNPLACED = "settle_unplaced"
    ADD_VISITING = "add_visiting"
    CHANGE_VISITING = "change_visiting"
    END_VISITING = "end_visiting"


ACTS: dict[str, Declared] = {
    Act.TAKE: Declared(_("取号")),
    Act.CALL: Declared(_("叫号")),
    Act.CALL_CHOSEN: Declared(_("选叫"), personal=frozenset({"note"})),
    Act.RECALL: Declared(_("重呼")),
    Act.START: Declared(_("到窗")),
    Act.NEXT_MATTER: Declared(_("再办一件")),
    Act.MISS: Declared(_("过号")),
    Act.RETURN: Declared(_("过号回来")),
    Act.TRANSFER: Declared(_("转窗"), personal=frozenset({"note"})),
    Act.FINISH: Declared(_("办完")),
    Act.PREFER: Declared(_("优先"), personal=frozenset({"reason"})),
    Act.CLOSE_DAY: Declared(_("日终清号"), late=True),
    Act.HAND_IN: Declared(_("补登备用号"), late=True),
    Act.VOID: Declared(_("作废未交出的号")),
    HallAct.ADD_LINE: Declared(_("增设业务类别")),
    HallAct.CHANGE_LINE: Declared(_("调整业务类别")),
    HallAct.RECUT: Declared(_("重新划分窗口")),
    HallAct.KEEP_CUT: Declared(_("保存窗口方案")),
    HallAct.DROP_CUT: Declared(_("删除窗口方案")),
    HallAct.PAUSE: Declared(_("暂停叫号"), personal=frozenset({"note"})),
    HallAct.RESUME: Declared(_("恢复叫号")),
    HallAct.RESERVE: Declared(_("预留备用号")),
    HallAct.GIVE_BACK: Declared(_("收回备用号"), late=True),
    HallAct.CALL_HELP: Declared(_("求助")),
    HallAct.ANSWER_HELP: Declared(_("应答求助")),
    HallAct.NOTE_UNPLACED: Declared(_("记下没补上的备用号")),
    HallAct.SETTLE_UNPLACED: Declared(_("处理没补上的备用号")),
    HallAct.ADD_VISITING: Declared(_("增设驻点窗口")),
    HallAct.CHANGE_VISITING: Declared(_("调整驻点窗口")),
    HallAct.END_VISITING: Declared(_("停办驻点窗口")),
}

STATES = {
    State.WAITING: _("等候中"),
    State.CALLED: _("已叫号"),
    State.SERVING: _("接待中"),
    State.SERVED: _("已办完"),
    State.MISSED: _("已过号"),
    State.LEFT: _("未办离开"),
}
