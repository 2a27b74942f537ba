"""What templates of all faces need to show things alike: icons, days, keys, the reader's looks."""

from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from yimen.faces.shared import look, waits
from yimen.journal.moments import OFFICE_ZONE
from yimen.tickets.forecast import Wait

register = template.Library()

WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A sign from icons.svg; it says nothing to a screen reader, the word beside it does."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("shared/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def look_classes(context: template.Context) -> str:
    """The classes of <html> for the looks this reader has chosen."""
    return " ".join(f"look-{name}" for name in look.chosen(context.get("request")))


@register.filter
def day(value: date | datetime | None) -> str:
    """2026年3月16日（周一）; a moment shows its legal day; nothing for None."""
    if value is None or value == "":
        return ""
    on = value.astimezone(OFFICE_ZONE).date() if isinstance(value, datetime) else value
    return f"{on.year}年{on.month}月{on.day}日（{WEEKDAYS[on.weekday()]}）"


@register.filter
def weekday(value: date | datetime) -> str:
    """周一."""
    on = value.astimezone(OFFICE_ZONE).date() if isinstance(value, datetime) else value
    return str(WEEKDAYS[on.weekday()])


@register.filter
def time_of_day(value: datetime | None) -> str:
    """09:05 in the office's zone; nothing for None."""
    return value.astimezone(OFFICE_ZONE).strftime("%H:%M") if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """2026年3月16日（周一）09:05; nothing for None."""
    return f"{day(value)}{time_of_day(value)}" if value else ""


@register.filter
def wait_words(wait: Wait | None) -> str:
    """约 15–25 分钟; nothing where nobody can say."""
    return waits.words(wait)


@register.filter
def key_words(key: str) -> str:
    """How a key is written on a button: the first of "alt+a f2" as Alt+A."""
    first = str(key).split(" ")[0]
    return "+".join(part.capitalize() for part in first.split("+"))
