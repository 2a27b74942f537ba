"""我能办吗、要带什么 at the kiosk: one question a screen, an answer a tap. Nothing is kept, nothing stands in the address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yimen.catalogue.definitions import Definition
from yimen.faces.kiosk import guide, screens
from yimen.faces.shared import asking, qr
from yimen.faces.shared.asking import Asked, Question
from yimen.journal.errors import NotThere
from yimen.office import devices
from yimen.office.models import Device

MOST_DIGITS = 7  # of a number that is tapped
Told = dict[str, str]  # answers by the names of their questions, in the order in which they were given; "" is 不清楚


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """The next question, or the item's answer once there is none left."""
    device = devices.by_token(token, kind=Device.Kind.KIOSK)
    definition = guide.offered_here(device, code)
    if not asking.can_ask(definition):
        raise NotThere()
    told = _told(request.POST, definition)
    if "undo" in request.POST and told:
        told.popitem()
    asked = asking.about(definition, told)
    question = _next(asked, told)
    digits = _digits(request.POST)
    if question and "done" in request.POST and digits:
        told[question.name], digits = digits, ""
        asked = asking.about(definition, told)
        question = _next(asked, told)
    page: dict[str, Any] = {
        "definition": definition, "asked": asked, "told": told, "up": screens.to(request, device, "item", code),
        "check": screens.to(request, device, "check", code), "other_size": _other_size(request, device, code),
    }  # fmt: skip
    if question:
        return screens.show(request, device, "question", question=question, digits=digits, **page)
    return screens.show(request, device, "answer", code=_code(asked), **page)


def _told(typed: QueryDict, definition: Definition) -> Told:
    known = {asking.VARIANT, *(one.key for one in definition.form_fields)}
    return {name: str(typed[name])[: asking.LONGEST] for name in typed if name in known}


def _next(asked: Asked, told: Told) -> Question | None:
    """What is asked next: of what was not asked yet the first that decides; nothing once it is refused."""
    if asked.is_refused:
        return None
    waiting = {one.name: one for one in asked.questions if one.name not in told}
    order = [asking.VARIANT, *(one.key for one in asked.said.questions)]
    return next((waiting[name] for name in order if name in waiting), None)


def _digits(typed: QueryDict) -> str:
    """The number as far as it was tapped."""
    pressed = typed.get("press", "")
    digits = "".join(one for one in typed.get("digits", "") + pressed if one in "0123456789")[:MOST_DIGITS]
    digits = digits[:-1] if pressed == "less" else digits
    return str(int(digits)) if digits else ""


def _code(asked: Asked) -> Any:
    """What to bring, as a code to take along."""
    if asked.is_refused:
        return ""
    lines = [f"{place}. {one.row.name} {one.row.copies}" for place, one in enumerate(asked.bring, 1)]
    lines += [_("看情况：%(name)s") % {"name": one.row.name} for one in asked.perhaps]
    link = settings.PUBLIC_URL + reverse("portal:guide", args=[asked.definition.code])
    name = asked.definition.name
    return qr.picture(qr.carried(_("%(name)s，要带：") % {"name": name}, lines, link), _("二维码：要带的材料"))


def _other_size(request: HttpRequest, device: Device, code: str) -> str:
    address = reverse("kiosk:check", args=[device.token, code])
    return address if screens.tail(request) else f"{address}?large=1"
