"""即办: a certificate handed out in one go at the window, by keys alone, its paper there at once."""

from time import monotonic

from playwright.sync_api import Page

from tests.stories.conftest import House
from tests.stories.hands import Hands, at_work
from yimen.demonstration.people import BY_NAME

YANG = BY_NAME["杨春燕"].number  # she was at a window before


def known_person(lin: Hands) -> None:
    """The person is found by the card and in hand."""
    lin.press("Alt+z").write(YANG).press_to_go("Enter", r"/counter/")
    if "person=" not in lin.page.url:
        lin.press("j").press_to_go("Enter", r"person=")


def test_a_certificate_takes_twelve_keys_and_its_paper_two_seconds(house: House, page: Page):
    lin = at_work(page, house, "lin")
    known_person(lin)
    lin.keys = 0

    lin.page.focus("#what")
    lin.spell("ldry").press_to_go("Enter", r"/counter/intake/JS-03/")
    lin.press("Alt+a")
    began = monotonic()
    lin.press_to_go("F8", r"/counter/cases/")
    lin.page.wait_for_selector(".paper:has-text('办理结果通知书') [data-key=f2]")
    waited = monotonic() - began
    result = lin.prints("F2")

    assert "已办结" in lin.main()
    assert result.startswith(b"%PDF-")
    assert lin.keys <= 12
    assert waited <= 2.0


def test_what_is_missing_is_not_handed_out_on_the_spot(house: House, page: Page):
    lin = at_work(page, house, "lin")
    known_person(lin)
    lin.page.focus("#what")
    lin.spell("ldry").press_to_go("Enter", r"/counter/intake/JS-03/")
    lin.press_to_go("F8", r"/counter/intake/JS-03/")

    assert lin.page.title().startswith("错误")
    assert "户口簿" in lin.find("[data-errors]").inner_text()


def test_of_places_in_an_address_the_last_one_is_the_seat(house: House, page: Page):
    lin = at_work(page, house, "lin")
    lin.spell("ldry").press_to_go("Enter", r"/counter/intake/JS-03/")
    page.focus("#id_address")
    lin.write("德源街道柳树村3组5号")

    assert lin.find("#id_seat option:checked").inner_text().endswith("柳树村")
