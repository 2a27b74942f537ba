"""Registers the package `voice` with Django: what people ask, say and rate."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "yimen.voice"
    label = "voice"
