"""The stage of the stories: the real server on a port of its own, and a real Chromium in front of it."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from psycopg.conninfo import make_conninfo

from tests.engines import ENGINE

CHROMIUM = os.environ.get("YIMEN_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None
)
START_SECONDS = 180


@dataclass(frozen=True, slots=True)
class House:
    """A running demonstration: where it answers, where its data lies, what its demo.json says."""

    url: str
    data: Path
    demo: dict[str, Any]
    environment: dict[str, str]
    sessions: dict[str, tuple[str, list[Any]]] = field(default_factory=dict)  # first page and cookies, by user

    def command(self, *words: str) -> str:
        """Run `yimen …` beside the server, on its data, and give what it printed."""
        run = subprocess.run([*_YIMEN, *words], env=self.environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def value(self, statement: str, *given: str) -> str:
        """One value of one row, straight from the database; `?` stands for what is given."""
        url = self.environment.get("DATABASE_URL")
        if url:
            with psycopg.connect(url) as connection:
                row = connection.execute(statement.replace("?", "%s").encode(), given).fetchone()
        else:
            with closing(sqlite3.connect(self.data / "yimen.sqlite3")) as connection:
                row = connection.execute(statement, given).fetchone()
        assert row is not None, statement
        return str(row[0])


_YIMEN = (sys.executable, "-c", "from yimen.cli import main; main()")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`yimen serve --demonstration` on the engine of the run, with data of its own."""
    data = tmp_path_factory.mktemp("house")
    port = _free_port()
    # messages can be left a number for, and nobody takes them
    environment = {**os.environ, "DATA": str(data), "YIMEN_MESSAGES_URL": "http://127.0.0.1:9/"}
    if ENGINE == "postgres":
        environment["DATABASE_URL"] = _own_database(os.environ["DATABASE_URL"], environment)
    log = data / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*_YIMEN, "serve", "--demonstration", "--port", str(port)],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, server, log)
        demo = json.loads((data / "demo.json").read_text(encoding="utf-8"))
        yield House(url, data, demo, environment)
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine (YIMEN_CHROMIUM, or found on the PATH)."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install one, or name it in YIMEN_CHROMIUM")
    with sync_playwright() as playwright:
        # Root, as in a container, may not use Chromium's sandbox.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page, Chinese, of the size of a counter's screen; fails when the page's own scripts fail."""
    yield from _page(chromium)


@pytest.fixture(scope="module")
def screen(chromium: Browser) -> Iterator[Page]:
    """A page like `page`, kept for a whole story: its cache stays warm as on a machine in use."""
    yield from _page(chromium)


def _page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    found = context.new_page()
    broken: list[str] = []
    found.on("pageerror", lambda error: broken.append(str(error)))
    yield found
    context.close()
    assert broken == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _own_database(url: str, environment: dict[str, str]) -> str:
    """A fresh database with two roles, as docs/how-to/postgresql.md says: one owns the tables, one serves."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE ROLE house_owner LOGIN")
        connection.execute("CREATE ROLE house LOGIN")
        connection.execute("CREATE DATABASE house OWNER house_owner")
    owner = make_conninfo(url, dbname="house", user="house_owner")
    address = url.replace("/postgres?", "/house?")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO house")
        connection.execute("ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO house")
        as_owner = environment | {"DATABASE_URL": address.replace("//postgres:", "//house_owner:")}
        subprocess.run([*_YIMEN, "migrate", "--verbosity", "0", "--skip-checks"], env=as_owner, check=True)
        connection.execute("REVOKE UPDATE, DELETE ON journal_entry FROM house")
    return address.replace("//postgres:", "//house:")


def _wait_until_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    pause = Event()
    for _ in range(START_SECONDS * 5):
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        if server.poll() is not None:
            break
        pause.wait(0.2)
    pytest.fail(f"the server did not come up:\n{log.read_text(encoding='utf-8')[-3000:]}")
