"""Registers the package `office` with Django."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "yimen.office"
    label = "office"
