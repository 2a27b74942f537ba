"""Staff's screens can be reached by everybody too; a citizen's pages fit a small telephone in large print."""

import pytest
from playwright.sync_api import Browser, Page

from tests.stories.conftest import House
from tests.stories.hands import at_work
from tests.stories.test_look_reach import PHONE, cut_off, violations
from yimen.faces.shared.look import COOKIE

pytestmark = pytest.mark.engine("sqlite")  # a page looks the same on both

# who looks, at what; "->" opens the first of that kind that the page lists
SCREENS = {
    "lin": ("/counter/", "/counter/intake/MZ-01/", "/counter/intake/JS-03/", "/counter/ -> a[href*='/counter/cases/']"),
    "zhao": ("/desk/", "/desk/ -> a[href*='/desk/tasks/']", "/desk/handled/"),
    "sun": (
        "/lead/", "/lead/asked/", "/lead/watch/red/", "/lead/refusals/", "/lead/ -> a[href*='/lead/cases/']",
        "/lead/ratings/", "/counter/guide-desk/", "/counter/consultations/new/",
    ),
    "wu": (
        "/manage/", "/manage/centre/", "/manage/posts/", "/manage/posts/new/", "/manage/posts/ -> a[href$='/duties/']",
        "/manage/accounts/", "/manage/accounts/ -> a[href$='/close/']", "/manage/calendar/", "/manage/hours/",
        "/sign-in/password/",
    ),
    "zheng": (
        "/manage/catalogue/", "/manage/catalogue/MZ-01/1/", "/manage/catalogue/MZ-01/edit/",
        "/manage/catalogue/import/", "/manage/indicators/",
        "/manage/catalogue/claims/", "/manage/catalogue/claims/MZ-01/", "/manage/care/",
        "/manage/indicators/ -> main a[href*='/manage/indicators/']",
    ),
}  # fmt: skip


def show(page: Page, house: House, screen: str) -> None:
    address, _arrow, link = screen.partition(" -> ")
    page.goto(house.url + address)
    if link:
        page.goto(house.url + (page.locator(link).first.get_attribute("href") or ""))


@pytest.mark.parametrize("username", SCREENS)
def test_every_screen_of_staff_can_be_reached_by_everybody(house: House, chromium: Browser, username: str):
    # bypass_csp: axe is put into the page by hand, which the page's own policy rightly forbids.
    context = chromium.new_context(locale="zh-CN", bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    at_work(page, house, username)

    for screen in SCREENS[username]:
        show(page, house, screen)
        assert (screen, violations(page), cut_off(page)) == (screen, [], 0)
    context.close()


@pytest.mark.parametrize("chosen", ["", "large", "contrast"])
def test_progress_fits_a_small_telephone(house: House, chromium: Browser, chosen: str):
    context = chromium.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, bypass_csp=True, reduced_motion="reduce"
    )
    context.add_cookies([{"name": COOKIE, "value": chosen, "url": house.url}])
    page = context.new_page()
    page.goto(house.demo["screens"]["progress_of_a_case"])

    assert (violations(page), cut_off(page)) == ([], 0)
    context.close()
