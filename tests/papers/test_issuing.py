"""A paper that lacks what the law wants is not issued; numbers and prints are kept straight."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from tests.papers.cast import (
    ACCEPTED,
    ALL,
    AT,
    CASE,
    CHANGED,
    ENTRY,
    HANDED_OVER,
    INCOMPLETE,
    LATER,
    LENGTHENED,
    MATTER,
    NOT_TAKEN,
    PROCEDURE,
    RECEIVED,
    REFUSED,
    SENT_BACK,
    TOGETHER,
    WANG,
    centre,
    clerk_of,
    issued,
)
from yimen.journal import guards
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.office.actor import Actor
from yimen.papers import issuing, rendering
from yimen.papers.kinds import (
    ACCEPTANCE,
    COMPLETION,
    DELIVERY,
    EXTENSION,
    JOINT,
    NOTICE,
    RECEIPT,
    REFUSAL,
    RESULT,
    RETURNED,
    SPECIAL,
    PaperData,
)
from yimen.papers.models import Paper


def prepared(kind: str, data: PaperData) -> Paper:
    return issuing.prepare(kind, centre_id=CASE, subject=("cases.case", CASE), data=data, entry_id=ENTRY, at=AT)


@pytest.mark.parametrize(
    ("kind", "data", "fault"),
    [
        (ACCEPTANCE, replace(ACCEPTED, promised=""), "promised"),
        (ACCEPTANCE, replace(ACCEPTED, answerable=""), "answerable"),
        (ACCEPTANCE, replace(ACCEPTED, due_on=date(2026, 3, 1)), "due_on"),
        (ACCEPTANCE, replace(ACCEPTED, matter=replace(MATTER, applicant=" ")), "applicant"),
        (ACCEPTANCE, replace(ACCEPTED, clerk="林\x00晓"), "text"),
        (COMPLETION, replace(INCOMPLETE, needed=()), "needed"),
        (COMPLETION, replace(INCOMPLETE, needed=("户主书面申请", " ")), "needed"),
        (COMPLETION, replace(INCOMPLETE, answer_by=date(2026, 3, 1)), "answer_by"),
        (RESULT, replace(REFUSED, reasons=()), "reasons"),
        (RESULT, replace(REFUSED, court=""), "remedies"),
        (RECEIPT, replace(RECEIVED, materials=()), "materials"),
        (RECEIPT, replace(RECEIVED, answer_by=date(2026, 3, 1)), "answer_by"),
        (REFUSAL, replace(NOT_TAKEN, reason=" "), "reason"),
        (REFUSAL, replace(NOT_TAKEN, review_body=""), "remedies"),
        (RETURNED, replace(SENT_BACK, reasons=()), "reasons"),
        (RETURNED, replace(SENT_BACK, court=""), "remedies"),
        (RETURNED, replace(SENT_BACK, why="unanswered", reasons=(), court=""), "remedies"),
        (RETURNED, replace(SENT_BACK, why="terminated", reasons=()), "reasons"),
        (EXTENSION, replace(LENGTHENED, reasons=()), "reasons"),
        (EXTENSION, replace(LENGTHENED, consented_by=""), "consented_by"),
        (EXTENSION, replace(LENGTHENED, added=""), "added"),
        (EXTENSION, replace(LENGTHENED, new_due_on=date(2026, 4, 15)), "new_due_on"),
        (SPECIAL, replace(PROCEDURE, procedure=""), "procedure"),
        (SPECIAL, replace(PROCEDURE, planned_end_on=None, term=""), "planned_end_on"),
        (SPECIAL, replace(PROCEDURE, planned_end_on=date(2026, 3, 19)), "planned_end_on"),
        (DELIVERY, replace(HANDED_OVER, delivered=()), "delivered"),
        (DELIVERY, replace(HANDED_OVER, instead_reason=""), "instead_reason"),
        (JOINT, replace(TOGETHER, parts=TOGETHER.parts[:1]), "parts"),
        (JOINT, replace(TOGETHER, windows=()), "windows"),
        (JOINT, replace(TOGETHER, approval_days=0), "days"),
        (NOTICE, replace(CHANGED, after=""), "after"),
        (NOTICE, replace(CHANGED, after=CHANGED.before), "before"),
    ],
)
def test_an_incomplete_paper_is_not_issued_and_the_fault_is_named(kind: str, data: PaperData, fault: str):
    with pytest.raises(Malformed) as refused:
        prepared(kind, data)

    assert list(refused.value.fields) == [fault]


@pytest.mark.parametrize(
    ("kind", "data"),
    [*ALL.items(), (RESULT, REFUSED), (RETURNED, replace(SENT_BACK, why="withdrawn", reasons=(), court=""))],
)
def test_a_complete_paper_is_issued_on_the_legal_day(kind: str, data: PaperData):
    paper = prepared(kind, data)

    assert paper.issued_on == date(2026, 3, 2)
    assert paper.copies == (3 if kind in (COMPLETION, RETURNED, JOINT) else 2)


def test_facts_of_another_kind_are_not_taken():
    with pytest.raises(TypeError):
        prepared(RESULT, ACCEPTED)


@pytest.mark.parametrize("number", ["DY26-S000123", "DY26B-000123", "DY26-B123", "dy26-B000123", ""])
def test_a_number_of_another_form_or_kind_is_refused(number: str):
    with pytest.raises(Malformed):
        issuing.give_number(prepared(COMPLETION, INCOMPLETE), number)


def test_a_case_numbered_in_the_same_turn_is_named_on_its_paper():
    unnumbered = replace(ACCEPTED, matter=replace(MATTER, case_number=""))
    paper = prepared(ACCEPTANCE, unnumbered)

    with pytest.raises(Malformed):
        issuing.give_number(paper, "DY26-S000123")
    issuing.give_number(paper, "DY26-S000123", case_number="DY26-000777")

    assert paper.data["matter"]["case_number"] == "DY26-000777"


def test_the_cases_of_a_joint_paper_are_numbered_in_its_order():
    unnumbered = tuple(replace(part, case_number="") for part in TOGETHER.parts)
    paper = prepared(JOINT, replace(TOGETHER, parts=unnumbered))
    with pytest.raises(Malformed):
        issuing.give_number(paper, "DY26-L000123")

    issuing.give_number(paper, "DY26-L000123", part_numbers=["DY26-000007", "DY26-000008", "DY26-000009"])

    assert [part["case_number"] for part in paper.data["parts"]] == ["DY26-000007", "DY26-000008", "DY26-000009"]


@pytest.mark.django_db
def test_a_paper_number_is_given_once():
    home = centre()
    issued(ACCEPTANCE, home)

    with pytest.raises(IntegrityError), transaction.atomic():
        issued(ACCEPTANCE, home)
    issued(ACCEPTANCE, home, serial=124)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"state": "rendered"},
        {"state": "lost"},
        {"kind": "result"},
        {"copies": 0},
        {"digest": "0" * 64},
        {"printed": 1},
    ],
)
def test_the_database_refuses_a_paper_that_cannot_be(change: dict[str, Any]):
    paper = issued(COMPLETION, centre())

    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(**change)


@pytest.mark.django_db
def test_no_name_stands_readable_in_the_row():
    issued(COMPLETION, centre())

    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM papers_paper")
        (sealed,) = cursor.fetchone()
    assert WANG.encode() not in bytes(sealed)
    assert json.dumps(WANG).encode() not in bytes(sealed)


@pytest.mark.django_db
def test_what_was_issued_is_never_renumbered_nor_deleted():
    paper = issued(COMPLETION, centre())
    guards.lay()

    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(number="DY26-B000999")
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk)._raw_delete("default")
    Paper.objects.filter(pk=paper.pk).update(unprintable=1)


@pytest.mark.django_db
def test_a_reprint_keeps_the_number_and_is_counted():
    home = centre()
    paper = issued(COMPLETION, home)
    rendering.render_job(paper.pk, at=AT)

    issuing.printed(paper, by=clerk_of(home), at=AT)
    issuing.printed(paper, by=clerk_of(home), at=LATER)

    assert (paper.number, paper.printed, paper.printed_at) == ("DY26-B000123", 2, LATER)


@pytest.mark.django_db
def test_nothing_is_printed_before_it_is_set_nor_by_an_applicant():
    home = centre()
    paper = issued(COMPLETION, home)

    with pytest.raises(NotNow):
        issuing.printed(paper, by=clerk_of(home), at=AT)
    with pytest.raises(NotYours):
        issuing.printed(paper, by=Actor("applicant", CASE), at=AT)


@pytest.mark.django_db
def test_staff_see_their_centres_papers_and_no_others():
    ours, theirs = centre("DY"), centre("TS")
    paper = issued(RESULT, ours)

    assert list(Paper.objects.visible_to(clerk_of(ours))) == [paper]
    assert not Paper.objects.visible_to(clerk_of(theirs)).exists()
    assert not Paper.objects.visible_to(Actor("applicant", CASE)).exists()
