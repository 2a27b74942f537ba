"""A display by itself, without a server: outside the hours it says so, and when the next ones begin; every call is spoken
twice, one after the other, none dropped; and nothing piles up in it."""

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
<section data-now></section><p data-serves></p><ul data-waiting></ul><p data-notice data-otherwise=""></p>
<p data-stale hidden></p><p data-sound hidden></p>"""
# A machine that has a voice and tells what it says, and a stream that says what it is told to.
STUBS = """(voices) => {
    window.said = [];
    window.AudioContext = window.webkitAudioContext = undefined; // no chime: it takes a second
    window.speaking = window.atOnce = 0;
    Object.defineProperty(window, "speechSynthesis", { value: {
        getVoices: () => voices.map((lang) => ({ lang })), resume() {}, cancel() {},
        speak(words) {
            window.said.push(words.text);
            window.atOnce = Math.max(window.atOnce, ++window.speaking);
            setTimeout(() => { window.speaking -= 1; words.onend(); }, 1);
        },
    } });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    window.EventSource = class {
        static OPEN = 1; static CLOSED = 2; readyState = 1;
        constructor(address) { window.listened = address; }
        addEventListener(kind, hear) { if (kind === "state") window.tell = (data) => hear({ data: JSON.stringify(data) }); }
    };
}"""
# So many calls, each told in a state of its own, as the stream tells them.
CALLS = """([state, first, count]) => {
    for (let number = first; number < first + count; number += 1) {
        const call = { id: `1.${number}`, code: `A${String(number).padStart(3, "0")}`, window: 3, at: state.now };
        state.calls = [...state.calls, call].slice(-6);
        window.tell({ ...state, id: call.id });
    }
    return document.getElementsByTagName("*").length;
}"""
HOURS = [["08:30", "11:30"], ["13:30", "16:30"]]
CALLED = {"id": "1.1", "code": "A001", "window": 8, "at": "2026-11-26T00:40:00.000000Z"}


def display(
    page: Page, now: str, *, second: str = "00.000000", own: str = "", voices: list[str] | None = None, **told: Any
) -> Page:
    """A display at a moment of Thursday 26 November 2026, in the time of the office; on a machine with these voices."""
    hour, minute = now.split(":")
    state = {
        "id": "1.2", "now": f"2026-11-26T{int(hour) - 8:02d}:{minute}:{second}Z", "hours": HOURS, "opens": None,
        "calls": [CALLED], "waiting": [{"letter": "A", "name": "综合", "count": 0}], "windows": [], "screens": {"one": ""},
    } | told  # fmt: skip
    words = {key: str(said) for key, said in views.WORDS.items()}
    page.set_content(BODY)
    if voices is not None:
        page.evaluate(STUBS, voices)
    page.evaluate("state => { window.state = state; }", state)
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

    windows = [{"number": 8, "code": "A001", "is_serving": True, "is_open": True, "serves": []}]
    assert "A001" in newest(display(page, "11:40", windows=windows))


def test_a_display_over_a_window_says_it_too(page: Page):
    window = [{"number": 8, "code": "", "is_serving": False, "is_open": True, "serves": ["社保"]}]
    display(page, "18:00", windows=window, own="8")

    assert page.inner_text("[data-now]") == "现在不在服务时间"


def test_a_display_over_a_window_says_what_it_does_and_why_it_stands_still(page: Page):
    window = {"number": 8, "code": "", "is_serving": False, "is_open": True, "serves": ["社保", "就业"], "pause": ""}
    display(page, "09:00", windows=[window], own="8")
    assert (page.inner_text("[data-serves]"), page.inner_text("[data-now]")) == ("社保、就业", "请等候叫号")

    display(page, "09:00", windows=[window | {"is_open": False, "pause": "稍候片刻"}], own="8")
    assert page.inner_text("[data-now]").split() == ["暂停服务", "稍候片刻"]


def test_when_the_hours_end_the_screen_changes_by_itself(page: Page):
    display(page, "11:29", second="59.400000", opens="2026-11-26T05:30:00.000000Z")

    page.wait_for_function("document.querySelector('[data-newest]').textContent.includes('不在服务时间')")
    assert "13:30" in page.inner_text("[data-newest]")


def test_every_call_is_spoken_twice_one_after_the_other_and_none_is_dropped(page: Page):
    display(page, "09:00", voices=["en-US", "zh-HK", "zh-CN"])
    page.evaluate(f"({CALLS})([state, 3, 9])")
    page.wait_for_function("window.said.length === 18")

    said = page.evaluate("window.said")
    assert said[:3] == ["请 A 零 零 三 号到 3 号窗口"] * 2 + ["请 A 零 零 四 号到 3 号窗口"]
    assert said[::2] == said[1::2]
    assert len(set(said)) == 9
    assert page.evaluate("window.atOnce") == 1


def test_without_a_voice_the_number_flashes_and_the_display_says_that_it_has_none(page: Page):
    display(page, "09:00", voices=["en-US", "zh-HK"])
    page.evaluate(f"({CALLS})([state, 3, 1])")

    assert page.locator("[data-newest].flashes").count() == 1
    assert page.evaluate("window.listened").endswith("?trouble=mute")
    assert page.evaluate("window.said") == []


def test_nothing_piles_up_however_many_are_called(page: Page):
    display(page, "09:00", voices=[])
    before = page.evaluate(f"({CALLS})([state, 3, 10])")
    after = page.evaluate(f"({CALLS})([state, 13, 400])")

    assert (before, newest(page)) == (after, "请 A412 号 到 3 号窗口")
