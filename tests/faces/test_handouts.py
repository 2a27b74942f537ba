"""What is handed out: the 告知单 on one page, the 便民手册 of a centre (A2, 普陀 三)."""

import re
from dataclasses import replace

from django.test import Client

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.catalogue.models import Claim
from yimen.faces.shared import handouts
from yimen.faces.shared.guides import Offer
from yimen.papers import leaflets

OFFER = Offer("德源中心", "长安路24号", "周一至周五", "0000-1", "0000-2")


def pages(pdf: bytes) -> int:
    return max(int(found) for found in re.findall(rb"/Count (\d+)", pdf))


def test_a_leaflet_has_its_nine_elements_and_names_what_is_not_stated(house: Cast) -> None:
    one = handouts.leaflet(house.item("MZ-01"), [OFFER], centre="德源中心")
    said = {element.label: element.lines for element in (*one.elements, *one.after)}

    assert one.name == "农村居民最低生活保障"
    assert said["办事依据"] == ("未载明",)
    assert "1196元" in said["申报条件"][0]
    assert [row.name for row in one.materials] == ["户主申请"]
    assert one.steps[0] == "村委会初审"
    assert said["办理时限"][0] == "承诺时限：30个工作日"
    assert said["办理地点"] == ("德源中心　长安路24号　周一至周五",)
    assert said["联系电话"] == ("咨询 0000-1", "监督投诉 0000-2")
    assert {"收费", "责任机关", "协办部门"} <= said.keys()
    assert one.link.endswith("/items/MZ-01/")


def test_every_printed_item_fits_on_one_page(house: Cast) -> None:
    for code in ("MZ-01", "MZ-02", "LY-01", "JS-01"):
        answer = Client().get(f"/items/{code}/leaflet.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert pages(answer.content) == 1


def test_a_long_one_is_set_smaller_before_it_takes_a_second_page(house: Cast) -> None:
    at = house.clock.at(3, 2)
    one = handouts.leaflet(house.item("MZ-02"), [OFFER], centre="德源中心")
    long = replace(one, materials=one.materials * 6)
    assert pages(leaflets.leaflet(long, note="", at=at)) == 1
    assert pages(leaflets.leaflet(replace(one, materials=one.materials * 40), note="", at=at)) > 1


def test_the_handbook_binds_all_items_of_the_centre(house: Cast) -> None:
    answer = signed_in(house, "editor").get("/manage/catalogue/handbook.pdf")
    assert answer.status_code == 200
    assert pages(answer.content) > 5
    assert signed_in(house, "window").get("/manage/catalogue/handbook.pdf").status_code in (403, 404)


def test_the_next_book_has_what_a_claim_has_changed(house: Cast) -> None:
    editor = signed_in(house, "editor")
    before = editor.get("/manage/catalogue/handbook.pdf").content
    assert editor.get("/manage/catalogue/handbook.pdf").content == before

    Claim.objects.filter(centre=house.hall, item__code="MZ-01").update(place="西楼二层")
    assert editor.get("/manage/catalogue/handbook.pdf").content != before


def test_nobody_knows_the_leaflet_of_what_is_not_offered(house: Cast) -> None:
    assert Client().get("/items/XX-99/leaflet.pdf").status_code == 404
