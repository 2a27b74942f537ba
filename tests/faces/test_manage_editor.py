"""Manage: an item on one page, saved as a draft, moved on by two people, seen as it changed; nothing typed is lost (A1, A6)."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.catalogue.cast import SHORT
from tests.catalogue.inventory_file import rows_of, typed_over, workbook
from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.catalogue import conditions, defining, form, item_cells, item_typed
from yimen.catalogue.definitions import of_version, published
from yimen.catalogue.dictionary import NO_ELEMENTS
from yimen.catalogue.models import ItemVersion
from yimen.catalogue.nodes import Table
from yimen.catalogue.writing import write
from yimen.faces.manage import catalogue
from yimen.faces.shared.now import today

NEW = SHORT.replace("LN-01", "LN-09").replace("state: published\n", "")
MINUTE = "东政会纪〔2026〕3号"
EDIT = "/manage/catalogue/MZ-01/edit/"


class Fields(HTMLParser):
    """What a browser would send of a page's form."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._area, self._select = "", ""
        self.feed(text.partition('id="item-form"')[2].partition("</form>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "textarea":
            self._area, self.sent[name] = name, [""]
        elif tag == "select":
            self._select, self.sent[name] = name, []
        elif tag == "option" and ("selected" in given or not self.sent[self._select]):
            self.sent[self._select] = [value]
        elif tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.sent.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area


def opened(client: Client, address: str = EDIT) -> dict[str, list[str]]:
    return Fields(client.get(address).content.decode()).sent


def typed(client: Client, do: str = "save", address: str = EDIT, **changed: str) -> Any:
    names = {name.replace("__", "-"): [value] for name, value in changed.items()}
    return client.post(address, opened(client, address) | names | {"do": [do]})


def latest(code: str) -> ItemVersion:
    return ItemVersion.objects.filter(item__code=code).latest("number")


def on_the_page() -> Iterator[tuple[Table, set[str]]]:
    yield (
        form.ITEM,
        {cell.key for cell in item_cells.CELLS} | item_cells.TABLES.keys() | {"code", "local", "state", "from"},
    )
    tables = {
        "eligible": form.ELIGIBLE, "variants": form.VARIANT, "materials": form.MATERIAL, "steps": form.STEP,
        "special": form.SPECIAL, "fees": form.FEE, "results": form.RESULT, "form": form.FIELD,
    }  # fmt: skip
    for place, table in tables.items():
        yield table, {cell.key for cell in item_cells.TABLES[place].cells} | {"key", "stage"}


def test_every_element_of_the_file_is_on_the_page():
    for table, shown in on_the_page():
        assert table.keys() - shown == set()


def test_what_the_page_shows_is_what_it_saves(house: Cast):
    client = signed_in(house, "editor")
    for version in ItemVersion.objects.select_related("item"):
        content = of_version(version.pk)
        taken = item_typed.taken(item_typed.of_content(content), defining.current(), code=content.code)

        assert taken.content and (write(taken.content), taken.wrong) == (write(content), {})
    taken = item_typed.taken(opened(client), defining.current(), code="MZ-01")
    assert taken.content and write(taken.content) == write(of_version(latest("MZ-01").pk))


def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(house: Cast):
    answer = typed(signed_in(house, "editor"), promised="尽快", place="二楼东侧")
    said = answer.content.decode()

    assert answer.status_code == 422
    assert "看不懂时限“尽快”" in said and 'value="尽快"' in said and 'value="二楼东侧"' in said
    assert latest("MZ-01").number == 1


def test_what_does_not_fit_together_is_told_without_the_words_of_the_file(house: Cast):
    answer = typed(signed_in(house, "editor"), decided_at_window="on")

    assert "写明由窗口决定的，就不能再有作出决定的环节" in answer.content.decode()
    assert answer.status_code == 422


def test_rows_are_moved_taken_out_and_added_without_saving(house: Cast):
    client = signed_in(house, "editor")
    names = [row["name"][0] for row in item_typed.rows_of(opened(client), "steps")]
    moved, gone, more = (
        item_typed.rows_of(Fields(typed(client, do).content.decode()).sent, "steps")
        for do in ("down:steps:0", "del:steps:0", "add:steps")
    )

    assert [row["name"][0] for row in moved] == [names[1], names[0], *names[2:]]
    assert [row["name"][0] for row in gone] == names[1:]
    assert len(more) == len(names) + 1
    assert latest("MZ-01").number == 1


def test_the_lint_is_beside_what_is_typed(house: Cast):
    said = typed(signed_in(house, "editor"), "look", materials__0__name="其他有关材料").content.decode()

    assert "材料里有兜底条款“其他有关材料”" in said and 'href="#materials-0-name"' in said


def test_a_draft_is_saved_shown_with_what_changed_and_published_by_the_second_person(house: Cast):
    editor, network = signed_in(house, "editor"), signed_in(house, "network")
    saved = typed(editor, telephone="0000-7654321")
    page = "/manage/catalogue/MZ-01/2/"
    assert (saved.status_code, saved["Location"]) == (302, page)
    said = editor.get(page).content.decode()
    assert "与第1版相比" in said and "<ins>0000-7654321</ins>" in said and "咨询电话" in said

    assert editor.post(f"{page}act/", {"act": "send_to_review"}).status_code == 302
    assert "由另一位有权的人审核发布：吴磊" in editor.get(page).content.decode()
    refused = editor.post(f"{page}act/", {"act": "publish", "from_on": f"{today()}"})
    assert (refused.status_code, "您自己写的" in refused.content.decode()) == (403, True)
    late = network.post(f"{page}act/", {"act": "publish", "from_on": "2026-01-01"})
    assert (late.status_code, "今天或以后" in late.content.decode()) == (422, True)
    assert network.post(f"{page}act/", {"act": "publish", "from_on": f"{today()}"}).status_code == 302

    assert published("MZ-01", on=today()).telephone == "0000-7654321"
    assert network.get("/manage/catalogue/MZ-01/edit/").status_code == 200


def test_a_draft_is_given_back_with_a_reason_that_its_page_shows(house: Cast):
    editor, network = signed_in(house, "editor"), signed_in(house, "network")
    typed(editor, telephone="0000-7654321")
    act = "/manage/catalogue/MZ-01/2/act/"
    editor.post(act, {"act": "send_to_review"})

    short = network.post(act, {"act": "return_draft", "reason": "改"})
    assert (short.status_code, 'value="改"' in short.content.decode()) == (422, True)
    network.post(act, {"act": "return_draft", "reason": "电话请核对"})
    assert "退回修改：电话请核对" in editor.get("/manage/catalogue/MZ-01/2/").content.decode()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(house: Cast):
    client = signed_in(house, "editor")
    before = opened(client)
    typed(client, telephone="0000-7654321")
    answer = client.post(EDIT, before | {"place": ["二楼"], "do": ["save"]})

    assert (answer.status_code, "又存了第2版" in answer.content.decode()) == (422, True)
    assert 'value="二楼"' in answer.content.decode()


def test_a_new_item_is_begun_with_its_name_and_line_alone(house: Cast):
    client = signed_in(house, "editor")
    answer = client.post("/manage/catalogue/new/", {"name": "犬只登记", "line": "民政", "code": "", "whose": "all"})
    version = ItemVersion.objects.get(name="犬只登记")

    assert answer["Location"] == f"/manage/catalogue/{version.item.code}/edit/"
    assert "没有写办事依据" in client.get(answer["Location"]).content.decode()
    taken = client.post("/manage/catalogue/new/", {"name": "另一项", "line": "民政", "code": "MZ-01", "whose": "all"})
    assert (taken.status_code, "已经用了" in taken.content.decode()) == (422, True)


def test_a_file_is_brought_published_with_the_minute_and_offered_at_once(house: Cast):
    editor, network = signed_in(house, "editor"), signed_in(house, "network")
    answer = editor.post("/manage/catalogue/upload/", {"file": SimpleUploadedFile("ln.yaml", NEW.encode())})
    page = "/manage/catalogue/LN-09/1/"
    again = editor.post("/manage/catalogue/upload/", {"file": SimpleUploadedFile("ln.yaml", NEW.encode())})
    assert answer["Location"] == again["Location"] == page
    assert editor.get(f"{page}item.yaml").content.decode() == write(of_version(latest("LN-09").pk))
    editor.post(f"{page}act/", {"act": "send_to_review"})

    without = network.post(f"{page}act/", {"act": "publish", "from_on": f"{today()}", "minute": ""})
    assert (without.status_code, "会议纪要的文号" in without.content.decode()) == (422, True)
    network.post(f"{page}act/", {"act": "publish", "from_on": f"{today()}", "minute": MINUTE})
    said = network.get(page).content.decode()
    assert MINUTE in said and "本中心认领，今天起办理" in said
    network.post("/manage/catalogue/claims/take/", {"items": "LN-09", "from_on": f"{today()}"})
    assert network.get("/items/LN-09/").status_code == 200
    assert "本中心认领，今天起办理" not in network.get(page).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"code: [", "写法有误"), (b"\xff\xfe", "UTF-8"), (SHORT.replace("line: 民政\n", "").encode(), "缺少")],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_lines(house: Cast, content: bytes, words: str):
    client = signed_in(house, "editor")
    answer = client.post("/manage/catalogue/upload/", {"file": SimpleUploadedFile("ln.yaml", content)})

    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_a_draft_is_seen_as_its_guide_and_its_leaflet_before_it_is_published(house: Cast):
    client = signed_in(house, "editor")
    typed(client, telephone="0000-7654321")

    assert "草稿：没有发布" in client.get("/manage/catalogue/MZ-01/2/preview/").content.decode()
    assert client.get("/manage/catalogue/MZ-01/2/leaflet.pdf").content.startswith(b"%PDF")


def test_an_item_is_cancelled_from_a_day_on(house: Cast):
    client = signed_in(house, "network")
    client.post("/manage/catalogue/MZ-01/1/act/", {"act": "retire", "until_on": f"{today() + timedelta(days=1)}"})

    assert not ItemVersion.objects.in_force(today() + timedelta(days=1)).filter(item__code="MZ-01").exists()
    assert ItemVersion.objects.in_force(today()).filter(item__code="MZ-01").exists()


@pytest.mark.parametrize("who", ["director", "window", "supervisor"])
def test_other_posts_do_not_open_the_editor(house: Cast, who: str):
    client = signed_in(house, who)

    assert client.get(EDIT).status_code == 403
    assert client.post("/manage/catalogue/MZ-01/1/act/", {"act": "retire", "until_on": f"{today()}"}).status_code == 403


def test_a_draft_that_is_not_wanted_is_put_aside_and_the_item_is_written_anew_from_what_is_published(house: Cast):
    client = signed_in(house, "editor")
    typed(client, telephone="0000-7654321")

    assert client.post("/manage/catalogue/MZ-01/2/act/", {"act": "retire"}).status_code == 302
    assert published("MZ-01", on=today()).number == 1
    assert "0000-7654321" not in client.get(EDIT).content.decode()


def test_what_is_typed_is_seen_as_guide_and_leaflet_beside_the_form_before_it_is_saved(house: Cast):
    client, sent = signed_in(house, "editor"), {"telephone": ["0000-7654321"], "do": ["look"], "beside": ["guide"]}
    page = opened(client) | sent
    beside = client.post(EDIT, page, headers={"hx-request": "true", "hx-target": "beside"}).content.decode()

    assert "0000-7654321" in beside and 'id="typed-who"' in beside and "<form" not in beside
    assert "0000-7654321" in client.post(EDIT, page).content.decode()  # without JavaScript, by 再检查一遍
    whole = client.post(EDIT, page | {"do": ["guide"]}).content.decode()
    assert "还没有存" in whole and "0000-7654321" in whole
    assert client.post(EDIT, page | {"do": ["leaflet"]}).content.startswith(b"%PDF")
    wrong = client.post(EDIT, page | {"promised": ["尽快"], "do": ["leaflet"]})
    assert (wrong.status_code, "看不懂时限" in wrong.content.decode()) == (422, True)
    assert latest("MZ-01").number == 1


def test_what_is_typed_while_it_is_reviewed_is_not_lost(house: Cast):
    client = signed_in(house, "editor")
    typed(client, telephone="0000-7654321")
    before = opened(client)
    client.post("/manage/catalogue/MZ-01/2/act/", {"act": "send_to_review"})
    answer = client.post(EDIT, before | {"place": ["二楼"], "do": ["save"]})

    assert (answer.status_code, "正在审核" in answer.content.decode()) == (422, True)
    assert 'value="二楼"' in answer.content.decode()
    assert client.get(EDIT)["Location"] == "/manage/catalogue/MZ-01/2/"


def test_conditions_and_days_are_typed_with_the_names_of_the_form():
    sent = {
        "name": ["证"], "line": ["民政"], "decided_at_window": ["on"], "form-0-name": ["家庭人口"], "form-0-kind": ["number"],
        "form-0-required": ["on"], "form-1-name": ["领取日期"], "form-1-kind": ["date"], "materials-0-name": ["户口簿"],
        "materials-0-originals": ["1"], "materials-0-copies": [""], "materials-0-necessity": ["conditional"],
        "materials-0-keep": ["keep"], "materials-0-when": ["家庭人口 不少于 3"], "steps-0-name": ["发证"],
        "steps-0-kind": ["hand_out"], "steps-0-level": ["town"], "steps-0-phase": ["after"], "steps-0-counts": ["on"],
        "steps-0-not_before": ["领取日期起满3个月"], "seat": ["household"],
    }  # fmt: skip
    taken = item_typed.taken(sent, NO_ELEMENTS, code="XX-01")
    wrong = item_typed.taken(sent | {"materials-0-when": ["人口 大于 3"]}, NO_ELEMENTS, code="XX-01").wrong

    assert taken.content and taken.wrong == {}
    assert str(taken.content.steps[0].not_before) == "3 months after field_2"
    assert taken.content.requirements[0].condition == conditions.parse({"field": "field_1", "at_least": 3})
    assert "家庭人口" in str(wrong["materials-0-when"][0])


def test_the_catalogue_is_searched_and_goes_on_a_page_at_a_time(house: Cast, monkeypatch: pytest.MonkeyPatch):
    client = signed_in(house, "editor")
    found = client.get("/manage/catalogue/", {"q": "liudongrenkou"}).content.decode()
    assert "JS-03" in found and "MZ-01" not in found
    assert "没有这样的事项" in client.get("/manage/catalogue/", {"q": "没有"}).content.decode()

    monkeypatch.setattr(catalogue, "_MOST", 10)
    first = client.get("/manage/catalogue/").content.decode()
    [after] = re.findall(r'href="\?after=([A-Z0-9-]+)"', first)
    second = client.get("/manage/catalogue/", {"after": after}).content.decode()
    codes = [re.findall(r'<th scope="row" class="number">([A-Z0-9-]+)</th>', page) for page in (first, second)]
    assert (len(codes[0]), len(codes[1]), codes[0][-1]) == (10, 6, after)
    assert codes[0] + codes[1] == sorted(codes[0] + codes[1]) and "接着看" not in second


def test_a_list_goes_out_is_mended_in_excel_and_comes_back_as_drafts_all_or_none(house: Cast):
    client = signed_in(house, "editor")
    every = rows_of(client.get("/manage/catalogue/items.xlsx").content)
    rows = {sheet: [one for one in lines if one[0] in ("事项编码", "MZ-01", "MZ-02")] for sheet, lines in every.items()}
    at = {row[0]: number for number, row in enumerate(rows["事项"], 1)}
    mended = typed_over(rows, "事项", at["MZ-01"], "咨询方式", "0000-7654321")

    def brought(changed: dict[str, list[list[str]]]) -> Any:
        return client.post("/manage/catalogue/upload/", {"file": SimpleUploadedFile("a.xlsx", workbook(changed))})

    wrong = brought(typed_over(mended, "事项", at["MZ-02"], "承诺办结时限", "尽快"))
    assert wrong.status_code == 422
    assert f"工作表“事项”第{at['MZ-02']}行“承诺办结时限”列" in wrong.content.decode()
    assert latest("MZ-01").number == 1
    assert brought(mended)["Location"] == "/manage/catalogue/MZ-01/2/"
    assert (latest("MZ-01").telephone, latest("MZ-02").number) == ("0000-7654321", 1)
    late = brought(
        typed_over(mended, "事项", at["MZ-02"], "咨询方式", "0000-1")
    )  # written after version 1, and there is a second
    assert (late.status_code, "又存了第2版" in late.content.decode(), latest("MZ-02").number) == (422, True, 1)
