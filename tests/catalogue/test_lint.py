"""The lint of guides: the faults of the printed sixteen as marked by hand, each rule with what it must not mark (A4)."""

import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from time import process_time

import pytest
import yaml
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue.cast import ELEMENTS, FOLDER, load_short
from tests.catalogue.faults import ERRORS, EVERYWHERE, NOTES, WARNINGS
from tests.catalogue.printed import PAGE
from tests.catalogue.prose.test_drafting import drafted
from tests.catalogue.test_writing import items
from yimen.catalogue.elements import Content, Phase, Seat, StepDef, StepKind, Visits
from yimen.catalogue.lint.examining import RULES, errors, examine
from yimen.catalogue.lint.findings import Severity
from yimen.catalogue.linting import in_files
from yimen.catalogue.reading import read

CLEAN = """\
code: LN-09
name: 老年优待证
line: 民政
conditions: [户籍在本街道、年满60周岁]
basis: [《中华人民共和国老年人权益保障法》第五十三条]
promised: 20 working days
statutory: 30 working days
seat: household
place: 东岳街道受理中心
telephone: 0571-12345678
materials:
  - {key: id_card, name: 身份证, keep: inspect}
  - {key: form, name: 申请表, sample: 大厅填单台}
steps:
  - {key: visit, name: 村委会入户核对, kind: household_visit, level: village, limit: 3 working days}
  - {key: notice, name: 村委会公示, kind: public_notice, level: village, term: 7 calendar days}
  - {key: approve, name: 街道审批, kind: approval, level: town, decides: true, limit: 5 working days}
fees: [{name: 收费, standard: 免费}]
results: [{kind: certificate, name: 老年优待证}]
"""
AT_THE_WINDOW = "decided_at_window: true\n"


def item(*changes: tuple[str, str]) -> Content:
    """The clean item with pieces of its file replaced."""
    text = CLEAN
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return read(text, file="ln.yaml").content


def at_the_window(promised: str) -> list[tuple[str, str]]:
    """Decided at the window, without steps."""
    steps = CLEAN[CLEAN.index("steps:") : CLEAN.index("fees:")]
    return [(steps, AT_THE_WINDOW), ("20 working days", promised)]


def marked(content: Content) -> set[tuple[str, str, str]]:
    return {(one.rule, one.place, one.text) for one in examine(content)}


def printed(code: str) -> Content:
    every = [read(one.read_text("utf-8"), file=one.name, dictionary=ELEMENTS).content for one in FOLDER.glob("*.yaml")]
    return next(one for one in every if one.code == code)


@pytest.mark.parametrize("code", PAGE)
def test_a_printed_item_has_the_faults_that_were_marked_by_hand_and_no_other(code: str) -> None:
    found = examine(printed(code))
    by_severity = {
        severity: {(one.rule, one.place, one.text) for one in found if one.severity is severity}
        for severity in Severity
    }

    assert by_severity[Severity.ERROR] == ERRORS[code]
    assert by_severity[Severity.WARNING] == WARNINGS.get(code, set())
    assert by_severity[Severity.NOTE] == NOTES.get(code, set()) | EVERYWHERE


@pytest.mark.parametrize("code", PAGE)
def test_a_draft_out_of_the_page_has_the_same_errors_before_anybody_has_written_anything(code: str) -> None:
    """But for the second limit of the forest station, which the page does not tell apart from the first."""
    found = {one.rule for one in errors(examine(drafted(code)))}

    assert found == {rule for rule, *_ in ERRORS[code]} - {"no_promise"}


def test_a_guide_without_a_fault_has_no_finding() -> None:
    assert examine(item()) == ()


ONE = "conditions: [户籍在本街道、年满60周岁]"
ONE_COPY = (", sample: 大厅填单台", ", copies: 1")
NAME = "name: 老年优待证\nline"
ID = "name: 身份证, keep: inspect"
AT_ONCE = ("20 working days", "on the spot")
AS_PRINTED = (ONE, f"{ONE}\nas_printed: 照印\nprinted: 老年优待证")


def told(words: str) -> list[tuple[str, str]]:
    """The last step in the page's own words."""
    return [("name: 街道审批", f"name: 街道审批, printed: {words}")]


MARKED = [
    # wording
    ("catch_all_material", "materials[1].name", "其他能够证明身份的材料", [("申请表", "其他能够证明身份的材料")]),
    ("catch_all_material", "materials[1].name", "相关证明", [("申请表", "相关证明")]),
    ("catch_all_material", "materials[1].name", "等材料", [("申请表", "户口簿等材料")]),
    ("catch_all_material", "materials[1].name", "规定提交的其他材料", [("申请表", "规定提交的其他材料")]),
    ("catch_all_material", "materials[0].note", "其它材料", [(ID, "name: 身份证, note: 其它材料现场告知")]),
    ("catch_all_material", "materials[1].name", "等居住证明", [("申请表", "房产证或者租赁合同等居住证明")]),
    ("catch_all_material", "materials[1].name", "有关的图纸、照片", [("申请表", "与申请事项有关的图纸、照片")]),
    ("vague_word", "conditions[0]", "其他情形", [(ONE, "conditions: [年满60周岁或者其他情形]")]),
    ("vague_word", "conditions[0]", "视情况", [(ONE, "conditions: [视情况受理]")]),
    ("vague_word", "basis[0]", "有关规定", [("第五十三条", "及有关规定")]),
    ("vague_word", "steps[2].name", "相关部门", [("name: 街道审批", "name: 相关部门审批")]),
    ("vague_limit", "materials[1].note", "尽快", [("name: 申请表", "name: 申请表, note: 尽快补交")]),
    ("vague_limit", "steps[2].printed", "15日左右", told("街道15日左右办完")),
    ("vague_limit", "steps[2].printed", "10至15个工作日", told("街道10至15个工作日")),
    ("condition_not_stated", "conditions[0]", "《某法》第3条", [(ONE, "conditions: [《某法》第3条]")]),
    ("condition_not_stated", "conditions[0]", "符合市文件规定的条件", [(ONE, "conditions: [符合市文件规定的条件]")]),
    ("condition_not_stated", "conditions[0]", "符合法律规定的生育条件", [(ONE, "conditions: [符合法律规定的生育条件]")]),
    ("standard_not_stated", "conditions[0]", "规定标准", [(ONE, "conditions: [收入低于规定标准]")]),
    ("open_list", "conditions[0]", "孤儿等", [(ONE, "conditions: [残疾人、孤儿等]")]),
    ("open_list", "conditions[0]", "孤儿等人员", [(ONE, "conditions: [残疾人、孤儿等人员]")]),
    ("miswritten", "materials[0].name", "户口薄", [("name: 身份证", "name: 户口薄")]),
    # missing
    ("no_basis", "basis", "", [("basis: [《中华人民共和国老年人权益保障法》第五十三条]\n", "")]),
    ("no_name", "name", "老年优待证", [(ONE, f"{ONE}\nas_printed: 没有印名称\nprinted: 老年证")]),
    ("no_name", "name", "林业窗口事项（来源页没有印名称）", [(NAME, "name: 林业窗口事项（来源页没有印名称）\nline")]),
    ("fee_without_basis", "fees[0].standard", "每本10元", [("免费", "每本10元")]),
    ("no_result", "results", "", [("results: [{kind: certificate, name: 老年优待证}]\n", "")]),
    ("no_place", "place", "", [("place: 东岳街道受理中心\n", "")]),
    ("no_telephone", "telephone", "", [("telephone: 0571-12345678\n", "")]),
    # materials
    ("material_in_condition", "conditions[0]", "提供收入证明", [(ONE, "conditions: [年满60周岁，须提供收入证明]")]),
    ("material_in_condition", "conditions[0]", "凭结婚证", [(ONE, "conditions: [凭结婚证、户口簿申请]")]),
    ("material_in_condition", "conditions[0]", "出具同意意见", [(ONE, "conditions: [村民委员会出具同意意见]")]),
    ("proof_not_asked_for", "conditions[0]", "林木所有权证持有人", [(ONE, "conditions: [林木所有权证持有人]")]),
    ("proof_not_asked_for", "conditions[0]", "《残疾人证》", [(ONE, "conditions: [有《残疾人证》的人]")]),
    ("proof_not_asked_for", "conditions[0]", "取得资格证书", [(ONE, "conditions: [取得资格证书]")]),
    ("copies_contradict_name", "materials[0].name", "复印件", [("name: 身份证", "name: 身份证复印件")]),
    ("material_without_condition", "materials[1].name", "申请表", [("name: 申请表", "name: 申请表, necessity: optional")]),
    ("material_needed_sometimes", "materials[1].name", "委托办理的提供", [("申请表", "申请表（委托办理的提供）")]),
    ("material_needed_sometimes", "materials[1].name", "已婚的提供", [("申请表", "结婚证（已婚的提供）")]),
    ("form_not_listed", "steps[2].printed", "填写登记表", [("申请表", "申请书"), *told("到街道填写登记表")]),
    ("material_of_own_step", "materials[1].name", "入户核对意见", [("申请表", "入户核对意见")]),
    ("material_twice", "materials[1].name", "身份证", [("申请表", "身份证")]),
    ("proof_without_issuer", "materials[1].name", "收入证明", [("申请表", "收入证明")]),
    ("proof_without_issuer", "materials[1].name", "证明亲属关系的材料", [("申请表", "证明亲属关系的材料")]),
    ("form_without_sample", "materials[1].name", "申请表", [(", sample: 大厅填单台", "")]),
    # limits
    ("on_the_spot_with_steps", "promised", "即办", [AT_ONCE]),
    ("on_the_spot_long_limit", "steps[2].limit", "5个工作日", [AT_ONCE]),
    ("on_the_spot_waits", "steps[2].printed", "三个月后", [AT_ONCE, *told("三个月后到街道")]),
    ("promised_above_statutory", "promised", "31个工作日", [("20 working days", "31 working days")]),
    ("promised_above_statutory", "promised", "90个自然日", [("20 working days", "90 calendar days")]),
    ("steps_exceed_promise", "promised", "12个工作日", [("20 working days", "12 working days")]),
    ("two_wordings_of_limit", "conditions[0]", "15个工作日内办结", [(ONE, "conditions: [年满60周岁的，15个工作日内办结]")]),
    ("two_wordings_of_limit", "conditions[0]", "20日内办结", [(ONE, "conditions: [年满60周岁的，20日内办结]")]),
    ("two_wordings_of_limit", "conditions[0]", "99999日内办结", [(ONE, "conditions: [99999日内办结]")]),
    ("two_wordings_of_limit", "printed", "承诺时限:即办", [(ONE, f"{ONE}\nprinted: 承诺时限:即办")]),
    ("yearly_without_days", "promised", "每年1次", [("20 working days", "yearly")]),
    ("visit_too_short", "steps[0].limit", "1个工作日", [("limit: 3 working days", "limit: 1 working day")]),
    ("limit_above_sixty", "promised", "61个工作日", [("20 working", "61 working"), ("30 working", "80 working")]),
    ("days_without_steps", "promised", "5个工作日", at_the_window("5 working days")),
    # route
    ("in_person_yet_agent", "conditions[0]", "须本人到场", [(ONE, "agent: allowed\nconditions: [须本人到场]")]),
    ("in_person_yet_agent", "steps[2].printed", "本人到街道办理", [("申请表", "委托书"), *told("本人到街道办理")]),
    ("in_person_yet_no_visit", "conditions[0]", "本人亲自", [(ONE, 'visits: "0"\nconditions: [本人亲自申请]')]),
    ("in_person_yet_no_visit", "conditions[0]", "本人当面", [(ONE, "online: full\nconditions: [本人当面签字]")]),
    ("online_yet_visits", "visits", "1", [(ONE, f"online: full\nvisits: 1\n{ONE}")]),
    ("boundary_in_both", "conditions[0]", "30株以上", [(ONE, "conditions: [30株以下的和30株以上的]")]),
    ("step_names_no_office", "steps[2].printed", "作出决定", [*told("作出决定"), AS_PRINTED]),
    ("notice_without_term", "steps[1].name", "村委会公示", [(", term: 7 calendar days", "")]),
    ("no_co_departments", "co_departments", "", [("level: town,", "level: town, line: 财政,")]),
]  # fmt: skip
# Beside each of them stands what looks like it and is right.
NOT_MARKED = [
    [("申请表", "申请表、审批表等3份表")],
    [("申请表", "其他家庭成员的收入证明, source: 所在单位")],
    [("申请表", "二等乙级残疾军人证")],
    [("申请表", "近期免冠照片")],
    [(ONE, "conditions: [因洪涝等自然灾害受灾的人]")],
    [(ONE, "conditions: [中等以上学校的在校学生]")],
    [(ONE, "conditions: [收入低于《某市低保标准》规定的标准]")],
    [(ONE, "conditions: [符合《某条例》第3条规定的条件：年满60周岁]")],
    [(ONE, "conditions: [持有身份证的人]")],
    [(ONE, "conditions: [持有第二代《中华人民共和国残疾人证》的人]"), ("申请表", "残疾人证原件及复印件"), ONE_COPY],
    [(ONE, "conditions: [具有中等职业学校毕业证书的人]"), ("申请表", "毕业证书")],
    [(ONE, "conditions: [符合《某条例》规定的生育条件]")],
    [(ONE, "conditions: [垫付的费用有凭证的人]")],
    [("申请表", "同等学力证书")],
    [("申请表", "完税证明")],
    [("免费", "每本10元, basis: 某发改〔2020〕3号")],
    [("申请表", "收入证明, source: 所在单位")],
    [("申请表", "医院出具的诊断证明")],
    [("name: 申请表", "name: 申请表, necessity: optional, note: 首次申请的人交")],
    [(ONE, "agent: in_person\nonline: apply\nvisits: 2\nconditions: [须本人到场]")],
    [(ONE, f"agent: allowed\nonline: full\nvisits: 0\n{ONE}")],
    [("申请表, sample: 大厅填单台", "户主书面申请")],
    at_the_window("on the spot"),
    at_the_window("1 working day"),
    [("20 working days", "13 working days")],
    [("20 working days", "30 working days")],
    [("20 working days", "30 calendar days")],
    [("20 working days", "yearly 03-01..03-31")],
    [("limit: 3 working days", "limit: 2 working days")],
    [(ONE, "conditions: [年满60周岁的，20个工作日内办结]")],
    [(ONE, f"{ONE}\nprinted: 承诺时限:二十个工作日")],
    [(ONE, "conditions: [30株以下的和超过30株的]")],
    [("level: town,", "level: town, line: 财政,"), (ONE, f"{ONE}\nco_departments: [财政局]")],
]


@pytest.mark.parametrize(("rule", "place", "text", "changes"), MARKED)
def test_a_fault_is_marked_where_it_stands(rule: str, place: str, text: str, changes: list[tuple[str, str]]) -> None:
    assert (rule, place, text) in marked(item(*changes))


@pytest.mark.parametrize("changes", NOT_MARKED, ids=lambda one: one[-1][1][:40])
def test_what_only_looks_like_a_fault_is_not_marked(changes: list[tuple[str, str]]) -> None:
    assert marked(item(*changes)) == set()


def test_every_rule_is_shown_to_find_something() -> None:
    seen = {rule for rule, *_ in MARKED} | {
        rule for table in (ERRORS, WARNINGS) for found in table.values() for rule, *_ in found
    }

    of_forms = {"repeats_element", "sensitive_without_ground"}  # test_elements
    assert {rule.id for rule in RULES} - seen == {"no_materials", "step_without_level"} | of_forms


def test_an_item_without_materials_or_with_a_step_at_no_level_is_marked() -> None:
    assert {"no_materials", "no_name", "no_promise"} <= {rule for rule, *_ in marked(bare())}
    assert ("step_without_level", "steps[0].level", "") in marked(bare())


def bare() -> Content:
    """A draft that nobody has filled in."""
    step: StepDef = StepDef("s", "审核", StepKind.REVIEW, Phase.BEFORE, 1, "", "民政")  # type: ignore[arg-type]  # as an import leaves it
    return Content(code="X", name="", line="民政", seat=Seat.HOUSEHOLD, seat_level="town", steps=(step,))  # type: ignore[arg-type]  # the word


def test_ids_are_told_apart_and_sentences_have_all_they_need() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for *_, changes in MARKED:
        for one in examine(item(*changes)):
            assert "{" not in one.says + one.proposal
            assert one.end - one.start == len(one.text)


def test_errors_come_first_and_only_they_are_errors() -> None:
    found = examine(printed("MZ-02"))

    assert [one.severity for one in found] == sorted((one.severity for one in found), key=list(Severity).index)
    assert [one.rule for one in errors(found)] == ["catch_all_material", "no_basis"]


TOKENS = (
    "其他 有关 相关 等 材料 证明 《某法》 第3条 规定的 标准 30株 以上 以内 本人 到场 委托 凭 持有 残疾人证 （ 的提供 ） 户口薄 "
    "15个工作日 99999日 零日 内办结 即办 尽快 三个月 后 一二三 { } % \\ [0] 。 ， 、 ； a"
)
SAID = st.lists(st.sampled_from(TOKENS.split()), min_size=1, max_size=12).map("".join)


@given(items(), st.lists(SAID, min_size=3, max_size=3), st.sampled_from([None, *Visits]))
def test_whatever_a_guide_says_each_finding_names_an_element_and_the_words_in_it(
    content: Content, said: list[str], visits: Visits | None
) -> None:
    condition, material, step = said
    requirements = tuple(replace(one, name=material, note=condition) for one in content.requirements)
    route = tuple(replace(one, printed=step) for one in content.steps)
    written = replace(content, conditions=(condition,), requirements=requirements, steps=route, visits=visits)

    for one in examine(written):
        assert re.fullmatch(r"[a-z_]+(\[\d+\])?(\.[a-z_]+)?", one.place)
        assert one.text == "" or len(one.text) == one.end - one.start
        if one.place.startswith("conditions["):
            assert condition[one.start : one.end] == one.text


def test_a_long_text_of_nothing_but_vague_words_is_read_at_once() -> None:
    words = "其他有关应当提供的证明与材料本人须" * 60
    began = process_time()

    examine(
        replace(item(), conditions=(words[:1000],), requirements=(replace(item().requirements[0], note=words[:200]),))
    )

    assert process_time() - began < 1


# --- The command ---------------------------------------------------------------------------------------


def lint(*arguments: str | Path) -> tuple[int, str, str]:
    """Exit status, output, errors of the command."""
    out, err = StringIO(), StringIO()
    try:
        call_command("lint_guides", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_file_with_an_error_ends_with_one_and_says_where(tmp_path: Path) -> None:
    status, out, _err = lint(FOLDER / "csdb.yaml", "--json")

    [found] = [one for one in json.loads(out) if one["rule"] == "catch_all_material"]
    assert status == 1
    assert (found["severity"], found["item"], found["place"]) == ("error", "MZ-02", "materials[4].name")
    assert (found["text"], found["start"], found["end"]) == ("其他有关证明材料", 0, 8)
    assert found["proposal"].startswith("删去“其他有关证明材料”")
    assert found["line"] == 1 + (FOLDER / "csdb.yaml").read_text("utf-8").splitlines().index(
        "    name: 其他有关证明材料"
    )


def test_a_file_with_warnings_only_ends_with_nought() -> None:
    status, out, err = lint(FOLDER / "lnz.yaml")

    assert (status, err) == (0, "")
    assert "警告 form_not_listed steps[0].printed：办理时要“填写表格”，材料里没有这张表。建议：" in out
    assert out.endswith("错误0处，警告1处，提示3处\n")


def test_only_what_weighs_enough_is_listed_and_all_is_counted() -> None:
    status, out, _err = lint(FOLDER / "csdb.yaml", "--least", "error")
    warnings = json.loads(lint(FOLDER / "lnz.yaml", "--least", "warning", "--json")[1])

    *listed, counted = out.splitlines()
    assert (status, counted) == (1, "错误2处，警告1处，提示6处")
    assert len(listed) == 2 and all("：错误 " in line for line in listed)
    assert [one["rule"] for one in warnings] == ["form_not_listed"]


def test_a_file_without_a_finding_is_an_empty_list(tmp_path: Path) -> None:
    (tmp_path / "ln.yaml").write_text(CLEAN, "utf-8")

    assert lint(tmp_path / "ln.yaml", "--json") == (0, "[]\n", "")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "ln.yaml:1：文件是空的"),
        ("code: 老\n".encode(), "缺少“name”"),
        (CLEAN.encode("gbk"), "文件不是 UTF-8 编码"),
        (("a: " + "[" * 50_000).encode(), "一层套一层套得太深"),
    ],
)
def test_what_cannot_be_read_ends_with_two(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "ln.yaml").write_bytes(content)

    status, out, err = lint(tmp_path / "ln.yaml", "--json")

    assert (status, json.loads(out)) == (2, [])
    assert told in err


def test_a_file_that_is_not_there_and_a_folder_without_items_end_with_two(tmp_path: Path) -> None:
    gone, empty = lint(tmp_path / "gone.yaml"), lint(tmp_path)

    assert (gone[0], "没有这个文件或文件夹" in gone[2]) == (2, True)
    assert (empty[0], "没有找到事项文件" in empty[2]) == (2, True)


def test_one_unreadable_file_does_not_hide_what_is_wrong_with_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("code:", "utf-8")
    (tmp_path / "b.yaml").write_text(CLEAN.replace("申请表", "其他材料"), "utf-8")

    status, out, err = lint(tmp_path)

    assert status == 2
    assert "catch_all_material" in out
    assert "a.yaml:1：" in err


@pytest.mark.django_db
def test_without_a_file_the_stored_catalogue_is_looked_at_and_else_the_folder() -> None:
    from_folder = lint("--json")
    load_short()
    from_rows = lint("--json")

    assert (from_folder[0], "库里没有事项" in from_folder[2]) == (1, True)
    assert {one["item"] for one in json.loads(from_rows[1])} == {"LN-01"}
    assert (from_rows[0], from_rows[2], "file" in json.loads(from_rows[1])[0]) == (0, "", False)


def test_a_hundred_and_ninety_three_items_are_linted_within_two_seconds(tmp_path: Path) -> None:
    texts = [file.read_text("utf-8") for file in sorted(FOLDER.glob("*.yaml"))]
    for number in range(193):
        text = texts[number % len(texts)]
        code = yaml.safe_load(text)["code"]
        (tmp_path / f"{number}.yaml").write_text(text.replace(f"code: {code}", f"code: N-{number}"), "utf-8")

    began = process_time()
    found, problems = in_files(tmp_path)

    assert process_time() - began < 2
    assert (len({one.item for one in found}), problems) == (193, ())
