"""Everybody can use the portal: no axe violation and nothing cut off, in each look, on a phone and on a desk."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.stories.conftest import House
from yimen.faces.shared.look import COOKIE

pytestmark = pytest.mark.engine("sqlite")  # a page looks the same on both

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
PAGES = (
    "/", "/items/", "/items/?q=zdsh", "/items/MZ-01/", "/items/MZ-20/check/", "/items/MZ-01/report/",
    "/corrections/", "/together/YJS-01/", "/progress/", "/verify/",
    "/sign-in/", "/no-such-page/",
)  # fmt: skip
PHONE, DESK = (360, 800), (1366, 768)


def violations(page: Page) -> list[str]:
    """What axe finds on the page: rule and place."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(said => said.violations.map(v => [v.id, v.nodes[0].target.join(' ')]))"
    )
    return [" ".join(one) for one in found]


def cut_off(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(
    ("chosen", "size"),
    [
        ("", PHONE), ("large", PHONE), ("contrast", DESK),
        *(pytest.param(*one, marks=pytest.mark.long) for one in (("", DESK), ("large", DESK), ("contrast", PHONE))),
    ],
)  # fmt: skip
def test_every_page_can_be_reached_by_everybody(house: House, chromium: Browser, chosen: str, size: tuple[int, int]):
    # bypass_csp: axe is put into the page by hand, which the page's own policy rightly forbids.
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, bypass_csp=True, reduced_motion="reduce"
    )
    context.add_cookies([{"name": COOKIE, "value": chosen, "url": house.url}])
    page = context.new_page()

    for path in PAGES:
        page.goto(house.url + path)
        assert (path, violations(page), cut_off(page)) == (path, [], 0)
    context.close()


def test_axe_and_the_ruler_see_what_is_wrong(chromium: Browser):
    page = chromium.new_page()
    page.set_content('<img src="x"><div style="width: 5000px">wide</div>')

    assert any(one.startswith("image-alt") for one in violations(page))
    assert cut_off(page) > 0
    page.close()


def test_a_guide_prints_on_one_sheet(house: House, chromium: Browser):
    page = chromium.new_page()
    for path in ("/items/MZ-01/", "/items/JS-03/"):
        page.goto(house.url + path)
        sheet = page.pdf(prefer_css_page_size=True)
        assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") + sheet.count(b"/Type /Page/") == 1
    page.close()
