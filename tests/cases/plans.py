"""How the database finds the rows of a query: its plan, as on a table too large to be read through."""

from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet


def plan(found: QuerySet[Any]) -> str:
    """The plan of a query with its values bound, as it is sent."""
    if connection.vendor == "sqlite":
        return found.explain()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # on the few rows of a test it would always win
        said = found.explain()
        transaction.set_rollback(True)
    return said
