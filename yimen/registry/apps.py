"""Registers the package `registry` with Django."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "yimen.registry"
    label = "registry"
