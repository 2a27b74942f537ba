"""Drafts at the counter: what is typed at intake is kept when asked, by itself, and before the next is called."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, QueryDict

from yimen.cases import drafts
from yimen.cases.models import Draft
from yimen.faces.counter import hand
from yimen.faces.counter.forms import OWN
from yimen.faces.counter.hand import Matter
from yimen.office.actor import Actor

_NOT_TYPED: Final = frozenset({"csrfmiddlewaretoken", "key", "act", "draft", "item"})
_TELLING: Final = frozenset(
    {"number", "name", "phone", "address", "given", "remark", "reason", "basis"}
)  # else nothing was begun
_QUEUE: Final = "queue_"  # the fields of the rail that are sent along


def keep(matter: Matter, typed: QueryDict, *, by: Actor, at: datetime) -> Draft:
    """Keep what stands in the form of intake; with the key of an earlier draft it takes that one's place."""
    kept: dict[str, Any] = {name: values for name, values in typed.lists() if _is_typed(name)}
    kept |= {"code": matter.definition.code, "item_name": matter.definition.name, "refusal": typed.get("code")}
    return drafts.keep(kept, by=by, at=at, draft_id=_uuid(typed.get("draft", "")))


def keep_what_is_typed(request: HttpRequest, *, by: Actor, at: datetime) -> None:
    """Where the key was pressed on a page of intake on which something was begun."""
    code = request.POST.get("item", "")
    if code and any(_is_begun(name, values) for name, values in request.POST.lists()):
        keep(hand.matter(by, code), request.POST, by=by, at=at)


def _is_typed(name: str) -> bool:
    return name not in _NOT_TYPED and not name.startswith(_QUEUE)


def _is_begun(name: str, values: Sequence[object]) -> bool:
    return (name in _TELLING or name.startswith(OWN)) and any(values)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
