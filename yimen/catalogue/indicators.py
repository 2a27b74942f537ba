"""Indicators over the catalogue: each with the items behind it, counted, not counted, or silent on it (A8). Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from yimen.catalogue.elements import Content, Online, Visits
from yimen.catalogue.lint.examining import examine
from yimen.catalogue.lint.limits import in_working_days
from yimen.catalogue.lint.texts import ways
from yimen.catalogue.promise import Promise, Unit, words

_ON_THE_SPOT = "on_the_spot_"  # rules of the lint that say that the promise is not kept by the route


class Standing(StrEnum):
    """What an item is to an indicator: silent ones are in neither number."""

    COUNTED = "counted"
    NOT_COUNTED = "not_counted"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Row:
    """An item behind an indicator; `part` of `whole`: 1 or 0 of 1, or the working days saved of the statutory ones."""

    item: Content
    standing: Standing
    words: str
    part: int = 0
    whole: int = 1


@dataclass(frozen=True, slots=True)
class Indicator:
    """A share: the parts of the wholes of the rows that are not silent."""

    key: str
    rows: tuple[Row, ...]

    @property
    def part(self) -> int:
        """What is counted: items, or working days."""
        return sum(row.part for row in self._heard)

    @property
    def whole(self) -> int:
        """Out of how many; 0: nothing can be said."""
        return sum(row.whole for row in self._heard)

    @property
    def heard(self) -> int:
        """Of how many items something is known."""
        return len(self._heard)

    @property
    def silent(self) -> int:
        """How many items do not say."""
        return len(self.rows) - self.heard

    @property
    def says_enough(self) -> bool:
        """Whether the share can stand for all: at least half of the items say. What is left out of the claimed share, a
        centre's own items, says nothing against it."""
        return self.key == "claimed" or self.heard >= self.silent

    @property
    def permille(self) -> int | None:
        """The share in thousandths, rounded down, so that no target is reached by rounding; None: nothing can be said."""
        return self.part * 1000 // self.whole if self.whole else None

    @property
    def _heard(self) -> list[Row]:
        return [row for row in self.rows if row.standing is not Standing.SILENT]


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors of a guide: how many were reported, how many found true, whether one of these stands in the version in force."""

    reports: int = 0
    adopted: int = 0
    stands: bool = False


_NO_ERRORS = Errors()
_NONE: Mapping[str, Errors] = MappingProxyType({})


def all_of(
    items: Iterable[Content], claimed: frozenset[str], errors: Mapping[str, Errors] = _NONE
) -> tuple[Indicator, ...]:
    """The indicators over items in force; `claimed`: the codes of those that the centre has claimed; `errors`: by code,
    what was reported wrong in their guides."""
    found = tuple(items)
    looks: dict[str, Callable[[Content], Row]] = {
        "on_the_spot": _on_the_spot,
        "no_visit": _no_visit,
        "online": _online,
        "shortening": _shortening,
        "claimed": lambda item: _claimed(item, claimed),
        "correct": lambda item: _correct(item, errors.get(item.code, _NO_ERRORS)),
    }
    return tuple(Indicator(key, tuple(map(look, found))) for key, look in looks.items())


def _row(item: Content, said: str, *, counts: bool) -> Row:
    return Row(item, Standing.COUNTED if counts else Standing.NOT_COUNTED, said, int(counts))


def _claimed(item: Content, claimed: frozenset[str]) -> Row:
    if item.local:
        return Row(item, Standing.SILENT, "本地事项，不计认领率")
    return _row(item, "已认领" if item.code in claimed else "未认领", counts=item.code in claimed)


def _correct(item: Content, errors: Errors) -> Row:
    """A guide is wrong from the error that was found true until a later version is in force."""
    said = "查实的错误还没有改" if errors.stands else "没有查实未改的错误"
    if errors.reports:
        said += f"；报告{errors.reports}次，查实{errors.adopted}次"
    return _row(item, said, counts=not errors.stands)


def _promises(item: Content) -> list[Promise | None]:
    return [way.promised for way in ways(item)]


def _on_the_spot(item: Content) -> Row:
    """In every variant, and by a route that lets it be so. An item without a promise is not."""
    promises = _promises(item)
    said = "、".join(dict.fromkeys(words(one) if one else "没有写承诺时限" for one in promises))
    if any(one is None or one.unit is not Unit.ON_THE_SPOT for one in promises):
        return _row(item, said, counts=False)
    against = [one.says for one in examine(item) if one.rule.startswith(_ON_THE_SPOT)]
    return _row(item, "；".join(against) or said, counts=not against)


def _no_visit(item: Content) -> Row:
    if item.visits is None and item.online is not Online.FULL:
        return Row(item, Standing.SILENT, "没有载明到现场次数")
    if item.visits in (None, Visits.NONE):
        return _row(item, "不用到现场" if item.visits else "全程网上办", counts=True)
    return _row(item, f"到现场{item.visits}次", counts=False)


def _online(item: Content) -> Row:
    if item.online is None:
        return Row(item, Standing.SILENT, "没有载明能不能网上办")
    said = {Online.FULL: "全程网上办", Online.APPLY: "网上申请", Online.NONE: "不能网上办"}[item.online]
    return _row(item, said, counts=item.online is not Online.NONE)


def _shortening(item: Content) -> Row:
    """Both limits in working days; of several variants the longest promise."""
    limits = [item.statutory, *_promises(item)]
    known = [one for one in limits if one is not None and one.unit is not Unit.YEARLY]
    if len(known) < len(limits) or not in_working_days(known[0]):
        return Row(item, Standing.SILENT, "没有同时载明法定时限和承诺时限")
    statutory, promised = known[0], max(known[1:], key=in_working_days)
    days = in_working_days(statutory)
    saved = days - in_working_days(promised)
    said = f"法定{words(statutory)}，承诺{words(promised)}"
    return Row(item, Standing.COUNTED if saved > 0 else Standing.NOT_COUNTED, said, saved, days)
