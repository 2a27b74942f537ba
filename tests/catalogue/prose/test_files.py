"""Files as people have them: encodings, merged cells, damage. Understood, or refused with what to do; never half."""

import struct
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.catalogue.prose import making
from tests.catalogue.prose.reading import items, one, page, plain, told
from yimen.catalogue.prose import refusals
from yimen.catalogue.prose.files import load, read
from yimen.catalogue.prose.refusals import Refused
from yimen.catalogue.prose.telling import as_json

GUIDE = "老年证\n申报条件：本街道年满60周岁的老人\n申报材料：身份证复印件两份\n承诺时限：30个工作日\n收费标准：免费"
TRADITIONAL = (
    "老年證\n申請條件：本街道年滿60周歲的老人\n申請材料：身份證複印件兩份\n承諾時限：30個工作日\n收費標準：免費"
)


def is_read(content: bytes, name: str = "guide.txt") -> bool:
    item = one(content, name)
    return (item["promise"], item["materials"][0]["copies"]) == ({"number": 30, "unit": "working_days"}, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_any_encoding_an_office_has(encoding: str) -> None:
    assert is_read(GUIDE.encode(encoding))
    assert one(GUIDE.encode(encoding))["fee"] == "免费"


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030"])
def test_traditional_characters_are_understood_and_kept_as_they_are(encoding: str) -> None:
    assert is_read(TRADITIONAL.encode(encoding))
    assert one(TRADITIONAL.encode(encoding))["conditions"] == ["本街道年滿60周歲的老人"]


def test_a_file_pasted_together_from_two_encodings_is_read_line_by_line() -> None:
    first, second = GUIDE.encode("gbk"), GUIDE.replace("老年证", "残疾人证").encode()

    assert [item["name"] for item in items(first + b"\n\n" + second)] == ["老年证", "残疾人证"]


def test_line_ends_of_every_machine_count_as_one() -> None:
    assert [one(GUIDE.replace("\n", end))["source_lines"] for end in ("\n", "\r\n", "\r")] == [[1, 2, 3, 4, 5]] * 3


def test_full_and_half_width_are_the_same() -> None:
    wide = GUIDE.translate({ord("6"): "６", ord("0"): "０", ord("3"): "３", ord("："): ":"})

    assert is_read(wide.encode())


SENTENCES = {
    "a scanned PDF": (b"%PDF-1.7\n1 0 obj", refusals.PDF),
    "a PDF behind a few bytes": (b"\n\n%PDF-1.4", refusals.PDF),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), refusals.OLD_OFFICE),
    "RTF": (b"{\\rtf1\\ansi}", refusals.RICH_TEXT),
    "a photograph": (b"\xff\xd8\xff\xe0" + bytes(100), refusals.PICTURE),
    "a web archive": (b"MIME-Version: 1.0\r\n", refusals.WEB_ARCHIVE),
    "an empty file": (b"", refusals.EMPTY),
    "spaces only": (" 　\n\t\n".encode(), refusals.EMPTY),
    "a BOM only": (b"\xef\xbb\xbf", refusals.EMPTY),
    "a program": (bytes(range(256)) * 20, refusals.BINARY),
    "a broken zip": (b"PK\x03\x04" + bytes(50), refusals.BROKEN),
    "another archive": (making.zipped({"a.txt": "x"}), refusals.OTHER_ARCHIVE),
    "an empty Word file": (making.word(""), refusals.EMPTY),
    "a Word file without a body": (making.zipped({"word/document.xml": "<a/>"}), refusals.BROKEN),
    "a Word file cut off": (making.zipped({"word/document.xml": "<a><b>"}), refusals.BROKEN),
    "a page of scripts only": (b"<html><script>alert(1)</script></html>", refusals.EMPTY),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str) -> None:
    content, sentence = SENTENCES[name]

    with pytest.raises(Refused) as refused:
        read(content, "guide.txt")
    assert str(refused.value) == sentence


def test_every_refusal_says_what_to_do() -> None:
    sentences = [value for name, value in vars(refusals).items() if name.isupper() and isinstance(value, str)]

    assert len(sentences) > 12
    assert [one for one in sentences if "请" not in one] == []


def test_a_file_of_twenty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * 20 * 1024 * 1024)

    with pytest.raises(Refused, match=r"文件太大（20\.0 MB），一次最多读 10 MB"):
        load(path)


def test_a_text_of_too_many_lines_is_refused() -> None:
    with pytest.raises(Refused, match="文字太多"):
        read(b"a\n" * 60_000)


@pytest.mark.parametrize(("inner", "frame"), [("word/document.xml", "<w>%s</w>"), ("xl/workbook.xml", "<w>%s</w>")])
def test_a_zip_bomb_is_refused(inner: str, frame: str) -> None:
    bomb = making.zipped({inner: frame % (" " * 70 * 1024 * 1024)})

    assert len(bomb) < 200_000
    with pytest.raises(Refused, match="解压后大得不正常"):
        read(bomb)


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    bomb = bytearray(making.zipped({"word/document.xml": " " * 70 * 1024 * 1024}))
    size = struct.pack("<I", 70 * 1024 * 1024)
    while (at := bomb.find(size)) >= 0:
        bomb[at : at + 4] = struct.pack("<I", 1000)

    with pytest.raises(Refused):
        read(bytes(bomb))


def test_entities_are_refused() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'

    with pytest.raises(Refused):
        read(making.zipped({"word/document.xml": laughs}))


def test_a_cell_at_the_far_corner_of_a_sheet_costs_nothing() -> None:
    sheet = (
        f'<worksheet {making.S}><sheetData><row><c r="A1" t="inlineStr"><is><t>事项名称</t></is></c>'
        '<c r="XFD1048576" t="inlineStr"><is><t>远处</t></is></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )

    assert told(making.workbook({"一": sheet}), "far.xlsx") == ["事项名称", "远处"]


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有这个文件"):
        load(tmp_path / "none.txt")
    with pytest.raises(Refused, match="文件打不开"):
        load(tmp_path)


def test_scripts_styles_and_comments_of_a_page_are_not_its_text() -> None:
    found = plain(
        "<html><head><title>x</title><style>申报条件:假</style></head><body><!-- 申报材料:假 --><h1>老年证</h1>"
        "<script>document.write('申报材料:假')</script><p>申报条件：满60岁</p><p>申报材料：身份证</p></body></html>",
        "page.html",
    )

    assert "假" not in str(found)
    assert (found["items"][0]["conditions"], found["not_understood"]) == (["满60岁"], [])


def test_a_page_whose_tags_are_never_closed_is_read() -> None:
    found = one("<body><h2>老年证<p>申报条件：满60岁<p>申报材料：<ul><li>身份证<li>照片两张</ul>", "page.htm")

    assert (found["name"], [material["copies"] for material in found["materials"]]) == ("老年证", [1, 2])


def test_deleted_text_of_a_word_file_is_left_out_and_inserted_text_is_read() -> None:
    body = making.paragraph("老年证") + making.paragraph("申报条件：满60岁").replace(
        "<w:r>", "<w:del><w:r><w:delText>不</w:delText></w:r></w:del><w:ins><w:r>"
    ).replace("</w:r></w:p>", "</w:r></w:ins></w:p>")

    assert one(making.word_of(body + making.paragraph("申报材料：身份证")), "g.docx")["conditions"] == ["满60岁"]


def test_a_day_in_a_sheet_is_shown_as_a_day() -> None:
    cells = '<c r="A1" s="1"><v>46083</v></c><c r="B1"><v>3.0</v></c>'
    rows = f"<worksheet {making.S}><sheetData><row>{cells}</row></sheetData></worksheet>"
    styles = f'<styleSheet {making.S}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'

    assert told(making.workbook({"一": rows}, more={"xl/styles.xml": styles})) == ["2026年3月2日", "3"]


def test_the_command_needs_no_database_and_no_data_folder(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(page(), "gb18030")
    run = subprocess.run(
        [sys.executable, "-c", "from yimen.cli import main; main()", "import_guide", str(path), "--json"],
        capture_output=True, env={"DATA": "/nowhere/at/all", "PATH": ""}, check=True,
    )  # fmt: skip

    assert run.stdout.decode() == as_json(path) + "\n"


def test_the_command_refuses_on_the_error_stream_and_prints_nothing(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7")
    code = "from yimen.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", code, "import_guide", "--json", str(path)], capture_output=True, check=False
    )

    assert (run.returncode, run.stdout, run.stderr.decode().strip()) == (1, b"", refusals.PDF)


def test_reading_needs_no_django() -> None:
    code = "import yimen.catalogue.prose.telling, sys; print([one for one in sys.modules if one.startswith('django')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert run.stdout.decode().strip() == "[]"


def test_a_damaged_word_file_is_refused_whole(tmp_path: Path) -> None:
    whole = making.word(*GUIDE.split("\n"))
    path = tmp_path / "torn.docx"
    path.write_bytes(whole)
    with ZipFile(path, "a", ZIP_DEFLATED):
        pass
    for at in range(60, len(whole) - 60, 37):
        torn = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        try:
            assert is_read(torn, "torn.docx") or items(torn, "torn.docx") == []
        except Refused:
            continue
