"""The kiosk alone, through HTTP: what it is told beforehand, what it hands in; rubbish and strangers change nothing."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.faces.test_kiosk import address
from tests.tickets.queue import Queue
from yimen.faces.shared.now import now
from yimen.journal import doctor
from yimen.journal.moments import stamp
from yimen.office import devices
from yimen.office.models import Device
from yimen.tickets import lines
from yimen.tickets.models import Reserve, Ticket, Unplaced


def say(hall: Queue, told: Any) -> Any:
    body = told if isinstance(told, str) else json.dumps(told)
    return Client().post(address(hall, "alone/"), body, content_type="application/json")


def test_it_holds_numbers_for_every_open_line_and_fetches_more_when_they_run_out(hall: Queue):
    line = hall.lines["C"]
    lines.change(line, name=line.name, position=2, is_open=False, by=hall.by("director"), at=now())
    first = say(hall, {"key": "one"}).json()
    lost_answer = say(hall, {"key": "one"}).json()
    left = {one["line"]: 20 for one in first["reserves"]}
    enough = say(hall, {"key": "two", "day": first["day"], "left": left}).json()
    few = say(hall, {"key": "three", "day": first["day"], "left": left | {first["reserves"][0]["line"]: 9}}).json()

    assert [(one["first"], one["last"], one["shown"]) for one in first["reserves"]] == [(1, 20, 9001)] * 2
    assert first["reserves"] == lost_answer["reserves"]
    assert [one["letter"] for one in first["lines"]] == ["A", "B"]
    assert (enough["reserves"], [one["shown"] for one in few["reserves"]]) == ([], [9021])
    assert doctor.examine() == []


def test_what_it_gave_alone_is_a_ticket_once_and_a_strange_number_is_refused_in_words(hall: Queue):
    reserve = say(hall, {"key": "one"}).json()["reserves"][0]
    mine = {"reserve": reserve["id"], "number": 1, "taken_at": stamp(now())}
    strange = [mine | {"number": 21}, mine | {"reserve": "0" * 32}]
    answers = [say(hall, {"given": [mine, *strange]}).json()["handed"] for _time in range(2)]

    assert [bool(one["words"]) for one in answers[0]] == [False, True, True]
    assert answers[0] == answers[1]
    assert list(Ticket.objects.values_list("code", flat=True)) == ["A9001"]


def test_what_is_refused_stands_before_whoever_runs_the_hall_until_they_saw_to_it(hall: Queue):
    reserve = say(hall, {"key": "one"}).json()["reserves"][0]
    mine = {"reserve": reserve["id"], "number": 1, "taken_at": stamp(now())}
    strange = [mine | {"number": 21}, mine | {"taken_at": "x"}, mine | {"reserve": "\x00z" * 60, "number": 10**30}]
    for _time in range(2):
        answer = say(hall, {"given": strange}).json()["handed"]
        assert [(one["number"], bool(one["words"]), one["noted"]) for one in answer] == [
            (21, True, True), (1, True, True), (10**30, True, True)
        ]  # fmt: skip
    director, lin = signed_in(hall.cast, "director"), signed_in(hall.cast, "window")
    row = Unplaced.objects.get(code="A9021")

    for page in ("/lead/hall/", "/manage/devices/"):
        shown = str(director.get(page).content.decode())
        assert "有3个备用号没有补上" in shown and "A9021" in shown
        assert "A9001" in shown, "though its record cannot be read, its slip is known"
        assert "不在这台取号机预留的备用号里" in shown and "另取一个号" in shown and "时间不明" in shown
    assert lin.post(f"/lead/hall/unplaced/{row.pk}/").status_code == 403
    assert director.post(f"/lead/hall/unplaced/{row.pk}/").status_code == 302
    assert director.post(f"/manage/devices/unplaced/{row.pk}/").status_code == 302
    assert "A9021" not in str(director.get("/lead/hall/").content.decode())
    assert doctor.examine() == []


@pytest.mark.parametrize("said", ["", "[]", "{", '{"given":1}', '{"given":[{"reserve":"x"}]}', '{"given":[7]}',
                                  '{"given":[{"reserve":"x","number":"1","taken_at":"x"}]}'])  # fmt: skip
def test_rubbish_is_refused_and_leaves_nothing(hall: Queue, said: str):
    assert say(hall, said).status_code == 422
    assert not Reserve.objects.exists()


def test_out_of_service_it_is_told_nothing(hall: Queue):
    here = [address(hall, more) for more in ("here/", "worker.js")]
    assert [Client().get(one).status_code for one in here] == [204, 200]

    devices.close(Device.objects.get(kind="kiosk"), by=hall.by("network"), at=now())
    assert [Client().get(one).status_code for one in here] == [404, 404]
    assert Client().post(here[0].replace("here", "alone"), "{}", content_type="application/json").status_code == 404
