"""Registers the package `demonstration` with Django."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "yimen.demonstration"
    label = "demonstration"
