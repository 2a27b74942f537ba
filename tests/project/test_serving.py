"""Where the displays' stream is served: beside the pages, or wherever there is room; named to browsers only without a proxy."""

import socket
from typing import Any

import pytest
from django.core.management.base import CommandError

from yimen.faces.shared.management.commands import serve

HOST = "127.0.0.1"


@pytest.fixture
def taken() -> Any:
    """A port that somebody else has."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def test_the_stream_is_on_the_port_beside_the_pages(settings: Any):
    settings.EVENTS_PORT = 0
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        free = probe.getsockname()[1]

    assert serve._events_port({"host": HOST, "port": free - 1}) == free


def test_where_that_is_taken_it_finds_room_elsewhere(settings: Any, taken: int):
    settings.EVENTS_PORT = 0

    found = serve._events_port({"host": HOST, "port": taken - 1})

    assert found not in (taken, 0)


def test_a_port_that_was_asked_for_is_insisted_on(settings: Any, taken: int):
    settings.EVENTS_PORT = taken

    with pytest.raises(CommandError):
        serve._events_port({"host": HOST, "port": 8000})


@pytest.mark.parametrize(("https", "proxies", "told"), [(False, 0, 9001), (True, 0, 0), (False, 1, 0)])
def test_behind_a_proxy_pages_name_their_own_address_for_it(settings: Any, https: bool, proxies: int, told: int):
    settings.HTTPS, settings.PROXIES = https, proxies

    assert serve._told(9001) == told
