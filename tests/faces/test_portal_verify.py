"""A paper is checked by anybody who holds it: each answer in a clear sentence, and nobody named."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.town import Cast
from yimen.cases import intake
from yimen.cases.models import Case
from yimen.faces.portal import attempts
from yimen.journal import guards, jobs
from yimen.papers import rendering, storage
from yimen.papers.models import Paper

SECRETS = ("王秀英", "秀英", "510722195203140021", "0021", "13800001234", "柳树村3组")


@pytest.fixture
def paper(cast: Cast) -> Paper:
    """The acceptance of Mrs Wang's case on Monday 2 March 2026, set."""
    cache.clear()
    at = cast.clock.at(3, 2, 9, 30)
    intake.take_in(cast.handed(at), by=cast.window, at=at)
    jobs.work(at=at)
    return Paper.objects.select_related("file").get()


def by_root(root: str) -> str:
    answer = Client().get("/verify/", {"root": root})
    assert answer.status_code == 200
    return answer.content.decode()


def by_number(number: str, last_four: str) -> tuple[int, str]:
    answer = Client().post("/verify/", {"number": number, "last_four": last_four})
    return answer.status_code, answer.content.decode()


def test_the_root_on_a_paper_is_found_with_its_act_its_day_and_its_centre(paper: Paper):
    shown = by_root(rendering.root(paper.entry_id))

    assert "这份文书所载的记录与系统一致" in shown
    assert "受理</dd>" in shown
    assert "2026年3月2日（周一）" in shown
    assert paper.centre.name in shown
    assert not [one for one in SECRETS if one in shown]


def test_a_root_with_another_hash_is_said_to_be_changed(paper: Paper):
    shown = by_root(rendering.root(paper.entry_id)[:-4] + "0000")

    assert "不一致" in shown
    assert "与系统一致" not in shown


def test_a_root_of_nothing_is_said_to_be_absent(paper: Paper):
    assert "系统中没有这份文书所载的记录" in by_root(f"{paper.centre_id}:1:999999:{'a' * 64}")


def test_half_a_root_is_said_to_be_malformed(paper: Paper):
    assert "存证根的格式不对" in by_root(rendering.root(paper.entry_id)[:-10])


def test_without_a_root_nothing_is_claimed(paper: Paper):
    shown = Client().get("/verify/").content.decode()

    assert "核验文书" in shown
    assert 'role="status"' not in shown


@pytest.mark.parametrize("last_four", ["0021", "1234"])
def test_by_number_and_last_four_it_is_told_what_was_issued(paper: Paper, last_four: str):
    status, shown = by_number(paper.number.lower(), last_four)

    assert status == 200
    for words in (
        "确由本系统签发",
        "受理通知书",
        paper.number,
        "2026年3月2日（周一）",
        paper.centre.name,
        paper.digest,
    ):
        assert words in shown
    assert not [one for one in SECRETS if one in re.sub("[0-9a-f]{64}", "", shown)]


def test_a_wrong_number_and_wrong_digits_get_the_same_answer(paper: Paper):
    for number, digits in ((paper.number, "9999"), ("DY26-S999999", "0021")):
        status, shown = by_number(number, digits)
        assert status == 422
        assert "没有找到相符的文书" in shown
        assert "受理通知书" not in shown


def test_a_paper_whose_facts_were_changed_is_found(paper: Paper):
    paper.data = paper.data | {"answerable": "别人"}
    paper.save(update_fields=["data"])

    assert "存档与签发时不一致" in by_number(paper.number, "0021")[1]


def test_a_paper_whose_bytes_were_changed_is_found(paper: Paper):
    assert paper.file is not None
    where = storage.path(paper.file.pk)
    where.write_bytes(where.read_bytes()[:-1] + b"\x00")

    assert "存档与签发时不一致" in by_number(paper.number, "0021")[1]


def test_a_paper_whose_entry_was_rewritten_is_found(paper: Paper):
    with guards.lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET body = replace(body, '2026', '2025')")

    assert "存档与签发时不一致" in by_number(paper.number, "0021")[1]


def test_guesses_at_a_paper_and_at_its_case_are_counted_together(paper: Paper):
    number = Case.objects.get().number
    for digits in ("0001", "0002", "0003"):
        by_number(paper.number, digits)
    for digits in ("0004", "0005"):
        Client().post("/progress/", {"number": number, "last_four": digits})

    assert attempts.PER_CASE == 5
    assert by_number(paper.number, "0021")[0] == 429


def test_the_progress_opened_by_a_qr_leads_to_the_check_and_by_hand_it_does_not(paper: Paper):
    root, token = rendering.root(paper.entry_id), Case.objects.get().token
    scanned = Client().get(f"/progress/{token}/", {"root": root}).content.decode()
    link = re.search(r'href="(/verify/\?root=[^"]+)"', scanned)

    assert link is not None
    assert "与系统一致" in Client().get(link[1]).content.decode()
    assert "/verify/?root" not in Client().get(f"/progress/{token}/").content.decode()
