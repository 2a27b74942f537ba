"""实施清单: what is exported is read back the same; a mistake is told with sheet, row and column; nothing by halves (A1)."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.catalogue.cast import CATALOGUE, ELEMENTS, SHORT, load_short
from tests.catalogue.inventory_file import Rows, rows_of, typed_over, workbook
from yimen.catalogue import form, item_cells
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import NOT_STORED, Content
from yimen.catalogue.inventory import columns, reading
from yimen.catalogue.inventory import workbook as inventory
from yimen.catalogue.inventory.reading import Listed, Misread
from yimen.catalogue.prose.packed import Package
from yimen.catalogue.reading import read


def definition(content: Content, number: int = 1) -> Definition:
    values = {name: getattr(content, name) for name in Content.names()}
    return Definition(**values, version_id=NOT_STORED, item_id=NOT_STORED, number=number)


def shipped() -> list[Content]:
    files = [one for one in sorted(CATALOGUE.rglob("*.yaml")) if "code:" in one.read_text("utf-8")[:400]]
    files = [one for one in files if one.parent.name not in ("bundles", "elsewhere", "elements")]
    return [read(one.read_text("utf-8"), file=one.name, dictionary=ELEMENTS).content for one in files[::10]]


def brought(content: bytes, *known: Content) -> list[Listed]:
    stood = {one.code: definition(one) for one in known}
    return reading.read(Package(content), known=lambda codes: stood, dictionary=ELEMENTS)


def wrong(content: bytes, *known: Content) -> list[str]:
    with pytest.raises(Misread) as misread:
        brought(content, *known)
    return [str(one) for one in misread.value.problems]


@pytest.fixture(scope="module")
def short() -> Content:
    return read(SHORT, file="ln.yaml").content


@pytest.fixture(scope="module")
def rows(short: Content) -> Rows:
    return rows_of(inventory.write([definition(short)], ELEMENTS))


def test_what_is_exported_is_read_back_the_same_known_or_new() -> None:
    contents = shipped()
    content = inventory.write(map(definition, contents), ELEMENTS)

    assert [one.content for one in brought(content, *contents)] == contents
    assert [one.content for one in brought(content)] == contents
    assert {one.after for one in brought(content, *contents)} == {1}
    assert len(contents) > 25


def test_every_element_of_an_item_has_its_column() -> None:
    by_place = {one.place: {column.cell.key for column in one.columns if column.cell} for one in columns.SHEETS}

    assert by_place.pop("") | by_place.keys() == form.ITEM.keys() - {"code", "local", "state", "from"}
    assert by_place == {place: {cell.key for cell in table.cells} for place, table in item_cells.TABLES.items()}


@pytest.mark.parametrize(
    ("sheet", "row", "head", "words", "says"),
    [
        ("事项", 2, "承诺办结时限", "尽快", "工作表“事项”第2行“承诺办结时限”列：LN-01：看不懂时限“尽快”"),
        ("事项", 2, "事项名称", "", "工作表“事项”第2行“事项名称”列：LN-01：请填写“名称”。"),
        (
            "事项",
            2,
            "派件依据",
            "随便",
            "工作表“事项”第2行“派件依据”列：不认识“随便”，可填：户籍地、居住地、事项所在地。",
        ),
        ("事项", 2, "事项编码", "", "工作表“事项”第2行“事项编码”列：请填事项编码"),
        ("事项", 2, "事项版本", "7", "工作表“事项”第2行“事项版本”列：没有第7版"),
        ("申请材料", 2, "复印件份数", "两份", "工作表“申请材料”第2行“复印件份数”列：LN-01：这里要写0到9999的整数"),
        ("申请材料", 2, "适用情形", "离异", "工作表“申请材料”第2行“适用情形”列：不认识“离异”"),
        ("申请材料", 2, "事项编码", "LN-99", "工作表“申请材料”第2行“事项编码”列：“LN-99”不在工作表“事项”里。"),
        ("办理流程", 2, "行使层级", "省", "工作表“办理流程”第2行“行使层级”列：不认识“省”"),
        ("收费项目", 2, "收费标准", "", "工作表“收费项目”第2行“收费标准”列：LN-01：请填写“标准”。"),
        ("收费项目", 1, "收费标准", "收费标注", "工作表“收费项目”第1行“收费标注”列：不认识这一列，是不是“收费标准”？"),
    ],
)
def test_a_mistake_is_told_at_its_cell(
    rows: Rows, short: Content, sheet: str, row: int, head: str, words: str, says: str
):
    told = wrong(workbook(typed_over(rows, sheet, row, head, words)), short)

    assert any(one.startswith(says) for one in told), told


def test_all_mistakes_are_told_at_once_and_what_is_no_list_is_refused(rows: Rows, short: Content):
    twice = typed_over(typed_over(rows, "事项", 2, "承诺办结时限", "尽快"), "收费项目", 2, "收费标准", "")

    assert len(wrong(workbook(twice), short)) == 2
    assert wrong(workbook({"表": [["名称"]]})) == [
        "工作表“事项”：没有这张工作表。请用导出的实施清单来改。",
        f"工作表“表”：不认识这张工作表。请删去，或改成这些名称之一：{'、'.join(one.name for one in columns.SHEETS)}。",
    ]
    assert wrong(workbook({"事项": rows["事项"][:1]})) == ["工作表“事项”：表里没有事项。"]


def test_what_the_workbook_does_not_have_stays_and_an_empty_cell_counts(rows: Rows, short: Content):
    some = {"事项": [["事项编码", "事项名称", "条线", "咨询方式"], ["LN-01", "老年人优待证", "民政", "0379-1234567"]]}
    changed = brought(workbook(some), short)[0].content

    assert (changed.name, changed.telephone) == ("老年人优待证", "0379-1234567")
    assert (changed.requirements, changed.fees, changed.promised) == (short.requirements, short.fees, short.promised)
    fewer = brought(workbook(rows | {"收费项目": rows["收费项目"][:1]}), short)[0].content
    assert (fewer.fees, fewer.requirements) == ((), short.requirements)


def test_one_code_merged_down_its_rows_holds_for_all_of_them_and_other_merged_cells_are_refused(
    rows: Rows, short: Content
):
    heads = rows["申请材料"][0]
    two = [heads, ["", "身份证"], ["", "照片"]]
    down = brought(workbook(rows | {"申请材料": two}, [("申请材料", 1, 0, 2, 0, "LN-01")]), short)[0].content

    assert [one.name for one in down.requirements] == ["身份证", "照片"]
    told = wrong(
        workbook(rows | {"申请材料": [heads, ["LN-01"], ["LN-01"]]}, [("申请材料", 1, 1, 2, 1, "身份证")]), short
    )
    assert told[0] == "工作表“申请材料”第2行“材料名称”列：这里是合并单元格，请取消合并，每一格照写。"


@pytest.mark.django_db
def test_by_command_a_list_goes_out_and_its_mended_rows_come_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    load_short()
    file = tmp_path / "items.xlsx"
    call_command("dump_catalogue", xlsx=file)
    call_command("load_catalogue", str(file))
    assert "没有变化：LN-01" in capsys.readouterr().out

    file.write_bytes(workbook(typed_over(rows_of(file.read_bytes()), "事项", 2, "咨询方式", "0000-7654321")))
    call_command("load_catalogue", str(file))
    assert "新版本：LN-01" in capsys.readouterr().out
    file.write_bytes(workbook(typed_over(rows_of(file.read_bytes()), "事项", 2, "承诺办结时限", "尽快")))
    with pytest.raises(CommandError, match="没有载入任何事项"):
        call_command("load_catalogue", str(file))
    file.write_bytes(b"PK")
    with pytest.raises(CommandError, match="文件已损坏"):
        call_command("load_catalogue", str(file))
