"""What every page knows of its surroundings: the moment, and whether this is a demonstration."""

from datetime import date

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yimen.faces.shared import now
from yimen.journal import demonstration


def surroundings(_request: HttpRequest) -> dict[str, object]:
    """For templates: `now`, the moment; `demonstration`, its day, or false anywhere else. Asked only when used."""
    return {"now": SimpleLazyObject(now.now), "demonstration": SimpleLazyObject(_demonstration)}


def _demonstration() -> dict[str, date] | None:
    return {"today": now.today()} if demonstration.offset() is not None else None
