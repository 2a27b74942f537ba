"""Registers the face `board` with Django."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "yimen.faces.board"
    label = "board"
