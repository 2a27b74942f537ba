"""Whose an item is: defined above for the whole installation, or a centre's own (A11); and whose versions one sees."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yimen.catalogue.models import Item, ItemVersion
from yimen.journal.errors import Malformed, NotThere
from yimen.office import installation
from yimen.office.actor import Actor
from yimen.office.models import Centre


def versions_for(by: Actor, code: str) -> QuerySet[ItemVersion]:
    """The versions of an item that the actor's centre sees, the newest first. Raises NotThere where there is none."""
    mine = Item.objects.visible_to(by).filter(code=code)
    found = ItemVersion.objects.filter(item__in=mine).select_related("item__centre").order_by("-number")
    if not found.exists():
        raise NotThere()
    return found


def version_for(by: Actor, code: str, number: int) -> ItemVersion:
    """One of them. Raises NotThere."""
    found = versions_for(by, code).filter(number=number).first()
    if found is None:
        raise NotThere()
    return found


def owner(local: str) -> Centre | None:
    """The centre with this code, None for "". Raises Malformed where there is none."""
    if not local:
        return None
    found = Centre.objects.filter(code=local).first()
    if found is None:
        words = _("没有编码为“%(code)s”的中心，本地事项要写所属中心的编码。") % {"code": local}
        raise Malformed(words, code="no_such_centre", fields={"local": words})
    return found


def home(item: Item) -> Centre:
    """In whose line the item's versions are written and published: its own centre's, else the installation's."""
    return item.centre or installation.root()


def home_of(local: str) -> Centre:
    """The same of items whose file names this centre, or none. Raises Malformed where there is no such centre."""
    return owner(local) or installation.root()


def item_of(code: str, line: str, local: str) -> Item:
    """The item with that code, made where there is none. Raises Malformed where it is somebody else's."""
    found = Item.objects.select_related("centre").filter(code=code).first()
    item = insist(found, code, line, local)
    if found is None:
        item.save(force_insert=True)
    return item


def insist(found: Item | None, code: str, line: str, local: str) -> Item:
    """The item that was found with that code, else a new one that is not stored yet. Raises as `item_of`."""
    theirs = owner(local)
    if found is None:
        return Item(code=code, line=line, centre=theirs)
    if found.centre_id != (theirs.pk if theirs else None):
        whose = found.centre.name if found.centre else str(_("上级"))
        words = _("编码 %(code)s 已经是%(whose)s的事项，请另取一个编码。") % {"code": code, "whose": whose}
        raise Malformed(words, code="anothers_item", fields={"code": words})
    return found
