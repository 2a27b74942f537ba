"""Registers the package `shared` (the look of all faces) with Django."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "yimen.faces.shared"
    label = "shared"
