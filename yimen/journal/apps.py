"""Registers the package `journal` with Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "yimen.journal"
    label = "journal"
