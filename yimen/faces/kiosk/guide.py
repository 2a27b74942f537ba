"""Before a number is taken: what can be done here, whether one may, what to bring, and where to go with what is not done here.

By touch alone: six large choices a screen, letters to tap for the search, slips and codes to take along. Nothing is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yimen.cases import using
from yimen.catalogue import definitions, finding, promise, signposting
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import Necessity
from yimen.catalogue.signposts import Bundle, Elsewhere
from yimen.faces.kiosk import screens
from yimen.faces.shared import asking, downloads, guides, qr, signs, situations
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere
from yimen.office import devices
from yimen.office.models import Device
from yimen.tickets import taking

MOST = 6  # choices on a screen (look.md)
MOST_FOUND = 5  # above the letters
LONGEST = 12  # letters of a search
Matter = Definition | Bundle | Elsewhere
LETTERS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True, slots=True)
class Choice:
    """A large choice: where it leads, and a quiet word under it."""

    words: str | Lazy
    href: str
    more: str | Lazy = ""


@require_safe
@never_cache
def ways(request: HttpRequest, token: str) -> HttpResponse:
    """How to look for a matter."""
    device = _device(token)
    every = [
        (_("大家常办的"), "often", _("办得最多的几件事")),
        (_("按拼音首字母找"), "find", _("例如：低保，点 d b")),
        (_("按生活中的事找"), "life", _("看病、上学、养老、家人去世……")),
        (_("按部门找"), "lines", _("民政、医保、社保……")),
        (_("一件事一次看全"), "bundles", _("一次办几个事项，材料只备一份")),
        (_("不在这里办的事"), "aways", _("找谁办、在哪里、电话、时间")),
    ]
    choices = [
        Choice(words, screens.to(request, device, name), more)
        for words, name, more in every
        if name != "often" or _used(device)
    ]
    return screens.show(request, device, "choices", title=_("能办什么、要带什么"), choices=choices, up=_home(device))


@require_safe
@never_cache
def often(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked for most here."""
    device = _device(token)
    used = _used(device)
    choices = [_choice(request, device, one) for one in _offered(device) if one.code in used]
    return _list(request, device, _("大家常办的"), choices[: 2 * MOST], up="guide")


@require_safe
@never_cache
def find(request: HttpRequest, token: str) -> HttpResponse:
    """Letters to tap; every one narrows what is found, in items, moments of life and what is done elsewhere alike."""
    device = _device(token)
    asked = "".join(one for one in request.GET.get("q", "").lower() if one.isascii() and one.isalnum())[:LONGEST]
    found: list[Matter] = [*finding.find(asked, _offered(device), used=_used(device))]
    found = [*finding.find(asked, signposting.bundles())[:1], *found, *finding.find(asked, signposting.elsewhere())]
    rows = [[(one.upper(), screens.to(request, device, "find", q=asked + one)) for one in row] for row in LETTERS]
    return screens.show(
        request, device, "find", asked=asked.upper(), rows=rows, up=screens.to(request, device, "guide"),
        choices=[_choice(request, device, one) for one in found[:MOST_FOUND]],
        less=screens.to(request, device, "find", q=asked[:-1]), none=screens.to(request, device, "find"),
    )  # fmt: skip


@require_safe
@never_cache
def life(request: HttpRequest, token: str) -> HttpResponse:
    """Situations of life, or the matters of one."""
    device = _device(token)
    lived = situations.lived(_offered(device))
    chosen = request.GET.get("of", "")
    if not chosen:
        choices = [
            Choice(words, screens.to(request, device, "life", of=str(place)), _count(found))
            for place, (words, found) in enumerate(lived, 1)
        ]
        return _list(request, device, _("按生活中的事找"), choices, up="guide")
    if not chosen.isascii() or not chosen.isdecimal() or not 0 < int(chosen) <= len(lived):
        raise NotThere()
    words, found = lived[int(chosen) - 1]
    return _list(request, device, words, [_choice(request, device, one) for one in found], up="life")


@require_safe
@never_cache
def lines(request: HttpRequest, token: str) -> HttpResponse:
    """Departments, or the matters of one."""
    device = _device(token)
    offered, line = _offered(device), request.GET.get("of", "")
    if not line:
        choices = [
            Choice(words, screens.to(request, device, "lines", of=words), _("%(n)d 项") % {"n": count})
            for words, count in situations.lines(offered)
        ]
        return _list(request, device, _("按部门找"), choices, up="guide")
    found = [_choice(request, device, one) for one in offered if one.line == line]
    if not found:
        raise NotThere()
    return _list(request, device, line, found, up="lines")


@require_safe
@never_cache
def bundles(request: HttpRequest, token: str) -> HttpResponse:
    """Moments of life that are several items."""
    device = _device(token)
    choices = [_choice(request, device, one) for one in signposting.bundles()]
    return _list(request, device, _("一件事一次看全"), choices, up="guide")


@require_safe
@never_cache
def aways(request: HttpRequest, token: str) -> HttpResponse:
    """What is not done here."""
    device = _device(token)
    choices = [_choice(request, device, one) for one in signposting.elsewhere()]
    return _list(request, device, _("不在这里办的事"), choices, up="guide")


@require_safe
@never_cache
def item(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """A matter on one screen: how long, what it costs, where, what to bring; a code and a slip to take along."""
    device = _device(token)
    definition = offered_here(device, code)
    materials = [
        (guides.material(one, definition), one.necessity is Necessity.REQUIRED) for one in definition.requirements
    ]
    files = downloads.of(definition.item_id, code)
    taken = [] if files else [f"{one.name} {one.copies}" for one, _always in materials]  # else the page that has them
    page: dict[str, Any] = {
        "definition": definition,
        "limit": promise.words(definition.promised) if definition.promised else "",
        "fees": [one.standard for one in definition.fees],
        "materials": materials,
        "can_ask": asking.can_ask(definition),
        "files": files,
        "check": screens.to(request, device, "check", code),
        "report": screens.to(request, device, "report", code),
        "take": screens.to(request, device, "start", item=code),
        "can_take": taking.gives_numbers(device.centre_id, at=now()),
        "up": screens.to(request, device, "guide"),
        "code": _code(definition.name, taken, "guide", code),
    }
    return screens.show(request, device, "item", **page)


@require_safe
@never_cache
def bundle(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """A moment of life: its matters, and one slip of what to bring for all of them."""
    device = _device(token)
    shown = signs.together(code, _offered(device))
    lines = [f"{one.name} {one.copies}" for one in shown.materials]
    page: dict[str, Any] = {
        "shown": shown,
        "choices": [Choice(one.name, screens.to(request, device, "item", one.code), one.when) for one in shown.parts],
        "aways": [_choice(request, device, one) for one in shown.elsewhere],
        "code": _code(shown.bundle.name, lines, "together", code),
        "up": screens.to(request, device, "bundles"),
    }
    return screens.show(request, device, "bundle", **page)


@require_safe
@never_cache
def away(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Who does what is not done here, where and when: a slip and a code to take along (A12)."""
    device, matter = _device(token), signs.elsewhere(code)
    facts = signs.facts(matter)
    lines = [f"{one.label}：{line}" for one in facts for line in one.lines]
    page: dict[str, Any] = {"matter": matter, "facts": facts, "up": screens.to(request, device, "aways")}
    return screens.show(request, device, "away", **page, code=_code(matter.name, lines, "elsewhere", code))


def offered_here(device: Device, code: str) -> Definition:
    """The item that the kiosk's centre offers today. Raises NotThere."""
    found = next((one for one in _offered(device) if one.code == code), None)
    if found is None:
        raise NotThere()
    return found


def _device(token: str) -> Device:
    return devices.by_token(token, kind=Device.Kind.KIOSK)


def _used(device: Device) -> Mapping[str, int]:
    return using.times(on=today(), centre_id=device.centre_id)


def _offered(device: Device) -> tuple[Definition, ...]:
    """What the kiosk's centre offers, the most used first."""
    return finding.most_used_first(definitions.offered(device.centre_id, on=today()), _used(device))


def _home(device: Device) -> str:
    return reverse("kiosk:start", args=[device.token])


def _count(found: Sequence[object]) -> str:
    return _("%(n)d 项") % {"n": len(found)}


def _choice(request: HttpRequest, device: Device, one: Matter) -> Choice:
    if isinstance(one, Bundle):
        return Choice(one.name, screens.to(request, device, "bundle", one.code), _("一件事"))
    if isinstance(one, Elsewhere):
        return Choice(
            one.name, screens.to(request, device, "away", one.code), _("不在这里办 · %(s)s") % {"s": one.body}
        )
    limit = _("承诺 %(s)s") % {"s": promise.words(one.promised)} if one.promised else one.line
    if one.owner:
        limit = _("本地事项 · %(s)s") % {"s": limit}
    return Choice(one.name, screens.to(request, device, "item", one.code), limit)


def _list(request: HttpRequest, device: Device, title: str | Lazy, choices: list[Choice], *, up: str) -> HttpResponse:
    """Choices, six a screen; `up`: the screen above."""
    given = request.GET.get("page", "1")
    last = max(1, -(-len(choices) // MOST))
    page = min(last, max(1, int(given))) if given.isascii() and given.isdecimal() and len(given) < 4 else 1

    def turned(to: int) -> str:
        name = request.resolver_match.url_name if request.resolver_match else ""
        return screens.to(request, device, str(name), of=request.GET.get("of", ""), page=str(to))

    shown: dict[str, Any] = {
        "title": title,
        "choices": choices[(page - 1) * MOST : page * MOST],
        "page": page,
        "last": last,
        "earlier": turned(page - 1) if page > 1 else "",
        "later": turned(page + 1) if page < last else "",
        "up": screens.to(request, device, up),
    }
    return screens.show(request, device, "choices", **shown)


def _code(name: str, lines: list[str], page: str, code: str) -> Any:
    """The list to take along as a code; with the address of the portal's page."""
    link = settings.PUBLIC_URL + reverse(f"portal:{page}", args=[code])
    return qr.picture(qr.carried(name, lines, link), _("二维码：%(name)s") % {"name": name})
