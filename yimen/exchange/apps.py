"""Registers the package `exchange` with Django: what goes to other systems. Today: messages to people's phones."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "yimen.exchange"
    label = "exchange"

    def ready(self) -> None:
        from yimen.exchange import fold, sending, soundness  # noqa: F401  # register fields, the job, and what the doctor asks
