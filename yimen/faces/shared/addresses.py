"""From which address a request comes, where trusted proxies stand before the server."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def behind_proxies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: REMOTE_ADDR is the address that the outermost of our YIMEN_PROXIES proxies saw.

    What stands further left in X-Forwarded-For was written by whoever asked, and is not believed.
    """

    def passed(request: HttpRequest) -> HttpResponse:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if found := seen_by_proxy(said, settings.PROXIES):
            request.META["REMOTE_ADDR"] = found
        return get_response(request)

    return passed


def seen_by_proxy(forwarded_for: str, proxies: int) -> str:
    """The address that the outermost trusted proxy wrote; "" where there are no proxies, or it wrote none."""
    hops = [hop.strip() for hop in forwarded_for.split(",")]
    if not 0 < proxies <= len(hops):
        return ""
    try:
        return str(ip_address(hops[-proxies]))
    except ValueError:
        return ""
