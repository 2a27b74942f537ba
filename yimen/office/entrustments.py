"""委托: what the body responsible in law lets a centre's window decide, entered with its document, and revoked (D10)."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow, Sentence
from yimen.journal.moments import localdate
from yimen.office._turn import turn
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, Entrustment

_TEXTS: tuple[tuple[str, int, Sentence], ...] = (  # name, longest (characters, as in the table), what to do
    ("item_code", 40, _("请填写事项编码，最多40个字符。")),
    ("body", 80, _("请填写委托机关的全称，最多80个字。")),
    ("document", 120, _("请填写委托书的名称或文号，最多120个字。")),
    ("scope", 200, _("请写明委托办理到哪一步，最多200个字。")),
)


@door.verb
def entrust(  # noqa: PLR0913  # an entrustment is these
    centre: Centre,
    *,
    item_code: str,
    body: str,
    document: str,
    scope: str,
    from_on: date,
    until_on: date | None,
    by: Actor,
    at: datetime,
) -> Entrustment:
    """From a day (today or later) on, up to and including `until_on`, the centre's windows may decide the item.

    Raises Malformed with a sentence a field, NotNow where one for the item holds on any of these days.
    """
    said = {"item_code": item_code, "body": body, "document": document, "scope": scope}
    texts = {name: " ".join(text.split()) for name, text in said.items()}
    _refuse(_faults(texts, from_on, until_on, localdate(at)))
    days = {"from_on": from_on, "until_on": until_on}
    with turn(centre, Act.ENTRUST, by=by, at=at, **texts, **days) as held:
        if _overlapping(held, texts["item_code"], from_on, until_on):
            raise NotNow(_("该事项在这段日子里已有委托，请先撤销或另选日期。"), code="already_entrusted")
        row = door.add(Entrustment(centre=held, **texts, **days))
        door.note(entrustment=row.pk)
        return row


@door.verb
def revoke(entrustment: Entrustment, *, on: date, by: Actor, at: datetime) -> Entrustment:
    """From `on` (today or later) the windows no longer decide by it. Raises NotNow where it is revoked or has run out."""
    if on < localdate(at):
        _refuse({"on": _("撤销日期不能早于今天。")})
    with turn(entrustment.centre, Act.REVOKE_ENTRUSTMENT, by=by, at=at, entrustment=entrustment.pk, on=on):
        fresh = door.hold(Entrustment.objects.get(pk=entrustment.pk))
        if fresh.revoked_on is not None:
            raise NotNow(_("这项委托已经撤销。"), code="already_revoked")
        if fresh.until_on is not None and fresh.until_on < on:
            raise NotNow(_("这项委托到那时已经到期，不必撤销。"), code="run_out")
        fresh.revoked_on = on
        return fresh


def holds(centre_id: UUID, item_code: str, *, on: date) -> bool:
    """Whether the centre is entrusted with the item on the day."""
    valid = Entrustment.objects.filter(centre_id=centre_id, item_code=item_code, from_on__lte=on)
    valid = valid.filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
    return valid.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=on)).exists()


def _overlapping(centre: Centre, item_code: str, from_on: date, until_on: date | None) -> bool:
    of_item = Entrustment.objects.filter(centre=centre, item_code=item_code)
    holds = of_item.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on))
    holds = holds.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=from_on))
    return (holds.filter(from_on__lte=until_on) if until_on else holds).exists()


def _faults(texts: dict[str, str], from_on: date, until_on: date | None, today: date) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {
        name: words
        for name, longest, words in _TEXTS
        if not 0 < len(texts[name]) <= longest or not texts[name].isprintable()
    }
    if from_on < today:
        faults["from_on"] = _("委托不能从过去的日子起登记，请填今天或以后的日子。")
    if until_on is not None and until_on < from_on:
        faults["until_on"] = _("截止日期不能早于开始日期。")
    return faults


def _refuse(faults: dict[str, Sentence]) -> None:
    if faults:
        raise Malformed(_("委托有内容需要改正，没有登记。"), fields=faults)
