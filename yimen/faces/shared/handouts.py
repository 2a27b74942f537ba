"""A guide in the words of what is handed out: the 告知单 with its nine elements (普陀 三), the 便民手册 of a centre (A2)."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from yimen.catalogue.definitions import Definition
from yimen.faces.shared import guides
from yimen.faces.shared.guides import Fact, Offer
from yimen.journal import demonstration
from yimen.papers.leaflets import Element, Leaflet, Material, Part


def leaflet(one: Definition, offers: Sequence[Offer], *, centre: str) -> Leaflet:
    """The nine elements in the guide's own words; what the guide does not say is said not to be stated."""
    guide = guides.shown(one, offers)
    law = {str(fact.label): fact for fact in guide.law.stated}
    return Leaflet(
        name=one.name, code=one.code, line=_line(one), centre=centre,
        link=settings.PUBLIC_URL + reverse("portal:guide", args=[one.code]),
        elements=(
            _element(_("办事依据"), one.basis),
            _element(_("申报条件"), one.conditions),
        ),
        materials=tuple(
            Material(row.name, str(row.copies), "；".join(str(each) for each in (row.need, *row.remarks)))
            for row in guide.materials
        ),
        steps=tuple(station.name for station in guide.stations),
        after=(
            _element(_("办理时限"), [line for fact in guide.limits.stated for line in _labelled(fact)]),
            _element(_("收费"), [str(line) for fact in guide.fees for line in fact.lines]),
            _element(_("责任机关"), _lines(law.get(_("实施主体")))),
            _element(_("协办部门"), one.co_departments),
            _element(_("办理地点"), _places(one, offers)),
            _element(_("联系电话"), _phones(one, offers)),
        ),
    )  # fmt: skip


def _line(one: Definition) -> str:
    """The line; of a centre's own item, that it is one (A11)."""
    return f"{one.line} · " + _("本地事项（%(owner)s）") % {"owner": one.owner} if one.owner else one.line


def parts(definitions: Iterable[Definition], offer: Callable[[Definition], Offer], *, centre: str) -> list[Part]:
    """Chapters of the handbook, a line each; `definitions` by line, `offer`: where the centre takes one of them."""
    by_line = groupby(definitions, key=lambda one: one.line)
    return [Part(line, tuple(leaflet(one, [offer(one)], centre=centre) for one in each)) for line, each in by_line]


def note() -> str:
    """What stands below every sheet."""
    words = _("本单不收取任何费用；内容有出入的，请告诉窗口。")
    return _("演示系统印制，内容为虚构。") + words if demonstration.is_one() else words


def _element(label: str, lines: Iterable[object]) -> Element:
    return Element(label, tuple(str(one) for one in lines) or (_("未载明"),))


def _lines(fact: Fact | None) -> tuple[str, ...]:
    return tuple(str(line) for line in fact.lines) if fact else ()


def _labelled(fact: Fact) -> list[str]:
    return [f"{fact.label}：{line}" for line in fact.lines]


def _places(one: Definition, offers: Sequence[Offer]) -> list[str]:
    told = ["　".join(filter(None, (offer.centre, offer.place, offer.hours))) for offer in offers]
    return told or [one.place] * bool(one.place)


def _phones(one: Definition, offers: Sequence[Offer]) -> list[str]:
    numbers = [offer.telephone or one.telephone for offer in offers] or [one.telephone]
    complaints = [offer.complaint_telephone or one.complaint_telephone for offer in offers] or [one.complaint_telephone]
    asked = [_("咨询 %(number)s") % {"number": number} for number in dict.fromkeys(filter(None, numbers))]
    return asked + [_("监督投诉 %(number)s") % {"number": number} for number in dict.fromkeys(filter(None, complaints))]
