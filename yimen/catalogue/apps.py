"""Registers the package `catalogue` with Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "yimen.catalogue"
    label = "catalogue"
