"""Registers the package `lead` (supervisors', leaders' and directors' pages) with Django."""

from django.apps import AppConfig


class LeadConfig(AppConfig):
    name = "yimen.faces.lead"
    label = "lead"
