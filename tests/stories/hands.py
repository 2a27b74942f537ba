"""A person at a keyboard: signs in, presses, types, and counts the keys. There is no mouse."""

from __future__ import annotations

import re

from playwright.sync_api import APIResponse, Locator, Page, Route, ViewportSize

from tests.stories.conftest import House

PASSWORD = "yimen-demo"
DESK: ViewportSize = {"width": 1366, "height": 768}


class Hands:
    """Two hands over the keys of one page. `keys` counts every key, a chord as the keys it holds; free text is free."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def press(self, *chords: str) -> Hands:
        """One chord after another, such as "F9" or "Alt+Enter"."""
        for chord in chords:
            self.page.keyboard.press(chord)
            self.keys += len(chord.split("+"))
        return self

    def write(self, text: str) -> Hands:
        """Free text: a name, a number, an address. Not counted."""
        self.page.keyboard.type(text)
        return self

    def spell(self, text: str) -> Hands:
        """Letters that choose something: each counts."""
        self.page.keyboard.type(text)
        self.keys += len(text)
        return self

    def press_to_go(self, chord: str, address: str = r".*") -> Hands:
        """A chord that leads to another page; there when that page is."""
        # Deferred scripts, which hear the keys, have run by then; pictures and fonts nobody waits for.
        with self.page.expect_navigation(url=re.compile(address), wait_until="domcontentloaded"):
            self.press(chord)
        return self

    def focused(self) -> str:
        """The id of what has the focus."""
        return str(self.page.evaluate("document.activeElement.id"))

    def main(self) -> str:
        """What the page says."""
        return self.page.inner_text("body")

    def find(self, selector: str) -> Locator:
        """A part of the page."""
        return self.page.locator(selector)

    def prints(self, chord: str) -> bytes:
        """A chord that opens a paper in a window of its own: the PDF that came."""
        came: list[APIResponse] = []

        def fetch(route: Route) -> None:
            came.append(route.fetch())
            route.fulfill(response=came[-1])

        context = self.page.context
        context.route("**/print/", fetch)
        # Not that it is drawn: a browser without windows shows no PDF.
        with context.expect_event("response", lambda one: one.url.endswith("/print/")), context.expect_page() as opened:
            self.press(chord)
        context.unroute("**/print/", fetch)
        opened.value.close()
        assert came[0].headers["content-type"] == "application/pdf", came[0].status
        return came[0].body()


def at_work(page: Page, house: House, username: str) -> Hands:
    """Somebody on the first page of their post; whoever sat here before is gone. The first time by name and password, which
    cost the server half a second; then as a session that goes on."""
    page.context.clear_cookies()
    page.set_viewport_size(DESK)
    if not comes_back(page, house, username):
        page.goto(f"{house.url}/sign-in/", wait_until="domcontentloaded")
        page.focus("#id_username")
        hands = Hands(page).write(username).press("Tab").write(PASSWORD)
        hands.press_to_go("Enter", r"/(counter|desk|lead|manage)/")
        remember(page, house, username)
    return Hands(page)


def comes_back(page: Page, house: House, username: str) -> bool:
    """Their first page again, in the session of before; False where there is none."""
    if username not in house.sessions:
        return False
    address, cookies = house.sessions[username]
    page.context.add_cookies(cookies)
    page.goto(address, wait_until="domcontentloaded")
    return page.url == address


def remember(page: Page, house: House, username: str) -> None:
    """The session of whoever has just signed in."""
    house.sessions[username] = page.url, page.context.cookies()
