"""Registers the package `api` (what programs call) with Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "yimen.faces.api"
    label = "api"
