"""Centres, windows and divisions as they are now: read seldom, used at every intake and by every paper."""

from uuid import UUID

from yimen.journal.kept import kept
from yimen.office.models import Centre, Lineage, Window


@kept
def known(centre_id: UUID) -> Centre:
    """A centre by its id. Raises Centre.DoesNotExist."""
    return Centre.objects.get(pk=centre_id)


@kept
def window_name(window_id: UUID) -> str:
    """What is written over a window. Raises Window.DoesNotExist."""
    return Window.objects.values_list("name", flat=True).get(pk=window_id)


@kept
def lineage(division_id: UUID) -> dict[UUID, str]:
    """A division and its ancestors, each with its level; empty where there is no such division."""
    return dict(Lineage.objects.filter(division_id=division_id).values_list("ancestor_id", "level"))
