"""Registers the package `catalogue` with Django, with what the journal answers for of it."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "yimen.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from yimen.catalogue import caring, fold, soundness  # noqa: F401  # register an alarm, the fields of the doctor, its checks
