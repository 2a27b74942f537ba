"""Registers the package `desk` (what the back office sees) with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yimen.faces.desk"
    label = "desk"
