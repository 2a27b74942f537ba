"""Kiosk, displays and the pages that set the queue up can be reached by everybody; nothing of them is cut off."""

import pytest
from playwright.sync_api import Browser, Page

from tests.stories.conftest import House
from tests.stories.hands import at_work
from tests.stories.test_look_reach import cut_off, violations
from tests.stories.test_reach import show

pytestmark = pytest.mark.engine("sqlite")  # a page looks the same on both

UPRIGHT, HALF, NARROW = (1080, 1920), (540, 960), (360, 640)  # the kiosk's own screen, the same at 200 %, a small one
SCREENS = ("", "?more=1", "help/", "guide/", "-> .kiosk-choice", "-> .kiosk-choice -> .kiosk-beside")
LEADS_TO = {".kiosk-choice": ".slip-code", ".kiosk-beside": "[data-typed]"}
DISPLAYS = {
    "board": "[data-newest] p", "board_window": "[data-now] p", "board_waiting": "[data-slide] h2", "screens": ".board-code"
}  # fmt: skip
MANAGE = (
    "/manage/windows/", "/manage/lines/", "/manage/lines/new/", "/manage/devices/", "/manage/devices/new/",
    "/manage/bulletins/", "/manage/bulletins/new/",
    "/manage/lines/ -> main a[href^='/manage/lines/']:not([href$='/new/'])",
    "/manage/devices/ -> main a[href^='/manage/devices/']:not([href$='/new/'])",
)  # fmt: skip


def look(chromium: Browser, size: tuple[int, int]) -> Page:
    # bypass_csp: axe is put into the page by hand, which the page's own policy rightly forbids.
    context = chromium.new_context(
        locale="zh-CN", viewport={"width": size[0], "height": size[1]}, bypass_csp=True, reduced_motion="reduce"
    )
    return context.new_page()


def hidden_below(page: Page) -> int:
    """By how many pixels the choices or the slip are higher than their place on the screen."""
    return int(page.evaluate("(main => main.scrollHeight - main.clientHeight)(document.getElementById('main'))"))


@pytest.mark.parametrize(
    ("large", "size"),
    [
        ("", NARROW), ("large=1", UPRIGHT),
        *(pytest.param(*one, marks=pytest.mark.long)
          for one in (("", UPRIGHT), ("", HALF), ("large=1", HALF), ("large=1", NARROW))),
    ],
)  # fmt: skip
def test_every_screen_of_the_kiosk_can_be_reached_and_seen_whole(
    house: House, chromium: Browser, large: str, size: tuple[int, int]
):
    page = look(chromium, size)
    for screen in SCREENS:
        address, *choices = screen.split("-> ")
        page.goto(f"{house.demo['screens']['kiosk']}{address}{'&' if '?' in address else '?'}{large}")
        for choice in choices:
            page.locator(choice.strip()).first.click()
            page.wait_for_selector(LEADS_TO[choice.strip()])
        assert (screen, violations(page), cut_off(page), hidden_below(page)) == (screen, [], 0, 0)
    page.context.close()


@pytest.mark.long
def test_a_telephone_is_tapped_quickly_and_is_gone_with_the_page(house: House, chromium: Browser):
    """By touch: digits in groups as they come, what is wrong said in words, nothing left for the next person."""
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1080, "height": 1920}, has_touch=True)
    page = context.new_page()
    page.goto(house.demo["screens"]["kiosk"])
    page.locator(".kiosk-choice").first.tap()
    page.locator("a.kiosk-beside").tap()
    for digit in "1380000":
        page.locator(f".kiosk-pad [value='{digit}']").tap()
    page.locator("[value=leave]").tap()
    page.wait_for_selector(".kiosk-problem")
    assert page.input_value("[data-typed]") == "138 0000"
    for digit in "01234":
        page.locator(f".kiosk-pad [value='{digit}']").tap()
    assert page.input_value("[data-typed]") == "138 0000 0123"  # the twelfth is none
    page.locator("[value=less]").tap()
    page.locator(".kiosk-pad [value='4']").tap()
    page.locator("[value=leave]").tap()

    assert "138****0124" in page.inner_text(".kiosk-good")
    assert "0124" not in page.url
    page.go_back()
    assert "0124" not in page.content()
    context.close()


@pytest.mark.parametrize(("device", "place"), [("kiosk", "[data-lost]"), ("board", "[data-stale]")])
def test_what_is_said_when_the_server_is_gone_can_be_drawn_without_it(
    house: House, chromium: Browser, device: str, place: str
):
    page = look(chromium, (1080, 1920))
    page.goto(house.demo["screens"][device])
    is_drawable = "text => document.fonts.check('400 20px \"Noto Sans SC\"', text)"

    page.wait_for_function(is_drawable, arg=page.text_content(place))
    assert not page.evaluate(is_drawable, "饕餮")  # whose slice nobody asked for
    page.context.close()


def test_a_kiosk_that_is_alone_gives_numbers_through_a_power_cut_and_hands_them_in(house: House, chromium: Browser):
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1080, "height": 1920}, reduced_motion="reduce")
    first = context.new_page()
    first.goto(house.demo["screens"]["kiosk"])
    first.evaluate("navigator.serviceWorker.ready.then(() => true)")
    first.reload(wait_until="networkidle")  # from here on the worker has all that the screen is made of
    context.set_offline(True)
    one = _alone(first, ".kiosk-choice")
    first.close()
    again = context.new_page()  # the machine was switched off and on, and there is still no server
    again.goto(house.demo["screens"]["kiosk"])
    two = _alone(again, "[data-alone-lines] button")
    assert cut_off(again) == 0
    again.click("[data-alone-back]")
    context.set_offline(False)
    again.wait_for_selector("[data-take]")

    assert (one[:2], int(two[1:])) == ("A9", int(one[1:]) + 1)
    assert (
        house.value("SELECT COUNT(*) FROM tickets_ticket WHERE code IN (?, ?) AND state = 'waiting'", one, two) == "2"
    )
    context.close()


def _alone(page: Page, choice: str) -> str:
    page.locator(choice).first.click()
    return page.inner_text("[data-said] .slip-code")


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_the_display_can_be_read_by_whoever_cannot_see_it(house: House, chromium: Browser, size: tuple[int, int]):
    page = look(chromium, size)
    for screen, shown in DISPLAYS.items():
        page.goto(house.demo["screens"][screen])
        page.wait_for_selector(shown)
        assert (screen, violations(page), cut_off(page)) == (screen, [], 0)
    page.context.close()


def test_the_pages_that_set_the_queue_up_can_be_reached_by_everybody(house: House, chromium: Browser):
    page = look(chromium, (1366, 768))
    at_work(page, house, "wu")

    for screen in MANAGE:
        show(page, house, screen)
        assert (screen, violations(page), cut_off(page)) == (screen, [], 0)
    page.context.close()
