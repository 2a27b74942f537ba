"""A day in the hall: twenty visitors at two kiosks, three windows, two boards, a pad; in its midst the power fails, twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.engines import SLACK
from tests.stories.hall import BOARD, EYES, KIOSK, Board, Call, Clerk, Hall, Kiosk, Pad, screen
from tests.stories.hands import DESK

pytestmark = [pytest.mark.engine("sqlite"), pytest.mark.long]  # the races of both engines are run without pages
PAD: ViewportSize = {"width": 1024, "height": 600}
SOON = 1.0  # seconds from the key at the window to the number on the board
NOBODY = "现在没有人在等候"


@dataclass
class Day:
    """Who is there: the general window calls all lines, the others their own."""

    hall: Hall
    kiosk: Kiosk
    other: Kiosk
    board: Board
    east: Board
    pad: Pad
    lin: Clerk
    chen: Clerk
    jiang: Clerk
    seen: dict[Call, float] = field(default_factory=dict)  # of each call, after how many seconds it was on the board
    dark: set[Call] = field(default_factory=set)  # the calls during which the power failed

    @property
    def given(self) -> list[str]:
        """The numbers that the kiosks showed."""
        return self.kiosk.given + self.other.given

    @property
    def clerks(self) -> tuple[Clerk, ...]:
        """In the order in which they press."""
        return self.chen, self.jiang, self.lin


@pytest.fixture(scope="module")
def day(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """The whole day, told once; its server is stopped at the end."""
    hall = Hall(tmp_path_factory.mktemp("hall"))
    hall.server.start()
    try:
        with (
            screen(chromium, KIOSK, has_touch=True) as kiosk, screen(chromium, KIOSK, has_touch=True) as other,
            screen(chromium, BOARD, eyes=EYES) as board, screen(chromium, BOARD, eyes=EYES) as east,
            screen(chromium, PAD, has_touch=True) as pad,
            screen(chromium, DESK) as lin, screen(chromium, DESK) as chen, screen(chromium, DESK) as jiang,
        ):  # fmt: skip
            today = Day(
                hall, Kiosk(kiosk, hall.address("kiosk")), Kiosk(other, hall.second("kiosk", "东门取号机")),
                Board(board, hall.address("board")), Board(east, hall.second("board", "东墙叫号屏")), Pad(pad, hall),
                Clerk(lin, hall, "lin", 8), Clerk(chen, hall, "chen", 1), Clerk(jiang, hall, "jiang", 3),
            )  # fmt: skip
            the_doors_open(today)
            one_does_not_come_and_one_is_sent_on(today)
            for line in "AB":
                the_power_fails(today, line)
            the_last_ones_are_served(today)
            today.seen = {call: today.board.shows(call) for clerk in today.clerks for call in clerk.called}
            for call in today.seen:
                today.east.shows(call)
            yield today
    finally:
        hall.server.stop()


def the_doors_open(day: Day) -> None:
    """Seven take numbers, some of them behind "more"; each window calls, and the general one calls again."""
    for number, line in enumerate("BABFAFH"):
        (day.other if number % 2 else day.kiosk).take(line)
    for clerk in day.clerks:
        clerk.press("F6")
    assert [clerk.code() for clerk in day.clerks] == ["B001", "F001", "A001"]
    assert "第2次" in day.lin.press("F7")
    assert day.board.newest() == "请A001号到8号窗口"


def one_does_not_come_and_one_is_sent_on(day: Day) -> None:
    """A001 never comes. F001 comes late and waits again. B001 goes on to family planning, with a word."""
    assert "A001" in day.lin.press("F10")
    assert "F001" in day.jiang.press("F10")
    assert "F001" not in day.jiang.press("Alt+H")
    for line in "ABFAB":
        day.kiosk.take(line)
    assert "接待中" in day.chen.press("Alt+I")
    day.chen.send_on("f", "还要婚育证明")
    assert day.chen.code() == ""
    day.jiang.press("F6")
    assert (day.jiang.code(), "还要婚育证明" in day.jiang.page.inner_text("#queue")) == ("B001", True)


def the_power_fails(day: Day, line: str) -> None:
    """While somebody takes a number and two windows call; then all of it is there again."""
    day.lin.begin("F6")
    day.chen.begin("F6")
    day.kiosk.tap(line)
    day.hall.server.kill()
    day.kiosk.sees()
    day.hall.server.start()
    day.kiosk.goes()
    for clerk in (day.lin, day.chen):
        clerk.ends()
        assert clerk.code()
        day.dark.add(clerk.called[-1])
        day.board.shows(clerk.called[-1])  # and then the board is there again, too


def the_last_ones_are_served(day: Day) -> None:
    """Six more come; every window calls until nobody waits for it, and finishes whom it has."""
    for number, line in enumerate("CAFBAF"):
        (day.other if number % 2 else day.kiosk).take(line)
    calling = list(day.clerks)
    while calling:
        calling = [clerk for clerk in calling if NOBODY not in clerk.press("F6")]
    for clerk in day.clerks:
        if clerk.code():
            clerk.press("Alt+B")
        if clerk is day.chen:
            day.pad.rates(day.chen.called[-1][0], "satisfied")


def test_who_was_served_last_at_the_window_with_the_pad_rated_it_once(day: Day):
    last, _window, _pressed = day.chen.called[-1]

    assert day.hall.ratings() == [(last, "satisfied", 1)]


def test_every_number_that_the_kiosks_showed_exists_once_and_there_are_no_others(day: Day):
    """Two may have been taken while there was no server: of the reserve. What was heard and not answered is void."""
    stands = day.hall.tickets()
    of_each = Counter(code[0] for code in stands if "9" not in code)

    assert len(day.given) == 20
    assert sorted(day.given) == [code for code, state in stands.items() if state != "left"]
    assert [code for code in stands if "9" not in code] == sorted(
        f"{line}{number:03d}" for line, count in of_each.items() for number in range(1, count + 1)
    )


def test_everybody_was_served_but_the_one_who_did_not_come(day: Day):
    stands = {code: state for code, state in day.hall.tickets().items() if state != "left"}

    assert stands.pop("A001") == "missed"
    assert set(stands.values()) == {"served"}


def test_every_call_that_a_window_showed_was_made_once_and_no_other(day: Day):
    shown = Counter((code, window) for clerk in day.clerks for code, window, _pressed in clerk.called)
    again = Counter(code for code, _window in shown.elements())

    assert shown == day.hall.calls()
    assert {code for code, times in again.items() if times > 1} == {"B001", "F001"}  # sent on, came back


def test_the_board_showed_every_call_within_a_second(day: Day):
    waited = sorted(seconds for call, seconds in day.seen.items() if call not in day.dark)
    print(f"{len(waited)} calls on the board after {median(waited):.2f} s, the slowest {waited[-1]:.2f} s")

    assert len(day.dark) == 4
    assert (
        waited[-2] <= SOON * SLACK
    )  # one may fall into a moment in which a machine of two cores does five browsers' work


def test_the_doctor_finds_nothing(day: Day):
    assert "一切正常" in day.hall.installation.do("doctor")
