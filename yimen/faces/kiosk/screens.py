"""A screen of the kiosk: whose it is, how large its print; what one person chose goes along in the address and ends there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from yimen.faces.shared.now import today
from yimen.office.models import Device


def show(request: HttpRequest, device: Device, name: str, *, status: int = 200, **page: Any) -> HttpResponse:
    """A screen. Large print goes along in the address: the next person begins with the usual one."""
    shown = {
        "device": device,
        "centre": device.centre,
        "is_large": bool(tail(request)),
        "tail": tail(request),
        "other_size": _other_size(request),
        "on": today(),
    } | page
    return render(request, f"kiosk/{name}.html", shown, status=status)


def tail(request: HttpRequest) -> str:
    """What is added to an address so that the print stays large."""
    return "?large=1" if request.GET.get("large") == "1" else ""


def to(request: HttpRequest, device: Device, name: str, *more: str, **asked: str) -> str:
    """The address of another screen of this kiosk, in the same print."""
    told = {key: value for key, value in asked.items() if value} | ({"large": "1"} if tail(request) else {})
    address = reverse(f"kiosk:{name}", args=[device.token, *more])
    return f"{address}?{urlencode(told)}" if told else address


def _other_size(request: HttpRequest) -> str:
    """This very screen in the other print."""
    told = request.GET.copy()
    if told.pop("large", None) is None:
        told["large"] = "1"
    return f"{request.path}?{told.urlencode()}" if told else request.path
