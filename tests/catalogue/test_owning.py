"""A centre's own items: under its code, seen and claimed there and below, by the same lint and the same acts (A11)."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from tests.catalogue.cast import SHORT
from tests.town import Cast
from yimen.catalogue import claiming, definitions, drafting, editing, loading, reviewing
from yimen.catalogue.codes import Codes
from yimen.catalogue.models import Claim, Item, ItemVersion
from yimen.catalogue.prose.guide import understand
from yimen.catalogue.prose.plaintext import read as read_plain
from yimen.catalogue.reading import Unreadable
from yimen.demonstration.building import OWN
from yimen.journal import fold
from yimen.journal.errors import Malformed, NotThere, NotYours
from yimen.journal.models import Entry
from yimen.office.actor import Actor

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
GUIDE = "一、民政\n1、村史馆参观预约\n申报条件：本村居民\n申报材料：身份证原件\n办理时限：当场办理\n"


@pytest.fixture
def own(cast: Cast) -> Cast:
    """The two examples of the demonstration: one of the hall, one of 柳树村."""
    loading.load(OWN, by=Actor.clock(), at=cast.clock.at(3, 2))
    return cast


def text(code: str, local: str) -> dict[str, str]:
    lines = SHORT.replace("code: LN-01\n", f"code: {code}\n" + (f"local: {local}\n" if local else ""))
    return {"own.yaml": lines}


def codes(cast: Cast, centre: str) -> set[str]:
    seen = Item.objects.seen_at(cast.town.centres[centre].pk)
    return set(seen.exclude(centre=None).values_list("code", flat=True))


def claim(cast: Cast, who: str, code: str, centre: str) -> list[Claim]:
    items, by = Item.objects.filter(code=code), getattr(cast, who)
    return claiming.claim(items, centre=cast.town.centres[centre], from_on=ON, by=by, at=cast.clock.now)


def test_the_examples_have_no_errors_and_say_whose_they_are(own: Cast):
    one = definitions.published("DYLS-01", on=ON)

    assert (one.local, one.owner, one.to_confirm) == ("DYLS", "柳树村服务室", True)
    assert definitions.published("MZ-01", on=ON).owner == ""


def test_an_own_item_is_seen_where_it_is_owned_and_below(own: Cast):
    assert codes(own, "DY") == {"DY-01"}
    assert codes(own, "DYLS") == {"DY-01", "DYLS-01"}
    assert codes(own, "DYTY") == {"DY-01"}
    assert codes(own, "XAMZ") == codes(own, "PT") == set()
    assert Item.objects.visible_to(own.village2).filter(code="DYLS-01").count() == 0


def test_it_is_claimed_there_and_below_and_not_by_a_stranger(own: Cast):
    claim(own, "village_editor", "DYLS-01", "DYLS")
    claim(own, "village_editor", "DY-01", "DYLS")

    assert {one.code for one in definitions.offered(own.town.centres["DYLS"].pk, on=ON)} == {"DY-01", "DYLS-01"}
    with pytest.raises(NotThere) as refused:
        claim(own, "editor", "DYLS-01", "DY")
    assert "DYLS-01" in str(refused.value)


@pytest.mark.parametrize(
    ("code", "local", "says"),
    [
        ("LN-09", "DY", "以中心编码开头"),
        ("ZZ-01", "ZZ", "没有编码为“ZZ”的中心"),
        ("DY-01", "", "已经是新安县德源街道便民服务中心的事项"),
        ("DY-01", "dy", "2至6个大写字母"),
    ],
)
def test_codes_do_not_collide_and_an_unknown_centre_is_named(own: Cast, code: str, local: str, says: str):
    with pytest.raises(Unreadable) as refused:
        loading.load_texts(text(code, local), by=own.editor, at=own.clock.now)
    assert says in str(refused.value)


def test_the_own_editor_writes_and_publishes_and_the_own_journal_tells_it(own: Cast):
    loading.load_texts(text("DYLS-02", "DYLS"), by=own.village_editor, at=own.clock.now)
    version = ItemVersion.objects.get(item__code="DYLS-02")
    draft = editing.keep(_changed(version, "老年活动登记"), after=1, by=own.village_editor, at=own.clock.now)
    with pytest.raises(NotYours):
        reviewing.send_to_review(draft, by=own.editor, at=own.clock.now)
    reviewing.send_to_review(draft, by=own.village_editor, at=own.clock.now)
    reviewing.publish(draft, from_on=ON, by=own.village_editor, at=own.clock.now)

    village = own.town.centres["DYLS"]
    assert definitions.published("DYLS-02", on=ON).name == "老年活动登记"
    assert "catalogue.publish" in Entry.objects.filter(centre_id=village.pk).values_list("act", flat=True)
    assert fold.replay(village.pk) == []


def _changed(version: ItemVersion, name: str) -> Any:
    return replace(definitions.of_version(version.pk), name=name)


def test_a_village_does_not_write_what_is_for_all(own: Cast):
    content = definitions.published("MZ-01", on=ON)

    with pytest.raises(NotYours):
        editing.keep(replace(content, name="改名"), after=1, by=own.village_editor, at=own.clock.now)
    with pytest.raises(Malformed):
        editing.keep(replace(content, local="DYLS"), after=1, by=own.village_editor, at=own.clock.now)


def test_what_is_brought_as_own_gets_codes_under_the_centre(own: Cast):
    village, understood = own.town.centres["DYLS"], understand(read_plain(GUIDE))
    more: dict[str, Any] = {"file": "村.txt", "left_out": (), "by": own.village_editor, "at": own.clock.now}

    drafted = drafting.take_in(understood, centre=village, local="DYLS", **more)

    assert [code for code, _name in drafted.items] == ["DYLS-02"]
    assert Item.objects.get(code="DYLS-02").centre == village
    assert Codes().known("村文化活动室借用", "综合") == ""
    with pytest.raises(NotYours):
        drafting.take_in(understood, centre=village, **more)


def test_the_command_imports_a_guide_as_own(own: Cast, tmp_path: Path):
    guide = tmp_path / "村.txt"
    guide.write_text(GUIDE, "utf-8")
    call_command("import_guide", guide, local="DYLS")

    assert Item.objects.get(code="DYLS-02").centre == own.town.centres["DYLS"]
    with pytest.raises(CommandError):
        call_command("import_guide", guide, local="ZZ")


def test_whose_an_item_is_never_changes(own: Cast):
    with pytest.raises(DatabaseError), transaction.atomic():
        Item.objects.filter(code="DYLS-01").update(centre=None)
