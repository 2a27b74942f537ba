"""Five of the printed items go their whole way on the screens: each step by its own officer at its own desk, by keys alone.
One of them, with a variant and three levels, in `make test`; the others in `make long`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.stories.conftest import House
from tests.stories.hands import DESK, Hands, at_work
from tests.stories.test_allowance import approve, days_pass, open_case
from yimen.registry.identity import check_digit

pytestmark = pytest.mark.engine("sqlite")  # the engines differ below the screens, where other tests look


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Who takes what in, found by which letters, and whose desks it passes; who `posts` a notice ends it after its term."""

    letters: str
    code: str
    window: str
    desks: tuple[str, ...]
    variant: str = ""  # the key that chooses it in the list
    trees: str = ""


WAYS = {
    "五保": Way(letters="ncwb", code="MZ-04", window="chen", desks=("liu", "liu posts", "zhao", "he", "zhao", "zhao")),
    "生育服务证": Way(letters="jhsy", code="JS-01", window="jiang", desks=("liu", "qian", "qian", "qian")),
    "社保补贴": Way(letters="sbbt", code="LD-02", window="lin", desks=("liu", "tang", "dong", "yu", "liu")),
    "采伐30株以内": Way(letters="lmcf", code="LY-01", window="lin", desks=("lu",), variant="ArrowDown", trees="12"),
    "采伐30株以上": Way(letters="lmcf", code="LY-01", window="lin", desks=("lu", "su"), variant="End", trees="80"),
    "残疾人证": Way(letters="cjrz", code="MZ-06", window="chen", desks=("liu", "xu", "fang", "peng", "peng")),
}  # fmt: skip
OFTEN = {"采伐30株以上"}
TERM = """SELECT CAST(julianday(n.until_on) - julianday(n.from_on) AS int) + 1 FROM cases_publicnotice n
    JOIN cases_case c ON c.id = n.case_id WHERE c.number = ?"""
APPLICANTS = ("冯春生", "蔡秀娟", "卢大明", "姜有田", "姜有林", "戴小玲")


class Office:
    """Everybody at a screen of their own, signed in once."""

    def __init__(self, house: House, chromium: Browser) -> None:
        self._house, self._chromium = house, chromium
        self._seats: dict[str, Hands] = {}
        self._rooms: list[BrowserContext] = []

    def at(self, username: str, address: str) -> Hands:
        """That person's hands over the page of that address."""
        if username not in self._seats:
            self._rooms.append(self._chromium.new_context(locale="zh-CN", viewport=DESK))
            self._seats[username] = at_work(self._rooms[-1].new_page(), self._house, username)
        hands = self._seats[username]
        hands.page.goto(f"{self._house.url}{address}", wait_until="domcontentloaded")
        hands.keys = 0
        return hands

    def close(self) -> None:
        """All go home."""
        for room in self._rooms:
            room.close()


@pytest.fixture(scope="module")
def office(house: House, chromium: Browser) -> Iterator[Office]:
    """The desks of the town."""
    found = Office(house, chromium)
    yield found
    found.close()


@pytest.mark.parametrize(
    "name", [name if name in OFTEN else pytest.param(name, marks=pytest.mark.long) for name in WAYS]
)
def test_an_item_goes_its_whole_way_on_the_screens(house: House, office: Office, name: str):
    way, place = WAYS[name], list(WAYS).index(name)
    clerk = office.at(way.window, "/counter/")

    number = take_in(clerk, way, place)
    for desk in way.desks:
        username, _space, posts = desk.partition(" ")
        officer = office.at(username, "/desk/")
        open_case(officer, number)
        if posts:
            hang_out(house, officer, number)
        approve(officer)
    hand_out(office.at("huang", "/counter/"), number)

    assert house.value("SELECT state FROM cases_case WHERE number = ?", number) == "closed"


def take_in(clerk: Hands, way: Way, place: int) -> str:
    """A new person with all materials: accepted; gives the number of the case."""
    clerk.page.focus("#what")
    clerk.spell(way.letters).press_to_go("Enter", f"/counter/intake/{way.code}/")
    clerk.page.wait_for_selector("#id_number:focus")
    body = f"5199211966030{place + 1}0{place + 1}0"
    clerk.write(body + check_digit(body)).press("Enter")
    clerk.page.wait_for_selector("#id_name:focus")
    clerk.write(APPLICANTS[place]).press("Enter").write(f"1390000200{place}").press("Enter").write("柳树村5组8号")
    if way.variant:
        tab_to(clerk, "id_variant").press_to_go(way.variant)
        tab_to(clerk, "id_own_trees").write(way.trees)
    clerk.press("Alt+a").press_to_go("F8", r"/counter/cases/")
    assert clerk.find(".state").first.inner_text() == "办理中"
    return clerk.find(".case-number").inner_text()


def tab_to(hands: Hands, wanted: str) -> Hands:
    """On from field to field until that one has the focus."""
    for _field in range(40):
        if hands.focused() == wanted:
            return hands
        hands.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached by Tab")


def hang_out(house: House, officer: Hands, number: str) -> None:
    """The notice hangs for its term; then the same officer comes to it again."""
    officer.press_to_go("Alt+Enter", r"/desk/")
    days_pass(house, f"+{house.value(TERM, number)}d")
    officer.press_to_go("Alt+i", r"/desk/$")
    open_case(officer, number)


def hand_out(reply: Hands, number: str) -> None:
    """At the reply window, to the person who came: how, and nobody else."""
    reply.press("Alt+z").write(number).press_to_go("Enter", f"/counter/cases/{number}/")
    reply.press("F8").find("details[open] :focus").wait_for()
    reply.press("Enter", "Enter").press_to_go("Enter", re.escape(number))
    assert "已办结" in reply.main()
