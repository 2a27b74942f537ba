"""A stranger walks every address: with another centre's row in it the answer is sign in, 403 or 404, and says nothing.

The addresses are read from the resolver, so that a new page joins by itself; a new kind of row in an address fails until this
module is told what a stranger's one is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests.tickets.queue import lay
from tests.town import Cast
from yimen.cases import drafts, intake
from yimen.cases.models import Case, Draft, Task
from yimen.demonstration.town import BEGAN
from yimen.faces.shared.actors import POST_KEY
from yimen.journal import jobs, source
from yimen.journal.models import Stream
from yimen.office.models import Bulletin, Centre, Device, Division, Duty, Holding, Level, Lineage, Post, Role, Staff
from yimen.office.signing_in import issue_token
from yimen.papers.models import Paper
from yimen.registry.models import Look
from yimen.tickets import booking, cutting, helping, serving, visiting, visiting_days
from yimen.tickets.models import Booking, Cut, Line, Ticket, Unplaced, Visiting, WindowLine
from yimen.voice import consulting
from yimen.voice.consulting import Asked
from yimen.voice.models import Consultation

BACKEND = "django.contrib.auth.backends.ModelBackend"
# What stands in an address and is nobody's row: a word of the page's own, or what everybody may read.
PLAIN = {
    "state": "received", "word": "withdraw", "act": "finish", "key": "term.public_notice", "code": "MZ-01", "watch": "red",
    "version": "1", "indicator": "on_the_spot", "secret": "s" * 26,
    "file_id": "019b8bab-0680-7d82-8a63-86d2c96e819c",
    "centre": "DY", "letter": "A", "start": "20260302-0900",
}  # fmt: skip
TURNED_AWAY = {401, 403, 404, 405}
WORDS = {"code": "not_ours", "reason": "应向公安机关申请"}
WHY = {"reason": "应向公安机关申请"}
ANYBODY = "019b8bab-0680-7d82-8a63-86d2c96e819b"
# What programs send, well formed, so that the answer is about the row; by the last word of the address.
BODIES: dict[str, dict[str, Any]] = {
    "refuse_intake": WORDS, "return": WORDS, "withdraw": {"reason": WORDS["reason"]}, "complete": {"given": []},
    "take_over": {"given": [], "brought_by": "关某"},
    "ask_completion": {"remark": "请补写日期"}, "send_back": {"reason": WORDS["reason"]}, "finish": {"opinion": "属实"},
    "deliver": {"way": "window", "receiver": "石某"}, "decide": {"outcome": "granted", "opinion": "同意"},
    "ask_extension": {"days": 1, **WHY}, "endorse": {}, "allow_refusal": {}, "ask_refusal": WORDS, "terminate": WORDS,
    "ask_pause": {"special": "听证", "until_on": "2099-01-01", **WHY}, "resume": {"special": "听证"},
    "decline": {"proposal": ANYBODY, **WHY}, "hand_over": {"staff": ANYBODY, **WHY}, "mark": {"staff": ANYBODY, **WHY},
    "hurry": {"wanted_on": "2099-01-01", **WHY}, "correct_materials": {"given": [], **WHY},
    "move": {"starts_at": "2099-01-01T01:00:00Z"},
    "answer": {"answer": "已电话答复"}, "versions": {"after": 1, "content": {}}, "return_draft": {"reason": WORDS["reason"]},
    "publish": {"from_on": "2099-01-01"}, "retire": {"from_on": "2099-01-01"},
    "correct_form": {"values": {}, **WHY}, "correct_receipt": {"way": "window", "receiver": "石某", **WHY},
}  # fmt: skip
AT_WINDOW: dict[str, dict[str, Any]] = {
    "call_chosen": {"ticket": ANYBODY, "reason": "frail"}, "transfer_to_person": {"staff": ANYBODY},
}  # fmt: skip
# A name in an address that stands for rows of several kinds, by the word before it.
SPOKEN_OF = {("papers", "number"): "paper_number", ("tickets", "id"): "ticket_id", ("windows", "id"): "window_id",
             ("bookings", "id"): "booking_id", ("consultations", "id"): "consultation_id"}  # fmt: skip
# What a person may have filled in, on any form.
FORM = {
    **WORDS, "key": "k" * 26, "purpose": "intake", "opinion": "属实", "outcome": "granted", "way": "window",
    "receiver": "石某", "remark": "请补写日期", "password": "sq-Strange-9", "new_password1": "sq-Strange-9",
    "new_password2": "sq-Strange-9", "from_on": "2026-12-01", "until_on": "2026-12-31", "on": "2026-12-01",
    "value": "3 working days", "new": "3 working days", "basis": "试",
}  # fmt: skip
# A draft that is not the post's is answered like one that is gone: nothing is wiped, and nothing is said (see fingerprint).
AS_IF_GONE = {"counter/drafts/<uuid:draft_id>/wipe/"}
SECRETS = ("王秀英", "510722195203140021", "13800001234", "柳树村3组18号")


@dataclass
class World:
    """A case at the hall of the cast, and a whole other centre elsewhere with a person in every role."""

    case: Case
    rows: dict[str, str]
    people: dict[str, tuple[Staff, Post]] = field(default_factory=dict)


@dataclass(frozen=True)
class Address:
    """One address: as it is written, and with the rows of others in it."""

    written: str
    names: tuple[str, ...]

    @property
    def has_row(self) -> bool:
        return bool(set(self.names) - PLAIN.keys())

    def of(self, rows: dict[str, str]) -> str:
        """The path with these rows; a name that many rows have, as its address speaks of them."""
        text = "/" + self.written
        for name in self.names:
            start = text.index("<")
            value = (PLAIN | rows)[SPOKEN_OF.get((text[:start].split("/")[-2], name), name)]
            text = text[:start] + value + text[text.index(">") + 1 :]
        return text


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[Address]:
    """Every address of the site."""
    for one in (resolver or get_resolver()).url_patterns:
        written = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one, written)
        elif isinstance(one.pattern, RoutePattern):
            yield Address(written, tuple(one.pattern.converters))


@pytest.fixture
def world(cast: Cast, settings: Any) -> World:
    """The two centres; from here on the clock is the real one, as pages read it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    at = cast.clock.at(3, 2)
    case = intake.take_in(cast.handed(at), by=cast.window, at=at)
    jobs.work(at=at)
    task, holding = Task.objects.get(case=case), Holding.objects.filter(post__centre=cast.hall)[0]
    draft = drafts.keep({"name": "王秀英"}, by=cast.window, at=at)
    rows = {
        "number": case.number, "paper_number": Paper.objects.get().number, "task_id": str(task.pk), "id": str(task.pk),
        "person_id": str(case.applicant_id), "draft_id": str(draft.pk), "post_id": str(holding.post_id),
        "holding_id": str(holding.pk), "staff_id": str(holding.staff_id), "token": source.new_token(),
        "case_id": str(case.pk), "consultation_id": str(_heard(cast).pk),
        "paper_id": str(Paper.objects.get().pk), **_queue(cast),
    }  # fmt: skip
    world = World(case, rows)
    _lay_elsewhere(world, cast)
    source.unseed()
    return world


def _heard(cast: Cast) -> Consultation:
    asked = Asked(kind="ask", how="later", about="问低保", name="王秀英", phone="13800001234")
    return consulting.register(asked, by=cast.guide, at=cast.clock.now)


def _queue(cast: Cast) -> dict[str, str]:
    """A ticket in hand at a window of the hall, and another that was missed."""
    queue = lay(cast)
    missed, called = (queue.take("A", cast.clock.now) for _ in range(2))
    serving.miss(queue.next("window", cast.clock.now), by=cast.window, at=cast.clock.now)
    queue.next("window", cast.clock.now)
    assert missed.code < called.code
    kiosk = Device.objects.get(centre=cast.hall)
    cut = cutting.keep(cast.hall, "平时", queue.plan(window="*"), by=cast.director, at=cast.clock.now)
    days = visiting_days.Days(cast.clock.now.date(), weekdays=frozenset({0}))
    plan = visiting.Plan("县公积金中心", "", None, days, time(9), time(11))
    sits = visiting.add(cast.hall, plan, by=cast.director, at=cast.clock.now)
    booked = booking.book(
        queue.lines["A"], starts_at=cast.clock.now.replace(day=3, hour=1, minute=30), name="王秀英", phone="13800001234",
        channel="desk", by=cast.window, at=cast.clock.now,
    )  # fmt: skip
    return {
        "ticket_id": str(missed.pk), "window_id": str(queue.window("window").pk), "cut_id": str(cut.pk),
        "line_id": str(queue.lines["A"].pk), "device_id": str(kiosk.pk),
        "call_id": str(helping.call(kiosk, by=queue.kiosk, at=cast.clock.now).pk),
        "booking_id": str(booked.pk), "visiting_id": str(sits.pk),
        "unplaced_id": str(Unplaced.objects.create(
            centre=cast.hall, kiosk=kiosk, reserve_key="x", number=1, why="not_there", noted_at=cast.clock.now).pk),
        "bulletin_id": str(Bulletin.objects.create(
            centre=cast.hall, kind="notice", title="停电", text="检修", from_on=BEGAN, until_on="2099-12-31").pk),
    }  # fmt: skip


def _lay_elsewhere(world: World, cast: Cast) -> None:
    county = Division.objects.create(name="旧平县", level=Level.COUNTY, parent=cast.town.divisions["city"])
    town = Division.objects.create(name="石桥镇", level=Level.TOWN, parent=county)
    for division, above in ((county, [county]), (town, [town, county])):
        for one in [*above, cast.town.divisions["city"]]:
            Lineage.objects.create(division=division, ancestor=one, level=one.level)
    centre = Centre.objects.create(code="SQ", kind=Centre.Kind.HALL, division=town, name="石桥镇便民服务中心",
                                   short_name="石桥镇中心")  # fmt: skip
    for role in Role.values:
        post = Post.objects.create(centre=centre, title=f"石桥{role}", role=role)
        Duty.objects.create(post=post, line="*")
        staff = Staff.objects.create(username=f"sq-{role}", name=f"石{role}", password="!")
        Holding.objects.create(post=post, staff=staff, from_on=BEGAN)
        world.people[role] = (staff, post)


def browser(world: World, role: str) -> Client:
    """The browser of the stranger in a role, who also holds a token for programs; of nobody for ""."""
    client = Client(raise_request_exception=False)
    if not role:
        return client
    staff, post = world.people[role]
    client.force_login(staff, backend=BACKEND)
    session = client.session
    session[POST_KEY] = str(post.pk)
    session.save()
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {issue_token(staff, post, label='试')}"
    return client


def answers(client: Client, path: str) -> list[HttpResponseBase]:
    """What comes back for reading, and for a well-formed form or, of the API, a well-formed request."""
    if not path.startswith("/api/"):
        return [client.get(path), client.post(path, FORM)]
    at_window = "/windows/" in path or "/tickets/" in path
    body, key = (AT_WINDOW if at_window else BODIES).get(path.rpartition("/")[2], {}), source.new_token()
    sent = client.post(path, body, content_type="application/json", headers={"Idempotency-Key": key})
    return [client.get(path), sent]


def says(answer: HttpResponseBase) -> str:
    return b"".join(answer).decode("utf-8", "replace")


def fingerprint() -> tuple[Any, ...]:
    """What a stranger must not change."""
    return (
        sorted(Stream.objects.filter(centre_id=Centre.objects.get(code="DY").pk).values_list("number")), Draft.objects.count(),
        sorted(Holding.objects.filter(post__centre__code="DY").values_list("pk", "until_on")), Look.objects.count(),
        sorted(Staff.objects.exclude(username__startswith="sq-").values_list("username", "password", "is_active")),
        sorted(Ticket.objects.values_list("code", "state", "times_called")), Cut.objects.count(),
        sorted(Line.objects.values_list("name", "is_open")), sorted(Device.objects.values_list("name", "is_open")),
        sorted(Visiting.objects.values_list("is_open")),
        sorted(Booking.objects.values_list("state", "starts_at")), sorted(WindowLine.objects.values_list("position")),
        list(Case.objects.values_list("state", flat=True)), sorted(Paper.objects.values_list("printed", flat=True)),
    )  # fmt: skip


def test_the_walk_knows_what_every_row_in_an_address_is(world: World):
    unknown = {name for one in addresses() for name in one.names} - PLAIN.keys() - world.rows.keys()

    assert unknown == set(), "say in this module what a stranger's one is"


def test_the_walk_meets_every_face():
    heads = {one.written.split("/")[0] for one in addresses() if one.has_row}

    assert heads >= {"counter", "desk", "lead", "manage", "progress", "api"}


@pytest.mark.parametrize("role", ["", *Role.values])
def test_a_stranger_is_turned_away_from_every_row_of_others(world: World, role: str):
    client, before = browser(world, role), fingerprint()
    for address in addresses():
        if not address.has_row:
            continue
        for answer in answers(client, address.of(world.rows)):
            where = f"{role or 'nobody'} {answer.status_code} {address.written}"
            signs_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
            is_gone = answer.status_code == 302 and address.written in AS_IF_GONE
            assert signs_in or is_gone or answer.status_code in TURNED_AWAY, where
            assert not [one for one in SECRETS if one in says(answer)], where
    assert fingerprint() == before


@pytest.mark.parametrize("role", ["", *Role.values])
def test_pages_without_a_row_show_a_stranger_nothing_of_another_centre(world: World, role: str):
    client, before = browser(world, role), fingerprint()
    for address in addresses():
        if address.has_row or address.written.startswith("sign-out"):
            continue
        answer = client.get(address.of(world.rows))
        where = f"{role or 'nobody'} {answer.status_code} {address.written}"
        assert answer.status_code < 500, where
        assert not [one for one in (*SECRETS, world.case.number) if one in says(answer)], where
    assert fingerprint() == before


def test_nobody_unsigned_is_let_into_a_staff_face(world: World):
    client = browser(world, "")
    for address in addresses():
        if address.written.split("/")[0] in ("counter", "desk", "lead", "manage"):
            answer = client.get(address.of(world.rows))
            signs_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
            assert signs_in or answer.status_code == 405, address.written


def test_the_same_addresses_do_open_for_those_whose_rows_they_are(world: World, cast: Cast):
    """The control: turned away is not simply broken."""
    client = Client()
    client.force_login(cast.town.staff["window"], backend=BACKEND)
    session = client.session
    session[POST_KEY] = str(cast.town.posts["window"].pk)
    session.save()

    opened = client.get(f"/counter/cases/{world.case.number}/")

    assert opened.status_code == 200
    assert world.case.number in says(opened)
