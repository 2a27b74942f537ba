"""Health in sentences: green when well, red or amber with what to do when not."""

import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

from yimen.faces.manage import health
from yimen.journal import guards, secrets, source
from yimen.journal.models import Alarm, Job
from yimen.office import calendar

AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


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
