"""Builds the demonstration: the town, its items and people, and cases in many states, all made by running the verbs."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from yimen.cases import completion, decisions, delivery, intake, on_the_spot, steps
from yimen.cases.intake import Handed
from yimen.cases.models import Case, PublicNotice, Task
from yimen.catalogue import definitions, loading
from yimen.demonstration import town as towns
from yimen.demonstration.town import Town
from yimen.journal import demonstration, source
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import calendar
from yimen.registry import persons
from yimen.registry.models import Person

# invented people: name, identity number (valid check digits, an area code that is not used), village
PEOPLE = (
    ("王秀英", "519921195203140023", "liushu"),
    ("张德福", "519921194811020031", "liushu"),
    ("李桂兰", "519921195507190042", "taoyuan"),
    ("陈玉梅", "519921198906250064", "liushu"),
    ("欧阳建华", "519921196212080018", "taoyuan"),
    ("刘三妹", "519921199304170089", "liushu"),
    ("杨春燕", "51992119870923004X", "taoyuan"),
    ("赵龘", "519921197001010056", "liushu"),
)


class Story:
    """Runs the verbs as of days gone by, with the server's clock at the moment of each act."""

    def __init__(self, town: Town, now: datetime) -> None:
        self.town, self.now, self._moment = town, now, now
        source.seed(int(now.timestamp()), lambda: self._moment)

    def at(self, days_ago: int, hour: int = 9, minute: int = 0) -> datetime:
        """A moment in the office, so many days before today; never later than now."""
        wanted = self.now.astimezone(OFFICE_ZONE).replace(hour=hour, minute=minute, second=0, microsecond=0)
        self._moment = min(wanted - timedelta(days=days_ago), self.now)
        return self._moment

    def person(self, index: int, at: datetime) -> Person:
        """One of the invented people."""
        name, number, village = PEOPLE[index]
        return persons.register(
            name=name, document_kind="resident", number=number, phone=f"1380000{1000 + index}",
            address=f"{self.town.divisions[village].name}{index + 1}组{index + 3}号",
            division_id=self.town.divisions[village].pk, by=self.town.actor("window"), at=at,
        )  # fmt: skip

    def handed(self, index: int, code: str, at: datetime, *, given: bool = True) -> Handed:
        """What that person hands in."""
        definition = definitions.published(code, on=localdate(at))
        ids = frozenset(one.id for one in definition.requirements) if given else frozenset()
        seat = self.town.divisions[PEOPLE[index][2]].pk
        return Handed(
            definition=definition, centre=self.town.centres["DY"], applicant=self.person(index, at), seat_id=seat,
            given=ids, window_id=self.town.posts["window"].window_id,
        )  # fmt: skip


def build(catalogue: Path, *, now: datetime) -> Town:
    """Fill an empty database; makes it a demonstration for good. `now` is the moment up to which the story runs."""
    demonstration.make()
    calendar.seed(at=now)
    town = towns.lay()
    loading.load(catalogue, by=town.actor("editor"), at=now)
    towns.claim_all(town)
    story = Story(town, now)
    try:
        _tell(story)
    finally:
        source.unseed()
    return town


def _tell(story: Story) -> None:
    """Eight people: one done, one ready, one at the county, one in the village's notice, one asked for more, and so on."""
    by = story.town.actor
    _walk(story, 0, began=75, until="delivered")
    _walk(story, 1, began=65, until="ready")
    _walk(story, 2, began=40, until="county")
    _walk(story, 3, began=9, until="village")
    _walk(story, 4, began=32, until="town")
    asked = story.at(3, 10)
    completion.receive_and_ask(story.handed(5, "MZ-01", asked, given=False), by=by("window"), at=asked)
    spot = story.at(2, 14)
    on_the_spot.handle(story.handed(6, "JS-03", spot), by=by("window"), at=spot)
    received = story.at(1, 15)
    intake.receive(story.handed(7, "MZ-01", received, given=False), by=by("window"), at=received)


def _walk(story: Story, index: int, *, began: int, until: str) -> None:
    """One allowance from the window on, stopped at a place on its way."""
    by, day = story.town.actor, began
    village = "village" if PEOPLE[index][2] == "liushu" else "village2"
    at = story.at(day)
    case = intake.take_in(story.handed(index, "MZ-01", at), by=by("window"), at=at)
    if until == "village":
        return
    case = steps.finish(case, task_id=_task(case), opinion="情况属实", by=by(village), at=story.at(day := day - 1, 10))
    case, day = _notice(story, case, village, day)
    if until == "town":
        return
    case = steps.finish(
        case, task_id=_task(case), opinion="符合条件", by=by("town_civil"), at=story.at(day := day - 1, 15)
    )
    if until == "county":
        return
    case = decisions.decide(
        case, task_id=_task(case), outcome="granted", opinion="同意", by=by("county"), at=story.at(day := day - 2, 10)
    )
    case, day = _notice(story, case, village, day - 1)
    if until == "delivered":
        delivery.deliver(case, way="window", receiver=PEOPLE[index][0], by=by("reply"), at=story.at(day - 1, 9))


def _notice(story: Story, case: Case, village: str, days_ago: int) -> tuple[Case, int]:
    """The village hangs the notice out, and ends the step on the first day after its term."""
    by = story.town.actor(village)
    case = steps.post_notice(case, task_id=_task(case), by=by, at=story.at(days_ago, 11))
    until_on = PublicNotice.objects.get(task_id=_task(case)).until_on
    over = (localdate(story.now) - until_on).days - 1
    at = story.at(over, 9)
    return steps.finish(case, task_id=_task(case), opinion="公示无异议", by=by, at=at), over


def _task(case: Case) -> UUID:
    task_id: UUID = Task.objects.get(case=case, state=Task.State.OPEN).pk
    return task_id
