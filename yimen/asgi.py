"""The entry for the displays' stream (granian): `yimen.asgi:application`. Pages are served by `yimen.wsgi`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.settings")
django.setup()

from yimen.faces.board.stream import application  # noqa: E402  # needs Django's registry
from yimen.journal import memory  # noqa: E402  # likewise

memory.keep_few_pages()

__all__ = ["application"]
