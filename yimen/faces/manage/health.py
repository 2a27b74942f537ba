"""Whether the installation is well, in sentences, each with what to do."""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from yimen.exchange import gateway, reading
from yimen.faces.shared.devices import said_of
from yimen.faces.shared.lights import Light
from yimen.faces.shared.templatetags import look
from yimen.journal import alarms, doctor, followers, guards, secrets
from yimen.journal.errors import Sentence
from yimen.journal.models import Alarm, Job
from yimen.journal.moments import localdate, unstamp
from yimen.office import calendar, watching
from yimen.safekeeping import hourly, lately

GIB = 1024**3
_LITTLE, _TOO_LITTLE = 10 * GIB, 2 * GIB
_LATE = timedelta(minutes=10)  # later than this nobody is doing what is due
_BACKUP_OLD, _BACKUP_TOO_OLD = timedelta(hours=3), timedelta(hours=26)  # a night switched off is no alarm
_EXAMINED_LONG_AGO = timedelta(hours=50)
_LATELY = timedelta(hours=24)
_NAMED = 6  # devices that are named, of however many
_SOON = timedelta(days=60)  # the State Council publishes a year in October or November of the year before
_WORDS = {"green": (_("正常"), "check"), "amber": (_("留意"), "due"), "red": (_("要处理"), "over")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `to_do` is empty where nothing need be done."""

    name: Sentence
    colour: str
    said: Sentence
    to_do: Sentence = ""

    @property
    def light(self) -> Light:
        """Colour, word and sign."""
        words, sign = _WORDS[self.colour]
        return Light(self.colour, str(words), sign)


def findings(at: datetime) -> list[Finding]:
    """Everything, the worst first; within one colour in fixed order."""
    found = [look_at(at) for look_at in LOOKS]
    return sorted(found, key=lambda one: ("red", "amber", "green").index(one.colour))


def _disk(_at: datetime) -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    said = _("数据目录所在磁盘还有%(free)s GB可用。") % {"free": f"{free / GIB:.1f}"}
    if free >= _LITTLE:
        return Finding(_("磁盘"), "green", said)
    to_do = _("请清理磁盘或换更大的磁盘；磁盘写满后任何办理都会失败。")
    return Finding(_("磁盘"), "red" if free < _TOO_LITTLE else "amber", said, to_do)


def _backup(at: datetime) -> Finding:
    name, made, last = _("备份"), hourly.moments(), lately.known(lately.BACKUP)
    now_or_soon = _("请点下面的“立即备份”；仍然失败，请检查备份目录所在的磁盘是否接好、是否写满。")
    if last.get("error"):
        failed = _("%(moment)s的备份没有成功（%(error)s）。") % {"moment": _moment(last["at"]), "error": last["error"]}
        return Finding(name, "red", failed, now_or_soon)
    if hourly.is_running():
        return Finding(name, "green", _("正在备份，办理不受影响。"))
    if not made:
        return Finding(name, "red", _("还没有一份备份：机器一坏，所有办件都没有了。"), now_or_soon)
    words = {"moment": look.moment(max(made)), "folder": settings.BACKUP_DIR, "count": len(made)}
    said = _("最近一份是%(moment)s的；共存%(count)s份，在 %(folder)s。") % words
    if at - max(made) < _BACKUP_OLD:
        return Finding(name, "green", said)
    colour = "red" if at - max(made) >= _BACKUP_TOO_OLD else "amber"
    return Finding(name, colour, said, _("服务运行时每小时自动备份一次。请点下面的“立即备份”，几分钟后刷新本页。"))


def _backup_place(_at: datetime) -> Finding:
    name, place = _("备份存放"), _existing(settings.BACKUP_DIR)
    if place.stat().st_dev == Path(settings.DATA).stat().st_dev:
        same = _("备份和数据在同一块磁盘上：这块磁盘坏了，备份也没有了。")
        to_do = _("请接一块移动硬盘或网络共享，在服务器上把 YIMEN_BACKUP_DIR 设为那里的一个文件夹，再重启服务。")
        return Finding(name, "amber", same, to_do)
    free = shutil.disk_usage(place).free
    said = _("备份在另一块磁盘上，还有%(free)s GB可用。") % {"free": f"{free / GIB:.1f}"}
    if free >= _TOO_LITTLE:
        return Finding(name, "green", said)
    return Finding(name, "red", said, _("请清理备份磁盘，或换一块更大的；写满后就不再有新的备份。"))


def _chain(at: datetime) -> Finding:
    name, last = _("日志链"), lately.known(lately.DOCTOR)
    if not doctor.newest_hold():
        mend = _("请不要再办理，把这个页面告诉维护人员，并保留最近的备份。")
        return Finding(name, "red", _("最近的办理记录前后接不上：有人绕过系统改了数据库，或数据库已损坏。"), mend)
    if not last:
        return Finding(name, "green", _("最近的记录前后相接；完整检查每天自动做一次，今天的还没有做。"))
    told = {"moment": _moment(last["at"]), "count": last["findings"]}
    if last["findings"]:
        said = _("%(moment)s完整检查，发现%(count)s处不符。") % told
        return Finding(name, "red", said, _("请在服务器上运行 yimen doctor，把结果交给维护人员。"))
    if at - unstamp(last["at"]) >= _EXAMINED_LONG_AGO:
        said = _("最近一次完整检查是%(moment)s，已超过两天。") % told
        to_do = _("后台程序可能没有运行：请在服务器上检查 yimen serve 或 yimen work。")
        return Finding(name, "amber", said, to_do)
    return Finding(name, "green", _("最近的记录前后相接；%(moment)s完整检查，一切相符。") % told)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return folder if folder.is_dir() else _existing(folder.parent)


def _moment(stamped: str) -> str:
    return look.moment(unstamp(stamped))


def _keys(_at: datetime) -> Finding:
    if secrets.is_confirmed():
        return Finding(_("密钥恢复单"), "green", _("已打印封存。"))
    said = _("还没有确认打印封存。密钥文件一旦丢失，群众信息将永远打不开，备份也救不回来。")
    to_do = _("在服务器上运行 yimen recovery_sheet，打印两份分开封存，再运行 yimen recovery_sheet --confirm。")
    return Finding(_("密钥恢复单"), "red", said, to_do)


def _calendar(at: datetime) -> Finding:
    until, today = calendar.current().published_until, localdate(at)
    said = _("放假安排已公布到%(day)s。") % {"day": look.day(until)}
    if until >= today + _SOON:
        return Finding(_("工作日历"), "green", said)
    to_do = _("国务院办公厅发布下一年的放假安排后，请在“工作日历”中公布；此前算出的到期日是暂定的。")
    return Finding(_("工作日历"), "red" if until < today else "amber", said, to_do)


def _jobs(at: datetime) -> Finding:
    stuck = Job.objects.filter(state=Job.State.STUCK).count()
    if stuck:
        said = _("有%(count)s项后台工作（例如生成文书）多次失败，已停下。") % {"count": stuck}
        return Finding(_("后台工作"), "red", said, _("请点下面的“再试一次”；仍然失败，请把服务器日志交给维护人员。"))
    late = Job.objects.filter(state=Job.State.WAITING, next_at__lt=at - _LATE).count()
    if late:
        said = _("有%(count)s项后台工作等了10分钟以上还没有做。") % {"count": late}
        return Finding(
            _("后台工作"), "red", said, _("后台程序可能没有运行：请在服务器上检查 yimen serve 或 yimen work。")
        )
    return Finding(_("后台工作"), "green", _("没有积压。"))


def _alarms(at: datetime) -> Finding:
    failing = alarms.failing()
    if failing:
        said = _("有%(count)s项到期应办的事（例如逾期视为受理）自动办理失败。") % {"count": failing}
        return Finding(
            _("到期事项"),
            "red",
            said,
            _("请在服务器上运行 yimen doctor，把结果交给维护人员；有人办该件时系统会先补办。"),
        )
    late = Alarm.objects.filter(due_at__lt=at - _LATE).count()
    if late:
        said = _("有%(count)s项到期应办的事过了10分钟还没有办。") % {"count": late}
        return Finding(
            _("到期事项"), "red", said, _("后台程序可能没有运行：请在服务器上检查 yimen serve 或 yimen work。")
        )
    return Finding(_("到期事项"), "green", _("都按时办了。"))


def _followers(_at: datetime) -> Finding:
    behind = followers.behind()
    if not behind:
        return Finding(_("记录的后续处理"), "green", _("没有搁置的记录。"))
    said = _("有%(count)s条记录的后续处理（例如通知、统计）失败，已搁置。") % {"count": behind}
    return Finding(_("记录的后续处理"), "red", said, _("请点下面的“再试一次”；仍然失败，请把服务器日志交给维护人员。"))


def _guards(_at: datetime) -> Finding:
    missing = guards.missing()
    if not missing:
        return Finding(_("防篡改"), "green", _("数据库的防篡改触发器齐全。"))
    said = _("数据库缺少%(count)s个防篡改触发器：记录可能被改而不留痕迹。") % {"count": len(missing)}
    return Finding(_("防篡改"), "red", said, _("请停止服务，运行 yimen migrate 补齐，再运行 yimen doctor 核对。"))


def _database(_at: datetime) -> Finding:
    version = sqlite3.sqlite_version if connection.vendor == "sqlite" else ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode" if version else "SHOW server_version")
        answer = str(cursor.fetchone()[0])
    if not version:
        return Finding(_("数据库"), "green", _("PostgreSQL %(version)s。") % {"version": answer})
    said = _("SQLite %(version)s，日志方式 %(mode)s。") % {"version": version, "mode": answer.upper()}
    if answer.lower() == "wal":
        return Finding(_("数据库"), "green", said)
    to_do = _("这个版本的 SQLite 有缺陷，系统改用了较慢但安全的方式：多人同时办理会变慢。请按安装说明更新后重启。")
    return Finding(_("数据库"), "amber", said, to_do)


def _devices(at: datetime) -> Finding:
    """Of all halls: what is lost or cannot work is red, a display without a voice is named (S5)."""
    found, name = watching.all_wrong(at=at), _("大厅设备")
    if not found:
        return Finding(name, "green", _("显示屏、取号机和其他设备都在，没有报告故障。"))
    told = [f"{one.device.centre.short_name} {one.device}（{said_of(one, at=at)}）" for one in found[:_NAMED]]
    said = _("%(devices)s。") % {"devices": "；".join(told)}
    if len(found) > _NAMED:
        said = _("%(devices)s等%(count)s台。") % {"devices": "；".join(told), "count": len(found)}
    to_do = _("失联的请看电源和网线；没有中文语音的请在那台机器上装中文语音包。各台的位置见“设备”。")
    return Finding(name, "red" if any(one.is_wrong for one in found) else "amber", said, to_do)


def _messages(at: datetime) -> Finding:
    name = _("短信")
    if not gateway.is_set():
        return Finding(name, "green", _("没有设置短信网关：系统不发短信，取号时也不请人留手机号。"))
    held, failed = reading.held_up(), reading.not_sent_since(at - _LATELY)
    if held is None and not failed:
        return Finding(name, "green", _last_sent())
    to_do = _("请在服务器上运行 yimen try_message 手机号 试一条，按它的提示检查网关地址、令牌和网络。")
    if held is None:
        words = {"count": _counted(len(failed)), "answer": _answer_words(failed[0])}
        said = _("最近一天有%(count)s条短信没有发出去；网关最近一次：%(answer)s。") % words
        return Finding(name, "amber", said, to_do)
    words = {"count": _counted(held.count), "moment": look.moment(held.since), "answer": _answer_words(held.answer)}
    said = _("有%(count)s条短信在等，最早的从%(moment)s等起；网关最近一次：%(answer)s。") % words
    again = _("系统会自己再试，叫号照常；号已叫过的不再补发。一直发不出去，%(try)s") % {"try": to_do}
    return Finding(name, "amber", said, again)


def _last_sent() -> Sentence:
    last = reading.last_sent_at()
    if last is None:
        return _("短信网关已设置，还没有发过短信。")
    return _("短信网关已设置，最近一条短信是%(moment)s发出的。") % {"moment": look.moment(last)}


def _counted(count: int) -> str:
    """No more are counted than that."""
    return str(count) if count < reading.MOST_COUNTED else str(_("%(count)s（或更多）") % {"count": count})


def _answer_words(answer: str) -> str:
    """What a gateway last answered, in words."""
    words = {gateway.TIMEOUT: _("没有回答"), gateway.UNREACHABLE: _("连不上")}
    return str(words.get(answer) or _("回答 %(status)s") % {"status": answer})


LOOKS: tuple[Callable[[datetime], Finding], ...] = (
    _backup, _backup_place, _chain, _guards, _jobs, _alarms, _followers, _devices, _messages, _keys, _calendar, _disk,
    _database,
)  # fmt: skip
