"""Who works with these pages, and who it is now."""

from typing import Final

from django.http import HttpRequest

from yimen.cases import sight
from yimen.office.actor import Actor

LEADS: Final = tuple(sorted(sight.LEADS))


def actor(request: HttpRequest) -> Actor:
    """Who acts, as `staff_only` found it."""
    by: Actor = request.actor  # type: ignore[attr-defined]  # put there by staff_only
    return by
