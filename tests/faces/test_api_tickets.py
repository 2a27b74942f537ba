"""The queue by HTTP: a kiosk takes, a window calls, recalls, misses, sends on, finishes; each act once."""

from typing import Any
from uuid import uuid4

import pytest

from tests.faces.api_office import Office, laid, office
from yimen.faces.shared.now import now
from yimen.office import devices
from yimen.office.models import Device, Window
from yimen.tickets import cutting, lines
from yimen.tickets.cutting import Mode, Share

__all__ = ["laid", "office"]


class Hall:
    """The office's hall with lines A and B, a kiosk, and the windows of Lin and Chen serving both."""

    def __init__(self, office: Office) -> None:
        self.office, cast, at = office, office.cast, now()
        for letter, name in (("A", "民政"), ("B", "社保")):
            lines.add(cast.hall, letter=letter, name=name, by=cast.director, at=at)
        plan = {self.window(who).pk: Share(Mode.ALL) for who in ("window", "window2")}
        cutting.recut(cast.hall, plan, by=cast.director, at=at)
        kiosk = devices.add(cast.hall, kind=Device.Kind.KIOSK, name="取号机", by=cast.network, at=at)
        office._tokens["kiosk"], self.kiosk = kiosk.token, kiosk

    def window(self, who: str) -> Window:
        return Window.objects.get(pk=self.office.cast.town.posts[who].window_id)

    def take(self, line: str = "A", who: str = "kiosk", **more: Any) -> Any:
        return self.office.post(who, "tickets", {"line": line}, **more)

    def at(self, who: str, act: str, body: Any = None, *, window: str = "", **more: Any) -> Any:
        """An act at somebody's window, their own unless another's is named."""
        return self.office.post(who, f"windows/{self.window(window or who).pk}/{act}", body, **more)


@pytest.fixture
def hall(office: Office) -> Hall:
    return Hall(office)


def code(answer: Any) -> str:
    assert answer.status_code in (200, 201), answer.content.decode()
    return str(answer.json()["code"])


def test_a_kiosk_takes_and_reads_how_it_stands(hall: Hall):
    hall.take()
    answer = hall.take()

    assert (answer.status_code, code(answer)) == (201, "A002")
    assert answer["Location"] == answer.json()["url"] == f"/api/v1/tickets/{answer.json()['id']}"
    shown = hall.office.get("kiosk", f"tickets/{answer.json()['id']}").json()
    numbers = sorted(hall.window(who).number for who in ("window", "window2"))
    assert (shown["code"], shown["state"], shown["ahead"], shown["windows"]) == ("A002", "waiting", 1, numbers)


def test_sent_again_with_its_key_it_is_the_same_ticket(hall: Hall):
    key = uuid4().hex
    first, again = hall.take(key=key), hall.take(key=key)

    assert first.json() == again.json()
    assert again["Idempotent-Replay"] == "true"
    assert hall.take("B", key=key).json()["code"] == "key_reused"


def test_a_window_calls_recalls_starts_and_finishes(hall: Hall):
    ticket = hall.take().json()["id"]
    for act in ("next", "recall", "start", "finish"):
        assert code(hall.at("window", act)) == "A001"

    shown = hall.office.get("window", f"tickets/{ticket}").json()
    assert (shown["state"], shown["times_called"]) == ("served", 2)
    assert [one["kind"] for one in shown["periods"]] == ["waiting", "called", "serving"]


def test_a_call_sent_twice_with_its_key_calls_one(hall: Hall):
    hall.take()
    hall.take()
    key = uuid4().hex

    assert [code(hall.at("window", "next", key=key)) for _ in range(2)] == ["A001", "A001"]
    assert code(hall.at("window2", "next")) == "A002"


def test_a_missed_one_comes_back(hall: Hall):
    ticket = hall.take().json()["id"]
    hall.at("window", "next")
    hall.at("window", "miss")
    assert hall.at("window", "recall").json()["code"] == "nothing_in_hand"

    assert code(hall.office.post("window2", f"tickets/{ticket}/return")) == "A001"
    assert code(hall.at("window2", "next")) == "A001"


def test_a_ticket_is_sent_to_another_window_with_a_note(hall: Hall):
    hall.take()
    hall.at("window", "next")
    sent = hall.at("window", "transfer", {"window": hall.window("window2").number, "note": "材料已看过"})

    assert code(sent) == "A001"
    assert hall.at("window", "next").json()["code"] == "nobody_waits"
    assert code(hall.at("window2", "next")) == "A001"


def test_a_window_pauses_and_goes_on(hall: Hall):
    hall.take()
    done = hall.at("window", "pause")

    assert done.json() == {
        "id": str(hall.window("window").pk), "number": hall.window("window").number, "act": "pause",
    }  # fmt: skip
    assert hall.at("window", "next").json()["code"] == "window_paused"
    hall.at("window", "resume")
    assert code(hall.at("window", "next")) == "A001"


def test_the_hall_is_shown_with_who_waits_and_what_is_in_hand(hall: Hall):
    hall.take()
    hall.take()
    hall.at("window", "next")

    queue = hall.office.get("window2", "queue").json()
    assert {"letter": "A", "name": "民政", "is_open": True, "waiting": 1}.items() <= queue["lines"][0].items()
    mine = next(one for one in queue["windows"] if one["id"] == str(hall.window("window").pk))
    assert (mine["mode"], mine["ticket"], mine["is_paused"]) == ("all", "A001", False)


def test_nobody_acts_at_another_window_or_in_another_hall(hall: Hall):
    ticket = hall.take().json()["id"]

    assert hall.at("window2", "next", window="window").status_code == 403
    assert hall.at("village", "next", window="window").status_code == 404
    assert hall.office.get("village", f"tickets/{ticket}").status_code == 404
    assert hall.take(who="village").status_code == 404
    assert hall.take(who="network").status_code == 403


def test_a_device_has_no_other_doors(hall: Hall):
    """Its token opens the queue of its hall, and neither cases nor windows."""
    number = hall.office.received()

    for path in (f"cases/{number}", "tasks", "papers/DY26-S000001"):
        assert hall.office.get("kiosk", path).status_code == 401
    assert hall.at("kiosk", "next", window="window").status_code == 401
    assert hall.office.get("kiosk", "queue").status_code == 200


def test_a_device_out_of_service_is_nobody(hall: Hall):
    devices.close(hall.kiosk, by=hall.office.cast.network, at=now())

    assert hall.take().status_code == 401


@pytest.mark.parametrize("line", ["", "AA", "1", None])
def test_what_is_no_letter_is_refused(hall: Hall, line: Any):
    answer = hall.office.post("kiosk", "tickets", {"line": line})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "line")


def test_a_line_that_is_not_there_is_not_there(hall: Hall):
    assert hall.take("Z").status_code == 404


def test_priority_comes_with_the_number_or_is_given_to_who_waits(hall: Hall):
    first, second = hall.take().json()["id"], hall.take(who="window2").json()["id"]

    answer = hall.office.post("window2", f"tickets/{second}/prefer", {"priority": "pregnant"})

    assert code(answer) == "A002"
    shown = [hall.office.get("kiosk", f"tickets/{one}").json() for one in (first, second)]
    assert [(one["priority"], one["ahead"]) for one in shown] == [("", 1), ("pregnant", 0)]
    refused = hall.office.post("window", f"tickets/{first}/prefer", {"priority": "other"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "reason")
    assert hall.office.post("kiosk", "tickets", {"line": "A", "priority": "vip"}).status_code == 422


def test_a_window_calls_a_chosen_one_counts_matters_sends_to_a_person_and_pauses_with_a_reason(hall: Hall):
    hall.take()
    second, chen = hall.take().json()["id"], hall.office.cast.town.staff["window2"]

    assert code(hall.at("window", "call_chosen", {"ticket": second, "reason": "brought"})) == "A002"
    assert hall.at("window2", "call_chosen", {"ticket": second, "reason": "frail"}).json()["code"] == "not_waiting"
    assert code(hall.at("window", "next_matter")) == "A002"
    assert code(hall.at("window", "transfer_to_person", {"staff": str(chen.pk), "note": "材料已看"})) == "A002"
    assert hall.at("window", "pause", {"reason": "meal", "note": "去食堂"}).status_code == 200
    shown = hall.office.get("window", f"tickets/{second}").json()
    assert (shown["state"], shown["matters"]) == ("waiting", 2)
    assert code(hall.at("window2", "call_chosen", {"ticket": second, "reason": "frail"})) == "A002"
    assert hall.at("window2", "pause", {"reason": "nothing"}).status_code == 422
