"""Registers the package `registry` with Django, and its daily vouching for looks with the worker."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "yimen.registry"
    label = "registry"

    def ready(self) -> None:
        from yimen.registry import vouching  # noqa: F401  # registers a chore and a check
