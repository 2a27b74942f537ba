"""Whoever follows a link in the documents arrives."""

import re
from pathlib import Path

import pytest
from django.conf import settings

_LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)
DOCUMENTS = [*settings.BASE_DIR.glob("*.md"), *settings.BASE_DIR.glob("docs/**/*.md")]


def dead_links(document: Path) -> list[str]:
    """The relative links of a document that lead nowhere; what stands in code is no link."""
    links = _LINK.findall(_CODE.sub("", document.read_text("utf-8")))
    return [link for link in links if "://" not in link and not (document.parent / link).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: str(one.relative_to(settings.BASE_DIR)))
def test_every_relative_link_leads_somewhere(document: Path):
    assert dead_links(document) == []


def test_a_dead_link_is_found(tmp_path: Path):
    document = tmp_path / "page.md"
    document.write_text("[there](page.md) [gone](nowhere.md#part) `[code](none.md)` [out](https://example.org)")

    assert dead_links(document) == ["nowhere.md"]


@pytest.mark.parametrize("document", sorted(settings.BASE_DIR.glob("docs/explanation/*.md")), ids=lambda one: one.name)
def test_an_explanation_is_read_in_one_sitting(document: Path):
    assert len(document.read_text("utf-8").splitlines()) <= 120
