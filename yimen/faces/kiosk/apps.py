"""Registers the face `kiosk` with Django."""

from django.apps import AppConfig


class KioskConfig(AppConfig):
    name = "yimen.faces.kiosk"
    label = "kiosk"
