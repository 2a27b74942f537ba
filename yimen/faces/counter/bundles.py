"""一件事 at the counter: which of its items are wanted, then all of them on one form (H2)."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yimen.cases import joining
from yimen.catalogue import signposting
from yimen.faces.counter import hand, home, lists, whole
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import today
from yimen.journal.errors import NotThere

_ALONG = ("person", "ticket", "joins")


@require_safe
@staff_only(*hand.FRONT)
def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """Its items to be ticked; where some are, on to their form."""
    actor = hand.by(request)
    found = next((one for one in signposting.bundles() if one.code == code), None)
    if found is None or hand.is_village(actor):  # a village takes in one by one
        raise NotThere()
    offered = {one.code: one for one in home.offered_here(actor, today())}
    chosen = [one.code for one in found.parts if one.code in request.GET.getlist("item") and one.code in offered]
    along = {name: request.GET[name] for name in _ALONG if request.GET.get(name)}
    if chosen and len(chosen) <= joining.MOST:
        address = reverse("counter:intake", args=[whole.SIGN.join(chosen)])
        return redirect(f"{address}?{urlencode(along)}" if along else address)
    too_many = _("一次最多%(n)d个事项，请去掉几个。") % {"n": joining.MOST} if chosen else ""
    none = _("请至少勾选一个事项。") if "chosen" in request.GET and not chosen else ""
    rows = [
        {"value": one.code, "name": offered[one.code].name, "words": one.when, "checked": one.code in chosen}
        for one in found.parts
        if one.code in offered
    ]
    page = {"bundle": found, "rows": rows, "wrong": too_many or none, "along": along, "top": lists.top(actor)}
    return render(request, "counter/bundle.html", page)
