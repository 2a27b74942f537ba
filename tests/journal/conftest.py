"""A small world for the spine: two halls, a house of two acts, a clock that stands where the test puts it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from tests.town import Clock
from yimen.journal import door, fold
from yimen.office.actor import Actor
from yimen.office.models import Centre, Division, Level

PROGRAM = Actor("client", UUID(int=7))
HOUSE = door.House(
    name="trial",
    acts={
        "name": door.Declared("改名"),
        "say": door.Declared("说明", personal=frozenset({"reason"})),
        "remember": door.Declared("补记", late=True),
        "forbidden": door.Declared("不许"),
    },
    moves={},
    may=lambda _by, act, _row: act != "forbidden",
    authority=lambda _by, _on: None,
)


@dataclass
class Spine:
    """Two halls and the acts of the trial house upon them."""

    clock: Clock
    east: Centre
    west: Centre

    def name(self, centre: Centre, name: str, **facts: Any) -> Centre:
        """One turn that gives the hall another short name."""
        with HOUSE.turn(centre, "name", by=PROGRAM, at=self.clock.now, **facts) as centre:
            centre.short_name = name
        return centre


def lay_halls(clock: Clock) -> Spine:
    """The two halls, in a town."""
    town = Division.objects.create(name="东岳街道", level=Level.TOWN)
    east, west = (
        Centre.objects.create(code=code, kind="hall", name=name, short_name=name, division=town)
        for code, name in (("EA", "东厅"), ("WE", "西厅"))
    )
    return Spine(clock, east, west)


@pytest.fixture
def lives(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial house answers for the halls' short names, and for nothing else."""
    for model in list(fold.LIFE):
        monkeypatch.delitem(fold.LIFE, model)
    mine: dict[Any, tuple[str, ...]] = fold.LIFE
    monkeypatch.setitem(mine, Centre, ("short_name",))


@pytest.fixture
def spine(db: None, lives: None, clock: Clock) -> Spine:
    """The two halls inside the test's transaction."""
    return lay_halls(clock)


@pytest.fixture
def real_spine(transactional_db: None, lives: None, clock: Clock) -> Spine:
    """The two halls with real commits, for stories with threads."""
    return lay_halls(clock)


@pytest.fixture
def later(clock: Clock) -> Any:
    """later(minutes=3) moves the server's clock and says where it stands."""

    def move(**span: float) -> Any:
        clock.now += timedelta(**span)
        return clock.now

    return move


@pytest.fixture(scope="session")
def verifier() -> ModuleType:
    """`tools/verify_journal.py`, from its file, as anybody would."""
    from importlib.util import module_from_spec, spec_from_file_location

    path = Path(__file__).resolve().parents[2] / "tools" / "verify_journal.py"
    spec = spec_from_file_location("verify_journal", path)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def no_followers(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """Followers of the test's own only."""
    from yimen.journal import followers

    mine: dict[str, Any] = {}
    monkeypatch.setattr(followers, "FOLLOWERS", mine)
    monkeypatch.setattr(followers, "_tries", {})
    yield mine
