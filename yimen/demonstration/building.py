"""Builds the demonstration: the town, its items and people, and cases in many states, all made by running the verbs."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from yimen.cases import completion, decisions, delivery, extending, intake, on_the_spot, refusing, steps, tasks
from yimen.cases.intake import Handed
from yimen.cases.lifecycle import State
from yimen.cases.models import Case, PublicNotice, Task
from yimen.catalogue import definitions, loading
from yimen.catalogue.elements import StepKind
from yimen.demonstration import hall
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
    ("孙国平", "519921197508180032", "changan"),
    ("何小兰", "519921198801030062", "qingxi"),
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

    def handed(
        self, index: int, code: str, at: datetime, *, given: bool = True, window: str = "window", **more: Any
    ) -> Handed:
        """What that person hands in at a window; `more` as `Handed` has it: a variant, a form."""
        definition = definitions.published(code, on=localdate(at))
        ids = frozenset(one.id for one in definition.requirements) if given else frozenset()
        seat = self.town.divisions[PEOPLE[index][2]].pk
        return Handed(
            definition=definition, centre=self.town.centres["DY"], applicant=self.person(index, at), seat_id=seat,
            given=ids, window_id=self.town.posts[window].window_id, **more,
        )  # fmt: skip


def build(catalogue: Path, *, now: datetime) -> Town:
    """Fill an empty database; makes it a demonstration for good. `now` is the moment up to which the story runs."""
    demonstration.make()
    calendar.seed(at=now)
    town = towns.lay()
    loading.load(catalogue, by=town.actor("editor"), at=now)
    towns.claim_all(town)
    hall.lay(town, at=now)
    story = Story(town, now)
    try:
        _tell(story)
    finally:
        source.unseed()
    return town


def _tell(story: Story) -> None:
    """Cases in many states: done, ready, at the county, in a village's notice, asked for more; and with every office."""
    by = story.town.actor
    _walk(story, 0, "MZ-01", began=75, until="delivered")
    _walk(story, 1, "MZ-01", began=65, until="ready")
    _walk(story, 2, "MZ-01", began=40, until="county_approval")
    _walk(story, 3, "MZ-01", began=9, until="village_check")
    _walk(story, 4, "MZ-01", began=32, until="town_review")
    _walk(story, 8, "MZ-02", began=24, until="town_notice", window="window2")
    _walk(story, 1, "MZ-06", began=4, until="appraisal", window="window2")
    _walk(story, 9, "JS-04", began=8, until="village_deliberation", window="window_family")
    _walk(story, 5, "LD-02", began=10, until="finance_confirmation", window="window_social")
    _walk(story, 6, "GT-01", began=3, until="visit", window="window_housing")
    _walk(story, 4, "LY-01", began=3, until="county_approval", variant="above", form={"trees": 80})
    asked = story.at(3, 10)
    completion.receive_and_ask(story.handed(5, "MZ-01", asked, given=False), by=by("window"), at=asked)
    spot = story.at(2, 14)
    on_the_spot.handle(story.handed(6, "JS-03", spot), by=by("window"), at=spot)
    received = story.at(1, 15)
    intake.receive(story.handed(7, "MZ-01", received, given=False), by=by("window"), at=received)
    _tell_leads(story)


def _tell_leads(story: Story) -> None:
    """What waits for those who lead: a case over its day, more days asked of the supervisor and of the leader, a refusal."""
    by = story.town.actor
    _walk(story, 9, "MZ-01", began=70, until="village_check")
    first, second = (_walk(story, index, "MZ-01", began=5, until="village_check") for index in (4, 6))
    why = "户籍资料要到外地核实"
    extending.ask_extension(first, days=5, reason=why, by=by("village2"), at=story.at(2, 11))
    extending.ask_extension(second, days=3, reason=why, by=by("village2"), at=story.at(2, 11, 5))
    extending.endorse(second, opinion="情况属实", by=by("supervisor"), at=story.at(1, 16))
    words = {"code": "not_ours", "reason": "户籍不在本街道，请向户籍地申请"}
    refused = intake.receive(story.handed(8, "MZ-01", story.at(4, 10)), by=by("window"), at=story.at(4, 10))
    refusing.ask_refusal(refused, **words, by=by("window"), at=story.at(4, 10, 5))
    refusing.allow_refusal(refused, opinion="同意", by=by("leader"), at=story.at(4, 11))
    intake.refuse_intake(refused, **words, by=by("window"), at=story.at(4, 11, 5))


def _walk(story: Story, index: int, code: str, *, began: int, until: str, window: str = "window", **more: Any) -> Case:
    """A case from the window on, a step a day, until that step waits, or it is ready, or delivered."""
    at = story.at(began)
    case = intake.take_in(story.handed(index, code, at, window=window, **more), by=story.town.actor(window), at=at)
    day = began
    while case.state != State.READY and until not in {task.step_key for task in _open(case)}:
        for task in _open(case):
            case, day = _do(story, case, task, day)
    if until == "delivered":
        reply, receiver = story.town.actor("reply"), PEOPLE[index][0]
        delivery.deliver(case, way="window", receiver=receiver, by=reply, at=story.at(day - 1))
    return case


def _do(story: Story, case: Case, task: Task, day: int) -> tuple[Case, int]:
    """The step is done on the next day by who holds its post, a notice when its term is over; and how long ago that was."""
    key = next(key for key, post in story.town.posts.items() if post.pk == task.post_id)
    by, step = story.town.actor(key), tasks.steps_of(definitions.of_version(case.version_id))[task.step_key]
    if step.kind is StepKind.PUBLIC_NOTICE:
        case = steps.post_notice(case, task_id=task.pk, by=by, at=story.at(day - 1, 9))
        over = (localdate(story.now) - PublicNotice.objects.get(task=task).until_on).days - 1
        return steps.finish(case, task_id=task.pk, opinion="公示无异议", by=by, at=story.at(over, 9)), over
    at = story.at(day - 1, 10)
    if task.is_decision:
        return decisions.decide(case, task_id=task.pk, outcome="granted", opinion="同意", by=by, at=at), day - 1
    return steps.finish(case, task_id=task.pk, opinion="情况属实，同意", by=by, at=at), day - 1


def _open(case: Case) -> list[Task]:
    return list(Task.objects.filter(case=case, state=Task.State.OPEN).order_by("opened_at", "id"))
