"""Registers the face `pad` with Django."""

from django.apps import AppConfig


class PadConfig(AppConfig):
    name = "yimen.faces.pad"
    label = "pad"
