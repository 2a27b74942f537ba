"""公告: what a centre hangs on its waiting-area displays from a day to a day: notices, policies, services (B9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, NotThere, Sentence
from yimen.journal.moments import localdate
from yimen.office._turn import turn
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Bulletin, BulletinDisplay, Centre, Device

TITLE, TEXT = 18, 120  # characters that stand on one screen and are read from the last row of chairs
_LINES, _LINE = 5, 25  # so many lines of so many characters stand below the title
LONGEST = timedelta(days=366)
MOST = 12  # on one display: a round of them takes no more than three minutes


@dataclass(frozen=True, slots=True)
class Words:
    """What is typed of a bulletin. `displays`: on which it hangs; none is all of the waiting areas."""

    kind: str
    title: str
    text: str
    from_on: date
    until_on: date
    displays: Sequence[Device] = ()


@door.verb
def hang(centre: Centre, said: Words, *, by: Actor, at: datetime) -> Bulletin:
    """It hangs from its first day to its last. Malformed names every field at fault."""
    said = _checked(centre, said, at)
    with turn(centre, Act.HANG_BULLETIN, by=by, at=at, **_facts(said)) as held:
        bulletin = door.add(Bulletin(centre=held, **_values(said)))
        _hang_on(bulletin, said.displays)
        door.note(bulletin=bulletin.pk)
        return bulletin


@door.verb
def rewrite(bulletin: Bulletin, said: Words, *, by: Actor, at: datetime) -> Bulletin:
    """It says something else, on other days or displays. Raises Malformed; NotThere once it was taken down."""
    said = _checked(bulletin.centre, said, at)
    with turn(bulletin.centre, Act.CHANGE_BULLETIN, by=by, at=at, bulletin=bulletin.pk, **_facts(said)):
        fresh = _hanging(bulletin.pk)
        for name, value in _values(said).items():
            setattr(fresh, name, value)
        BulletinDisplay.objects.filter(bulletin=fresh).delete()
        _hang_on(fresh, said.displays)
        return fresh


@door.verb
def take_down(bulletin: Bulletin, *, by: Actor, at: datetime) -> Bulletin:
    """No display shows it any more. Raises NotThere where it was taken down already."""
    with turn(bulletin.centre, Act.TAKE_DOWN_BULLETIN, by=by, at=at, bulletin=bulletin.pk):
        fresh = _hanging(bulletin.pk)
        fresh.is_up = False
        return fresh


def on_display(device: Device, *, on: date) -> list[Bulletin]:
    """What hangs on a display that day, the newest first."""
    mine = Q(displays=None) | Q(displays__device=device)
    up = Bulletin.objects.filter(mine, centre_id=device.centre_id, is_up=True, from_on__lte=on, until_on__gte=on)
    return list(up.order_by("-from_on", "title")[:MOST])


def hidden(device: Device, *, on: date) -> list[Bulletin]:
    """What hangs on this display and, since it is no waiting area's now, on none that shows it."""
    shows = Q(displays__device__shows=Device.Shows.WAITING, displays__device__is_open=True)
    up = Bulletin.objects.filter(displays__device=device, is_up=True, until_on__gte=on)
    return list(up.exclude(pk__in=Bulletin.objects.filter(shows).values("pk")).order_by("until_on", "title"))


def kept(centre: Centre, *, on: date) -> list[Bulletin]:
    """What hangs or will hang in the centre, the first to end first."""
    up = Bulletin.objects.filter(centre=centre, is_up=True, until_on__gte=on).prefetch_related("displays__device")
    return list(up.order_by("until_on", "title"))


def bulletin_of(centre: Centre, *, bulletin_id: UUID) -> Bulletin:
    """One of the centre that hangs or will hang. Raises NotThere."""
    found = Bulletin.objects.select_related("centre").filter(centre=centre, pk=bulletin_id, is_up=True).first()
    if found is None:
        raise NotThere()
    return found


def _hanging(bulletin_id: UUID) -> Bulletin:
    found = Bulletin.objects.filter(pk=bulletin_id, is_up=True).first()
    if found is None:
        raise NotThere()
    return door.hold(found)


def _hang_on(bulletin: Bulletin, displays: Iterable[Device]) -> None:
    for device in displays:
        door.add(BulletinDisplay(bulletin=bulletin, device=device))


def _checked(centre: Centre, said: Words, at: datetime) -> Words:
    said = Words(said.kind, said.title.strip(), said.text.strip(), said.from_on, said.until_on, tuple(said.displays))
    faults = _faults_of_words(said) | _faults_of_days(said, localdate(at))
    if any(one.centre_id != centre.pk or one.shows != Device.Shows.WAITING for one in said.displays):
        faults["displays"] = _("公告只挂在本中心等候区的显示屏上。")
    if faults:
        raise Malformed(_("有内容需要改正，公告没有变动。"), fields=faults)
    return said


def _faults_of_words(said: Words) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    if said.kind not in Bulletin.Kind.values:
        faults["kind"] = _("请选公告的种类。")
    if not 0 < len(said.title) <= TITLE:
        faults["title"] = _("请写标题，最多%(most)s个字，您写了%(count)s个。") % {
            "most": TITLE,
            "count": len(said.title),
        }
    if not 0 < len(said.text) <= TEXT:
        wrong = _("请写正文，最多%(most)s个字，您写了%(count)s个；一屏放得下，远处才看得清。")
        faults["text"] = wrong % {"most": TEXT, "count": len(said.text)}
    elif (lines := sum(-(-len(line) // _LINE) or 1 for line in said.text.splitlines())) > _LINES:
        wrong = _("正文要占%(lines)s行，一屏最多%(most)s行，请少换行或写短些。")
        faults["text"] = wrong % {"lines": lines, "most": _LINES}
    return faults


def _faults_of_days(said: Words, today: date) -> dict[str, Sentence]:
    if said.until_on < said.from_on:
        return {"until_on": _("最后一天不能早于第一天。")}
    if said.until_on < today:
        return {"until_on": _("最后一天已经过去，请写今天或以后的日子。")}
    if said.until_on - said.from_on > LONGEST:
        return {"until_on": _("一次最多挂一年，到期再续。")}
    return {}


def _values(said: Words) -> dict[str, object]:
    return {
        "kind": said.kind, "title": said.title, "text": said.text, "from_on": said.from_on, "until_on": said.until_on
    }  # fmt: skip


def _facts(said: Words) -> dict[str, object]:
    return _values(said) | {"displays": sorted(str(one.pk) for one in said.displays)}
