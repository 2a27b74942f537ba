"""A booking as an entry of a calendar (RFC 5545): when, where, with the code; no name in it. Pure but for words."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from yimen.tickets.models import Booking

_LONGEST = 75  # octets of a line (RFC 5545, 3.1)
_BEFORE = "-PT1H"  # the telephone reminds an hour before


def written(booking: Booking, *, link: str) -> str:
    """The entry as text. A cancelled booking takes itself out of the calendar."""
    centre, is_off = booking.centre, booking.state == "cancelled"
    told = _("预约码 %(code)s。到了以后在取号机点“我有预约”。%(link)s") % {"code": booking.code, "link": link}
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//yimen//bookings//ZH", f"METHOD:{'CANCEL' if is_off else 'PUBLISH'}",
        "BEGIN:VEVENT", f"UID:{booking.pk}@yimen", f"DTSTAMP:{_moment(booking.booked_at)}",
        f"DTSTART:{_moment(booking.starts_at)}", f"DTEND:{_moment(booking.ends_at)}",
        f"SUMMARY:{_plain(_('%(centre)s：%(line)s') % {'centre': centre.short_name, 'line': booking.line.name})}",
        f"LOCATION:{_plain('　'.join(filter(None, (centre.name, centre.address))))}", f"DESCRIPTION:{_plain(told)}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}", *([] if is_off else _reminder()), "END:VEVENT",
        "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _reminder() -> list[str]:
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_('预约')}", f"TRIGGER:{_BEFORE}", "END:VALARM"]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _plain(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> Iterable[str]:
    """Lines of at most 75 octets, none cut within a character; what goes on begins with a space."""
    begun, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LONGEST:
            yield begun
            begun, size = " ", 1
        begun, size = begun + character, size + width
    yield begun
