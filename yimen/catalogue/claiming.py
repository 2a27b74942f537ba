"""认领: a centre takes up items that are defined above, sets what is local, gives them up (A5, Q5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.catalogue._turn import turn
from yimen.catalogue.acts import Act
from yimen.catalogue.models import Claim, ClaimWindow, Item
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow, NotThere, Sentence
from yimen.journal.kept import forget
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import Centre, Window

_TEXTS: tuple[tuple[str, int, Sentence], ...] = (  # name, longest (characters, as in the table), what to do
    ("place", 200, _("地点请写在一行里，最多200个字。")),
    ("telephone", 60, _("电话请写在一行里，最多60个字。")),
    ("hours", 120, _("办理时间请写在一行里，最多120个字。")),
)
_NAMED = 3  # codes that a refusal names


@dataclass(frozen=True, slots=True)
class Local:
    """All that a centre may set for itself (Q5); what is empty is as the item says, no windows: every general one."""

    place: str = ""
    telephone: str = ""
    hours: str = ""
    windows: tuple[Window, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """Place, telephone and hours, in a line each, with single blanks."""
        told = {"place": self.place, "telephone": self.telephone, "hours": self.hours}
        return {name: " ".join(words.split()) for name, words in told.items()}


AS_IT_SAYS = Local()


@door.verb
def claim(  # a claim is these
    items: Iterable[Item], *, centre: Centre, from_on: date, local: Local = AS_IT_SAYS, by: Actor, at: datetime
) -> list[Claim]:
    """Offer these items from that day on, all of them or none; a day in the past is one since which they were offered.

    Raises Malformed; NotNow (already_claimed) with the codes of those that are offered on that day or will be.
    """
    wanted = sorted({one.pk: one for one in items}.values(), key=lambda one: one.code)
    faults = _faults(local, centre)
    if not wanted:
        faults["codes"] = _("请勾选要认领的事项。")
    _refuse(faults)
    codes = [one.code for one in wanted]
    facts = {"items": codes, "from_on": from_on, **local.texts, "windows": _numbers(local)}
    with turn(centre, Act.CLAIM, by=by, at=at, **facts) as held:
        _insist_seen(held, wanted)
        _insist_free(held, wanted, from_on)
        made = [door.add(Claim(centre=held, item=one, from_on=from_on, **local.texts)) for one in wanted]
        for row in made:
            _take_windows(row, local)
        door.after_commit(forget)
        return made


@door.verb
def change(claim: Claim, local: Local, *, by: Actor, at: datetime) -> Claim:
    """Set what is local anew, from now on. Raises Malformed; NotNow (claim_over) once the centre has given the item up."""
    _refuse(_faults(local, claim.centre))
    facts = {"item": claim.item.code, **local.texts, "windows": _numbers(local)}
    with turn(claim.centre, Act.CHANGE_CLAIM, by=by, at=at, **facts):
        fresh = _standing(claim)
        for name, words in local.texts.items():
            setattr(fresh, name, words)
        ClaimWindow.objects.filter(claim=fresh).delete()
        _take_windows(fresh, local)
        door.after_commit(forget)
        return fresh


@door.verb
def give_up(claim: Claim, *, until_on: date, by: Actor, at: datetime) -> Claim:
    """The centre no longer offers the item from that day on (today or later); cases that run go on.

    Raises Malformed; NotNow (claim_over) where it is given up already.
    """
    if until_on < max(claim.from_on, localdate(at)):
        words = _("请填今天或以后、不早于认领起始日的日子。")
        _refuse({"until_on": words})
    with turn(claim.centre, Act.GIVE_UP, by=by, at=at, item=claim.item.code, until_on=until_on):
        fresh = _standing(claim)
        fresh.until_on = until_on
        door.after_commit(forget)
        return fresh


def _standing(claim: Claim) -> Claim:
    fresh = door.hold(Claim.objects.get(pk=claim.pk))
    if fresh.until_on is not None:
        raise NotNow(_("这项认领已经取消。"), code="claim_over")
    return fresh


def _insist_seen(centre: Centre, items: list[Item]) -> None:
    """Another centre's own items are not there."""
    seen = set(Item.objects.seen_at(centre.pk).filter(pk__in=[one.pk for one in items]).values_list("pk", flat=True))
    if hidden := [one.code for one in items if one.pk not in seen]:
        words = _("没有这些事项，或者是别的中心自有的：%(codes)s。") % {"codes": "、".join(hidden[:_NAMED])}
        raise NotThere(words, code="anothers_item")


def _insist_free(centre: Centre, items: list[Item], from_on: date) -> None:
    later = Q(until_on__isnull=True) | Q(until_on__gt=from_on)
    taken = sorted(Claim.objects.filter(later, centre=centre, item__in=items).values_list("item__code", flat=True))
    if taken:
        words = {"count": len(taken), "codes": "、".join(taken[:_NAMED]) + "…" * (len(taken) > _NAMED)}
        raise NotNow(
            _("有%(count)s个事项在那一天已经认领（%(codes)s），请去掉后再试。") % words, code="already_claimed"
        )


def _take_windows(claim: Claim, local: Local) -> None:
    for window in local.windows:
        door.add(ClaimWindow(claim=claim, window=window))


def _numbers(local: Local) -> list[int]:
    return sorted(one.number for one in local.windows)


def _faults(local: Local, centre: Centre) -> dict[str, Sentence]:
    texts = local.texts
    faults: dict[str, Sentence] = {
        name: words
        for name, longest, words in _TEXTS
        if len(texts[name]) > longest or (texts[name] and not texts[name].isprintable())
    }
    if any(one.centre_id != centre.pk for one in local.windows):
        faults["windows"] = _("请选本中心的窗口。")
    return faults


def _refuse(faults: dict[str, Sentence]) -> None:
    if faults:
        raise Malformed(_("有内容需要改正，认领没有变动。"), fields=faults)
