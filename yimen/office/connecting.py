"""连接打印机: at which address a printer of the network answers, and on which one a kiosk's slips come out (S5, B2)."""

import re
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, NotThere
from yimen.office._turn import turn
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Device

PORT = 9100  # on which such printers listen
_ADDRESS = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9.\-]{0,50}[A-Za-z0-9])?)(?::(\d{1,5}))?", re.ASCII)


@door.verb
def connect(device: Device, *, address: str = "", printer: Device | None = None, by: Actor, at: datetime) -> Device:
    """A printer's address, written 192.168.1.60 or with a port; or a kiosk's printer, None for its browser's own.

    Raises Malformed; NotThere once the device is out of service.
    """
    address = _address(address) if device.kind == Device.Kind.PRINTER else ""
    if device.kind not in (Device.Kind.PRINTER, Device.Kind.KIOSK):
        raise Malformed(_("只有打印机和取号机要连接。"), code="nothing_to_connect")
    if printer and (
        device.kind != Device.Kind.KIOSK or printer.kind != "printer" or printer.centre_id != device.centre_id
    ):
        words = _("请选本中心的打印机。")
        raise Malformed(words, fields={"printer": words})
    key = printer.pk if printer else None
    with turn(device.centre, Act.CONNECT_DEVICE, by=by, at=at, device=device.pk, address=address, printer=key):
        fresh = Device.objects.filter(pk=device.pk, is_open=True).first()
        if fresh is None:
            raise NotThere()
        fresh = door.hold(fresh)
        fresh.address, fresh.printer_id = address, key
        return fresh


def _address(text: str) -> str:
    """Host and port, as a printer's label says them; "" for none."""
    text = text.strip().replace("：", ":").replace("。", ".")
    if not text:
        return ""
    found = _ADDRESS.fullmatch(text)
    if found is None or not 0 < int(found[2] or PORT) < 2**16:
        words = _("看不懂这个地址。请照打印机自检页上的写，例如：192.168.1.60，或者192.168.1.60:9100。")
        raise Malformed(words, fields={"address": words})
    return f"{found[1]}:{int(found[2] or PORT)}"
