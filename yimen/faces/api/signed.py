"""Who calls: the bearer token of a person in a post; for the queue also that of a kiosk or display."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from yimen.faces.shared.now import now
from yimen.office import devices
from yimen.office.actor import Actor
from yimen.office.signing_in import actor_by_token


class Token(HttpBearer):
    """Authorization: Bearer ym_…"""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of a valid token whose person still holds or covers the post today, else None (401)."""
        return actor_by_token(token, at=now())


class HallToken(HttpBearer):
    """Authorization: Bearer ym_…, or the token in the address of a device in service."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of a valid token, else None (401)."""
        return actor_by_token(token, at=now()) or devices.actor_by_token(token)


def actor(request: HttpRequest) -> Actor:
    """Who was let in by `Token` or `HallToken`."""
    by: Actor = request.auth  # type: ignore[attr-defined]  # put there by ninja
    return by
