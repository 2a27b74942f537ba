"""Why a window calls out of turn or pauses, as its clerk chooses it and, of a pause, as the hall reads it (B2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Sentence

LEAST, MOST = 4, 200  # characters of a reason in words, where one is needed


class Chosen(models.TextChoices):
    """A reason to call somebody out of turn. Words in entries: never renamed, never reused."""

    FRAIL = "frail", _("行动不便、身体不适")
    BROUGHT = "brought", _("补齐材料回来")
    TOGETHER = "together", _("与手上的一起办")
    WRONG_LINE = "wrong", _("取错了号")
    OTHER = "other", _("其他原因")


class Pause(models.TextChoices):
    """A reason to pause. Words in entries: never renamed, never reused."""

    AWAY = "away", _("暂时离开")
    MEAL = "meal", _("用餐")
    MEETING = "meeting", _("开会、学习")
    ERRAND = "errand", _("取件、送件")
    MACHINE = "machine", _("设备故障")
    OTHER = "other", _("其他")


# What stands over the window besides 暂停服务; nothing where there is nothing fitting to say.
SHOWN: dict[str, Sentence] = {
    Pause.AWAY: _("工作人员马上回来"),
    Pause.MEAL: _("工作人员用餐，请到其他窗口"),
    Pause.MEETING: _("工作人员开会，请到其他窗口"),
    Pause.ERRAND: _("工作人员取件，马上回来"),
    Pause.MACHINE: _("设备检修，请到其他窗口"),
}


def shown(reason: str) -> str:
    """What the hall reads of a pause."""
    return str(SHOWN.get(reason, ""))


def told(reason: str | None) -> str:
    """What the house reads of a window that pauses, `reason` as it was given; empty for one that does not (None)."""
    if reason is None:
        return ""
    return str(_("已暂停：%(why)s") % {"why": Pause(reason).label} if reason else _("已暂停"))
