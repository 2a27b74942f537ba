"""Registers the package `portal` (what citizens see) with Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "yimen.faces.portal"
    label = "portal"
