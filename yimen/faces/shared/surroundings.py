"""What every page knows of its surroundings: the moment, the faces of the post, whether this is a demonstration."""

from datetime import date

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yimen.faces.shared import faces, now
from yimen.journal import demonstration


def surroundings(request: HttpRequest) -> dict[str, object]:
    """For templates: `now`, the moment; `faces`, for the top line; `demonstration`, its day, or false anywhere else. Asked
    only when used."""
    return {
        "now": SimpleLazyObject(now.now),
        "faces": SimpleLazyObject(lambda: faces.of(request)),
        "demonstration": SimpleLazyObject(_demonstration),
    }


def _demonstration() -> dict[str, date] | None:
    return {"today": now.today()} if demonstration.is_one() else None
