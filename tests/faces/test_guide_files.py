"""Blank forms and samples: fastened by an editor, taken along by everybody, nothing that could do harm (A2)."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.faces.doors import signed_in
from tests.town import Cast
from yimen.catalogue.models import GuideFile
from yimen.journal import fold
from yimen.journal.errors import Malformed
from yimen.office import installation
from yimen.papers import uploads

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PAGE = "/manage/catalogue/MZ-01/files/"


def docx(*more: str, size: int = 10) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            file.writestr(name, b"x" * size)
    return packed.getvalue()


def bring(editor: Client, content: bytes = PDF, *, name: str = "申请表.pdf", kind: str = "blank") -> Any:
    sent = {"material": "application", "kind": kind, "file": SimpleUploadedFile(name, content)}
    return editor.post(PAGE, sent)


@pytest.fixture
def editor(house: Cast, settings: Any, tmp_path: Any) -> Client:
    settings.FILES_DIR = tmp_path
    return signed_in(house, "editor")


def test_what_an_editor_fastens_can_be_taken_along_by_everybody(house: Cast, editor: Client):
    assert bring(editor).status_code == 302
    file = GuideFile.objects.get()
    address = f"/items/MZ-01/files/{file.pk}/"
    answer = Client().get(address)

    assert address in Client().get("/items/MZ-01/").content.decode()
    assert "申请表.pdf" in editor.get(PAGE).content.decode()
    assert address in signed_in(house, "window").get("/counter/intake/MZ-01/").content.decode()
    [told] = Client().get("/api/v1/items/MZ-01").json()["files"]
    assert (told["material"], told["kind"], told["url"], told["size_bytes"]) == (
        "application",
        "blank",
        address,
        len(PDF),
    )
    assert (answer.content, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        PDF,
        "application/pdf",
        "nosniff",
    )
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert fold.replay(installation.root().pk) == []


def test_another_takes_its_place_and_one_taken_off_is_gone(house: Cast, editor: Client):
    bring(editor)
    bring(editor, name="新申请表.pdf")
    bring(editor, name="样表.pdf", kind="sample")
    standing = {one.kind: one for one in GuideFile.objects.filter(removed_on__isnull=True)}
    assert {kind: one.name for kind, one in standing.items()} == {"blank": "新申请表.pdf", "sample": "样表.pdf"}

    blank = standing["blank"]
    assert editor.post(f"{PAGE}{blank.pk}/remove/").status_code == 302
    assert editor.post(f"{PAGE}{blank.pk}/remove/").status_code == 409
    assert Client().get(f"/items/MZ-01/files/{blank.pk}/").status_code == 404
    assert "新申请表" not in Client().get("/items/MZ-01/").content.decode()


def test_who_may_not_write_the_catalogue_fastens_nothing(house: Cast, editor: Client):
    assert bring(signed_in(house, "window")).status_code == 403
    assert bring(signed_in(house, "director")).status_code == 403
    assert Client().post(PAGE).status_code == 302
    assert not GuideFile.objects.exists()


def test_what_was_refused_is_said_and_nothing_is_kept(house: Cast, editor: Client, tmp_path: Any):
    answer = bring(editor, b"MZ\x90\x00 program", name="表.pdf")

    assert answer.status_code == 422 and "只能传 PDF" in answer.content.decode()
    assert editor.post(PAGE, {"material": "nix", "kind": "blank"}).status_code == 422
    assert not GuideFile.objects.exists() and not any(tmp_path.rglob("*"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"x" * (uploads.MOST_BYTES + 1), "最大5MB"),
        (b"<html><script>", "只能传 PDF"),
        (b"GIF89a", "只能传 PDF"),
        (b"\xd0\xcf\x11\xe0 old word", "另存为 .docx"),
        (PDF + b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "有脚本或者附件"),
        (docx("word/vbaProject.bin"), "有宏"),
        (docx("word/embeddings/oleObject1.bin"), "有宏或者嵌入"),
        (docx(size=uploads.MOST_UNPACKED), "展开后太大"),
        (b"PK\x03\x04 broken", "文件打不开"),
    ],
)
def test_what_may_not_be_offered_is_refused_with_what_to_do(content: bytes, said: str):
    with pytest.raises(Malformed) as refused:
        uploads.read(content, "表.pdf")

    assert said in str(refused.value.fields["file"])


def test_a_file_is_what_lies_in_it_and_is_named_so():
    found = uploads.read(docx(), r"C:\表\..\申请表.exe")
    assert (found.name, found.media_type) == ("申请表.docx", uploads.DOCX)
    assert uploads.read(b"\xff\xd8\xff\xe0", "").name == "文件.jpg"
    assert len(uploads.read(PDF, "长" * 200 + ".pdf").name) == 80
