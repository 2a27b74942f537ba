"""Centres, windows and divisions as they are now: read at every intake and by every paper; where a centre is reached."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.journal import door
from yimen.journal.errors import Malformed, Sentence
from yimen.journal.kept import forget, kept
from yimen.office._turn import turn
from yimen.office.actor import Actor
from yimen.office.acts import Act
from yimen.office.models import Centre, Lineage, Window

_LONGEST = {"telephone": 40, "complaint_telephone": 40, "address": 120}  # characters, as in the table


@kept
def known(centre_id: UUID) -> Centre:
    """A centre by its id. Raises Centre.DoesNotExist."""
    return Centre.objects.get(pk=centre_id)


@door.verb
def set_contact(
    centre: Centre, *, telephone: str, complaint_telephone: str, address: str, by: Actor, at: datetime
) -> Centre:
    """Where people reach the centre, on guides, papers and pages from now on; empty where there is none.

    Malformed names every field at fault.
    """
    said = {"telephone": telephone, "complaint_telephone": complaint_telephone, "address": address}
    texts = {name: " ".join(text.split()) for name, text in said.items()}
    faults: dict[str, Sentence] = {
        name: _("最多%(longest)s个字。") % {"longest": _LONGEST[name]}
        for name, text in texts.items()
        if len(text) > _LONGEST[name]
    }
    if faults:
        raise Malformed(_("有内容需要改正，没有改动。"), fields=faults)
    with turn(centre, Act.SET_CENTRE, by=by, at=at, **texts) as held:
        held.telephone, held.complaint_telephone = texts["telephone"], texts["complaint_telephone"]
        held.address = texts["address"]
        door.after_commit(forget)
        return held


@kept
def window_name(window_id: UUID) -> str:
    """What is written over a window. Raises Window.DoesNotExist."""
    return Window.objects.values_list("name", flat=True).get(pk=window_id)


@kept
def lineage(division_id: UUID) -> dict[UUID, str]:
    """A division and its ancestors, each with its level; empty where there is no such division."""
    return dict(Lineage.objects.filter(division_id=division_id).values_list("ancestor_id", "level"))
