"""Registers the package `manage` (for the network clerk, the director and the catalogue's editors) with Django."""

from django.apps import AppConfig


class ManageConfig(AppConfig):
    name = "yimen.faces.manage"
    label = "manage"
