"""A paper is set once, the same bytes each time, all its copies, and no name as an empty box."""

import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.papers.cast import ACCEPTED, ALL, AT, CASE, ENTRY, LATER, MATTER, RECEIVED, ROOT, centre, clerk_of, issued
from yimen.journal import jobs
from yimen.journal.errors import Broken, NotNow, NotYours
from yimen.journal.models import Entry, Job
from yimen.office.actor import Actor
from yimen.papers import rendering, storage, typesetting, wording
from yimen.papers.kinds import ACCEPTANCE, COMPLETION, KINDS, RECEIPT, RESULT, MaterialLine
from yimen.papers.models import Paper, StoredFile

TANG = "唐𠮷㛃"  # 𠮷 (U+20BB7) is in none of our fonts, 㛃 is


FIRST_TEMPLATES = {
    "sheet_1.typ": "15c17726ca6688a3053df4229bbff93d63a16ee1dc62b3191cd4ba63999511b9",
    "acceptance_1.typ": "92fdf6dc96a6d408fab56b0ee343ed1ce0debef1c4126f6c0c8a47c1be719a20",
    "completion_1.typ": "64d398b0e2136997c2425e760d7347bdbfa17cee4eeac712c152ef31c32cddd8",
    "result_1.typ": "b2ebd03caaf396e04d796c64e038e7e6baae7b6e3617a786d8f898ff2b979c3f",
}


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_paper_gives_the_same_bytes_with_every_copy_on_its_own_page(kind: str):
    paper = issued(kind, centre())

    first = rendering.render(paper)

    assert first.startswith(b"%PDF-")
    assert pages(first) == paper.copies == len(KINDS[kind].keepers)
    assert rendering.render(Paper.objects.get(pk=paper.pk)) == first


@pytest.mark.django_db
def test_another_fact_gives_other_bytes():
    home = centre()
    other = replace(ACCEPTED, fee="10元")

    assert rendering.render(issued(ACCEPTANCE, home)) != rendering.render(issued(ACCEPTANCE, home, other, serial=124))


@pytest.mark.django_db
def test_five_materials_fit_one_page_and_twenty_take_a_second():
    home = centre()
    five = replace(ACCEPTED, materials=tuple(MaterialLine(f"材料{n}", 1) for n in range(5)))
    twenty = replace(ACCEPTED, materials=tuple(MaterialLine(f"材料{n}", 1) for n in range(20)))

    assert pages(rendering.render(issued(ACCEPTANCE, home, five))) == 2
    assert pages(rendering.render(issued(ACCEPTANCE, home, twenty, serial=124))) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(("materials", "each"), [(9, 1), (10, 1), (30, 2)])
def test_a_little_too_much_is_set_tighter_and_much_too_much_takes_a_second_page(materials: int, each: int):
    received = replace(RECEIVED, materials=tuple(MaterialLine(f"材料{n}", 1) for n in range(materials)))
    paper = issued(RECEIPT, centre(), received)

    assert pages(rendering.render(paper)) == each * paper.copies


@pytest.mark.parametrize("kind", [ACCEPTANCE, COMPLETION, RESULT])
def test_a_paper_of_the_first_templates_is_still_set(kind: str):
    written = wording.sheet(kind, ALL[kind], number="DY26-X000001", issued_on=date(2026, 3, 2), root=ROOT)

    pdf = typesetting.typeset(f"{kind}_1", written, at=AT)

    assert pages(pdf) == len(KINDS[kind].keepers)
    assert typesetting.typeset(f"{kind}_1", written, at=AT) == pdf


@pytest.mark.parametrize(("name", "digest"), FIRST_TEMPLATES.items())
def test_a_template_that_papers_were_set_with_is_never_changed(name: str, digest: str):
    content = (typesetting.TEMPLATES / name).read_bytes()

    assert hashlib.sha256(content).hexdigest() == digest, "a changed paper takes a template of a new version"


@pytest.mark.django_db
def test_a_character_without_a_glyph_is_reported_and_one_with_a_glyph_is_not():
    paper = issued(ACCEPTANCE, centre(), replace(ACCEPTED, matter=replace(MATTER, applicant=TANG)))

    assert rendering.missing_glyphs(paper) == ["𠮷"]


def test_a_character_without_a_glyph_is_named_on_the_paper(monkeypatch):
    given: list[str] = []

    class Press:
        def compile(self, **options: Any) -> bytes:
            given.append(options["input"].decode())
            return b"%PDF- /Count 1"

    monkeypatch.setattr(typesetting, "_compiler", Press)  # what goes to the press is what is asked here
    typesetting.typeset("acceptance_2", {"addressee": TANG + "：", "copies": [{}]}, at=AT)

    [program] = given
    assert "唐【U+20BB7】㛃：" in program
    assert "手写补正" in program
    assert "𠮷" not in program


def test_without_its_fonts_nothing_is_set(settings, tmp_path):
    for known in (typesetting._compiler, typesetting._fonts, typesetting._coverage):
        known.cache_clear()
    settings.NODE_MODULES = tmp_path

    with pytest.raises(Broken, match="字体"):
        typesetting.typeset("acceptance_2", {"addressee": "王秀英：", "copies": [{}]}, at=AT)


@pytest.mark.django_db
def test_every_word_of_every_paper_has_a_glyph():
    home = centre()

    assert [rendering.missing_glyphs(issued(kind, home)) for kind in ALL] == [[]] * len(KINDS)


@pytest.mark.django_db
def test_markup_in_a_name_is_printed_and_not_obeyed():
    name = '#panic("x") "))#panic(\\") *粗* $x$ @y <z> \\'
    hostile = replace(ACCEPTED, matter=replace(MATTER, applicant=name))

    assert pages(rendering.render(issued(ACCEPTANCE, centre(), hostile))) == 2


@pytest.mark.django_db
def test_the_job_sets_and_keeps_a_paper_once():
    paper = issued(COMPLETION, centre())

    rendering.render_job(paper.pk, at=AT)
    rendering.render_job(paper.pk, at=LATER)

    paper = Paper.objects.get(pk=paper.pk)
    assert (paper.state, StoredFile.objects.count()) == ("rendered", 1)
    assert rendering.content(paper) == rendering.render(paper)
    assert list(storage.strays()) == []


@pytest.mark.django_db
def test_a_paper_whose_making_failed_for_good_is_stuck_until_it_is_tried_again():
    home = centre()
    paper, other = issued(COMPLETION, home), issued(COMPLETION, home, serial=124)
    Job.objects.create(
        kind="papers.render", subject_id=paper.pk, key=f"papers.render:{paper.pk}", lane="a", state="stuck", next_at=AT
    )
    assert rendering.stuck([paper, other]) == {paper.pk}

    with pytest.raises(NotYours):
        rendering.retry(paper, by=Actor("applicant", CASE), at=AT)
    with pytest.raises(NotNow):
        rendering.retry(other, by=clerk_of(home), at=AT)
    rendering.retry(paper, by=clerk_of(home), at=AT)

    assert rendering.stuck([paper, other]) == set()
    assert jobs.work(at=AT) == 1
    assert Paper.objects.get(pk=paper.pk).state == "rendered"


@pytest.mark.django_db
def test_no_bytes_before_the_job_and_none_that_were_changed_after_it():
    paper = issued(COMPLETION, centre())
    with pytest.raises(NotNow):
        rendering.content(paper)
    rendering.render_job(paper.pk, at=AT)
    paper = Paper.objects.get(pk=paper.pk)
    assert paper.file is not None
    where = storage.path(paper.file.pk)

    kept = where.read_bytes()
    where.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))

    with pytest.raises(Broken):
        rendering.content(paper)


@pytest.mark.django_db
def test_the_root_on_a_paper_is_that_of_its_entry():
    home = centre()
    assert rendering.root(ENTRY) == ""
    Entry.objects.create(
        id=ENTRY, centre_id=home.pk, epoch=1, number=7, at=AT, recorded_at=AT, act="cases.accept",
        subject_kind="cases.case", subject_id=home.pk, actor="staff:1", body="{}", hash="ab" * 32,
    )  # fmt: skip

    assert rendering.root(ENTRY) == f"{home.pk}:1:7:{'ab' * 32}"
