"""Registers the package `voice` with Django: what people ask and say, and how they rate it."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "yimen.voice"
    label = "voice"

    def ready(self) -> None:
        from yimen.voice import fold, soundness  # noqa: F401  # register the fields that the doctor compares, and its checks
