"""Registers the package `counter` (what window staff see) with Django."""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    name = "yimen.faces.counter"
    label = "counter"
