"""认领: a centre takes up an item or gives it up (A5); its own are place, hours, telephone, windows."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.catalogue.models import Claim, ClaimWindow, Item
from yimen.journal.errors import Malformed, NotNow
from yimen.office.models import Centre, Window


@transaction.atomic
def claim(item: Item, *, centre: Centre, from_on: date, windows: Iterable[Window] = (), **local: str) -> Claim:
    """Offer the item from that day. `local`: place, hours, telephone. NotNow if it is offered already."""
    if unknown := set(local) - {"place", "hours", "telephone"}:
        raise Malformed(_("认领时只能另设地点、时间、电话。"), fields={name: "" for name in unknown})
    chosen = list(windows)
    if any(window.centre_id != centre.id for window in chosen):
        raise Malformed(_("窗口不属于这个中心。"), fields={"windows": _("请选本中心的窗口。")})
    if Claim.objects.filter(item=item, centre=centre, until_on__isnull=True).exists():
        raise NotNow(_("这个事项已经认领。"), code="already_claimed")
    made = Claim.objects.create(item=item, centre=centre, from_on=from_on, **local)
    ClaimWindow.objects.bulk_create(ClaimWindow(claim=made, window=window) for window in chosen)
    return made


def give_up(claim: Claim, *, until_on: date) -> Claim:
    """The centre no longer offers the item from that day on."""
    if claim.until_on is not None:
        raise NotNow(_("这项认领已经结束。"), code="claim_over")
    if until_on < claim.from_on:
        raise Malformed(_("结束日不能早于认领日。"), fields={"until_on": _("请改成认领日或以后的日子。")})
    claim.until_on = until_on
    claim.save(update_fields=["until_on"])
    return claim
