"""Which faces a post works with, for the top line: who has but one is shown none."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from yimen.journal.errors import Sentence
from yimen.office.actor import Actor
from yimen.office.models import Role

_FACES: tuple[tuple[str, Sentence, frozenset[str]], ...] = (
    ("/counter/", _("窗口"), frozenset({Role.WINDOW, Role.REPLY, Role.SUPERVISOR})),
    ("/counter/guide-desk/", _("导办台"), frozenset({Role.GUIDE, Role.SUPERVISOR})),
    ("/desk/", _("承办"), frozenset({Role.OFFICER, Role.HEAD, Role.SUPERVISOR})),
    ("/lead/", _("主管领导"), frozenset({Role.SUPERVISOR, Role.LEADER, Role.DIRECTOR})),
    ("/manage/", _("管理"), frozenset({Role.DIRECTOR, Role.NETWORK, Role.EDITOR})),
)


@dataclass(frozen=True, slots=True)
class Face:
    """A face in the top line."""

    href: str
    words: Sentence
    current: bool


def first(role: str) -> str:
    """Where a post of this role works first."""
    return next((href for href, _words, roles in _FACES if role in roles), "/")


def of(request: HttpRequest) -> list[Face]:
    """The faces of the post in which the request is made; empty for one face, and for nobody."""
    actor: Actor | None = getattr(request, "actor", None)
    role = actor.role if actor else ""
    here = max((href for href, _words, _roles in _FACES if request.path.startswith(href)), key=len, default="")
    found = [Face(href, words, href == here) for href, words, roles in _FACES if role in roles]
    return found if len(found) > 1 else []
