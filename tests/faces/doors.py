"""Browsers of people who have signed in, for tests of staff pages."""

from django.test import Client

from tests.town import Cast
from yimen.faces.shared.actors import POST_KEY

BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(cast: Cast, key: str) -> Client:
    """The browser of the person who holds a post of the cast, in that post."""
    client = Client()
    client.force_login(cast.town.staff[key], backend=BACKEND)
    session = client.session
    session[POST_KEY] = str(cast.town.posts[key].pk)
    session.save()
    return client
