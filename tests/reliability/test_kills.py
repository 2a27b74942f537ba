"""T1: the server is killed during intakes and ticket taking over the HTTP API while clients send again with their keys.

No acknowledged case or ticket is lost or doubled, no number is missing, everything agrees (`doctor`). YIMEN_KILLS kills,
half of them on each engine: 2 in `make test`, 60 in `make proof`.
"""

import json
import random
import time
from collections.abc import Iterator

import pytest

from tests.installation import QUIET_LINE, Installation
from tests.reliability.clients import KINDS, Client
from tests.reliability.conftest import times
from tests.reliability.serving import Server

KILLS = times("YIMEN_KILLS", 2) // 2
CLIENTS = 2  # of each kind
ANSWERS = 3  # that must have come since the start before the next kill


@pytest.fixture(params=["sqlite", "postgres"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server of the laid centre, stopped at the end."""
    found = Server(request.getfixturevalue("centre" if request.param == "sqlite" else "moved_centre"))
    yield found
    found.stop()


def tokens(original: Installation) -> dict[str, str]:
    """A token a role, as the demonstration wrote them down."""
    found: dict[str, str] = json.loads((original.data / "demo.json").read_text())["tokens"]
    return found


def answers(clients: list[Client]) -> int:
    return sum(len(client.answered) for client in clients)


def kill_again_and_again(server: Server, clients: list[Client], dice: random.Random) -> None:
    for _kill in range(KILLS):
        server.start()
        enough = answers(clients) + ANSWERS * len(clients)
        began = time.monotonic()
        while answers(clients) < enough:
            assert not any(client.refused for client in clients), [client.refused for client in clients]
            assert time.monotonic() - began < 60, "nobody is answered any more"
            time.sleep(0.01)
        if dice.random() < 0.3:
            server.kill_a_page_process()
        time.sleep(dice.random() * 0.3)
        server.kill()


def test_nothing_acknowledged_is_lost_or_doubled(server: Server, original: Installation, last: int) -> None:
    clients = [Client(kind, server.port, tokens(original)) for kind in KINDS for _client in range(CLIENTS)]
    for client in clients:
        client.start()

    kill_again_and_again(server, clients, random.Random(20260302))
    server.start()
    for client in clients:
        client.end()
    server.stop()

    cases, tickets = numbers_told(clients, "intake"), numbers_told(clients, "ticket")
    again = sum(client.again for client in clients)
    print(f"{KILLS} kills: {len(cases)} cases and {len(tickets)} tickets acknowledged, {again} requests sent again")
    assert again >= KILLS
    with server.installation.at_work() as after:
        assert cases == [f"DY26-{value:06d}" for value in range(last + 1, last + 1 + len(cases))]
        assert after.numbers()[last:] == cases
        assert tickets == [f"{QUIET_LINE}{value:03d}" for value in range(1, 1 + len(tickets))]
        assert after.tickets() == tickets
        after.do("doctor")


def numbers_told(clients: list[Client], kind: str) -> list[str]:
    return sorted(number for client in clients if client.kind == kind for number in client.answered.values())


@pytest.mark.parametrize("which", ["kill_parent", pytest.param("kill_page_parent", marks=pytest.mark.long)])
def test_when_one_of_its_parents_is_killed_nothing_is_left_of_the_server(centre: Installation, which: str) -> None:
    server = Server(centre)
    server.start()

    getattr(server, which)()

    server.start()  # the port is free again
    server.stop()
