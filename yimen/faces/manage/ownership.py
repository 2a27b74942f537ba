"""Whose items an editor of this centre sees and writes: those for all, and the centre's own (A5, A11)."""

from django.http import HttpRequest

from yimen.catalogue.access import may
from yimen.catalogue.acts import Act
from yimen.catalogue.models import Item
from yimen.catalogue.owning import home
from yimen.faces.manage.frame import actor_of, centre_of
from yimen.office import installation


def may_for_all(request: HttpRequest) -> bool:
    """Whether this actor writes what holds for the whole installation."""
    return may(actor_of(request), Act.WRITE_DRAFT, installation.root())


def may_write(request: HttpRequest, item: Item) -> bool:
    """Whether this actor writes the versions of an item."""
    return may(actor_of(request), Act.WRITE_DRAFT, home(item))


def whose(request: HttpRequest) -> str:
    """The code of the centre whose own items are brought; "" where they are for all."""
    is_own = request.POST.get("whose") == "own" or not may_for_all(request)
    return centre_of(request).code if is_own else ""
