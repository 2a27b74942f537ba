"""What the office itself does that is journalled: posts, covers, calendars, policies, entrustments, devices."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from yimen.journal.door import Declared


class Act(StrEnum):
    """Words in entries: never renamed, never reused."""

    APPOINT = "appoint"
    END_HOLDING = "end_holding"
    COVER = "cover"
    OPEN_POST = "open_post"
    CLOSE_POST = "close_post"
    SET_DUTIES = "set_duties"
    SET_CENTRE = "set_centre"
    PUBLISH_YEAR = "publish_year"
    SET_DAY = "set_day"
    SET_HOURS = "set_hours"
    SET_POLICY = "set_policy"
    ENTRUST = "entrust"
    REVOKE_ENTRUSTMENT = "revoke_entrustment"
    OPEN_ACCOUNT = "open_account"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # the word of an act
    CHANGE_PASSWORD = "change_password"  # noqa: S105  # the word of an act
    CLOSE_ACCOUNT = "close_account"
    ADD_DEVICE = "add_device"
    CHANGE_DEVICE = "change_device"
    CLOSE_DEVICE = "close_device"
    PAIR_DEVICE = "pair_device"
    SWITCH_DISPLAY = "switch_display"
    CONNECT_DEVICE = "connect_device"
    HANG_BULLETIN = "hang_bulletin"
    CHANGE_BULLETIN = "change_bulletin"
    TAKE_DOWN_BULLETIN = "take_down_bulletin"


ACTS: dict[str, Declared] = {
    Act.APPOINT: Declared(_("任职")),
    Act.END_HOLDING: Declared(_("免去任职")),
    Act.COVER: Declared(_("AB岗顶岗")),
    Act.OPEN_POST: Declared(_("设立岗位")),
    Act.CLOSE_POST: Declared(_("撤销岗位")),
    Act.SET_DUTIES: Declared(_("调整岗位职责")),
    Act.SET_CENTRE: Declared(_("更新中心信息")),
    Act.PUBLISH_YEAR: Declared(_("发布年度工作日历")),
    Act.SET_DAY: Declared(_("调整工作日")),
    Act.SET_HOURS: Declared(_("调整开放时间")),
    Act.SET_POLICY: Declared(_("调整政策参数")),
    Act.ENTRUST: Declared(_("登记委托")),
    Act.REVOKE_ENTRUSTMENT: Declared(_("撤销委托")),
    Act.OPEN_ACCOUNT: Declared(_("开设账号")),
    Act.RESET_PASSWORD: Declared(_("重设密码")),
    Act.CHANGE_PASSWORD: Declared(_("修改自己的密码")),
    Act.CLOSE_ACCOUNT: Declared(_("停用账号")),
    Act.ADD_DEVICE: Declared(_("添加设备")),
    Act.CHANGE_DEVICE: Declared(_("修改设备")),
    Act.CLOSE_DEVICE: Declared(_("停用设备")),
    Act.PAIR_DEVICE: Declared(_("配对设备")),
    Act.SWITCH_DISPLAY: Declared(_("切换显示屏")),
    Act.CONNECT_DEVICE: Declared(_("连接打印机")),
    Act.HANG_BULLETIN: Declared(_("张挂公告"), personal=frozenset({"title", "text"})),
    Act.CHANGE_BULLETIN: Declared(_("修改公告"), personal=frozenset({"title", "text"})),
    Act.TAKE_DOWN_BULLETIN: Declared(_("取下公告")),
}
