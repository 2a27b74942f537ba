"""The cast: the invented town with its items and a clock that stands where the test puts it."""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from math import inf
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.catalogue.cast import FOLDER
from yimen.cases import intake
from yimen.cases.models import Case, Task
from yimen.catalogue import definitions, loading
from yimen.catalogue.elements import State
from yimen.catalogue.models import VersionState
from yimen.demonstration import town as demonstration
from yimen.journal import source
from yimen.journal.moments import OFFICE_ZONE
from yimen.office import calendar
from yimen.office.actor import Actor
from yimen.registry import persons
from yimen.registry.models import Person

CATALOGUE = FOLDER
BEGINNING = datetime(2026, 1, 5, 9, 0, tzinfo=OFFICE_ZONE)


@dataclass
class Clock:
    """The server's clock, moved by `moment`; it never goes back."""

    now: datetime = field(default_factory=lambda: BEGINNING.astimezone(UTC))

    def at(self, month: int, day: int, hour: int = 9, minute: int = 0, *, year: int = 2026) -> datetime:
        """That moment in the office's zone; the server's clock stands there now."""
        moment = datetime(year, month, day, hour, minute, tzinfo=OFFICE_ZONE).astimezone(UTC)
        self.now = max(self.now, moment)
        return moment


@dataclass
class Cast:
    """Who acts, where, and what can be asked for."""

    town: demonstration.Town
    clock: Clock
    _actors: dict[str, Actor] = field(default_factory=dict)

    def __getattr__(self, key: str) -> Actor:
        """lin = cast.window, the village officer = cast.village …"""
        posts = self.__dict__["town"].posts
        if key not in posts:
            raise AttributeError(key)
        if key not in self._actors:
            self._actors[key] = self.town.actor(key)
        return self._actors[key]

    @property
    def hall(self) -> Any:
        """德源街道中心."""
        return self.town.centres["DY"]

    def item(self, code: str = "MZ-01") -> definitions.Definition:
        """The item in force."""
        return definitions.published(code, on=date(2026, 3, 2))

    def mrs_wang(self, at: datetime, number: str = "510722195203140021", name: str = "王秀英") -> Person:
        """An applicant of 柳树村."""
        return persons.register(
            name=name, document_kind="resident", number=number, phone="13800001234", address="柳树村3组18号",
            division_id=self.town.divisions["liushu"].pk, by=self.window, at=at,
        )  # fmt: skip

    def handed(self, at: datetime, *, code: str = "MZ-01", given: bool = True, **more: Any) -> intake.Handed:
        """Her papers for an item: all of them, or none; of 柳树村 unless a seat is named."""
        seat_id = more.pop("seat_id", self.town.divisions["liushu"].pk)
        definition = more.pop("definition", None) or self.item(code)
        ids = frozenset(one.id for one in definition.requirements) if given else frozenset[UUID]()
        return intake.Handed(
            definition=definition, centre=self.hall, applicant=more.pop("applicant", None) or self.mrs_wang(at),
            seat_id=seat_id, given=ids, **more,
        )  # fmt: skip

    def task(self, case: Case) -> Task:
        """The one open task of a case."""
        return Task.objects.get(case=case, state="open")


Beside = Callable[[Cast], None]  # what more is laid in the town


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock of the test's own, so that `recorded_at` is the moment the test speaks of."""
    clock = Clock()
    source.seed(20260302, lambda: clock.now)
    yield clock
    source.unseed()


def build(clock: Clock, beside: Beside | None = None) -> Cast:
    """The town with the sixteen printed items, claimed by the hall; the calendar of 2004-2026; and what stands beside them.
    Laid by its verbs once a run, then as the rows that they wrote: a tenth of the time, a hundred times a run."""
    clock.at(1, 5)
    if beside not in _kept:
        _kept[beside] = _keep(_lay(clock, beside))
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            for table in _kept[beside].rows:
                table.put_back(cursor)
    return _kept[beside].cast(clock)


@dataclass(frozen=True)
class _Kept:
    """The town as it was laid first: its rows, table by table, and what is read of them in every test anew."""

    town: bytes
    rows: "list[_Inserted | _Copied]"
    definitions: dict[UUID, definitions.Definition]
    calendar: calendar._Seen

    def cast(self, clock: Clock) -> Cast:
        """A cast for one test. What a process may keep in memory of the town's rows it has read already."""
        definitions._kept.update(self.definitions)
        calendar._seen[:] = [replace(self.calendar, looked=-inf)]  # whether it still stands is asked at its next use
        return Cast(pickle.loads(self.town), clock)


_kept: dict[Beside | None, _Kept] = {}


def _lay(clock: Clock, beside: Beside | None) -> demonstration.Town:
    before = source._random, source._clock
    at = clock.at(1, 5)
    if beside is None:
        source.seed(1, lambda: clock.now)  # not the tests' own seed: their keys must not be the town's
        calendar.seed(at=at)
        town = demonstration.lay()
        loading.load(CATALOGUE, by=town.actor("editor"), at=at)
        demonstration.claim_all(town, at=at)
    else:
        cast = build(clock)
        source.seed(2, lambda: clock.now)
        beside(cast)
        town = cast.town
    source._random, source._clock = before
    return town


def _keep(town: demonstration.Town) -> _Kept:
    of_a_table = _copied if connection.vendor == "postgresql" else _inserted
    with connection.cursor() as cursor:
        rows = [of_a_table(cursor, table) for table in _tables()]
    versions = VersionState.objects.filter(state=State.PUBLISHED.value).values_list("version_id", flat=True)
    read = {one.version_id: one for one in definitions.of_versions(versions)}
    calendar.current()
    return _Kept(pickle.dumps(town), rows, read, calendar._seen[0])


def _tables() -> list[str]:
    """Our tables; the states of versions last, since a published version takes no further rows."""
    ours = {one._meta.db_table for one in apps.get_models() if one.__module__.startswith("yimen.")}
    ours -= {"journal_demonstration"}  # whether it is one is said before the town is laid
    return sorted(ours, key=lambda table: (table == "catalogue_versionstate", table))


@dataclass(frozen=True)
class _Inserted:
    sql: str
    values: list[tuple[Any, ...]]

    def put_back(self, cursor: Any) -> None:
        cursor.executemany(self.sql, self.values)


def _inserted(cursor: Any, table: str) -> _Inserted:
    cursor.execute(f'SELECT * FROM "{table}"')
    names = ", ".join(f'"{one[0]}"' for one in cursor.description)
    # SQLite's driver gives a time and takes none
    values = [tuple(str(one) if isinstance(one, time) else one for one in row) for row in cursor.fetchall()]
    marks = ", ".join(["%s"] * (names.count(",") + 1))
    return _Inserted(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)


@dataclass(frozen=True)
class Written:
    """What verbs wrote upon rows that stand again where they stood (SQLite)."""

    new: list[_Inserted]
    heads: list[tuple[Any, ...]]  # of the journal's streams: the only rows that change

    def put_back(self) -> None:
        """As if the verbs were called again, with the same keys."""
        with connection.cursor() as cursor:
            for table in self.new:
                table.put_back(cursor)
            cursor.executemany("UPDATE journal_stream SET number = %s, hash = %s WHERE centre_id = %s", self.heads)


def written_by(do: Callable[[], None]) -> Written:
    """The rows that are new when it is done, and the heads of the journal's streams."""
    with connection.cursor() as cursor:
        before = {table: set(_inserted(cursor, table).values) for table in _tables()}
        do()
        new: list[_Inserted] = []
        for table, old in before.items():
            now = _inserted(cursor, table)
            mine = [row for row in now.values if row not in old]
            assert table == "journal_stream" or len(now.values) == len(old) + len(mine), f"rows of {table} have changed"
            if mine and table != "journal_stream":
                new.append(_Inserted(now.sql, mine))
        cursor.execute("SELECT number, hash, centre_id FROM journal_stream")
        return Written(new, cursor.fetchall())


@dataclass(frozen=True)
class _Copied:
    """A fifth of what PostgreSQL and its driver work for as many rows that are inserted."""

    table: str
    stream: bytes

    def put_back(self, cursor: Any) -> None:
        if self.stream:
            with cursor.copy(f'COPY "{self.table}" FROM STDIN') as into:
                into.write(self.stream)


def _copied(cursor: Any, table: str) -> _Copied:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as out:
        return _Copied(table, b"".join(out))


@pytest.fixture(scope="module")
def beside() -> Beside | None:
    """What is laid with the town for a module's tests: nothing, unless a folder says so."""
    return None


@pytest.fixture(scope="module")
def laid(
    request: pytest.FixtureRequest, beside: Beside | None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[bool]:
    """Whether the town lies there, once for a module's tests, each of which works in a savepoint upon it. Not in a module
    with real commits, where every test lays its own."""
    mine = [item for item in request.session.items if getattr(item, "module", None) is request.module]
    if any("transactional_db" in getattr(item, "fixturenames", ()) for item in mine):
        yield False
        return
    with django_db_blocker.unblock(), transaction.atomic():
        build(Clock(), beside)
        connection.check_constraints()  # or PostgreSQL, which had put it off, would do it at the end of every test
        with django_db_blocker.block():
            yield True
        transaction.set_rollback(True)


@pytest.fixture
def cast(laid: bool, beside: Beside | None, db: None, clock: Clock) -> Cast:
    """The cast, inside the test's transaction."""
    return _kept[beside].cast(clock) if laid else build(clock, beside)


@pytest.fixture
def real_cast(transactional_db: None, clock: Clock) -> Cast:
    """The cast with real commits, for stories with threads."""
    return build(clock)
