"""One client of `bench/whole_cases.py`: lays the bench's town into an empty database, or takes whole cases through it.

client.py lay              migrate, lay ten halls with their people and the item made for the bench
client.py run NUMBER       then, a line each on standard input: `go SECONDS`, `profile SECONDS`, `count`
"""

import cProfile
import io
import json
import os
import pstats
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import django

from yimen.cli import make_ready
from yimen.journal import memory

HALLS = 10  # as many as the raw script has centres
PERSONS = 40  # of each hall
CODE = "BENCH-01"
BEGAN = date(2026, 1, 1)
FIELDS = "\n".join(f"  - {{key: field_{i:02d}, name: 第{i:02d}项}}" for i in range(20))
ITEM = f"""
code: {CODE}
name: 量速用事项
state: published
from: 2026-01-01
line: 民政
basis: [量速用]
conditions: [量速用]
promised: 20 working days
seat: household
form:
{FIELDS}
materials:
  - {{key: one, name: 申请书}}
  - {{key: two, name: 身份证明, copies: 1, originals: 0}}
  - {{key: three, name: 收入证明}}
steps:
  - {{key: check, name: 初审, kind: check, level: village}}
  - {{key: deliberation, name: 评议, kind: deliberation, level: village}}
  - {{key: review, name: 审核, kind: review, level: town}}
  - {{key: approval, name: 审批, kind: approval, level: county, decides: true}}
fees: [{{name: 收费, standard: 免费}}]
results: [{{kind: document, name: 批文}}]
"""
FORM = {f"field_{i:02d}": f"量速用的第{i:02d}项，a value of its own" for i in range(20)}  # about 1 KB as JSON
ROLES = ("window", "village", "town", "county", "reply")


def lay() -> None:
    """Migrate the empty database and lay the town, the item and the persons into it."""
    from django.core.management import call_command
    from django.db import transaction

    from yimen.catalogue import claiming, loading
    from yimen.catalogue.models import Item
    from yimen.demonstration import town as towns
    from yimen.journal import secrets
    from yimen.office import calendar
    from yimen.office.actor import Actor
    from yimen.office.models import Centre

    secrets.ready(create=True)
    call_command("migrate", verbosity=0)
    at = datetime.now(UTC)
    with transaction.atomic():
        calendar.seed(at=at)
        town = towns.lay()
        for number in range(1, HALLS):
            _lay_hall(town, number)
        loading.load_texts({"bench.yaml": ITEM}, by=Actor.clock(), at=at)
        for hall in Centre.objects.filter(kind=Centre.Kind.HALL):
            editor = _acting(hall, "editor")
            claiming.claim(Item.objects.filter(code=CODE), centre=hall, from_on=BEGAN, by=editor, at=at)
            _register(hall, at)


def _acting(hall: Any, role: str) -> Any:
    from yimen.office.models import Post
    from yimen.office.signing_in import actor_in

    post = Post.objects.get(centre=hall, role=role)
    return actor_in(post.holdings.get().staff, post)


def _lay_hall(town: Any, number: int) -> None:
    """One more sub-district with a village: the same posts as the first, with their people."""
    from yimen.office.models import Centre, Division, Level, Lineage

    places = (("town", Level.TOWN, "county"), ("liushu", Level.VILLAGE, "town"))
    made = dict(town.divisions)
    for key, level, above in places:
        division = Division.objects.create(
            name=f"第{number}{'街道' if key == 'town' else '村'}", level=level, parent=made[above]
        )
        Lineage.objects.create(division=division, ancestor=division, level=level)
        for row in Lineage.objects.filter(division=made[above]):
            Lineage.objects.create(division=division, ancestor_id=row.ancestor_id, level=row.level)
        made[key] = division
    hall, point = (
        Centre.objects.create(
            code=f"{code}{number}",
            kind=kind,
            division=made[key],
            name=f"第{number}{code}",
            short_name=f"第{number}{code}",
        )
        for code, kind, key in (("H", Centre.Kind.HALL, "town"), ("HV", Centre.Kind.POINT, "liushu"))
    )
    _lay_post(hall, None, "综合窗口1", "window", "*")
    _lay_post(hall, None, "办结回复窗口", "reply", "*")
    _lay_post(hall, None, "综合业务主管", "supervisor", "*")
    _lay_post(hall, None, "事项管理员", "editor", "*")
    _lay_post(hall, ("民政", "社会事务办公室"), "社会事务办经办", "officer", "民政")
    _lay_post(point, ("*", "村民委员会"), "村便民服务员", "officer", "*")


def _lay_post(centre: Any, department: tuple[str, str] | None, title: str, role: str, line: str) -> None:
    from yimen.office.models import Department, Duty, Holding, Post, Staff

    place = Department.objects.create(centre=centre, line=department[0], name=department[1]) if department else None
    post = Post.objects.create(centre=centre, title=title, role=role, department=place)
    Duty.objects.create(post=post, line=line)
    staff = Staff.objects.create(username=f"{centre.code}-{title}".lower(), name=title, password="!")
    Holding.objects.create(post=post, staff=staff, from_on=BEGAN)


def _register(hall: Any, at: datetime) -> None:
    from yimen.registry import persons

    here = _Hall.of(hall)
    for number in range(PERSONS):
        persons.register(
            name="量速人", document_kind="resident", number=_number(hall.code, number), phone="13800000000",
            address="量速村1组", division_id=here.seat_id, by=here.actors["window"], at=at,
        )  # fmt: skip


def _number(code: str, number: int) -> str:
    """An invented identity number with a valid check digit, from an area that is not used."""
    from hashlib import sha256

    order = int(sha256(f"{code}{number}".encode()).hexdigest(), 16)
    text = f"5199211{950 + order % 50}0{1 + order // 50 % 9}{10 + order // 450 % 18}{order // 8100 % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return text + "10X98765432"[sum(int(one) * weight for one, weight in zip(text, weights, strict=True)) % 11]


@dataclass
class _Hall:
    """A hall, who acts in its cases, and who applies there."""

    centre: Any
    seat_id: UUID
    actors: dict[str, Any]
    persons: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, hall: Any) -> "_Hall":
        from yimen.office.models import Centre, Division, Post
        from yimen.office.signing_in import actor_in
        from yimen.registry.models import Person

        village = Division.objects.filter(parent=hall.division, level="village").order_by("-name")[0]
        point = Centre.objects.get(division=village)
        bureau = Centre.objects.get(kind=Centre.Kind.BUREAU, departments__line="民政")
        chosen = {
            "window": Post.objects.get(centre=hall, role="window", duties__line="*"),
            "village": Post.objects.get(centre=point, role="officer"),
            "town": Post.objects.get(centre=hall, role="officer", duties__line="民政"),
            "county": Post.objects.get(centre=bureau, role="officer"),
            "reply": Post.objects.get(centre=hall, role="reply"),
        }
        actors = {key: actor_in(post.holdings.get().staff, post) for key, post in chosen.items()}
        people = list(Person.objects.filter(division=village).order_by("id"))
        return cls(hall, village.pk, actors, people)


class Client:
    """Takes whole cases through the verbs, one after the other, at one hall after the other."""

    def __init__(self, number: int) -> None:
        from yimen.catalogue import definitions
        from yimen.office.models import Centre

        self.number, self.done, self.opened = number, 0, _Opened()
        self.definition = definitions.published(CODE, on=datetime.now(UTC).date())
        self.given = frozenset(one.id for one in self.definition.requirements)
        self.halls = [_Hall.of(hall) for hall in Centre.objects.filter(kind=Centre.Kind.HALL).order_by("code")]

    def whole_case(self, watch: Callable[[str], Any]) -> None:
        """Six commits: take in, three steps, the decision, the delivery. `watch` is told of each act, as a context."""
        from yimen.cases import decisions, delivery, intake, steps

        self.done += 1
        hall = self.halls[(self.number + self.done) % len(self.halls)]
        by = hall.actors
        person = hall.persons[(self.done * 2 + self.number) % len(hall.persons)]
        handed = intake.Handed(
            definition=self.definition, centre=hall.centre, applicant=person, seat_id=hall.seat_id, given=self.given,
            form=FORM,
        )  # fmt: skip
        with watch("take_in"):
            case = intake.take_in(handed, by=by["window"], at=datetime.now(UTC))
        for actor in (by["village"], by["village"], by["town"]):
            with watch("finish"):
                case = steps.finish(case, task_id=self.opened.id, opinion="同意", by=actor, at=datetime.now(UTC))
        with watch("decide"):
            case = decisions.decide(
                case, task_id=self.opened.id, outcome="granted", opinion="同意", by=by["county"], at=datetime.now(UTC)
            )
        with watch("deliver"):
            delivery.deliver(case, way="window", receiver=person.name, by=by["reply"], at=datetime.now(UTC))

    def go(self, seconds: float) -> dict[str, Any]:
        """Whole cases for so long: how many, and how long one took."""
        took: list[float] = []
        began, cpu = time.perf_counter(), time.process_time()
        while (start := time.perf_counter()) - began < seconds:
            self.whole_case(_unwatched)
            took.append(time.perf_counter() - start)
        lasted, cpu = time.perf_counter() - began, time.process_time() - cpu
        took.sort()
        return {
            "cases": len(took), "seconds": lasted, "p50_ms": took[len(took) // 2] * 1e3,
            "p99_ms": took[int(len(took) * 0.99)] * 1e3, "cpu_ms": cpu / len(took) * 1e3,
        }  # fmt: skip

    def count(self) -> dict[str, Any]:
        """How many statements each act sends, without BEGIN, COMMIT and savepoints; each the most of three cases."""
        most: dict[str, int] = {}
        for _ in range(3):
            self.whole_case(lambda act: counted(act, most))
        return most

    def profile(self, seconds: float) -> dict[str, Any]:
        """Whole cases under the profiler; prints its thirty dearest functions to standard error."""
        profiler = cProfile.Profile()
        profiler.enable()
        result = self.go(seconds)
        profiler.disable()
        for order in ("tottime", "cumulative"):
            text = io.StringIO()
            pstats.Stats(profiler, stream=text).sort_stats(order).print_stats(30)
            print(text.getvalue(), file=sys.stderr)
        return result


@contextmanager
def counted(act: str, most: dict[str, int]) -> Any:
    """Count the statements sent inside, without BEGIN, COMMIT and savepoints, and keep the most of an act."""
    from django.db import connection

    sent: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")):
            sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield
    if os.environ.get("YIMEN_SHOW_STATEMENTS") and len(sent) > most.get(act, 0):
        print(act, *(sql[:160] for sql in sent), sep="\n   ", file=sys.stderr)
    most[act] = max(most.get(act, 0), len(sent))


@contextmanager
def _unwatched(_act: str) -> Any:
    yield


class _Opened:
    """The task that was opened last, as the page of the officer who now acts would hold it: the raw script needs none."""

    def __init__(self) -> None:
        from yimen.cases import tasks

        open_one = tasks._open

        def noted(*args: Any, **kwargs: Any) -> Any:
            task = open_one(*args, **kwargs)
            self.id = task.pk
            return task

        tasks._open = noted


def run(number: int) -> None:
    """Warm up, then do as the lines of standard input say, an answer of one line each."""
    client = Client(number)
    for _ in range(6):  # prepared statements, plans, definitions; the raw script warms with six rounds too
        client.whole_case(_unwatched)
    memory.settle()  # as a process that serves does
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        word, *rest = line.split()
        answer = {"go": client.go, "profile": client.profile, "count": client.count}[word](*map(float, rest))  # type: ignore[operator]  # each takes what its line holds
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    from pathlib import Path

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.settings")
    make_ready(Path(os.environ["DATA"]))
    django.setup()
    run(int(sys.argv[2])) if sys.argv[1] == "run" else lay()
