"""Data elements as they are seen: in manage, by HTTP, and on the guide of an item (PIPL 17)."""

from django.test import Client

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.journal import kept, source


def page(cast: Cast, path: str, who: str = "editor") -> str:
    return str(signed_in(cast, who).get(path).content.decode())


def test_the_dictionary_is_listed_and_one_element_names_the_items_that_ask_for_it(cast: Cast):
    listed, one = page(cast, "/manage/elements/"), page(cast, "/manage/elements/household_size/")

    assert "/manage/elements/account/" in listed
    assert "敏感个人信息" in listed
    assert "农村居民最低生活保障" in one
    assert "城市居民最低生活保障" in one
    assert "老年证" not in one
    assert "计算家庭人均收入" in one
    assert "待确认" in one


def test_the_dictionary_is_for_those_who_keep_the_catalogue(cast: Cast):
    assert signed_in(cast, "window").get("/manage/elements/").status_code == 403
    assert signed_in(cast, "window").get("/manage/elements/account/").status_code == 403
    assert signed_in(cast, "editor").get("/manage/elements/nobody/").status_code == 404


def test_the_dictionary_is_read_by_everybody_over_http(cast: Cast):
    every = Client().get("/api/v1/elements").json()["elements"]
    one = Client().get("/api/v1/elements/account").json()

    assert one in every
    assert (one["name"], one["checked"], one["sensitivity"]) == ("收款账号", "bank_account", "sensitive")
    assert one["purpose"] and one["basis"] and one["retention_years"]  # all three or the page lies
    assert Client().get("/api/v1/elements/nobody").status_code == 404
    fields = Client().get("/api/v1/items/MZ-05").json()["form_fields"]
    assert [(each["element"], each["known"]) for each in fields if each["element"]] == [("birth_on", "birth_on")]


def test_the_document_of_the_api_shows_an_element(cast: Cast):
    document = Client().get("/api/v1/openapi.json").json()

    assert document["components"]["schemas"]["Element"]["example"]["key"] == "account"
    assert {"/api/v1/elements", "/api/v1/elements/{key}"} <= document["paths"].keys()


def test_a_guide_says_which_facts_are_asked_and_why(cast: Cast):
    guide = Client().get("/items/MZ-01/").content.decode()

    assert "要填的信息" in guide
    assert "家庭人口数" in guide
    assert "用途：计算家庭人均收入" in guide
    assert guide.count("《中华人民共和国个人信息保护法》第十三条") == 2  # once for the number, once for the rest
    assert "保存10年" in guide
    assert "证件号码" in guide


def test_an_editor_says_on_which_ground_a_fact_is_asked_and_the_guide_says_it_too(cast: Cast):
    source.unseed()
    editor, address = signed_in(cast, "editor"), "/manage/elements/household_size/ground/"
    typed = {"sensitivity": "personal", "purpose": "算人均收入", "basis": "", "retention_years": "三"}
    refused = editor.post(address, typed)
    sent = editor.post(address, typed | {"basis": "《社会救助暂行办法》第十条", "retention_years": "3"})

    assert address in page(cast, "/manage/elements/household_size/")
    assert refused.status_code == 422
    assert "保存年限请填整数" in refused.content.decode()
    assert 'value="算人均收入"' in refused.content.decode()
    assert sent["Location"] == "/manage/elements/household_size/"
    kept.forget()  # at the latest after five seconds, or when the transaction is over, which it is not in a test
    guide = Client().get("/items/MZ-01/").content.decode()
    assert "用途：算人均收入；保存3年" in guide
    assert "待本单位确认" in guide  # of the others
    assert signed_in(cast, "window").post(address, typed).status_code == 403
