"""What every test shares: how the database is cleaned, how properties are tried."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.template.base import Template
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.engines import LONG
from yimen.catalogue import definitions
from yimen.journal import guards, kept, memory, secrets
from yimen.office import calendar
from yimen.tickets import foretelling

# Nobody attacks a test: signing in and laying the town must not cost half a second each.
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

pytest_plugins = ["tests.town", "tests.installed"]

# `make test` has five minutes; `make long` and `make proof` try hypothesis's own hundred.
EXAMPLES = 100 if LONG else 25
settings.register_profile("here", deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


# A test with real commits is cleaned by emptying all tables, which the guards of the journal rightly forbid. This is the one
# place where they are lifted (SQLite: and laid again) or passed by (PostgreSQL: where triggers taken out and made anew would
# have every statement planned anew). Rows are deleted: to truncate seventy tables costs PostgreSQL seventy files, and
# Django's `flush` makes its own rows anew afterwards.
NOBODY_CHANGES = {ContentType, Permission}


def _empty_all_tables(_test_case: TransactionTestCase) -> None:
    with _unguarded(), transaction.atomic(), connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model not in NOBODY_CHANGES:
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')


@contextmanager
def _unguarded() -> Iterator[None]:
    if connection.vendor != "postgresql":
        with guards.lifted(connection):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")


TransactionTestCase._fixture_teardown = _empty_all_tables  # type: ignore[attr-defined]  # Django's own name


# Each new `Client` makes the middleware anew, and WhiteNoise would look for all static files each time: a quarter of what
# the tests of pages took. The files of a run do not change.
_find_files = WhiteNoiseMiddleware.add_files_from_finders
_files: dict[str, Any] = {}


def _find_files_once(middleware: WhiteNoiseMiddleware) -> None:
    if not _files:
        _find_files(middleware)
        _files.update(middleware.files)
    middleware.files.update(_files)


WhiteNoiseMiddleware.add_files_from_finders = _find_files_once


# Django's test client keeps a copy of every context that a template is drawn with. Nobody here looks at them.
_draw = Template._render  # type: ignore[attr-defined]


@pytest.fixture(scope="session", autouse=True)
def _no_contexts_kept(django_test_environment: None) -> None:
    Template._render = _draw  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tables straight from the models, in a quarter of the time, with the guards that a migration lays and noted as
    migrated. The migrations themselves are run by the stories, and held to the models by `make check`."""
    with django_db_blocker.unblock():
        guards.lay(connection)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        django_settings.MIGRATION_MODULES = {}  # from here on there are migrations again
        for key, migration in MigrationLoader(None).disk_migrations.items():
            for app, name in (key, *migration.replaces):
                recorder.record_applied(app, name)


def pytest_collection_finish() -> None:
    """As in a process that serves: what is loaded is not looked at again and again."""
    memory.settle()


@pytest.fixture(scope="session", autouse=True)
def _keys_of_the_run() -> None:
    """Keys to seal with, in the run's own folder."""
    secrets.ready(create=True)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What one test read of policies, centres and the calendar is not what the next one reads."""
    kept.forget()
    calendar.forget()
    foretelling._looks.clear()
    definitions._kept.clear()  # the seeded source repeats its keys: a version in memory could be another test's
