"""Mistakes in an item's file: each with its line and a sentence, all of them at once."""

import pytest

from tests.catalogue.cast import SHORT
from yimen.catalogue.elements import SpecialDef, SpecialKind, State
from yimen.catalogue.promise import Promise, Unit
from yimen.catalogue.reading import Unreadable, read

HEARING = "{kind: hearing, name: 听证}"
VISIT = "{key: visit, name: 入户, kind: household_visit, level: town, "


def mistakes(text: str) -> list[str]:
    with pytest.raises(Unreadable) as refused:
        read(text, file="ln.yaml")
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("line: 民政", "lnie: 民政", "ln.yaml:4：不认识“lnie”，是不是“line”？"),
        ("line: 民政", "line: 民政\nname: 老人证", "ln.yaml:5：“name”写了两次，请删去一处"),
        ("line: 民政", "line:", "ln.yaml:4：“line”写了却是空的；没有就删去这一行"),
        ("line: 民政\n", "", "ln.yaml:1：缺少“line”"),
        ("line: 民政", "line: [民政]", "ln.yaml:4：这里要写文字"),
        ("level: town", "level: street", "ln.yaml:12：不认识“street”，可写：city（市）、county（县（区））"),
        ("kind: certificate", "kind: 办证", "ln.yaml:12：不认识“办证”，可写：check（初审（核对））"),
        ("30 working days", "30天", "ln.yaml:7：看不懂时限“30天”"),
        (
            "line: 民政",
            "line: 民政\nas_printed: 照印",
            "ln.yaml:5：写了照印制文本（as_printed）的原因，就要照录",
        ),
        ("copies: 1", "copies: 一份", "ln.yaml:10：这里要写0到9999的整数，您写了“一份”"),
        ("copies: 1", "copies: 0", "ln.yaml:10：原件和复印件不能都是0份"),
        ("decides: true", "decides: 是", "ln.yaml:12：这里要写 true（是）或 false（否），您写了“是”"),
        (", decides: true", "", "ln.yaml:11：没有写明谁作决定"),
        ("level: town,", "level: town, variants: [child],", "ln.yaml:12：没有“child”这个情形"),
        ("level: town,", "level: town, counts: false, basis: 法,", "ln.yaml:12：只有决定前的环节可以不计时"),
        ("steps:", f"steps:\n  - {VISIT}counts: false}}", "ln.yaml:12：不计时的环节（counts: false）要写明法律依据"),
        ("fees:", "special:\n  - {kind: other, name: 核查}\nfees:", "ln.yaml:14：“核查”要写明法律依据（basis）"),
        ("fees:", f"special:\n  - {HEARING}\n  - {HEARING}\nfees:", "ln.yaml:15：特别程序“听证”上面已经写了"),
        ("level: town,", "level: town, stage: 2,", "ln.yaml:12：第2步接不上"),
        ("level: town,", "level: town, phase: after,", "ln.yaml:12：作出决定的环节要在决定前的最后一步"),
        ("level: town,", "level: town, limit: yearly,", "ln.yaml:12：这里的每年固定时段要写明起止月日"),
        ("seat: household", "seat: household\nstatutory: yearly", "ln.yaml:9：这里的每年固定时段要写明起止月日"),
        ("seat: household", "seat: household\nseat_level: county", "ln.yaml:9：派件到哪一级（seat_level）不能高于"),
        ("state: published", "state: published\nfrom: 2026-2-30", "ln.yaml:4：日期要写成 2026-03-02 的样子"),
        ("code: LN-01", "code: ../LN", "ln.yaml:1：事项编码只含大写字母"),
        ("name: 老年证", "name: 老年证\tA: b", "ln.yaml:2：写法有误"),
        ("copies: 1}", "copies: 1, necessity: conditional}", "ln.yaml:10：符合条件时必要的（conditional）要写"),
        ("name: 老年证", f"name: {'老' * 121}", "ln.yaml:2：文字太长：121字，最多120字"),
        ("[本人户籍", "[&a 本人, *a, 户籍", "ln.yaml:5：请不要用 * 引用"),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, told: str) -> None:
    assert old in SHORT

    found = mistakes(SHORT.replace(old, new, 1))

    assert len(found) == 1 and found[0].startswith(told), found


def test_the_same_file_without_a_mistake_is_read() -> None:
    written = read(SHORT, file="ln.yaml")

    assert (written.content.code, written.state) == ("LN-01", State.PUBLISHED)


def test_all_mistakes_are_told_at_once_in_the_order_of_lines() -> None:
    text = SHORT.replace("line:", "lien:").replace("town", "street").replace("copies: 1", "copies: x")

    found = mistakes(text)

    assert [one.split("：")[0] for one in found] == ["ln.yaml:4", "ln.yaml:10", "ln.yaml:12"]


def test_an_empty_file_is_told() -> None:
    assert mistakes("# 只有注释\n") == ["ln.yaml:1：文件是空的"]


@pytest.mark.parametrize("line", ["promised: 30 working days\n", "basis: [《中华人民共和国老年人权益保障法》]\n"])
def test_what_a_page_leaves_out_may_be_left_out_while_it_is_a_draft(line: str) -> None:
    assert line in SHORT

    assert read(SHORT.replace(line, ""), file="ln.yaml").content.code == "LN-01"


def test_a_line_of_an_element_is_known_and_of_a_missing_one_the_first() -> None:
    written = read(SHORT, file="ln.yaml")

    places = ("materials[0].name", "conditions[0]", "steps[0].limit", "telephone", "")
    assert [written.line_of(place) for place in places] == [10, 5, 12, 1, 1]


def test_every_variant_may_have_its_own_last_stage_and_decision() -> None:
    some = "variants: [{key: few, name: 少}, {key: many, name: 多}]\n"
    few = "  - {key: end, name: 结办, kind: approval, level: town, decides: true, variants: [few]}\n"
    many = "  - {key: see, name: 审核, kind: review, level: town, stage: 1, variants: [many]}\n"
    text = SHORT.replace("level: town, decides", "level: town, variants: [many], decides")

    content = read(text.replace("steps:\n", f"steps:\n{few}{many}") + some, file="ln.yaml").content

    assert [step.stage for step in content.steps] == [1, 1, 2]


def test_steps_of_one_stage_run_side_by_side_and_the_next_follows() -> None:
    side = "  - {key: visit, name: 入户, kind: household_visit, level: village, stage: 1}\n"
    beside = "  - {key: income, name: 核对, kind: income_check, level: county, stage: 1}\n"

    content = read(SHORT.replace("steps:\n", f"steps:\n{side}{beside}"), file="ln.yaml").content

    assert [step.stage for step in content.steps] == [1, 1, 2]
    assert content.seat_level == "village"


def test_a_special_procedure_that_the_licensing_law_names_needs_no_other_basis() -> None:
    content = read(SHORT + f"special: [{HEARING}]\n", file="ln.yaml").content

    assert content.special == (SpecialDef(SpecialKind.HEARING, "听证", "《中华人民共和国行政许可法》第四十五条"),)


def test_a_variant_with_a_promise_of_its_own_keeps_it_and_the_others_have_the_items() -> None:
    some = "variants:\n  - {key: few, name: 少, promised: 1 working day}\n  - {key: many, name: 多}\n"

    content = read(SHORT + some, file="ln.yaml").content

    assert content.promised_for("few") == Promise(Unit.WORKING_DAYS, 1)
    assert content.promised_for("many") == content.promised_for("") == Promise(Unit.WORKING_DAYS, 30)


def test_a_number_where_words_are_wanted_stays_as_written() -> None:
    content = read(SHORT + "telephone: 0110\nhours: 2026-03-02\n", file="ln.yaml").content

    assert (content.telephone, content.hours) == ("0110", "2026-03-02")
