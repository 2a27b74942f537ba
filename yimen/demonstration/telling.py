"""How the stories are told: every act at its moment, all stories side by side, the earliest first, as a hall writes them."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from heapq import heapify, heappop, heapreplace
from typing import Any

from yimen.cases import completion, decisions, delivery, intake, on_the_spot, steps, tasks
from yimen.cases.intake import Handed
from yimen.cases.models import Case, PublicNotice, Task
from yimen.catalogue import definitions
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import StepKind
from yimen.demonstration import people
from yimen.demonstration.people import Neighbour
from yimen.demonstration.town import Town
from yimen.journal import alarms, demonstration, source
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import calendar
from yimen.office.actor import Actor
from yimen.registry import persons
from yimen.registry.models import Person

Fact = Callable[[Town, Case, datetime], Any]  # a fact that is known only at the moment of the act
Telling = Generator[datetime, None, None]
# the window that takes in a line; every other line goes to the general one
_WINDOWS = {
    "民政": "window2", "计生": "window_family", "国土": "window_housing", "村镇规划": "window_housing",
    "劳动保障": "window_social",
}  # fmt: skip
_BEGINNINGS: dict[str, Callable[..., Case]] = {
    "accepted": intake.take_in, "received": intake.receive, "asked": completion.receive_and_ask,
    "on_the_spot": on_the_spot.handle,
}  # fmt: skip
_HOURS = (9, 14, 10, 15)
_SHORT = timedelta(minutes=25)  # between two acts of a case on one day


@dataclass(frozen=True, slots=True)
class Turn:
    """An act beside a case's way: so many working days ago, which verb, by which post, with which facts."""

    ago: int
    verb: Callable[..., Case]
    by: str
    facts: dict[str, Any]


def turn(ago: int, verb: Callable[..., Case], by: str, **facts: Any) -> Turn:
    """The same, written as a call; a fact may be a `Fact`."""
    return Turn(ago, verb, by, facts)


@dataclass(frozen=True, slots=True)
class Tale:
    """One case: whose, of which item, begun how many working days ago and how, and its way since.

    A word in `way` is a step or a state: the case walks on, a step every `pace` working days, until it waits there.
    `lacks` are the keys of materials that are not there; `joins`: handled together with the tale told before it.
    """

    who: str
    item: str
    ago: int
    way: tuple[str | Turn, ...] = ()
    begin: str = "accepted"  # a key of _BEGINNINGS
    pace: int = 1  # 0: all on one day
    lacks: tuple[str, ...] = ()
    joins: bool = False
    desk: str = ""  # the post that took it in, where it is not the hall's window
    more: dict[str, Any] = field(
        default_factory=dict
    )  # what else is handed in: a variant, a form; or a function of the moment


class Teller:
    """Tells tales in the town up to `now`, with the server's clock at the moment of each act."""

    def __init__(self, town: Town, now: datetime) -> None:
        self.town, self.now, self._moment = town, now, now
        self._keys = {post.pk: key for key, post in town.posts.items()}
        self._calendar, self._definitions = calendar.current(), dict[str, Definition]()
        self._told: dict[int, Case] = {}  # by the place of their tale
        ahead = demonstration.offset() or timedelta(0)  # the source adds it again
        source.seed(int(now.timestamp()), lambda: self._moment - ahead)

    def tell(self, tales: Iterable[Tale], *besides: Telling) -> None:
        """All of them, and what else happened; what would come after `now` is not told, and what the clock does is done at
        the end of its day."""
        tellings = [*(self._telling(tale, index) for index, tale in enumerate(tales)), *besides]
        waiting = [(next(one), index) for index, one in enumerate(tellings)]
        heapify(waiting)
        while waiting and waiting[0][0] <= self.now:
            at, index = waiting[0]
            self.pass_to(at)
            following = next(tellings[index], None)
            if following is None:
                heappop(waiting)
            else:
                heapreplace(waiting, (following, index))
        self.pass_to(self.now)

    def pass_to(self, at: datetime) -> None:
        """The server's clock comes to this moment; on a new day what fell due before it is done first."""
        is_new_day, self._moment = localdate(at) != localdate(self._moment), at
        if is_new_day:
            alarms.ring(at=at)

    def _telling(self, tale: Tale, index: int) -> Telling:
        """Yields the moment of each act of the tale, and does the act when that moment has come."""
        at = self._first(tale, index)
        yield at
        self._told[index] = _BEGINNINGS[tale.begin](self._handed(tale, index, at), by=self._window(tale), at=at)
        for leg in tale.way:
            if isinstance(leg, Turn):
                at = max(at + _SHORT, self._days_ago(leg.ago, at))
                yield at
                self._do(leg, index, at)
            else:
                at = yield from self._walk(tale, index, leg, at)

    def _walk(self, tale: Tale, index: int, until: str, at: datetime) -> Generator[datetime, None, datetime]:
        """The case goes on, each step done by who holds its post, until it waits at that step or is in that state."""
        while True:
            case = self._case(index)
            waiting = list(Task.objects.filter(case=case, state=Task.State.OPEN).order_by("opened_at", "id"))
            if until in {case.state, *(task.step_key for task in waiting)}:
                return at
            at = self._later(at, tale.pace)
            yield at
            if waiting:
                at = yield from self._step(case, waiting[0], at)
            else:
                delivery.deliver(case, way="window", receiver=tale.who, by=self.town.actor("reply"), at=at)

    def _step(self, case: Case, task: Task, at: datetime) -> Generator[datetime, None, datetime]:
        """One step: a decision is made, a notice hangs for its term, anything else is done."""
        by, step = self._holder(task), tasks.steps_of(definitions.of_version(case.version_id))[task.step_key]
        if task.is_decision:
            decisions.decide(case, task_id=task.pk, outcome="granted", opinion="同意", by=by, at=at)
            return at
        opinion = "情况属实，同意"
        if step.kind is StepKind.PUBLIC_NOTICE:
            opinion = "公示无异议"
            if not PublicNotice.objects.filter(task=task).exists():
                case = steps.post_notice(case, task_id=task.pk, by=by, at=at)
            until_on = PublicNotice.objects.get(task=task).until_on
            at = self._later(at, max(1, self._calendar.between(localdate(at), until_on) + 1))
            yield at
        steps.finish(case, task_id=task.pk, opinion=opinion, by=by, at=at)
        return at

    def _do(self, leg: Turn, index: int, at: datetime) -> None:
        case = self._case(index)
        facts = {key: fact(self.town, case, at) if callable(fact) else fact for key, fact in leg.facts.items()}
        leg.verb(case, by=self.town.actor(leg.by), at=at, **facts)

    def _handed(self, tale: Tale, index: int, at: datetime) -> Handed:
        definition, neighbour = self._definition(tale.item), people.BY_NAME[tale.who]
        given = frozenset(one.id for one in definition.requirements if one.key not in tale.lacks)
        return Handed(
            definition=definition, centre=self.town.centres["DY"], applicant=self._person(neighbour, tale, at), given=given,
            seat_id=self.town.divisions[neighbour.village].pk, window_id=self.town.posts[self._desk(tale)].window_id,
            joins=self._told[index - 1] if tale.joins else None, channel="village" if tale.desk else "counter",
            **{name: one(at) if callable(one) else one for name, one in tale.more.items()},
        )  # fmt: skip

    def _person(self, neighbour: Neighbour, tale: Tale, at: datetime) -> Person:
        division, house = self.town.divisions[neighbour.village], people.PEOPLE.index(neighbour)
        return persons.register(
            name=neighbour.name, document_kind=neighbour.document_kind, number=neighbour.number,
            phone=people.phone(neighbour), address=f"{division.name}{house % 6 + 1}组{house + 3}号",
            division_id=division.pk, by=self._window(tale), at=at,
        )  # fmt: skip

    def _window(self, tale: Tale) -> Actor:
        return self.town.actor(self._desk(tale))

    def _desk(self, tale: Tale) -> str:
        return tale.desk or _WINDOWS.get(self._definition(tale.item).line, "window")

    def _definition(self, code: str) -> Definition:
        if code not in self._definitions:
            self._definitions[code] = definitions.published(code, on=localdate(self.now))
        return self._definitions[code]

    def _holder(self, task: Task) -> Actor:
        return self.town.actor(self._keys[task.post_id])

    def _case(self, index: int) -> Case:
        """As it stands now: the clock may have moved it."""
        return Case.objects.get(pk=self._told[index].pk)

    def _first(self, tale: Tale, index: int) -> datetime:
        """The hour differs from tale to tale; who joins comes a little after the one before."""
        if tale.joins:
            return self._first(replace(tale, joins=False), index - 1) + _SHORT
        moment = self.now.astimezone(OFFICE_ZONE).replace(hour=_HOURS[index % 4], minute=index * 7 % 60, second=0)
        return self._days_ago(tale.ago, moment.replace(microsecond=0))

    def _days_ago(self, ago: int, at: datetime) -> datetime:
        """The hour of `at` on the day that lies so many working days before today."""
        day = localdate(self.now)
        for _day in range(ago):
            day = self._calendar.last_before(day)
        return datetime.combine(day, at.timetz())

    def _later(self, at: datetime, pace: int) -> datetime:
        """So many working days later at the same hour; with a pace of 0 a little later."""
        if pace == 0:
            return at + _SHORT
        return datetime.combine(self._calendar.nth_after(localdate(at), pace), at.timetz())
