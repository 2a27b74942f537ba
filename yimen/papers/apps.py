"""Registers the package `papers` with Django, and the job that sets papers with the worker."""

from importlib import import_module

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "yimen.papers"
    label = "papers"

    def ready(self) -> None:
        """Register the job `papers.render`."""
        import_module("yimen.papers.rendering")
