"""Outside the hours a display says so, and when the next ones begin; but not while somebody still waits or is served."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from yimen.faces.board import views
from yimen.faces.shared import look

pytestmark = pytest.mark.engine("sqlite")  # without a database
SCRIPTS = (
    Path(look.__file__).parent / "static/shared/voice.js",
    Path(views.__file__).parent / "static/board/board.js",
)
BODY = """<span data-day></span><time data-time></time><section data-newest></section><ol data-before></ol>
<section data-now></section><ul data-waiting></ul><p data-notice data-otherwise=""></p><p data-stale hidden></p>
<p data-sound hidden></p>"""
HOURS = [["08:30", "11:30"], ["13:30", "16:30"]]
CALLED = {"id": "1.1", "code": "A001", "window": 8, "at": "2026-11-26T00:40:00.000000Z"}


def display(page: Page, now: str, *, second: str = "00.000000", own: str = "", **told: Any) -> Page:
    """A display at a moment of Thursday 26 November 2026, in the time of the office."""
    hour, minute = now.split(":")
    state = {
        "id": "1.2", "now": f"2026-11-26T{int(hour) - 8:02d}:{minute}:{second}Z", "hours": HOURS, "opens": None,
        "calls": [CALLED], "waiting": [{"letter": "A", "name": "综合", "count": 0}], "windows": [], "screens": {"one": ""},
    } | told  # fmt: skip
    words = {key: str(said) for key, said in views.WORDS.items()}
    page.set_content(BODY)
    page.evaluate(
        """([state, words, own]) => {
            Object.assign(document.body.dataset, {board: "one", events: "http://127.0.0.1:9/", state: "http://127.0.0.1:9/"});
            if (own) document.body.dataset.window = own;
            for (const [id, text] of [["state", state], ["words", words]]) {
                const made = Object.assign(document.createElement("script"), {id, type: "application/json", textContent: text});
                document.body.append(made);
            }
        }""",
        [json.dumps(state), json.dumps(words), own],
    )
    for path in SCRIPTS:
        page.add_script_tag(path=path)
    return page


def newest(page: Page) -> str:
    return " ".join(page.inner_text("[data-newest]").split())


@pytest.mark.parametrize(
    ("now", "opens", "said"),
    [
        ("08:10", "2026-11-26T00:30:00.000000Z", "现在不在服务时间 08:30开始服务"),
        ("12:00", "2026-11-26T05:30:00.000000Z", "现在不在服务时间 13:30开始服务"),
        ("16:30", "2026-11-27T00:30:00.000000Z", "现在不在服务时间 11月27日星期五 08:30开始服务"),
        ("20:00", None, "现在不在服务时间"),
    ],
)
def test_it_says_that_the_hall_is_closed_and_when_it_opens(page: Page, now: str, opens: str | None, said: str):
    assert newest(display(page, now, opens=opens)) == said
    assert page.inner_text("[data-before]") == ""


@pytest.mark.parametrize("now", ["08:30", "11:29", "13:30"])
def test_within_the_hours_it_shows_the_last_calls(page: Page, now: str):
    assert newest(display(page, now)) == "请 A001 号 到 8 号窗口"


def test_whoever_waits_or_is_served_after_the_hours_is_still_called(page: Page):
    waiting = [{"letter": "A", "name": "综合", "count": 1}]
    assert "A001" in newest(display(page, "11:40", waiting=waiting))

    windows = [{"number": 8, "code": "A001", "is_serving": True, "is_open": True}]
    assert "A001" in newest(display(page, "11:40", windows=windows))


def test_a_display_over_a_window_says_it_too(page: Page):
    window = [{"number": 8, "code": "", "is_serving": False, "is_open": True}]
    display(page, "18:00", windows=window, own="8")

    assert page.inner_text("[data-now]") == "现在不在服务时间"


def test_when_the_hours_end_the_screen_changes_by_itself(page: Page):
    display(page, "11:29", second="59.400000", opens="2026-11-26T05:30:00.000000Z")

    page.wait_for_function("document.querySelector('[data-newest]').textContent.includes('不在服务时间')")
    assert "13:30" in page.inner_text("[data-newest]")
