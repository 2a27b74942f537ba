"""低保 from the first word at the window to the result in Mrs Wang's hand: one story, every role at its own screen."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.engines import LONG
from tests.stories import leaks
from tests.stories.conftest import House
from tests.stories.hands import Hands, at_work
from yimen.demonstration.people import PEOPLE, phone

VERIFIER = Path(__file__).resolve().parents[2] / "tools/verify_journal.py"
NAME, NUMBER, PHONE = "王素芬", "519921195803120084", "13912340077"
ADDRESS = "德源街道柳树村3组5号"
COPIES = {"受理通知书": 2, "补办件通知书": 3}
NOBODY = "没有找到相符的办件"
UNTIL = """SELECT CAST(MAX(n.until_on) AS text) FROM cases_publicnotice n
    JOIN cases_task t ON t.id = n.task_id JOIN cases_case c ON c.id = t.case_id WHERE c.number = ?"""


@pytest.fixture(scope="module")
def told(house: House, screen: Page) -> dict[str, str]:
    """The story, told once; what the tests below ask of it: the case's number, its link, its due day."""
    number, keys = wang_hears_what_is_missing(house, screen)
    days_pass(house, "+2d")
    due, more = wang_brings_it(house, screen, number)
    assert keys + more <= 40
    link = house.url + f"/progress/{house.value('SELECT token FROM cases_case WHERE number = ?', number)}/"
    wang_sees(house, screen, link, ["正在办理", "村委会初审", due])
    the_village_checks_and_posts(house, screen, number)
    the_notice_ends(house, screen, number)
    the_town_and_the_county_agree(house, screen, number)
    liu = at_work(screen, house, "liu")
    open_case(liu, number)
    post_notice(liu, number)
    the_notice_ends(house, screen, number)
    wang_collects(house, screen, number)
    return {"number": number, "link": link, "due": due}


def wang_hears_what_is_missing(house: House, screen: Page) -> tuple[str, int]:
    """Nothing is written but her wish; Lin gives one notice that names all, in three copies."""
    lin = at_work(screen, house, "lin")
    register(lin)

    before = lin.keys
    lin.press_to_go("F9", r"/counter/cases/")
    lin.page.wait_for_selector(".paper:has-text('补办件通知书') [data-key=f2]")
    notice = lin.prints("F2")
    assert lin.keys - before <= 10

    assert (notice[:5], sheets(notice)) == (b"%PDF-", COPIES["补办件通知书"])
    assert "户主申请" in lin.main()
    return lin.find(".case-number").inner_text(), lin.keys


def register(lin: Hands) -> None:
    """The item by its initials; the person, who is new, by the card."""
    assert lin.focused() == "what"
    lin.spell("mz01").press_to_go("Enter", r"/counter/intake/MZ-01/")
    lin.page.wait_for_selector("#id_number:focus")  # no person's hand is quicker than the page's own
    lin.write(NUMBER).press("Enter")
    lin.page.wait_for_selector("#applicant [role=status] p")
    lin.page.wait_for_selector("#id_name:focus")
    lin.write(NAME).press("Enter").write(PHONE).press("Enter").write(ADDRESS).press("Enter")
    assert lin.find("#id_seat option:checked").inner_text().endswith("柳树村")


def wang_brings_it(house: House, screen: Page, number: str) -> tuple[str, int]:
    """What was missing is taken in, the case accepted, the receipt printed; gives the due day and the keys it took."""
    lin = at_work(screen, house, "lin")
    lin.press("Alt+z").write(number).press_to_go("Enter", f"/counter/cases/{number}/")
    lin.press("F8", "1").press_to_go("Enter", number)
    lin.press_to_go("F8", number)
    lin.page.wait_for_selector(".paper:has-text('受理通知书') [data-key=f2]")
    receipt = lin.prints("F2")

    assert (receipt[:5], sheets(receipt)) == (b"%PDF-", COPIES["受理通知书"])
    return lin.find(".due time").get_attribute("datetime") or "", lin.keys


def the_village_checks_and_posts(house: House, screen: Page, number: str) -> None:
    """Liu finds the case in the village's inbox; each step takes four keys at most."""
    liu = at_work(screen, house, "liu")
    open_case(liu, number)
    approve(liu)
    post_notice(liu, number)


def the_notice_ends(house: House, screen: Page, number: str) -> None:
    """After its term the village ends the step."""
    today = days_pass(house, "+8d")
    while today <= house.value(UNTIL, number):  # a term that would end on a holiday ends after it
        today = days_pass(house, "+1d")
    liu = at_work(screen, house, "liu")
    open_case(liu, number)
    approve(liu)


def days_pass(house: House, span: str) -> str:
    """Move the demonstration's clock; gives the new day."""
    said = re.search(r"\d{4}-\d{2}-\d{2}", house.command("demo_clock", span))
    assert said
    return said[0]


def the_town_and_the_county_agree(house: House, screen: Page, number: str) -> None:
    """Zhao reviews, He decides."""
    for username in ("zhao", "he"):
        officer = at_work(screen, house, username)
        open_case(officer, number)
        approve(officer)


def wang_collects(house: House, screen: Page, number: str) -> None:
    """Huang at the reply window hands the result over against a signature."""
    huang = at_work(screen, house, "huang")
    huang.press("Alt+z").write(number).press_to_go("Enter", f"/counter/cases/{number}/")
    huang.page.wait_for_selector("text=办理结果通知书")
    huang.press("F8").find("details[open] :focus").wait_for()
    huang.press("Enter", "Enter").press_to_go("Enter", number)  # how, who, and no other who would need a reason
    assert "已办结" in huang.main()


def open_case(officer: Hands, number: str) -> None:
    """Down the inbox to the case, and in."""
    if not officer.page.url.endswith("/desk/"):
        officer.press_to_go("Alt+i", r"/desk/$")
    for _ in range(officer.find("#inbox [data-item]").count()):
        officer.press("j")
        if number in officer.find("#inbox [data-item]:focus").inner_text():
            break
    officer.press_to_go("Enter", r"/desk/tasks/")
    assert number in officer.find("main").inner_text()
    officer.keys = 0


def approve(officer: Hands) -> None:
    """A ready opinion and the act: the next case opens."""
    officer.press("Alt+1").press_to_go("Alt+Enter", r"/desk/")
    assert officer.keys <= 4
    assert officer.find("[data-errors]").count() == 0


def post_notice(officer: Hands, number: str) -> None:
    """The village hangs the masked list out; before its term is over the step cannot be ended."""
    assert number in officer.find("main").inner_text()
    officer.keys = 0
    officer.press_to_go("Alt+Enter", r"/desk/")
    assert officer.keys <= 4

    open_case(officer, number)
    assert officer.find("[data-key='alt+enter']").is_disabled()


def wang_sees(house: House, screen: Page, link: str, words: list[str]) -> None:
    """What her telephone shows when it reads the receipt's QR; never her name."""
    screen.set_viewport_size({"width": 360, "height": 800})
    screen.goto(link)
    said = screen.inner_text("main")
    missing = [word for word in words if (chinese(word) if word[:2] == "20" else word) not in said]
    assert (missing, NAME in said) == ([], False), said


def chinese(day: str) -> str:
    """2027-01-04 as people see it."""
    on = date.fromisoformat(day)
    return f"{on.year}年{on.month}月{on.day}日"


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_at_the_end_the_progress_page_says_that_it_is_done(house: House, screen: Page, told: dict[str, str]):
    wang_sees(house, screen, told["link"], ["已办结", told["number"]])


def test_the_due_day_is_the_one_that_the_promise_gives(house: House, told: dict[str, str]):
    accepted = house.value("SELECT CAST(accepted_on AS text) FROM cases_case WHERE number = ?", told["number"])

    reckoned = house.command("due", "--accepted", accepted, "--promise", "30 working days", "--json")

    assert json.loads(reckoned)["on"] == told["due"]


@pytest.mark.parametrize("last_four", [NUMBER[-4:], PHONE[-4:]])
def test_number_and_last_four_show_the_same_page(house: House, screen: Page, told: dict[str, str], last_four: str):
    assert "已办结" in asked(house, screen, told["number"], last_four)


def test_wrong_digits_and_a_wrong_number_get_the_same_sentence(house: House, screen: Page, told: dict[str, str]):
    wrong_digits = asked(house, screen, told["number"], "1111")
    wrong_number = asked(house, screen, "DY26-999999", NUMBER[-4:])

    assert NOBODY in wrong_digits
    assert wrong_digits == wrong_number


def asked(house: House, screen: Page, number: str, last_four: str) -> str:
    screen.goto(f"{house.url}/progress/")
    screen.focus("#id_number")
    Hands(screen).write(number).press("Tab").write(last_four).press_to_go("Enter", "/progress/")
    return screen.inner_text("main")


def test_the_doctor_finds_nothing_and_a_stranger_verifies_the_journal(house: House, told: dict[str, str]):
    assert json.loads(house.command("doctor", "--json"))["ok"]

    journal = house.data / "journal.txt"
    house.command("export_journal", str(journal))
    verified = subprocess.run([sys.executable, str(VERIFIER), str(journal)], capture_output=True, check=False)

    assert verified.returncode == 0, verified.stderr


def test_no_resident_can_be_read_anywhere_at_rest(house: House, told: dict[str, str], tmp_path: Path):
    secret = [NAME, NUMBER, PHONE, ADDRESS]
    secret += [word for one in PEOPLE[:: 1 if LONG else 6] for word in (one.name, one.number, phone(one)) if word]

    for place, held in leaks.at_rest(house, tmp_path).items():
        assert (place, leaks.found(secret, held)) == (place, [])


def test_the_search_for_leaks_finds_what_is_written_openly(house: House, told: dict[str, str], tmp_path: Path):
    held = leaks.at_rest(house, tmp_path)

    for place in ("database", "backup"):
        assert leaks.found(["林晓燕", told["number"]], held[place]) == ["林晓燕", told["number"]]
    for written in ("王素芬".encode("utf-16-le"), b"\\u738b\\u7d20\\u82ac", "王素芬".encode().hex().encode()):
        assert leaks.found([NAME], b"..." + written) == [NAME]
