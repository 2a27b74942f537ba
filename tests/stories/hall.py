"""A hall for the stories: its own server that can be killed, a kiosk to tap on, windows with their keys, a board to look at."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from playwright.sync_api import Browser, Page, ViewportSize

from tests.installation import Installation
from tests.reliability.serving import Server
from tests.stories.conftest import House
from tests.stories.hands import at_work

KIOSK: ViewportSize = {"width": 1080, "height": 1920}
BOARD: ViewportSize = {"width": 1920, "height": 1080}
Call = tuple[str, int, int]  # number, window, and the moment of the key in milliseconds
PATIENCE = 20_000  # milliseconds for what a busy machine may take long to do
# The town with the hall of its demonstration, on a Monday at nine in the morning: nobody has been there yet. Its tables come
# straight from the models, in a fifth of the time.
LAY = """
import django
django.setup()
from datetime import UTC, datetime, timedelta
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from yimen.demonstration import hall, showing, town
from yimen.demonstration.telling import Teller
from yimen.journal import demonstration, guards, secrets, source
from yimen.journal.moments import OFFICE_ZONE
from yimen.office import calendar, devices
secrets.ready(create=True)
known = MigrationLoader(None).disk_migrations
noted = [key for one, migration in known.items() for key in (one, *migration.replaces)]
settings.MIGRATION_MODULES = {app: None for app, _name in known}
call_command("migrate", run_syncdb=True, verbosity=0)
guards.lay(connection)
for app, name in noted:
    MigrationRecorder(connection).record_applied(app, name)
now = datetime.now(UTC)
demonstration.make()
calendar.seed(at=now)
laid = town.lay()
Teller(laid, now).tell((), hall.laying(laid, at=now - timedelta(hours=1)))
for kind, name in (("kiosk", "东门取号机"), ("board", "东墙叫号屏")):
    devices.add(laid.centres["DY"], kind=kind, name=name, by=laid.actor("network"), at=now)
source.unseed()
days = timedelta(days=7 - now.astimezone(OFFICE_ZONE).weekday())
monday = (now.astimezone(OFFICE_ZONE) + days).replace(hour=9, minute=0)
demonstration.move(monday - now, by=demonstration.Operator(), at=now)
showing.show(settings.DEMO_FILE, "http://127.0.0.1")
"""
# What hangs in the hall is looked at from within: which call is seen, and since when.
EYES = """
window.seen = {};
new MutationObserver(() => {
  const parts = Array.from(document.querySelectorAll("[data-newest], [data-before] li"), part =>
    Array.from(part.children, word => word.textContent).join(" "));
  for (const found of parts.map(text => text.match(/([A-Z]\\d{3,})\\D+(\\d+)/)).filter(Boolean))
    window.seen[`${found[1]} ${found[2]}`] ??= Date.now();
}).observe(document, { childList: true, subtree: true });
"""


class Hall:
    """The running hall. `kill` is kill -9 of everything, `start` begins again on the same data."""

    def __init__(self, folder: Path) -> None:
        self.installation = Installation(folder / "data")
        self.installation.script(LAY)
        self.server = Server(self.installation)
        demo = json.loads((self.installation.data / "demo.json").read_text("utf-8"))
        url = f"http://127.0.0.1:{self.server.port}"
        self.house = House(url, self.installation.data, demo, self.installation.environment)

    def address(self, kind: str) -> str:
        """Where a device of this kind begins."""
        return str(self.house.demo["screens"][kind]).replace("http://127.0.0.1/", f"{self.house.url}/")

    def second(self, kind: str, name: str) -> str:
        """Where another device of the kind begins."""
        [(token,)] = self._rows(f"SELECT token FROM office_device WHERE kind = '{kind}' AND name = '{name}'")
        return f"{self.house.url}/{kind}/{token}/"

    def visit(self, code: str) -> str:
        """The key of a number's visit."""
        [(key,)] = self._rows(f"SELECT id FROM tickets_ticket WHERE code = '{code}'")
        return str(UUID(key))

    def ratings(self) -> list[tuple[str, str, int]]:
        """Every rating: of which number, which grade, from which window."""
        return self._rows(
            "SELECT t.code, r.grade, w.number FROM voice_rating r JOIN tickets_ticket t ON t.id = r.ticket_id"
            " JOIN office_window w ON w.id = r.window_id"
        )

    def tickets(self) -> dict[str, str]:
        """Every number that was given, and where it stands, as the database has it."""
        return dict(self._rows("SELECT code, state FROM tickets_ticket ORDER BY code"))

    def calls(self) -> Counter[tuple[str, int]]:
        """How often each number was called to each window, as the journal has it."""
        told = [json.loads(body)["facts"] for (body,) in self._rows(_CALLS)]
        return Counter((one["code"], one["window"]) for one in told)

    def _rows(self, statement: str) -> list[Any]:
        with closing(sqlite3.connect(self.installation.data / "yimen.sqlite3")) as connection:
            return connection.execute(statement).fetchall()


_CALLS = "SELECT body FROM journal_entry WHERE act = 'tickets.call'"


@contextmanager
def screen(chromium: Browser, size: ViewportSize, *, eyes: str = "", has_touch: bool = False) -> Iterator[Page]:
    """A screen of its own, with nothing that another one knows."""
    context = chromium.new_context(locale="zh-CN", viewport=size, has_touch=has_touch, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    if eyes:
        context.add_init_script(eyes)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    context.close()
    assert broken == []


class Kiosk:
    """Visitors at the kiosk, one after the other. `given`: the numbers that it showed to them."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.given = page, list[str]()
        page.goto(address)

    def take(self, line: str) -> str:
        """Somebody taps on a line, reads the number, goes."""
        self.tap(line)
        return self.reads()

    def tap(self, line: str) -> None:
        """Somebody taps on a line, behind "more" where it is there, and waits."""
        choice = self.page.locator(f".kiosk-choice:has(.kiosk-letter:text-is('{line}'))")
        if not choice.count():
            self.page.tap(".kiosk-more")
        choice.tap()

    def reads(self) -> str:
        """The slip is there; the next one finds the first screen."""
        self.sees()
        return self.goes()

    def sees(self) -> None:
        """The slip is there."""
        while not self._found(".slip-code"):
            self.page.reload()  # as a browser does by itself, where it is not a test's
        self.given.append(self.page.inner_text(".slip-code"))

    def goes(self) -> str:
        """The next one finds the first screen."""
        if self.page.is_visible(".slip-code"):  # else it went back by itself
            self.page.tap(".kiosk-foot :is(a, button):has-text('返回'):visible")
        self.page.wait_for_selector("[data-take]")
        return self.given[-1]

    def _found(self, selector: str) -> bool:
        """Whether it comes, and not the browser's own page that says that there is no server."""
        self.page.wait_for_selector(f"{selector}, #main-frame-error")
        return self.page.is_visible(selector)


class Clerk:
    """A clerk at a window, with the keys of the queue. `called`: the calls that were shown here."""

    def __init__(self, page: Page, hall: Hall, username: str, window: int) -> None:
        self.page, self.window, self.called = page, window, list[Call]()
        self._hands = at_work(page, hall.house, username)

    def press(self, chord: str) -> str:
        """A key of the queue; what the rail says then."""
        self.begin(chord)
        return self.ends()

    def send_on(self, line: str, note: str) -> None:
        """转窗: to a line by its letter, with a word for the next window."""
        self._hands.press("Alt+T").find("#queue_to:focus").wait_for()
        self._hands.spell(line).press("Enter").write(note)
        self._chord, self._key = "Enter", self.page.input_value("#queue [name=queue_key]")
        self._hands.press("Enter")
        self.ends()

    def begin(self, chord: str) -> None:
        """Press, as soon as it can be pressed, and do not wait."""
        self.page.wait_for_selector(f"#queue [data-key='{chord.lower()}']:not(:disabled)")
        self._chord, self._key = chord, self.page.input_value("#queue [name=queue_key]")
        self._pressed = int(self.page.evaluate("Date.now()"))
        self._hands.press(chord)

    def ends(self) -> str:
        """The answer is there; where none came, press again as the page says."""
        self.page.wait_for_function(_ANSWERED, arg=self._key)
        while self.page.is_visible("#queue [data-lost]"):
            self.page.evaluate("document.querySelector('#queue [data-lost]').hidden = true")
            self._hands.press(self._chord)
            self.page.wait_for_function(_ANSWERED, arg=self._key)
        said = self.page.inner_text("#queue")
        if self._chord == "F6" and not self.page.is_visible("#queue .field-error"):
            self.called.append((self.code(), self.window, self._pressed))
        return said

    def code(self) -> str:
        """The number in hand; nothing where there is none."""
        return self.page.inner_text(".ticket-code") if self.page.is_visible(".ticket-code") else ""


_ANSWERED = """key => document.querySelector("#queue [name=queue_key]").value !== key
    || !document.querySelector("#queue [data-lost]").hidden"""


class Board:
    """The display of the hall."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)

    def newest(self) -> str:
        """The newest call, as it is read from the hall."""
        return re.sub(r"\s+", "", self.page.inner_text("[data-newest]"))

    def shows(self, call: Call) -> float:
        """Wait for the call; how many seconds after the key it was seen, 0 where it hung there before."""
        code, window, pressed = call
        self.page.wait_for_function("key => window.seen[key]", arg=f"{code} {window}")
        return max(0.0, (int(self.page.evaluate("key => window.seen[key]", f"{code} {window}")) - pressed) / 1000)


class Pad:
    """The pad at a window, and whoever was served there."""

    def __init__(self, page: Page, hall: Hall) -> None:
        self.page, self._hall = page, hall
        page.goto(hall.address("pad"))

    def rates(self, code: str, grade: str) -> None:
        """It asks by itself about this number; two taps, and it thanks."""
        self.page.wait_for_function("id => document.body.dataset.visit === id", arg=self._hall.visit(code))
        self.page.tap(f".pad-{grade}")
        self.page.tap(".pad-first")
        self.page.wait_for_selector("text=谢谢您")
