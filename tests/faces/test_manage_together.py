"""Manage: the same words changed in many items at once, as drafts that a second person publishes together (A6)."""

from datetime import timedelta

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.catalogue.definitions import published
from yimen.catalogue.models import ItemVersion
from yimen.faces.shared.now import today
from yimen.office.models import Holding

REPLACE, REVIEW = "/manage/catalogue/replace/", "/manage/catalogue/review/"
WORDS = {"old": "户口簿", "new": "居民户口簿"}


def asking(words: str) -> set[str]:
    """The codes of the items in force in which a material is called so."""
    versions = ItemVersion.objects.in_force(today()).select_related("item")
    found = [published(one.item.code, on=today()) for one in versions]
    return {one.code for one in found if any(words in material.name for material in one.requirements)}


def test_what_would_change_is_shown_in_every_item_and_nothing_is_changed(house: Cast):
    before = ItemVersion.objects.count()
    said = signed_in(house, "editor").get(REPLACE, WORDS).content.decode()

    assert len(asking("户口簿")) > 1
    assert all(f'value="{code}"' in said for code in asking("户口簿"))
    assert "居民户口簿</ins>" in said
    assert ItemVersion.objects.count() == before


def test_ticked_items_are_sent_together_and_published_together_by_the_second_person(house: Cast):
    editor, network = signed_in(house, "editor"), signed_in(house, "network")
    codes = sorted(asking("户口簿"))
    sent = editor.post(REPLACE, WORDS | {"items": codes})
    assert (sent.status_code, sent["Location"]) == (302, REVIEW)
    assert "您自己写的" in editor.get(REVIEW).content.decode()
    said = network.get(REVIEW).content.decode()
    assert all(f'value="{code}"' in said for code in codes)

    past = network.post(REVIEW, {"items": codes, "from_on": "2026-01-01"})
    assert (past.status_code, "今天或以后" in past.content.decode()) == (422, True)
    assert not asking("居民户口簿")
    assert network.post(REVIEW, {"items": codes, "from_on": f"{today()}"}).status_code == 302
    assert asking("居民户口簿") == set(codes)
    types = {one.material_code for one in published(codes[0], on=today()).requirements}
    assert "户口簿" in types and "居民户口簿" not in types
    assert network.post(REVIEW, {"items": codes, "from_on": f"{today()}"}).status_code == 422


def test_words_that_say_too_little_and_nothing_ticked_are_refused(house: Cast):
    client, before = signed_in(house, "editor"), ItemVersion.objects.count()
    nothing = client.post(REPLACE, WORDS | {"items": []})
    short = client.get(REPLACE, {"old": "户", "new": "x"})

    assert (nothing.status_code, "请勾选" in nothing.content.decode()) == (422, True)
    assert (short.status_code, "至少2个字" in short.content.decode()) == (422, True)
    assert "没有这个用语" in client.get(REPLACE, {"old": "没有的用语", "new": "x"}).content.decode()
    assert ItemVersion.objects.count() == before


def test_who_wrote_them_cannot_publish_them_all_at_once_either(house: Cast):
    editor = signed_in(house, "editor")
    codes = sorted(asking("户口簿"))
    editor.post(REPLACE, WORDS | {"items": codes})
    answer = editor.post(REVIEW, {"items": codes, "from_on": f"{today()}"})

    assert (answer.status_code, "请勾选" in answer.content.decode()) == (422, True)
    Holding.objects.filter(staff=house.town.staff["network"]).update(until_on=today() - timedelta(days=1))
    assert editor.post(REVIEW, {"items": codes, "from_on": f"{today()}"}).status_code == 302
