"""Drafts: what a clerk has typed so far, sealed; no number, no journal, wiped after 30 days (design 2, L4)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases.models import Draft
from yimen.journal import source
from yimen.journal.errors import NotThere, NotYours
from yimen.office.actor import Actor

KEPT = timedelta(days=30)
MOST = 50  # more than a screen shows


def keep(data: Mapping[str, Any], *, by: Actor, at: datetime, draft_id: UUID | None = None) -> Draft:
    """Keep the JSON value `data` for the actor's post; with the id of an earlier draft it takes that one's place.

    Raises NotYours (not in a post), NotThere (that draft is another post's).
    """
    if by.post_id is None or by.centre_id is None:
        raise NotYours(_("只有在岗的工作人员可以存草稿。"))
    key = draft_id or source.new_id()
    if Draft.objects.filter(pk=key).exclude(post_id=by.post_id).exists():
        raise NotThere()
    values = {"centre_id": by.centre_id, "post_id": by.post_id, "data": dict(data), "saved_at": at}
    return Draft.objects.update_or_create(pk=key, defaults=values)[0]


def of_post(by: Actor) -> list[Draft]:
    """The drafts of the actor's post, the newest first, at most 50."""
    return list(Draft.objects.filter(post_id=by.post_id).order_by("-saved_at")[:MOST]) if by.post_id else []


def one(by: Actor, draft_id: UUID) -> Draft:
    """A draft of the actor's post. Raises NotThere."""
    draft = Draft.objects.filter(pk=draft_id, post_id=by.post_id).first() if by.post_id else None
    if draft is None:
        raise NotThere()
    return draft


def wipe(draft_id: UUID, *, by: Actor) -> None:
    """Forget a draft of the actor's post: it became a case, or was thrown away. One that is gone is gone."""
    if by.post_id:
        Draft.objects.filter(pk=draft_id, post_id=by.post_id).delete()


def wipe_old(*, at: datetime) -> int:
    """Forget what nobody touched for 30 days; how many."""
    return Draft.objects.filter(saved_at__lt=at - KEPT).delete()[0]
