"""A wait as people are told it: a figure when it is short, a span when it is not, hours when it is long."""

from django.utils.translation import gettext as _

from yimen.tickets.forecast import Wait

_SHORT, _HOUR = 5, 60
_LONG = 100  # minutes from which hours are easier to grasp
_VERY_LONG = 180  # from which nobody counts minutes


def words(wait: Wait | None) -> str:
    """约 15–25 分钟; empty where nobody can say, or it will not be today."""
    if wait is None or not wait.is_today:
        return ""
    if wait.most <= 1:
        return _("不用等")
    if wait.most <= _SHORT or not wait.least:
        return _("%(n)d 分钟以内") % {"n": wait.most}
    if wait.least >= _VERY_LONG:
        return _half_hours(round(wait.minutes * 2 / _HOUR))
    if wait.least >= _LONG:
        return _("约 %(least)s–%(most)s") % {"least": _long(wait.least), "most": _long(wait.most)}
    if wait.least == wait.most:
        return _("约 %(n)d 分钟") % {"n": wait.minutes}
    return _("约 %(least)d–%(most)d 分钟") % {"least": wait.least, "most": wait.most}


def brief(wait: Wait | None) -> str:
    """The same for a display, where a line of it is short: a long one in half hours."""
    if wait is not None and wait.is_today and wait.least >= _LONG:
        return _half_hours(round(wait.minutes * 2 / _HOUR))
    return words(wait)


def _long(minutes: int) -> str:
    hours, rest = divmod(minutes, _HOUR)
    if not rest:
        return _("%(h)d 小时") % {"h": hours}
    return _("%(h)d 小时 %(m)d 分") % {"h": hours, "m": rest}


def _half_hours(count: int) -> str:
    if count % 2:
        return _("约 %(h)d 个半小时") % {"h": count // 2}
    return _("约 %(h)d 小时") % {"h": count // 2}
