"""A guide with errors is not published; the printed page is, marked and counted, until a mended version replaces it (A4)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from tests.catalogue.cast import FOLDER, MONDAY, ON, SHORT, bring, load_short
from tests.catalogue.faults import ERRORS, WARNINGS
from tests.catalogue.printed import PAGE
from yimen.catalogue import models, publishing
from yimen.catalogue.definitions import of_version, published
from yimen.catalogue.reading import Unreadable, read

pytestmark = pytest.mark.django_db
CATCH_ALL = ("name: 身份证", "name: 其他有关材料")
NO_BASIS = ("basis: [《中华人民共和国老年人权益保障法》]\n", "")
AS_PRINTED = ("line: 民政", "line: 民政\nas_printed: 照印制的办事指南录入\nprinted: 老年证 其他有关材料")


def refused(*changes: tuple[str, str]) -> list[str]:
    with pytest.raises(Unreadable) as told:
        load_short(*changes)
    return [str(one) for one in told.value.problems]


def test_a_guide_with_errors_is_not_published_and_every_one_is_told_at_its_line() -> None:
    found = refused(CATCH_ALL, NO_BASIS)

    assert [one.split("。")[0] for one in found] == [
        "ln.yaml:1：有错误，不能发布：没有写办事依据（basis）",
        "ln.yaml:9：有错误，不能发布：材料里有兜底条款“其他有关材料”，办事人不知道要带什么（materials[0].name）",
    ]
    assert not models.Item.objects.exists()


def test_as_a_draft_it_is_kept_with_a_remark_and_published_once_mended() -> None:
    draft = load_short(CATCH_ALL, ("state: published\n", ""))
    mended = load_short()

    assert [one.message for one in draft.warnings] == ["有1处错误，改好后才能发布（yimen lint_guides 列出各处）"]
    assert (mended.amended, mended.warnings) == (["LN-01"], [])
    assert published("LN-01", on=ON).number == 2


def test_a_draft_with_errors_is_not_published_later_either() -> None:
    load_short(CATCH_ALL, ("state: published\n", ""))

    assert len(refused(CATCH_ALL)) == 1
    assert not models.VersionState.objects.filter(state="published").exists()


def test_the_refusal_names_the_first_faults_and_has_a_code() -> None:
    load_short(CATCH_ALL, NO_BASIS, ("state: published\n", ""))
    version = models.ItemVersion.objects.get()

    with pytest.raises(publishing.GuideHasErrors) as told:
        publishing.insist(version, of_version(version.pk))

    assert (told.value.code, told.value.status) == ("guide_has_errors", 409)
    assert str(told.value) == (
        "“老年证”的办事指南有错误，改好后才能发布："
        "材料里有兜底条款“其他有关材料”，办事人不知道要带什么；没有写办事依据。"
    )


def test_the_refusal_of_many_faults_says_how_many_there_are() -> None:
    bare = ("fees:\n  - {name: 收费, standard: 免费}\n", ""), ("promised: 30 working days\n", "")
    load_short(CATCH_ALL, NO_BASIS, *bare, ("state: published\n", ""))
    version = models.ItemVersion.objects.get()

    with pytest.raises(publishing.GuideHasErrors, match="没有写承诺时限等4处。"):
        publishing.insist(version, of_version(version.pk))


def test_warnings_do_not_keep_a_guide_from_being_published() -> None:
    load_short(("年满60周岁以上的老人", "60周岁以上的老人、残疾人等"))

    assert published("LN-01", on=ON).number == 1


def test_the_printed_page_is_published_as_it_is_and_its_faults_are_counted() -> None:
    loaded = load_short(CATCH_ALL, NO_BASIS, AS_PRINTED)

    assert published("LN-01", on=ON).number == 1
    assert [one.message for one in loaded.warnings] == ["照印制文本，3处待修订（yimen lint_guides 列出各处）"]


def test_once_a_mended_version_was_published_the_printed_page_does_not_come_back() -> None:
    load_short(CATCH_ALL, AS_PRINTED)
    load_short()

    assert len(refused(CATCH_ALL, AS_PRINTED)) == 1
    assert published("LN-01", on=ON).number == 2


def test_a_printed_page_may_follow_a_printed_page() -> None:
    load_short(CATCH_ALL, AS_PRINTED)

    later = load_short(CATCH_ALL, NO_BASIS, AS_PRINTED, at=MONDAY + timedelta(days=1))

    assert later.amended == ["LN-01"]


def test_the_sixteen_are_published_as_printed_with_so_many_faults_to_mend() -> None:
    bring(FOLDER)

    counted = {code: publishing.to_mend(published(code, on=ON)) for code in PAGE}

    assert counted == {code: len(ERRORS[code]) + len(WARNINGS.get(code, ())) for code in PAGE}
    assert sum(counted.values()) == 39


def test_what_is_not_as_printed_has_nothing_counted() -> None:
    assert publishing.to_mend(read(SHORT.replace(*CATCH_ALL), file="ln.yaml").content) == 0


def test_one_guide_with_errors_keeps_every_file_out() -> None:
    texts = {"a.yaml": SHORT, "b.yaml": SHORT.replace("LN-01", "LN-02").replace(*CATCH_ALL)}

    with pytest.raises(Unreadable, match=r"b\.yaml:10"):
        bring(texts)
    assert not models.Item.objects.exists()


def test_the_command_says_of_the_sixteen_what_is_to_be_mended() -> None:
    said = StringIO()
    call_command("load_catalogue", FOLDER / "csdb.yaml", stdout=StringIO(), stderr=said)

    assert said.getvalue().endswith("照印制文本，3处待修订（yimen lint_guides 列出各处）\n")
