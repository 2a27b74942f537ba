"""编写: what an editor saves is the item's next draft; the one before is replaced, and nothing published ever changes (A6)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.catalogue import loading, owning, standing
from yimen.catalogue._turn import turn
from yimen.catalogue.acts import Act
from yimen.catalogue.elements import Content, State
from yimen.catalogue.models import ItemVersion
from yimen.catalogue.writing import digest
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow
from yimen.office.actor import Actor


@door.verb
def keep(content: Content, *, after: int, by: Actor, at: datetime) -> ItemVersion:
    """The content as a draft: the version after number `after`, from which it was written; 0 begins a new item. Where
    nothing was changed the draft that stands.

    Raises Malformed where the code of a new item is taken, NotNow (newer_draft, in_review, unchanged).
    """
    if same := _same(content, after):
        return same
    with turn(owning.home_of(content.local), Act.WRITE_DRAFT, by=by, at=at, item=content.code) as home:
        latest = _latest(content.code)
        if latest is not None:
            _insist_next(latest, after)
        version = loading.write_draft(content, home, by=by, at=at)
        door.note(version=version.number, digest=version.digest)
        return version


def _latest(code: str) -> ItemVersion | None:
    return ItemVersion.objects.filter(item__code=code).order_by("-number").first()


def _same(content: Content, after: int) -> ItemVersion | None:
    """The version from which it was written, where it says the same and still stands."""
    latest = _latest(content.code)
    if latest is None or (latest.number, latest.digest) != (after, digest(content)):
        return None
    state = standing.state_of(latest)
    if state is State.PUBLISHED:
        raise NotNow(_("和已发布的一版一样，没有要存的修改。"), code="unchanged")
    return None if state is State.RETIRED else latest


def _insist_next(latest: ItemVersion, after: int) -> None:
    if not after:
        words = _("这个编码已经用了，请另取一个。")
        raise Malformed(words, fields={"code": words})
    if latest.number != after:
        words = _("您打开之后，又存了第%(number)s版。请先看那一版，再把您的修改写进去。")
        raise NotNow(words % {"number": latest.number}, code="newer_draft")
    if standing.state_of(latest) is State.REVIEW:
        raise NotNow(_("这一版正在审核。要修改的，先退回。"), code="in_review")
