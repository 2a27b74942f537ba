"""The demonstration, built once for the tests that look at it."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.town import CATALOGUE
from yimen.demonstration import building
from yimen.demonstration.town import Town
from yimen.journal.moments import OFFICE_ZONE

TODAY = date(2026, 11, 26)  # a Thursday
NOW = datetime(2026, 11, 26, 11, 40, tzinfo=OFFICE_ZONE)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """The town on 26 November 2026 at 11:40, with all that has happened there."""
    with django_db_blocker.unblock(), transaction.atomic():
        town = building.build(CATALOGUE, now=NOW)
        with django_db_blocker.block():
            yield town
        transaction.set_rollback(True)
