"""Keyboard first: keys press what they are written on, walk lists, tick materials, and leave the browser its own."""

from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page

from yimen.faces.shared import look

KEYS = Path(look.__file__).parent / "static/shared/keys.js"
COUNTER = """
<form id="form" data-guard action="javascript:void 0"><input id="name" value=""><textarea id="note"></textarea></form>
<button type="button" data-key="f2" onclick="said.push('next')">叫下一位</button>
<button type="button" data-key="alt+a" onclick="said.push('accept')">受理</button>
<button type="button" data-key="f3" onclick="said.push('find')">f3</button>
<button type="button" data-key="f4" disabled onclick="said.push('off')">off</button>
<button type="button" data-key="f8" hidden onclick="said.push('hidden')">hidden</button>
<input id="search" data-list-for="#found" data-key="/">
<ul id="found" data-list><li><a href="#one" data-item id="one">一</a></li><li><a href="#two" data-item id="two">二</a></li></ul>
<ol data-check-list><li><input type="checkbox" id="m1"></li><li><input type="checkbox" id="m2"></li></ol>
<div role="alert" tabindex="-1" data-errors id="errors">错误</div>
<script>var said = []; var kept = []; document.addEventListener("keydown", e => setTimeout(() => kept.push(e.defaultPrevented)));</script>
"""  # noqa: E501  # a page


@pytest.fixture
def counter(page: Page) -> Page:
    """A page of the counter with its keys."""
    page.set_content(COUNTER)
    page.add_script_tag(path=KEYS)
    return page


def said(counter: Page) -> list[str]:
    return list(counter.evaluate("said"))


def focused(counter: Page) -> str:
    return str(counter.evaluate("document.activeElement.id"))


@pytest.mark.parametrize(("key", "act"), [("F2", "next"), ("Alt+a", "accept"), ("Alt+Shift+A", "accept")])
def test_a_key_presses_the_button_it_is_written_on(counter: Page, key: str, act: str):
    counter.keyboard.press(key)

    assert said(counter) == [act]


def test_a_key_with_alt_or_a_function_key_works_while_typing(counter: Page):
    counter.focus("#name")
    counter.keyboard.press("F2")
    counter.keyboard.press("Alt+a")

    assert said(counter) == ["next", "accept"]


@pytest.mark.parametrize("key", ["F4", "F8", "Control+a", "a"])
def test_a_button_that_cannot_be_pressed_by_hand_is_not_pressed_by_key(counter: Page, key: str):
    counter.keyboard.press(key)

    assert said(counter) == []


def test_the_browser_keeps_its_own_keys(counter: Page):
    counter.keyboard.press("F3")
    counter.wait_for_function("kept.length == 1")

    assert said(counter) == []
    assert counter.evaluate("kept") == [False]


def test_arrows_and_letters_walk_a_list(counter: Page):
    counter.keyboard.press("j")
    assert focused(counter) == "one"

    counter.keyboard.press("ArrowDown")
    assert focused(counter) == "two"

    counter.keyboard.press("ArrowDown")
    assert focused(counter) == "two"

    counter.keyboard.press("k")
    assert focused(counter) == "one"


def test_from_the_search_an_arrow_goes_into_what_was_found_and_a_letter_is_typed(counter: Page):
    counter.keyboard.press("/")
    counter.keyboard.press("j")
    assert (focused(counter), counter.input_value("#search")) == ("search", "j")

    counter.keyboard.press("ArrowDown")
    assert focused(counter) == "one"


def test_a_number_ticks_a_material_but_not_while_typing(counter: Page):
    counter.keyboard.press("2")
    assert counter.is_checked("#m2")

    counter.focus("#note")
    counter.keyboard.press("1")
    assert not counter.is_checked("#m1")
    assert counter.input_value("#note") == "1"


def test_the_summary_of_errors_has_the_focus(counter: Page):
    assert focused(counter) == "errors"


def test_keys_are_shown_only_where_they_work(counter: Page):
    assert counter.evaluate("document.documentElement.classList.contains('has-keys')")


@pytest.mark.parametrize(("typed", "asked"), [("王", 1), ("", 0)])
def test_leaving_asks_only_when_something_was_typed(counter: Page, typed: str, asked: int):
    dialogs: list[str] = []

    def answered(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    counter.on("dialog", answered)
    counter.click("#name")
    counter.keyboard.type(typed)
    counter.goto("about:blank")

    assert dialogs == ["beforeunload"] * asked
