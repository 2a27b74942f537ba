"""Indicators over the catalogue: each with its definition, its target, and the items behind it (A8)."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.catalogue.indicators import Errors, Indicator, Row, Standing, all_of
from yimen.catalogue.models import Care, Claim, Item, ItemVersion
from yimen.faces.manage.frame import READERS, centre_of, show
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import today
from yimen.journal.errors import NotThere, Sentence
from yimen.office import policies
from yimen.office.models import Centre

# name, and the definition as people read it
_WORDS: dict[str, tuple[Sentence, Sentence]] = {
    "on_the_spot": (
        _("即办率"),
        _(
            "承诺当场办结的事项 ÷ 全部现行事项。有几种情形的，每种情形都当场办结才算；承诺即办、环节却做不到当场办结的不算。"
        ),
    ),
    "no_visit": (
        _("不见面率"),
        _("不用到现场（到现场0次或者全程网上办）的事项 ÷ 载明了到现场次数的现行事项。"),
    ),
    "online": (
        _("网上办理率"),
        _("能在网上申请或者全程办理的事项 ÷ 载明了能不能网上办的现行事项。"),
    ),
    "shortening": (
        _("时限压缩度"),
        _(
            "（法定时限合计 − 承诺时限合计）÷ 法定时限合计。只算两个时限都载明的现行事项；"
            "自然日按7日折5个工作日，即办按0日，有几种情形的按最长的。"
        ),
    ),
    "claimed": (_("认领率"), _("本中心认领的现行事项 ÷ 上级统一规定的全部现行事项。本中心自有的本地事项不在内。")),
    "correct": (
        _("指南正确率"),
        _("没有查实未改的错误的现行事项 ÷ 全部现行事项。有人报告错误、查实以后，到发布更正的一版为止，算有误。"),
    ),
}
_STANDINGS: dict[Standing, Sentence] = {
    Standing.COUNTED: _("计入"),
    Standing.NOT_COUNTED: _("不计入"),
    Standing.SILENT: _("没有载明"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An indicator in words. `share` "": nothing can be said of it."""

    key: str
    name: Sentence
    definition: Sentence
    share: str
    of: Sentence
    silent: int
    target: str
    basis: str
    is_reached: bool
    says_enough: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An item behind an indicator."""

    code: str
    name: str
    number: int
    standing: Sentence
    words: str
    saved: Sentence


@dataclass(frozen=True, slots=True)
class Share:
    """A centre and what it has claimed of the items in force."""

    centre: str
    claimed: int
    share: str


@require_safe
@staff_only(*READERS)
def indicators(request: HttpRequest) -> HttpResponse:
    """The five of them."""
    on = today()
    found, count = _found(centre_of(request), on)
    return show(request, "indicators", "indicators", indicators=[_shown(one, on) for one in found], count=count, on=on)


@require_safe
@staff_only(*READERS)
def indicator(request: HttpRequest, indicator: str) -> HttpResponse:
    """One of them with the items behind it."""
    if indicator not in _WORDS:
        raise NotThere
    on = today()
    found, count = _found(centre_of(request), on)
    one = next(one for one in found if one.key == indicator)
    count = sum(1 for row in one.rows if row.standing is not Standing.SILENT)
    shown = shares(count, on) if indicator == "claimed" else []
    lines = [_line(row) for standing in Standing for row in one.rows if row.standing is standing]
    return show(request, "indicator", "indicators", indicator=_shown(one, on), lines=lines, shares=shown, on=on)


def _found(centre: Centre, on: date) -> tuple[tuple[Indicator, ...], int]:
    """The indicators as they stand on a day for a centre, and how many items are in force."""
    seen = Item.objects.seen_at(centre.pk).values("pk")
    in_force = ItemVersion.objects.in_force(on).filter(item__in=seen)
    ids = in_force.order_by("item__code").values_list("pk", flat=True)
    claims = Claim.objects.in_force(on).filter(centre=centre)
    items = definitions.of_versions(ids)
    cares = {one.item_id: one for one in Care.objects.filter(item__in=seen)}
    errors = {one.code: _errors(one, cares[one.item_id]) for one in items if one.item_id in cares}
    return all_of(items, frozenset(claims.values_list("item__code", flat=True)), errors), len(items)


def _errors(one: Definition, care: Care) -> Errors:
    return Errors(care.reports, care.adopted, stands=care.wrong_in >= one.number)


def _shown(one: Indicator, on: date) -> Shown:
    name, definition = _WORDS[one.key]
    target, basis = policies.value(f"target.{one.key}", on=on)
    wanted = int(target.split(" ")[0])
    return Shown(
        key=one.key,
        name=name,
        definition=definition,
        share=percent(one.permille),
        of=_of(one),
        silent=one.silent,
        target=f"{wanted}%",
        basis=basis,
        is_reached=one.permille is not None and one.permille >= wanted * 10,
        says_enough=one.says_enough,
    )


def percent(permille: int | None) -> str:
    """A share as people read it; "" where nothing can be said."""
    return "" if permille is None else f"{permille // 10}.{permille % 10}%".replace(".0%", "%")


def _of(one: Indicator) -> Sentence:
    if one.key == "shortening":
        words = _("{heard}项，法定{whole}个工作日，缩短{part}个工作日")
        return format_lazy(words, heard=one.heard, whole=one.whole, part=one.part)
    return format_lazy(_("{whole}项中有{part}项"), whole=one.whole, part=one.part)


def _line(row: Row) -> Line:
    assert isinstance(row.item, Definition)  # noqa: S101  # only definitions are put in: see `_found`
    saved: Sentence = ""
    if row.standing is not Standing.SILENT and row.whole > 1:
        saved = format_lazy(_("缩短{part}个工作日"), part=row.part)
    one = row.item
    return Line(one.code, one.name, one.number, _STANDINGS[row.standing], row.words, saved)


def shares(count: int, on: date) -> list[Share]:
    """The claimed share of every centre that has claimed anything, the smallest first (A5)."""
    in_force = ItemVersion.objects.in_force(on).filter(item__centre=None).values("item_id")
    claims = Claim.objects.in_force(on).filter(item_id__in=in_force).values_list("centre__name", "item_id")
    by_centre: dict[str, set[object]] = {}
    for centre, item in claims:
        by_centre.setdefault(centre, set()).add(item)
    found = sorted(by_centre.items(), key=lambda one: (len(one[1]), one[0]))
    return [Share(name, len(items), percent(len(items) * 1000 // count)) for name, items in found]
