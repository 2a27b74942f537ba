"""一件事 and 这里不办: files that point to items and away from here; what several items ask for is gathered once."""

from dataclasses import replace
from io import StringIO
from json import loads
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.catalogue.cast import CATALOGUE, FOLDER, SHORT, bring
from yimen.catalogue import gathering, models, signposting
from yimen.catalogue.elements import Necessity
from yimen.catalogue.reading import Unreadable, read
from yimen.catalogue.signposts import Part, bundle, elsewhere

AWAY = "code: QT-01\nname: 护照\nbody: 县公安局\naddress: 人民路1号\ntelephone: '110'\nhours: 周一至周五\n"
TWO = "code: YJS-01\nname: 出生\nitems:\n  - {item: MZ-01}\n  - {item: MZ-05, when: 老人}\nelsewhere: [QT-01]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two printed items, a bundle of them, and a matter done elsewhere."""
    for name in ("ncdb.yaml", "lnz.yaml"):
        (tmp_path / name).write_text((FOLDER / name).read_text("utf-8"), "utf-8")
    for name, text in (("bundles", TWO), ("elsewhere", AWAY)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.yaml").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.django_db
def test_signposts_are_loaded_with_the_items_and_read_back(folder: Path) -> None:
    loaded = bring(folder)

    assert (loaded.added, loaded.signposts) == (["MZ-05", "MZ-01"], ["QT-01", "YJS-01"])
    assert signposting.bundles() == (bundle(TWO, file="x"),)
    assert signposting.bundles()[0].parts == (Part("MZ-01"), Part("MZ-05", "老人"))
    assert signposting.elsewhere() == (elsewhere(AWAY, file="x"),)


@pytest.mark.django_db
def test_the_same_files_twice_change_nothing_and_a_changed_one_is_told(folder: Path) -> None:
    bring(folder)
    assert bring(folder).signposts == []

    (folder / "elsewhere" / "one.yaml").write_text(AWAY.replace("人民路1号", "人民路2号"), "utf-8")
    assert bring(folder).signposts == ["QT-01"]
    assert signposting.elsewhere()[0].address == "人民路2号"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("MZ-05", "MZ-95", "没有编码为“MZ-95”的事项"),
        ("QT-01]", "QT-91]", "没有编码为“QT-91”的“这里不办”"),
        ("name: 出生\n", "", "缺少“name”"),
        ("when:", "wenn:", "是不是“when”"),
    ],
)
def test_a_bundle_that_points_nowhere_keeps_everything_out(folder: Path, old: str, new: str, told: str) -> None:
    (folder / "bundles" / "one.yaml").write_text(TWO.replace(old, new), "utf-8")

    with pytest.raises(Unreadable, match=told):
        bring(folder)
    assert not models.Item.objects.exists() and not models.Elsewhere.objects.exists()


def test_a_material_that_several_items_ask_for_is_listed_once_with_enough_for_all() -> None:
    one = read(SHORT, file="x").content
    (card,) = one.requirements
    other = replace(
        one, name="护理补贴", requirements=(replace(card, copies=2), replace(card, name="病历", material_code="病历"))
    )

    shared, own = gathering.materials([one, other])

    assert (shared.name, shared.copies, shared.items) == ("身份证", 3, ("老年证", "护理补贴"))
    assert (own.name, own.items) == ("病历", ("护理补贴",))


def test_what_is_only_looked_at_is_needed_once_and_what_not_everybody_needs_stands_last() -> None:
    one = read(SHORT.replace("originals: 0, copies: 1", "keep: inspect"), file="x").content
    (card,) = one.requirements
    sometimes = replace(card, name="委托书", material_code="委托书", necessity=Necessity.OPTIONAL)

    first, last = gathering.materials([replace(one, requirements=(sometimes, card)), one])

    assert (first.name, first.originals, first.is_kept, first.is_always) == ("身份证", 1, False, True)
    assert (last.name, last.is_always) == ("委托书", False)


def test_the_five_bundles_and_the_directory_of_the_demonstration_are_sound() -> None:
    bundles = [bundle(one.read_text("utf-8"), file=one.name) for one in sorted((CATALOGUE / "bundles").iterdir())]
    matters = [elsewhere(one.read_text("utf-8"), file=one.name) for one in sorted((CATALOGUE / "elsewhere").iterdir())]
    items = {one.stem.upper() for one in CATALOGUE.rglob("*-*.yaml")} | {"MZ-01", "MZ-02", "MZ-05", "MZ-06", "MZ-07"}

    assert len(bundles) == 5 and len(matters) >= 20
    assert [part.code for one in bundles for part in one.parts if part.code not in items] == []
    assert {code for one in bundles for code in one.elsewhere} <= {one.code for one in matters}
    assert all(one.to_confirm for one in bundles) and all(one.to_confirm for one in matters)


@pytest.mark.django_db
def test_they_are_dumped_beside_the_items_and_loading_that_changes_nothing(folder: Path, tmp_path: Path) -> None:
    bring(folder)
    out, said = tmp_path / "out", StringIO()
    call_command("dump_catalogue", yaml=out, json=True, stdout=said)

    told = loads(said.getvalue())
    assert told["bundles"][0]["items"] == [{"item": "MZ-01"}, {"item": "MZ-05", "when": "老人"}]
    assert told["elsewhere"][0]["telephone"] == "110"
    again = bring(out)
    assert (again.added, again.amended, again.signposts) == ([], [], [])
