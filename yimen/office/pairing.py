"""Pairing: a browser without an address shows six digits, the network clerk types them, and it becomes that device (S5).

The codes are plain rows outside the journal: what is told there is that a device was paired. A code is valid ten minutes
and names one browser; the browser itself is known by 128 bits in its address, which nobody can guess.
"""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.journal import door, source
from yimen.journal.errors import Malformed, NotNow, NotThere
from yimen.office.models import Device, Pairing

VALID = timedelta(minutes=10)
MOST = 500  # codes at one time: of a million, so a slip of the finger names another browser once in two thousand
_TRIES = 20


def offer(*, at: datetime) -> Pairing:
    """A new code for a browser. Raises NotNow where too many are shown already."""
    Pairing.objects.filter(until_at__lte=at).delete()
    if Pairing.objects.filter(device=None).count() >= MOST:
        raise NotNow(_("现在要配对的屏幕太多，请过几分钟再打开本页。"), code="too_many_codes")
    for _try in range(_TRIES):
        made = Pairing(code=f"{secrets.randbelow(10**6):06d}", secret=source.new_token(), until_at=at + VALID)
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:  # the code is another's
            continue
        return made
    raise NotNow(_("现在要配对的屏幕太多，请过几分钟再打开本页。"), code="too_many_codes")


def offered(secret: str, *, at: datetime) -> Pairing:
    """What a browser shows, and, once it is paired, its device. Raises NotThere where the code is over."""
    rows = Pairing.objects.select_related("device", "device__centre").filter(secret=secret, until_at__gt=at)
    found = rows.filter(Q(device=None) | Q(device__is_open=True)).first()
    if found is None:
        raise NotThere()
    return found


def take(code: str, device: Device, *, at: datetime) -> None:
    """Inside a turn: the browser with this code becomes the device. Raises Malformed at the field `code`."""
    code = "".join(code.split())
    found = Pairing.objects.select_for_update().filter(code=code, until_at__gt=at, device=None).first()
    if found is None:
        wrong = _("没有一块屏幕正显示这个配对码：请看屏幕上现在的6位数字，它每10分钟换一次。")
        raise Malformed(_("有内容需要改正，设备没有变动。"), fields={"code": wrong})
    door.hold(found).device = device
