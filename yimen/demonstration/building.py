"""Builds the demonstration: the town, its items and people, and what has happened there, all made by running the verbs."""

from datetime import datetime, timedelta
from pathlib import Path

from yimen.catalogue import loading
from yimen.demonstration import bookings, hall, today
from yimen.demonstration import town as towns
from yimen.demonstration.tales import TALES
from yimen.demonstration.telling import Teller
from yimen.demonstration.town import Town
from yimen.journal import demonstration, jobs, source
from yimen.office import calendar
from yimen.office.actor import Actor

OWN = Path(__file__).parent / "own"  # two examples of what a centre and a village do besides (A11)
_BEFORE = timedelta(days=120)  # all that is told
_AFTER_THE_HALL = timedelta(minutes=1)
_PAPERS_APART = timedelta(seconds=1)  # so that a receipt asked for now never waits behind a hundred old papers


def build(catalogue: Path, *, now: datetime) -> Town:
    """Fill an empty database; makes it a demonstration for good. `now` is the moment up to which the stories run."""
    demonstration.make()
    calendar.seed(at=now)
    town = towns.lay()
    teller = Teller(town, now)
    try:
        before = now - _BEFORE
        teller.pass_to(before)
        loading.load(catalogue, by=town.actor("editor"), at=before)
        loading.load(OWN, by=Actor.clock(), at=before)  # of two centres, each with an editor of its own
        first = towns.claiming_all(town, at=before), hall.laying(town, at=before)
        sits = bookings.laying(town, at=before + _AFTER_THE_HALL)
        teller.tell(
            TALES, *first, sits, *today.before(town, now), *today.tellings(town, now), *bookings.tellings(town, now)
        )
    finally:
        source.unseed()
    jobs.space_out(at=now, apart=_PAPERS_APART)
    return town
