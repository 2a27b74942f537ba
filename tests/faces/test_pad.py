"""The rating pad: quiet until a service has ended, two taps, thanks, quiet again; without JavaScript too."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.tickets.queue import Queue, lay
from tests.town import Cast
from yimen.faces.shared.now import now
from yimen.journal import source
from yimen.office import devices
from yimen.office.models import Beat, Device
from yimen.tickets import serving, taking
from yimen.voice.models import Rating


@pytest.fixture
def hall(cast: Cast) -> Queue:
    """The hall with its queue, under the real clock, as pages read it."""
    queue = lay(cast)
    source.unseed()
    return queue


@pytest.fixture
def pad(hall: Queue) -> str:
    """The address of the pad at Lin's window."""
    network, window = hall.by("network"), hall.window("window")
    made = devices.add(hall.cast.hall, kind=Device.Kind.PAD, name="评价器", window=window, by=network, at=now())
    return f"/pad/{made.token}/"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def serve(hall: Queue) -> None:
    """Somebody is called to Lin's window, and done."""
    taking.take(hall.lines["A"], by=hall.by("supervisor"), at=now())
    serving.finish(hall.next("window", now()), by=hall.by("window"), at=now())


def test_a_service_that_ended_is_rated_in_two_taps_and_once(hall: Queue, pad: str):
    client = Client()
    assert "欢迎您来办事" in text(client.get(pad)) and client.get(pad + "state/").json() == {"visit": ""}
    serve(hall)

    faces = text(client.get(pad))
    visit = client.get(pad + "state/").json()["visit"]
    assert visit in faces and len(re.findall(r'name="grade" value="[a-z_]+"', faces)) == 5
    reasons = text(client.post(pad, {"visit": visit, "grade": "satisfied"}))
    assert "服务态度较好" in reasons and not Rating.objects.exists(), "a face alone may have been touched by chance"
    typed = {"visit": visit, "grade": "satisfied", "reason": ["413"], "done": "1"}
    answers = [client.post(pad, typed) for _time in range(2)]

    assert [one.status_code for one in answers] == [302, 409]
    assert "谢谢您" in text(answers[1]) and "谢谢您" in text(client.get(pad + "thanks/"))
    assert Rating.objects.get().reasons == "413"
    assert "欢迎您来办事" in text(client.get(pad))


def test_the_quiet_pad_knows_where_to_listen_and_looks_no_more_than_it_must(hall: Queue, pad: str, settings: Any):
    settings.EVENTS_PORT = 8001
    quiet = Client().get(pad, headers={"Host": "127.0.0.1:8000"})

    assert f'data-events="http://127.0.0.1:8001{pad}events/"' in text(quiet)
    assert "connect-src 'self' http://127.0.0.1:8001" in quiet["Content-Security-Policy"]
    serve(hall)
    assert "data-events" not in text(Client().get(pad)), "the faces stand half a minute, and look each second"


def test_a_pad_that_asks_is_there(hall: Queue, pad: str):
    Client().get(pad + "state/")

    assert Beat.objects.get().device.kind == "pad"


def test_what_nobody_can_tap_is_refused_and_asks_again(hall: Queue, pad: str):
    client = Client()
    serve(hall)
    visit = client.get(pad + "state/").json()["visit"]

    assert "请您评价" in text(client.post(pad, {"visit": visit, "grade": "7", "done": "1"}))
    wrong = client.post(pad, {"visit": visit, "grade": "satisfied", "reason": ["510"], "done": "1"})
    assert wrong.status_code == 422 and "也可以不选" in text(wrong)
    assert [client.post(pad, {"visit": one}).status_code for one in ("", "x", source.new_id())] == [404] * 3
    assert not Rating.objects.exists()


def test_the_clerk_has_no_road_to_the_pad_and_is_told_quietly_who_has_not_rated(hall: Queue, pad: str):
    serve(hall)
    lin = signed_in(hall.cast, "window")

    assert "A001号还没有评价" in text(lin.get("/counter/"))
    assert pad not in text(lin.get("/counter/"))


def test_who_leads_sees_the_figures_and_the_rows_behind_them_without_anybody_in_them(hall: Queue, pad: str):
    serve(hall)
    visit = Client().get(pad + "state/").json()["visit"]
    Client().post(pad, {"visit": visit, "grade": "dissatisfied", "reason": ["214"], "done": "1"})
    director = signed_in(hall.cast, "director")

    page = text(director.get("/lead/ratings/"))
    assert "服务态度生硬" in page
    href = re.search(r'href="(/lead/ratings/rows/[^"]+grade=dissatisfied)"', page)
    assert href
    rows = text(director.get(href[1].replace("&amp;", "&")))
    assert "服务态度生硬" in rows and "A001" not in rows
    for wrong in ("?from=x&until=y", "?from=2026-13-01", "?window=x&grade=x&after=x"):
        assert director.get(f"/lead/ratings/rows/{wrong}").status_code == 200
    assert signed_in(hall.cast, "window").get("/lead/ratings/").status_code == 403
