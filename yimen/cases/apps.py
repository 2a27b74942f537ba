"""Registers the package `cases` with Django, with what the clock does to cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "yimen.cases"
    label = "cases"

    def ready(self) -> None:
        from yimen.cases import due, soundness  # noqa: F401  # register performers of alarms, and what doctor asks
