"""A person at a keyboard: signs in, presses, types, and counts the keys. There is no mouse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import APIResponse, Browser, Locator, Page, Route

from tests.stories.conftest import House

PASSWORD = "yimen-demo"
DESK = {"width": 1366, "height": 768}


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
        with self.page.expect_navigation(url=re.compile(address)):
            self.press(chord)
        return self.arrived()

    def arrived(self) -> Hands:
        """When the page's scripts are ready to hear keys."""
        self.page.wait_for_selector("html.has-keys", state="attached")
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
        with context.expect_page() as opened:
            self.press(chord)
        opened.value.wait_for_load_state()
        context.unroute("**/print/", fetch)
        opened.value.close()
        assert came[0].headers["content-type"] == "application/pdf", came[0].status
        return came[0].body()


@contextmanager
def at_work(browser: Browser, house: House, username: str) -> Iterator[Hands]:
    """Somebody signed in at their own machine, on the first page of their post; fails when a page's script fails."""
    context = browser.new_context(locale="zh-CN", viewport=DESK)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield sign_in(page, house, username)
    context.close()
    assert broken == []


def sign_in(page: Page, house: House, username: str) -> Hands:
    """By name and password, to the first page of the post."""
    page.goto(f"{house.url}/sign-in/")
    hands = Hands(page).arrived()
    page.focus("#id_username")
    hands.write(username).press("Tab").write(PASSWORD).press_to_go("Enter", r"/(counter|desk|manage)/$")
    hands.keys = 0
    return hands
