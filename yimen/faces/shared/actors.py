"""Puts who acts onto the request: the signed-in person in the post they chose, read afresh each time."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from yimen.faces.shared.now import today
from yimen.journal.errors import NotYours
from yimen.office.actor import Actor
from yimen.office.signing_in import actor_for

POST_KEY = "post_id"
View = Callable[..., HttpResponse]


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor of a signed-in person who chose a post and holds or covers it today, else None."""
    if not request.user.is_authenticated:
        return None
    post_id = request.session.get(POST_KEY)
    return actor_for(request.user.pk, UUID(post_id), today()) if post_id else None


def staff_only(*roles: str) -> Callable[[View], View]:
    """A view for staff, of these roles where any are named: others sign in, choose a post, or are told why not.

    The view finds the actor as `request.actor`.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            here = urlencode({"next": request.get_full_path()})
            if not request.user.is_authenticated:
                return redirect(f"/sign-in/?{here}")
            actor = actor_of(request)
            if actor is None:
                return redirect(f"/sign-in/post/?{here}")
            if roles and actor.role not in roles:
                raise NotYours(_("您现在的岗位不能使用这个页面，请换一个岗位。"))
            request.actor = actor  # type: ignore[attr-defined]  # what every staff view reads
            return view(request, *args, **kwargs)

        return guarded

    return wrap
