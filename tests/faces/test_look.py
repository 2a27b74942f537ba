"""The look: colours that can be read, pages without inline styles, words for days, lights and keys."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from yimen.faces.shared import lights, look
from yimen.faces.shared.templatetags import look as words

FACES = Path(look.__file__).parents[1]
STATIC = FACES / "shared/static/shared"
ON_EACH_OTHER = [
    ("ink", "paper"),
    ("ink", "ground"),
    ("ink", "primary-tint"),
    ("quiet", "paper"),
    ("quiet", "ground"),
    ("quiet", "grey-tint"),
    ("quiet", "primary-tint"),
    ("quiet", "amber-tint"),
    ("quiet", "green-tint"),
    ("primary", "paper"),
    ("primary", "ground"),
    ("primary", "primary-tint"),
    ("primary-hover", "paper"),
    ("on-primary", "primary"),
    ("on-primary", "primary-hover"),
    ("on-primary", "green"),
    ("seal-ink", "paper"),
    ("seal-ink", "ground"),
    ("seal-ink", "seal-tint"),
    ("amber-ink", "amber-tint"),
    ("green-ink", "green-tint"),
    ("paper", "ink"),
    ("on-focus", "focus"),
]


def tokens(look_class: str) -> dict[str, str]:
    """The colours of a set; the high-contrast set stands on the light one."""
    text = (STATIC / "tokens.css").read_text("utf-8")
    found: dict[str, str] = {}
    for name in (":root", look_class):
        block = re.search(re.escape(name) + r" \{(.*?)\n\}", text, re.DOTALL)
        assert block is not None
        found |= re.findall(r"--([a-z-]+): (#[0-9A-F]{6});", block[1])
    return found


def contrast(one: str, other: str) -> float:
    """WCAG 2.1's ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("look_class", "least"), [(":root", 4.5), (".look-contrast", 7)])
@pytest.mark.parametrize(("above", "below"), ON_EACH_OTHER)
def test_words_can_be_read_on_their_ground(look_class: str, least: float, above: str, below: str):
    colours = tokens(look_class)

    assert contrast(colours[above], colours[below]) >= least


def test_the_ratio_is_wcags():
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48


def test_colours_are_named_in_the_tokens_only():
    others = [*STATIC.glob("components.css"), *FACES.rglob("templates/**/*.html")]

    assert [path.name for path in others if re.search(r"#[0-9A-Fa-f]{6}\b|rgba?\(", path.read_text("utf-8"))] == []


def test_no_template_carries_a_style_or_a_script_of_its_own():
    inline = re.compile(r"\sstyle=|\son[a-z]+=[\"']|<style|<script(?![^>]*\ssrc=)|javascript:")

    assert inline.search('<p style="x">')
    assert inline.search('<p onclick="x">')
    assert inline.search("<script>x</script>")
    broken = [path for path in FACES.rglob("templates/**/*.html") if inline.search(path.read_text("utf-8"))]
    assert broken == []


def test_the_style_sheets_and_the_keys_stay_light():
    sizes = [len((STATIC / name).read_bytes()) for name in ("tokens.css", "components.css", "keys.js", "icons.svg")]

    assert sum(sizes) <= 36_000  # of the 150,000 bytes of the portal's first page


def test_every_file_that_a_style_sheet_asks_for_is_served():
    asked = re.findall(r'url\("\.\./([^"]+)"\)', (STATIC / "tokens.css").read_text("utf-8"))

    assert len(asked) == 1
    assert finders.find(asked[0]) is not None


def test_every_icon_that_a_template_shows_is_drawn():
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    shown = set(lights.SIGNS.values())
    for path in FACES.rglob("templates/**/*.html"):
        shown |= set(re.findall(r"""(?:\{% icon |icon_name=)["']([a-z]+)["']""", path.read_text("utf-8")))

    assert shown >= {"search", "print", "clock"}
    assert shown <= drawn


@pytest.mark.parametrize(("colour", "icon"), [("green", "clock"), ("amber", "due"), ("red", "over"), ("grey", "pause")])
def test_a_light_is_a_colour_with_a_word_and_a_sign(colour: str, icon: str):
    shown = render_to_string("shared/_light.html", {"light": lights.shown(colour, "剩 3 个工作日")})

    assert f"light-{colour}" in shown
    assert "剩 3 个工作日" in shown
    assert f"#{icon}" in shown


def test_without_a_light_nothing_is_shown():
    assert render_to_string("shared/_light.html", {"light": lights.shown("", "")}).strip() == ""


def test_a_light_of_an_unknown_colour_is_refused():
    with pytest.raises(KeyError):
        lights.shown("blue", "剩 3 个工作日")


def test_a_day_is_written_with_its_weekday():
    assert words.day(date(2026, 3, 16)) == "2026年3月16日（周一）"
    assert words.day(None) == ""


def test_a_moment_shows_the_day_and_time_of_the_office():
    late = datetime(2026, 3, 1, 16, 5, tzinfo=UTC)

    assert words.day(late) == "2026年3月2日（周一）"
    assert words.moment(late) == "2026年3月2日（周一）00:05"


@pytest.mark.parametrize(("key", "said"), [("F2", "F2"), ("alt+a", "Alt+A"), ("alt+a f2", "Alt+A"), ("/", "/")])
def test_a_key_is_written_as_on_the_keyboard(key: str, said: str):
    assert words.key_words(key) == said


def test_large_print_is_switched_on_and_off_by_a_link():
    on = look.switch(RequestFactory().get("/look/", {"large": "1", "next": "/items/?q=低保"}))
    off = RequestFactory().get("/look/", {"large": "0"})
    off.COOKIES[look.COOKIE] = "large.contrast"

    assert on.cookies[look.COOKIE].value == "large"
    assert on.headers["Location"] == "/items/?q=%E4%BD%8E%E4%BF%9D"
    assert look.switch(off).cookies[look.COOKIE].value == "contrast"


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_switching_the_look_never_leads_away(elsewhere: str):
    answer = look.switch(RequestFactory().get("/look/", {"large": "1", "next": elsewhere}))

    assert answer.headers["Location"] == "/"


@pytest.mark.django_db
def test_a_page_in_large_print_says_so_to_its_style_sheet():
    request = RequestFactory().get("/")
    request.COOKIES[look.COOKIE] = "contrast.large.<script>"

    assert 'class="look-large look-contrast"' in render_to_string("404.html", {}, request)
    assert 'class=""' in render_to_string("404.html", {}, RequestFactory().get("/"))


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "409", "429", "500"])
def test_a_page_of_failure_says_in_chinese_what_to_do_next(name: str):
    shown = render_to_string(f"{name}.html")

    assert '<html lang="zh-Hans"' in shown
    assert "也可以直接到窗口询问" in shown


def test_every_template_of_the_faces_can_be_read():
    names = [str(path.relative_to(folder)) for folder in FACES.glob("*/templates") for path in folder.rglob("*.html")]

    assert len(names) > 25
    for name in names:
        get_template(name)


@pytest.mark.django_db
def test_choosing_a_post_offers_each_and_says_what_to_do_without_any():
    post = {"pk": "7", "title": "综合窗口", "centre": {"name": "东岳街道受理中心"}, "window": {"name": "3号窗口"}}
    request = RequestFactory().get("/sign-in/post/")

    assert 'name="post" value="7"' in render_to_string("shared/choose_post.html", {"posts": [post]}, request)
    assert "您现在没有岗位" in render_to_string("shared/choose_post.html", {"posts": []}, request)
