"""Loading: all or nothing, the same file twice changes nothing, versions follow each other."""

from datetime import UTC, date, datetime, timedelta
from functools import reduce
from io import StringIO
from json import loads
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.catalogue.cast import ELEMENTS, FOLDER, MONDAY, ON, SHORT, bring, load_short, root
from yimen.catalogue import models
from yimen.catalogue.defining import near
from yimen.catalogue.definitions import of_version, published
from yimen.catalogue.elements import Content
from yimen.catalogue.reading import Unreadable, read
from yimen.journal.errors import NotThere
from yimen.journal.fold import replay
from yimen.journal.models import Entry

pytestmark = pytest.mark.django_db


def states(number: int) -> list[tuple[str, date]]:
    rows = models.VersionState.objects.filter(version__item__code="LN-01", version__number=number)
    return list(rows.order_by("number").values_list("state", "from_on"))


def content(definition: Content) -> Content:
    return Content.of(**{name: getattr(definition, name) for name in Content.names()})


def test_the_first_catalogue_is_loaded_and_said_again_word_by_word(tmp_path: Path) -> None:
    loaded = bring(FOLDER)
    call_command("dump_catalogue", yaml=tmp_path, stdout=StringIO())

    assert len(loaded.added) == 16
    for file in FOLDER.glob("*.yaml"):
        kept = read(file.read_text("utf-8"), file=file.name, dictionary=ELEMENTS)
        code = kept.content.code
        dumped = read((tmp_path / f"{code}.yaml").read_text("utf-8"), file=code, dictionary=near(tmp_path))
        assert (dumped.content, dumped.state, dumped.from_on) == (kept.content, kept.state, kept.from_on)
        assert content(published(code, on=ON)) == kept.content


def test_an_item_with_variants_and_a_form_comes_back_from_the_rows() -> None:
    more = """\
variants:
  - key: first
    name: 首次
    promised: 5 working days
    when: {any: [{field: again, is: false}, {none: [{field: age, at_least: 61}]}]}
form:
  - {key: again, name: 是否补办, kind: yes_no}
  - {key: age, name: 年龄, kind: number, required: false}
  - {key: way, name: 取件, kind: choice, choices: [自取, 邮寄]}
results:
  - {kind: certificate, name: 老年证}
special:
  - {kind: hearing, name: 听证, limit: 20 working days}
  - {kind: referral, name: 报省厅批复, basis: 《某条例》第9条}
completion: resume
refusal_needs_leader: true
co_departments: [公安]
visits: 1
online: apply
agent: allowed
"""
    visit = (
        "steps:\n  - {key: visit, name: 入户, kind: household_visit, level: town, counts: false, basis: 《某条例》}\n"
    )
    had = "blank: 窗口领取, sample: 大厅填单台"
    extra = (
        f"materials:\n  - {{key: old, name: 旧证, {had}, necessity: conditional, when: {{field: again, is: true}}}}\n"
    )
    changes = [("seat:", f"{more}seat:"), ("materials:\n", extra), ("steps:\n", visit)]
    loaded = load_short(*changes)

    text = reduce(lambda text, change: text.replace(*change), changes, SHORT)
    assert loaded.added == ["LN-01"]
    assert content(published("LN-01", on=ON)) == read(text, file="x").content


def test_the_same_file_twice_changes_nothing() -> None:
    load_short()
    again = load_short(at=MONDAY + timedelta(days=3))

    assert (again.unchanged, again.added, again.amended, again.moved) == (["LN-01"], [], [], [])
    assert models.ItemVersion.objects.count() == 1
    assert states(1) == [("draft", ON), ("published", ON)]


def test_what_is_loaded_is_told_once_in_the_journal_from_which_the_states_follow() -> None:
    load_short()
    load_short()
    load_short(("30 working", "20 working"))

    told = Entry.objects.filter(centre_id=root().pk)
    assert [one.act for one in told.order_by("number")] == ["catalogue.load", "catalogue.load"]
    assert replay(root().pk) == []
    assert models.VersionState.objects.filter(entry_id__in=told.values("pk")).count() == 5


def test_an_amended_file_is_the_next_version_and_ends_the_earlier_on_the_same_day() -> None:
    load_short()
    later = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
    from_may = ("state: published", "state: published\nfrom: 2026-05-01")
    loaded = load_short(("30 working", "20 working"), from_may, at=later)

    assert loaded.amended == ["LN-01"]
    assert states(1) == [("draft", ON), ("published", ON), ("retired", date(2026, 5, 1))]
    assert str(published("LN-01", on=date(2026, 4, 30)).promised) == "30 working days"
    assert str(published("LN-01", on=date(2026, 5, 1)).promised) == "20 working days"


def test_a_draft_is_not_in_force_until_its_file_says_published() -> None:
    load_short(("state: published\n", ""))
    with pytest.raises(NotThere):
        published("LN-01", on=ON)

    moved = load_short().moved

    assert moved == ["LN-01"]
    assert published("LN-01", on=ON).number == 1


def test_a_draft_amendment_leaves_the_published_version_in_force() -> None:
    load_short()
    load_short(("30 working", "20 working"), ("state: published", "state: draft"))

    assert published("LN-01", on=ON).number == 1
    assert states(2) == [("draft", ON)]


def test_a_published_version_does_not_go_back_to_draft() -> None:
    load_short()

    with pytest.raises(Unreadable, match="这一版已是“发布”，不能改成“草稿”"):
        load_short(("state: published", "state: draft"))


def test_a_retired_item_is_no_longer_in_force() -> None:
    load_short()
    load_short(("state: published", "state: retired\nfrom: 2026-06-01"))

    assert published("LN-01", on=date(2026, 5, 31)).number == 1
    with pytest.raises(NotThere):
        published("LN-01", on=date(2026, 6, 1))


def test_a_version_cannot_begin_before_the_one_it_follows() -> None:
    load_short()

    with pytest.raises(Unreadable, match="新的一版不能早于它"):
        load_short(("30 working", "20 working"), ("state: published", "state: published\nfrom: 2026-03-01"))
    assert models.ItemVersion.objects.count() == 1


def test_one_mistake_keeps_every_file_out() -> None:
    texts = {"a.yaml": SHORT, "b.yaml": SHORT.replace("LN-01", "LN-02").replace("town", "street")}

    with pytest.raises(Unreadable, match=r"b\.yaml:12"):
        bring(texts)
    assert not models.Item.objects.exists()


def test_a_code_stands_in_one_file_only() -> None:
    with pytest.raises(Unreadable, match=r"编码 LN-01 在 a\.yaml 里已经有了"):
        bring({"a.yaml": SHORT, "b.yaml": SHORT})


def test_a_material_is_one_type_wherever_it_is_asked_for() -> None:
    load_short()
    bring(FOLDER)

    assert models.MaterialType.objects.get(code="身份证").requirements.count() == 5


def test_a_definition_is_read_in_nine_queries_and_then_from_memory(django_assert_num_queries: Any) -> None:
    load_short()
    version = models.ItemVersion.objects.get()

    with django_assert_num_queries(9):
        first = of_version(version.id)
    with django_assert_num_queries(0):
        assert of_version(version.id) is first


def test_a_draft_is_read_afresh() -> None:
    load_short(("state: published\n", ""))
    version = models.ItemVersion.objects.get()

    assert of_version(version.id) is not of_version(version.id)


def test_the_command_tells_every_mistake_and_loads_nothing(tmp_path: Path) -> None:
    (tmp_path / "ln.yaml").write_text(SHORT.replace("town", "street").replace("line:", "lien:"), "utf-8")
    told = StringIO()

    with pytest.raises(CommandError, match="共2处错误，没有载入任何事项。"):
        call_command("load_catalogue", tmp_path, stderr=told)
    places = [line.split("：")[0].split("/")[-1] for line in told.getvalue().splitlines()]
    assert places == ["ln.yaml:4", "ln.yaml:12"]


def test_a_folder_without_files_and_a_foreign_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="1处错误"):
        call_command("load_catalogue", tmp_path, stderr=StringIO())
    (tmp_path / "gbk.yaml").write_bytes("name: 老年证".encode("gbk"))
    told = StringIO()

    with pytest.raises(CommandError):
        call_command("load_catalogue", tmp_path, stderr=told)
    assert "不是 UTF-8 编码" in told.getvalue()


def test_the_list_for_programs_names_every_item() -> None:
    call_command("load_catalogue", FOLDER, stdout=StringIO())
    said = StringIO()
    call_command("dump_catalogue", json=True, stdout=said)

    items = loads(said.getvalue())["items"]
    told = {one["code"]: (one["name"], one["department"], one["decided_by"]) for one in items}
    assert len(items) == 16
    assert told["JS-03"] == ("流动人口计划生育证明", "计生", ["window"])
    assert told["MZ-01"] == ("农村居民最低生活保障", "民政", ["county"])
    assert told["LY-01"] == ("林木采伐许可", "林业", ["town", "county"])
