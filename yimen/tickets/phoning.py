"""手机取号: a number on somebody's own phone, which must have scanned what a kiosk of the hall shows at this moment (B2).

The kiosk shows a code that changes every few minutes, so that nobody takes a number from home, or for a friend with yesterday's
picture of it. The number is the kiosk's act, like any other it gives.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import NotNow, NotThere
from yimen.journal.secrets import blind
from yimen.office import devices
from yimen.office.models import Device
from yimen.tickets import taking
from yimen.tickets.models import Line, Ticket

SHOWN: Final = timedelta(minutes=5)  # a code is shown for so long,
CHOOSING: Final = 2  # and may be used for so many more such spans, for who reads slowly
_ID, _MARK = 32, 12  # characters of the device and of what proves the moment


def code(device: Device, *, at: datetime) -> str:
    """What the kiosk shows now: whose it is, and a mark that nobody else can make."""
    return f"{device.pk.hex}{_mark(device.pk, _span(at))}"


def device_of(said: str, *, at: datetime) -> Device:
    """The kiosk whose code it is. Raises NotThere where it is none, NotNow where it is of an earlier time."""
    try:
        key = UUID(hex=said[:_ID])
    except ValueError:
        raise NotThere() from None
    found = Device.objects.select_related("centre").filter(pk=key, kind=Device.Kind.KIOSK, is_open=True).first()
    if found is None or len(said) != _ID + _MARK:
        raise NotThere()
    here = _span(at)
    if said[_ID:] not in {_mark(key, one) for one in range(here - CHOOSING, here + 1)}:
        raise NotNow(_("二维码已经换了，请在取号机上再扫一次。"), code="code_is_old")
    return found


def take(said: str, line: Line, *, at: datetime) -> Ticket:
    """The next number of a line of the kiosk's hall, as `taking.take` gives it. Raises as that and `device_of` do."""
    device = device_of(said, at=at)
    if line.centre_id != device.centre_id:
        raise NotThere()
    return taking.take(line, by=devices.actor(device), at=at)


def _span(at: datetime) -> int:
    return int(at.timestamp() // SHOWN.total_seconds())


def _mark(device_id: UUID, span: int) -> str:
    return blind(f"{device_id} {span}", scope="tickets.phoning").hex()[:_MARK]
