"""Every index of a growing table names its reader (house rule 6): none comes by itself with a key or a unique column."""

from typing import Any

from django.apps import apps
from django.db import models

GROWING = ("cases", "papers", "registry", "journal", "voice", "exchange")
# Each named with who reads by it.
READ_BY = {
    "papers.Paper.centre": "the doctor's replay of a centre",
    "cases.Application.centre": "the doctor's replay of a centre",
    "cases.Case.application": "the cases handed in together",
    "cases.CaseMaterial.centre": "the doctor's replay of a centre",
    "cases.Task.centre": "the doctor's replay of a centre",
    "cases.Completion.centre": "the doctor's replay of a centre",
    "cases.Pause.case": "the clock of a case",
    "cases.Pause.centre": "the doctor's replay of a centre",
    "cases.Proposal.case": "what waits for an answer in a case",
    "cases.Proposal.centre": "the doctor's replay of a centre",
    "cases.Extension.case": "the clock of a case",
    "cases.Extension.centre": "the doctor's replay of a centre",
    "cases.PublicNotice.case": "a case's notices on its page",
    "cases.CaseSight.case": "which posts see a case",
}


def test_no_index_comes_by_itself() -> None:
    silent = {
        f"{model._meta.label}.{field.name}"
        for label in GROWING
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.local_fields
        if _has_silent_index(field)
    }
    assert silent == set(READ_BY)


def _has_silent_index(field: models.Field[Any, Any]) -> bool:
    """A key's index, or a unique text's second one for LIKE on PostgreSQL."""
    if isinstance(field, models.ForeignKey):
        return bool(field.db_index) and not field.unique  # type: ignore[attr-defined]
    return isinstance(field, (models.CharField, models.TextField)) and field.unique and not field.primary_key
