"""Health in sentences: green when well, red or amber with what to do when not."""

import errno
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.town import Cast
from yimen.cases import intake
from yimen.exchange.models import Message
from yimen.faces.manage import health
from yimen.journal import doctor, guards, secrets, source
from yimen.journal.models import Alarm, Job, Stream
from yimen.office import calendar
from yimen.safekeeping import hourly, lately, trouble

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Any) -> Path:
    """A data folder of the test's own, with a fresh backup in it."""
    settings.DATA, settings.BACKUP_DIR = tmp_path, tmp_path / "backups"
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "yimen-20260302-090000.backup").touch()
    return tmp_path / "backups"


@pytest.fixture(autouse=True)
def _calendar():
    calendar.seed(at=AT)
    yield
    calendar.forget()


def found(name: str, at: datetime = AT) -> health.Finding:
    return next(one for one in health.findings(at) if str(one.name) == name)


def job(state: str, next_at: datetime) -> None:
    Job.objects.create(kind="x", subject_id=source.new_id(), key="k", lane="k", state=state, next_at=next_at)


def test_every_finding_that_is_not_green_says_what_to_do():
    job("stuck", AT)

    for one in health.findings(datetime(2027, 3, 2, tzinfo=UTC)):
        assert bool(one.to_do) is (one.colour != "green"), one.name


def test_the_worst_comes_first():
    job("stuck", AT)
    order = ["red", "amber", "green"]
    colours = [order.index(one.colour) for one in health.findings(AT)]

    assert colours == sorted(colours)
    assert colours[0] == 0


@pytest.mark.parametrize(
    ("day", "colour"), [(date(2026, 10, 31), "green"), (date(2026, 11, 21), "amber"), (date(2027, 1, 4), "red")]
)
def test_the_calendar_is_asked_for_in_time(day: date, colour: str):
    assert found("工作日历", datetime(day.year, day.month, day.day, 2, tzinfo=UTC)).colour == colour


@pytest.mark.parametrize(
    ("state", "minutes", "colour"), [("waiting", 9, "green"), ("waiting", 11, "red"), ("stuck", 0, "red")]
)
def test_work_that_waits_too_long_or_is_stuck_is_red(state: str, minutes: int, colour: str):
    job(state, AT - timedelta(minutes=minutes))

    assert found("后台工作").colour == colour


@pytest.mark.parametrize(
    ("minutes", "attempts", "colour"), [(9, 0, "green"), (11, 0, "red"), (9, 3, "red"), (-60, 0, "green")]
)
def test_what_falls_due_and_is_not_done_is_red(minutes: int, attempts: int, colour: str):
    due_at = AT - timedelta(minutes=minutes)
    Alarm.objects.create(
        centre_id=source.new_id(), due_at=due_at, subject_kind="x", subject_id=source.new_id(), act="x",
        attempts=attempts,
    )  # fmt: skip

    assert found("到期事项").colour == colour


def test_missing_guards_are_red():
    assert found("防篡改").colour == "green"

    with guards.lifted():
        assert found("防篡改").colour == "red"


def test_keys_are_red_until_their_sheet_is_confirmed(tmp_path, settings):
    settings.KEYS_DIR = tmp_path
    secrets.ready(create=True)
    assert found("密钥恢复单").colour == "red"

    secrets.confirm()
    assert found("密钥恢复单").colour == "green"


@pytest.mark.parametrize(("free_gib", "colour"), [(50, "green"), (9, "amber"), (1, "red")])
def test_a_full_disk_is_told_before_it_is_full(monkeypatch, free_gib: int, colour: str):
    usage = shutil.disk_usage("/")._replace(free=free_gib * health.GIB)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)

    assert found("磁盘").colour == colour


def test_the_database_says_which_it_is():
    assert found("数据库").colour == "green"
    assert any(word in str(found("数据库").said) for word in ("WAL", "PostgreSQL"))


@pytest.mark.parametrize(("hours", "colour"), [(1, "green"), (4, "amber"), (27, "red")])
def test_a_backup_that_grows_old_is_told(hours: int, colour: str):
    assert found("备份", AT + timedelta(hours=hours)).colour == colour


def test_no_backup_is_red_and_one_being_made_is_not(place: Path):
    (place / "yimen-20260302-090000.backup").unlink()
    assert found("备份").colour == "red"

    with hourly._alone():
        assert found("备份").colour == "green"


def test_a_backup_that_failed_is_red_and_says_why(place: Path):
    lately.note(
        lately.BACKUP,
        at="2026-03-02T01:00:00.000000Z",
        error=trouble.said(OSError(errno.ENOSPC, "No space left on device")),
    )

    assert found("备份").colour == "red"
    assert "磁盘已满" in str(found("备份").said)


def test_backups_on_the_same_disk_are_amber(place: Path, settings: Any, monkeypatch: pytest.MonkeyPatch):
    assert found("备份存放").colour == "amber"

    settings.BACKUP_DIR = Path("/proc/self")  # another disk than any folder of a test
    for free_gib, colour in ((50, "green"), (1, "red")):
        usage = shutil.disk_usage("/")._replace(free=free_gib * health.GIB)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, usage=usage: usage)
        assert found("备份存放").colour == colour


def test_a_folder_for_backups_that_is_not_there_yet_is_looked_for_above(settings: Any):
    settings.BACKUP_DIR = settings.DATA / "not" / "yet"

    assert found("备份存放").colour == "amber"


def test_a_broken_chain_is_red(cast: Cast):
    intake.take_in(cast.handed(cast.clock.at(3, 2)), by=cast.window, at=cast.clock.at(3, 2))
    assert found("日志链").colour == "green"

    with guards.lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET body = body || ' ' WHERE number = 2")
    assert found("日志链").colour == "red"


def test_a_stream_cut_short_is_red(cast: Cast):
    intake.take_in(cast.handed(cast.clock.at(3, 2)), by=cast.window, at=cast.clock.at(3, 2))

    Stream.objects.update(number=99)

    assert found("日志链").colour == "red"


@pytest.mark.parametrize(("findings", "days", "colour"), [(0, 0, "green"), (2, 0, "red"), (0, 3, "amber")])
def test_what_the_whole_examination_found_is_told(findings: int, days: int, colour: str):
    lately.note(lately.DOCTOR, at="2026-03-02T01:00:00.000000Z", findings=findings, first="")

    assert found("日志链", AT + timedelta(days=days)).colour == colour


def test_the_newest_entries_are_read_in_one_query_however_many_streams(cast: Cast, django_assert_num_queries: Any):
    intake.take_in(cast.handed(cast.clock.at(3, 2)), by=cast.window, at=cast.clock.at(3, 2))

    with django_assert_num_queries(2):
        assert doctor.newest_hold()


def test_without_a_gateway_messages_are_said_not_to_be_set_up(settings: Any):
    settings.MESSAGES_URL = ""

    assert (found("短信").colour, "没有设置短信网关" in str(found("短信").said)) == ("green", True)


def message(cast: Cast, state: str, at: datetime, *, answer: str = "") -> None:
    """One, asked for at this moment and ended a second later."""
    is_open, kind = state == "waiting", "ticket_near"
    Message.objects.create(
        centre=cast.hall, kind=kind, subject_id=source.new_id(), state=state, words="", phone="1" if is_open else None,
        asked_at=at, lapses_at=at, ended_at=None if is_open else at + timedelta(seconds=1),
        attempts=1 if answer else 0, answer=answer,
    )  # fmt: skip


def test_an_address_that_is_set_is_not_said_to_be_reached(cast: Cast, settings: Any):
    settings.MESSAGES_URL = "https://sms.example.cn/"
    assert str(found("短信").said) == "短信网关已设置，还没有发过短信。"
    message(cast, "waiting", AT)
    message(cast, "lapsed", AT)  # untrue before it was tried: nothing failed
    for minutes in (5, 0):
        message(cast, "sent", AT - timedelta(minutes=minutes), answer="200")

    well = found("短信", AT)
    assert (well.colour, "已设置，最近一条短信是2026年3月2日（周一）09:30发出的" in str(well.said)) == ("green", True)


def test_after_a_failed_try_it_is_told_what_waits_and_since_when(cast: Cast, settings: Any):
    settings.MESSAGES_URL = "https://sms.example.cn/"
    for minutes, answer in ((0, "unreachable"), (1, ""), (2, "")):
        message(cast, "waiting", AT + timedelta(minutes=minutes), answer=answer)

    held = found("短信", AT + timedelta(minutes=3))
    said = "有3条短信在等，最早的从2026年3月2日（周一）09:30等起；网关最近一次：连不上。"
    assert (held.colour, str(held.said)) == ("amber", said)
    assert "系统会自己再试" in str(held.to_do) and "try_message" in str(held.to_do)


def test_messages_that_did_not_get_through_are_told_for_a_day(cast: Cast, settings: Any):
    settings.MESSAGES_URL = "https://sms.example.cn/"
    for answer in ("401", "timeout"):
        message(cast, "given_up", AT, answer=answer)

    failed = found("短信", AT + timedelta(hours=1))
    assert (failed.colour, "有2条短信没有发出去" in str(failed.said)) == ("amber", True)
    assert "try_message" in str(failed.to_do)
    assert found("短信", AT + timedelta(hours=25)).colour == "green"
