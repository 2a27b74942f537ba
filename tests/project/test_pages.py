"""What every page relies on: assets from the allow-list, the health page, the headers."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client


@pytest.mark.parametrize(
    "path",
    ["vendor/@fontsource/noto-sans-sc/400.css", "vendor/@fontsource/noto-sans-sc/700.css"],
)
def test_an_asset_on_the_list_is_found(path: str):
    assert str(finders.find(path)).endswith(path.removeprefix("vendor/"))


@pytest.mark.parametrize(
    "path",
    [
        "vendor/@fontsource/noto-sans-sc/package.json",
        "vendor/../pyproject.toml",
        "vendor/axe-core/axe.min.js",
        "@fontsource/noto-sans-sc/400.css",
        "vendor/@fontsource/noto-sans-sc/files/../package.json",
        "vendor/../node_modules/@fontsource/noto-sans-sc/400.css",
    ],
)
def test_an_asset_not_on_the_list_is_not_there(path: str):
    assert finders.find(path) is None


def test_what_is_listed_can_be_found():
    finder = finders.get_finder("yimen.faces.shared.assets.NodeModulesFinder")
    listed = [f"vendor/{path}" for path, _ in finder.list([])]

    assert len(listed) > 100
    assert all(finder.find(path.removesuffix(".gz")) for path in listed)


@pytest.mark.django_db
def test_an_asset_is_served_packed():
    answer = Client(headers={"Accept-Encoding": "gzip"}).get("/static/vendor/@fontsource/noto-sans-sc/400.css")
    size_bytes = len(b"".join(answer.streaming_content))  # type: ignore[attr-defined]  # a file streams

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/css")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert size_bytes < 100_000
    answer.close()


@pytest.mark.django_db
def test_the_health_page_is_ready_when_the_database_is():
    answer = Client().get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"ready": True})


@pytest.mark.django_db
def test_a_page_may_load_nothing_from_elsewhere_and_not_be_framed():
    headers = Client().get("/no-such-page/").headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "http" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
