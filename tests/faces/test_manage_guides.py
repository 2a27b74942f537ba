"""Manage: a guide is brought, seen beside its source, settled, and stored as drafts; nothing is dropped unseen (A1, A3)."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.catalogue.models import ImportedGuide, Item, ItemVersion
from yimen.catalogue.prose import refusals

GUIDE = """青溪镇便民服务中心办事指南（虚构）
一、综合窗口
1、犬只登记
申请条件：本镇常住居民
申请材料：身份证复印件两份
办理程序：本人申请→村委会初审→镇政府审批
承诺时限：5个工作日
备注：带上犬只免疫证明
"""
LEFT = {"reason": "与办事无关"}


def read(client: Client, text: str | bytes = GUIDE, name: str = "guide.txt") -> Any:
    content = text.encode() if isinstance(text, str) else text
    return client.post("/manage/catalogue/import/", {"file": SimpleUploadedFile(name, content)})


def carried(page: Any) -> str:
    found = re.search(r'name="guide" value="([^"]+)"', page.content.decode())
    assert found
    return html.unescape(found[1])


def settle(client: Client, typed: dict[str, str], text: str = GUIDE) -> Any:
    return client.post("/manage/catalogue/import/keep/", {"guide": carried(read(client, text)), **typed})


def test_a_guide_is_shown_beside_its_source_and_nothing_is_stored(house: Cast):
    before = Item.objects.count()
    shown = read(signed_in(house, "editor")).content.decode()

    assert "读出1项" in shown and "没有读懂的2处" in shown
    assert '<mark title="申请材料">身份证复印件两份</mark>' in shown or '<mark title="申请材料">申请材料：' in shown
    assert "身份证 · 复印件 · 2份" in shown and "第5行" in shown
    assert (Item.objects.count(), ImportedGuide.objects.count()) == (before, 0)


def test_it_is_not_stored_while_something_is_not_settled(house: Cast):
    answer = settle(signed_in(house, "editor"), {"reason-0": "标题"})

    assert answer.status_code == 422
    assert "还有1处没有处理" in answer.content.decode() and 'value="标题"' in answer.content.decode()
    assert not ImportedGuide.objects.exists()


def test_settled_it_is_stored_as_a_draft_and_what_was_left_out_is_kept_with_its_reason(house: Cast):
    client = signed_in(house, "editor")
    answer = settle(client, LEFT)

    assert (answer.status_code, answer["Location"]) == (302, "/manage/catalogue/")
    version = ItemVersion.objects.get(name="犬只登记")
    assert version.states.get().state == "draft"
    kept = ImportedGuide.objects.get()
    assert [(out["line"], out["reason"]) for out in kept.left_out] == [(1, "与办事无关"), (8, "与办事无关")]
    assert "guide.txt" in client.get("/manage/catalogue/import/").content.decode()


def test_words_given_to_an_element_are_part_of_it(house: Cast):
    given = {"reason-0": "标题", "item-1": "0", "element-1": "conditions"}
    settle(signed_in(house, "editor"), given)

    assert ItemVersion.objects.get(name="犬只登记").conditions == ["本镇常住居民", "备注：带上犬只免疫证明"]
    assert len(ImportedGuide.objects.get().left_out) == 1


def test_words_that_do_not_fit_where_they_were_put_stay_open(house: Cast):
    answer = settle(signed_in(house, "editor"), {"reason-0": "标题", "item-1": "0", "element-1": "promise"})

    assert answer.status_code == 422
    assert "放不进这一项" in answer.content.decode()


def test_sent_twice_it_is_stored_once(house: Cast):
    client = signed_in(house, "editor")
    settle(client, LEFT)
    settle(client, LEFT)

    assert ItemVersion.objects.filter(name="犬只登记").count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"%PDF-1.7", refusals.PDF), (b"", refusals.EMPTY), (bytes(11 * 1024 * 1024), "文件太大")],
    ids=["pdf", "empty", "large"],
)
def test_what_cannot_be_read_is_refused_on_the_page(house: Cast, content: bytes, sentence: str):
    answer = read(signed_in(house, "editor"), content, "a.docx")

    assert answer.status_code == 422
    assert sentence in html.unescape(answer.content.decode())


def test_a_file_without_items_says_so_and_offers_no_storing(house: Cast):
    shown = read(signed_in(house, "editor"), "会上介绍了如何提供服务。").content.decode()

    assert "没有读出事项" in shown and "存为草稿" not in shown


def test_a_page_that_was_tampered_with_is_refused(house: Cast):
    answer = signed_in(house, "editor").post("/manage/catalogue/import/keep/", {"guide": "x", **LEFT})

    assert answer.status_code == 422 and "页面已经失效" in answer.content.decode()


@pytest.mark.parametrize("who", ["director", "window"])
def test_only_those_who_write_the_catalogue_bring_a_guide(house: Cast, who: str):
    assert signed_in(house, who).get("/manage/catalogue/import/").status_code != 200


def test_the_catalogue_leads_to_the_page(house: Cast):
    assert "/manage/catalogue/import/" in signed_in(house, "editor").get("/manage/catalogue/").content.decode()
