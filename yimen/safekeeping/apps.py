"""Registers the package `safekeeping` with Django: the hourly backup, and one asked for by hand."""

from importlib import import_module

from django.apps import AppConfig


class SafekeepingConfig(AppConfig):
    name = "yimen.safekeeping"
    label = "safekeeping"

    def ready(self) -> None:
        """Register the chore and the job."""
        import_module("yimen.safekeeping.hourly")
