"""即办: a certificate handed out in one go at the window, by keys alone, its paper there at once."""

from time import monotonic

import pytest
from playwright.sync_api import Page

from tests.engines import SLACK
from tests.stories.conftest import House
from tests.stories.hands import Hands, at_work
from yimen.demonstration.people import BY_NAME

pytestmark = pytest.mark.engine("sqlite")  # the allowance's story walks on both

YANG = BY_NAME["杨春燕"].number  # she was at a window before


def known_person(jiang: Hands) -> None:
    """The person is found by the card and in hand."""
    jiang.press("Alt+z").write(YANG).press_to_go("Enter", r"/counter/")
    if "person=" not in jiang.page.url:
        jiang.press("j").press_to_go("Enter", r"person=")


def test_a_certificate_takes_twelve_keys_and_its_paper_two_seconds(house: House, page: Page):
    jiang = at_work(page, house, "jiang")
    known_person(jiang)
    jiang.keys = 0

    jiang.page.focus("#what")
    jiang.spell("js03").press_to_go("Enter", r"/counter/intake/JS-03/")
    jiang.press("Alt+a")
    began = monotonic()
    jiang.press_to_go("F8", r"/counter/cases/")
    jiang.page.wait_for_selector(".paper:has-text('办理结果通知书') [data-key=f2]")
    waited = monotonic() - began
    result = jiang.prints("F2")

    assert "已办结" in jiang.main()
    assert result.startswith(b"%PDF-")
    assert jiang.keys <= 12
    assert waited <= 2.0 * SLACK


def test_what_is_missing_is_not_handed_out_on_the_spot(house: House, page: Page):
    jiang = at_work(page, house, "jiang")
    known_person(jiang)
    jiang.page.focus("#what")
    jiang.spell("js03").press_to_go("Enter", r"/counter/intake/JS-03/")
    jiang.press_to_go("F8", r"/counter/intake/JS-03/")

    assert jiang.page.title().startswith("错误")
    assert "户口簿" in jiang.find("[data-errors]").inner_text()


def test_of_places_in_an_address_the_last_one_is_the_seat(house: House, page: Page):
    jiang = at_work(page, house, "jiang")
    jiang.spell("js03").press_to_go("Enter", r"/counter/intake/JS-03/")
    page.focus("#id_address")
    jiang.write("德源街道柳树村3组5号")

    assert jiang.find("#id_seat option:checked").inner_text().endswith("柳树村")
