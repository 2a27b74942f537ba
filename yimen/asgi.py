"""The entry for the displays' stream (granian): `yimen.asgi:application`. Pages are served by `yimen.wsgi`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.settings")
django.setup()

from yimen.faces.board.stream import application  # noqa: E402  # needs Django's registry

__all__ = ["application"]
