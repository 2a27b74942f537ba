"""本地事项: marked wherever people see them; a village's desk sees its own, a stranger's does not (A11)."""

from typing import Any

import pytest
from django.test import Client

from tests.faces.doors import signed_in
from tests.faces.test_manage_guides import LEFT, settle
from tests.town import Cast
from yimen.catalogue import claiming, definitions, loading
from yimen.catalogue.models import Item
from yimen.demonstration.building import OWN
from yimen.faces.shared import handouts
from yimen.faces.shared.now import now, today
from yimen.office import devices
from yimen.office.actor import Actor

MARK = "本地事项 · 柳树村服务室"
CLAIMS = "/manage/catalogue/claims/"


@pytest.fixture
def own(house: Cast) -> Cast:
    """The two examples, claimed by whose they are."""
    loading.load(OWN, by=Actor.clock(), at=now())
    for who, code in (("editor", "DY-01"), ("village_editor", "DYLS-01")):
        by = getattr(house, who)
        items, centre = Item.objects.filter(code=code), house.town.posts[who].centre
        claiming.claim(items, centre=centre, from_on=today(), by=by, at=now())
    return house


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_people_are_told_on_the_list_the_guide_the_leaflet_and_by_http(own: Cast):
    anybody = Client()

    assert MARK in text(anybody.get("/items/?q=借活动室")) and MARK in text(anybody.get("/items/DYLS-01/"))
    assert "本地事项" not in text(anybody.get("/items/MZ-01/"))
    assert anybody.get("/api/v1/items/DYLS-01").json()["local"] == "DYLS"
    assert anybody.get("/api/v1/items?q=农村低保").json()["items"][0]["local"] == ""
    sheet = handouts.leaflet(definitions.published("DYLS-01", on=today()), [], centre="")
    assert sheet.line == "综合 · 本地事项（柳树村服务室）"


def test_the_counter_finds_its_own_with_the_mark_and_not_the_villages(own: Cast):
    window = signed_in(own, "window")

    assert "本地事项 · 德源街道中心" in text(window.get("/counter/?q=上门收件"))
    assert "DYLS-01" not in text(window.get("/counter/?q=借活动室"))
    assert window.get("/counter/intake/DYLS-01/").status_code == 404


def test_an_error_in_an_own_guide_goes_to_its_own_editor(own: Cast):
    sent = Client().post("/items/DYLS-01/report/", {"about": "place", "says": "电话打不通"})

    assert "number=DYLS" in sent.headers["Location"]
    assert "村文化活动室借用" in text(signed_in(own, "village_editor").get("/manage/care/"))
    assert "村文化活动室借用" not in text(signed_in(own, "editor").get("/manage/care/"))


def test_the_kiosk_of_the_hall_shows_the_mark(own: Cast):
    kiosk = devices.add(own.hall, kind="kiosk", name="取号机", by=own.network, at=now())
    guide = Client().get(f"/kiosk/{kiosk.token}/items/DY-01/")

    assert "本地事项" in text(guide) and "本地事项" in text(Client().get(f"/kiosk/{kiosk.token}/find/?q=smsj"))
    assert Client().get(f"/kiosk/{kiosk.token}/items/DYLS-01/").status_code == 404


def test_a_village_sees_its_own_and_its_halls_and_a_stranger_neither(own: Cast):
    village, hall = signed_in(own, "village_editor"), signed_in(own, "editor")

    assert MARK in text(village.get(CLAIMS)) and "DY-01" in text(village.get("/manage/catalogue/"))
    assert "DYLS-01" not in text(hall.get(CLAIMS)) + text(hall.get("/manage/catalogue/"))
    assert hall.get("/manage/catalogue/DYLS-01/1/").status_code == 404
    assert hall.get(f"{CLAIMS}DYLS-01/").status_code == 404
    assert hall.post(f"{CLAIMS}take/", {"items": ["DYLS-01"], "from_on": f"{today()}"}).status_code == 404
    assert village.get("/manage/catalogue/DYLS-01/1/").status_code == 200


def test_own_items_are_no_part_of_the_claimed_share(own: Cast):
    assert "本中心认领了16项，上级规定的现行事项共16项" in text(signed_in(own, "editor").get(CLAIMS))
    assert "16项中有16项" in text(signed_in(own, "editor").get("/manage/indicators/claimed/"))
    assert "本中心认领了0项" in text(signed_in(own, "village_editor").get(CLAIMS))


def test_what_a_village_brings_is_stored_as_its_own(own: Cast):
    answer = settle(signed_in(own, "village_editor"), LEFT)

    assert answer.status_code == 302
    assert Item.objects.get(code="DYLS-02").centre == own.town.centres["DYLS"]


def test_an_editor_says_whose_the_brought_guide_is_and_a_village_has_no_choice(own: Cast):
    assert "本中心自有事项" in text(signed_in(own, "editor").get("/manage/catalogue/import/"))
    page = text(signed_in(own, "village_editor").get("/manage/catalogue/import/"))
    assert "读出的存为本中心自有事项" in page and 'name="whose"' not in page
