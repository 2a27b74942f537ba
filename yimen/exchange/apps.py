"""Registers the package `exchange` with Django: what goes to other systems. Today: messages to people's phones."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "yimen.exchange"
    label = "exchange"

    def ready(self) -> None:
        from yimen.exchange import fold, leaving, sending, soundness, telling  # noqa: F401  # register what runs by itself, and checks
