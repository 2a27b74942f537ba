"""Registers the package `tickets` with Django, with what the clock does in the evening and what the doctor asks."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "yimen.tickets"
    label = "tickets"

    def ready(self) -> None:
        from yimen.tickets import booking, closing, counting, soundness  # noqa: F401  # register what the clock does, and checks
