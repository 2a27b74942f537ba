"""Manage: what the lint says stands beside the elements, and what is kept as printed is marked and counted (A4)."""

import re

import pytest

from tests.catalogue.test_lint import MARKED, item
from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.catalogue import loading
from yimen.catalogue.lint.examining import RULES
from yimen.catalogue.lint.findings import Rule
from yimen.faces.manage import findings
from yimen.faces.shared.now import now

DRAFT = """
code: FX-01
name: 待改的事项
line: 民政
promised: 5 working days
seat: household
decided_at_window: true
materials: [{key: other, name: 其他有关材料}]
"""


def page(house: Cast, path: str) -> str:
    return str(signed_in(house, "editor").get(f"/manage/{path}").content.decode())


def section(shown: str, key: str) -> str:
    found = re.search(rf'<section[^>]* aria-labelledby="{key}">.*?</section>', shown, re.DOTALL)
    assert found, key
    return found[0]


def write(house: Cast, text: str) -> None:
    loading.load_texts({"fx.yaml": text}, by=house.editor, at=now())


def test_a_finding_stands_in_the_section_of_its_element_with_the_proposal(house: Cast):
    shown = page(house, "catalogue/MZ-02/1/")

    beside = section(shown, "bring")
    assert "第5件材料“其他有关证明材料”" in beside
    assert "建议：删去“其他有关证明材料”，或者逐件写明材料名称、份数和由谁出具" in beside
    assert "没有写办事依据" in section(shown, "law") and "没有写办事依据" not in beside
    assert "错误2处" in shown and "警告1处" in shown


def test_the_words_found_are_marked(house: Cast):
    assert "第4个环节“换取《生育服务证》”：<mark>怀孕三个月时</mark>" in section(
        page(house, "catalogue/JS-01/1/"), "route"
    )


def test_a_draft_with_errors_says_that_it_is_not_published(house: Cast):
    write(house, DRAFT)

    assert "指南里还有错误，改好后才能发布。" in page(house, "catalogue/FX-01/1/")
    assert "4处错误，不能发布" in page(house, "catalogue/")


def test_a_published_guide_without_a_finding_has_none(house: Cast):
    mended = DRAFT.replace("5 working days", "on the spot").replace("其他有关材料", "户口簿") + (
        "state: published\nconditions: [户籍在本街道]\nbasis: [《某办法》第3条]\nfees: [{name: 收费, standard: 免费}]\n"
        "place: 一楼\ntelephone: 0000-1234567\nresults: [{kind: document, name: 证明}]\n"
    )
    write(house, mended)

    shown = page(house, "catalogue/FX-01/1/")
    assert "没有意见" in shown
    assert "marks" not in shown and "照印制文本" not in shown and "不能发布" not in shown


def test_the_catalogue_counts_what_is_kept_as_printed_until_it_is_mended(house: Cast):
    assert "现行事项里有16项照印制文本，共39处待修订。" in page(house, "catalogue/")


def test_the_guide_that_people_read_says_it_too_and_shows_no_remarks(house: Cast):
    shown = str(signed_in(house, "editor").get("/items/MZ-02/").content.decode())

    assert "照印制文本，3处待修订：来源页没有印办事依据" in shown
    assert "建议" not in shown


@pytest.mark.django_db  # the dictionary that a form is held against
@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.id)
def test_what_a_rule_finds_has_a_section_of_the_page(rule: Rule):
    shown = [findings.beside(item(*changes)) for found, *_, changes in MARKED if found == rule.id]

    assert all(rule.id in {mark.rule for marks in one.values() for mark in marks} for one in shown)
