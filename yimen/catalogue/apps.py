"""Registers the package `catalogue` with Django, with what the journal answers for of it."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "yimen.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from yimen.catalogue import fold  # noqa: F401  # the doctor compares these fields
