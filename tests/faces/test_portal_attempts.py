"""Guessing at the last four digits does not pay: by address, by case, over all processes; and who is who behind a proxy."""

import subprocess
import sys

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from yimen.faces.portal import attempts
from yimen.faces.shared.addresses import behind_proxies, seen_by_proxy

NUMBER = "DY26-000123"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_attempts():
    cache.clear()
    yield
    cache.clear()


def test_one_case_is_asked_for_from_all_addresses_only_so_often():
    tried = [attempts.counted(f"10.0.0.{one}", NUMBER) for one in range(attempts.PER_CASE_OF_ALL + 1)]

    assert tried == [True] * attempts.PER_CASE_OF_ALL + [False]
    assert attempts.counted("10.0.1.1", "DY26-000124")


def test_one_address_does_not_use_up_the_attempts_of_all():
    for _one in range(attempts.PER_CASE_OF_ALL * 2):
        attempts.counted("10.0.0.1", NUMBER)

    assert attempts.counted("10.0.0.2", NUMBER)


def test_an_attempt_is_free_again_after_its_span(monkeypatch):
    monkeypatch.setattr(attempts, "SPAN_S", 0)

    assert all(attempts.counted("10.0.0.1", f"DY26-{one:06}") for one in range(attempts.PER_ADDRESS + 1))


def test_what_one_process_counted_the_next_knows():
    code = (
        "import django; django.setup()\n"
        "from datetime import UTC, datetime\n"
        "from yimen.faces.portal import attempts\n"
        "attempts.counting.now = lambda: datetime.now(UTC)\n"  # the other process is given no database
        f"print([attempts.counted('10.0.0.1', {NUMBER!r}) for _ in range({attempts.PER_CASE})])"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert other.stdout.strip().endswith(str([True] * attempts.PER_CASE))
    assert not attempts.counted("10.0.0.1", NUMBER)


@pytest.mark.parametrize(
    ("forwarded_for", "proxies", "found"),
    [
        ("203.0.113.7", 0, ""),
        ("203.0.113.7", 1, "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7", 1, "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7, 10.0.0.9", 2, "203.0.113.7"),
        ("2001:DB8::7", 1, "2001:db8::7"),
        ("203.0.113.7", 2, ""),
        ("", 1, ""),
        ("unknown", 1, ""),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(forwarded_for: str, proxies: int, found: str):
    assert seen_by_proxy(forwarded_for, proxies) == found


@pytest.mark.parametrize(("proxies", "found"), [(0, "10.0.0.9"), (1, "203.0.113.7")])
def test_behind_a_proxy_an_address_is_that_of_the_citizen(settings, proxies: int, found: str):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.7")
    behind_proxies(lambda passed: passed)(request)  # type: ignore[arg-type, return-value]  # the request is the answer

    assert request.META["REMOTE_ADDR"] == found


def test_two_citizens_behind_one_proxy_do_not_share_their_attempts(settings):
    settings.PROXIES = 1
    typed = {"number": NUMBER, "last_four": "123X"}

    def ask(address: str) -> int:
        return Client(REMOTE_ADDR="10.0.0.9").post("/progress/", typed, HTTP_X_FORWARDED_FOR=address).status_code

    assert [ask("203.0.113.7") for _ in range(attempts.PER_CASE + 1)][-1] == 429
    assert ask("203.0.113.8") == 422
