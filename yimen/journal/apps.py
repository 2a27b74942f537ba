"""Registers the package `journal` with Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "yimen.journal"
    label = "journal"

    def ready(self) -> None:
        from yimen.journal import roots  # noqa: F401  # registers its follower
