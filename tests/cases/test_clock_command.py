"""`yimen due`: the flags, the two forms of answer, refusals in Chinese, with and without a database."""

import json
import os
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from yimen.office import calendar as legal


@pytest.fixture(autouse=True)
def _looks_again():
    legal.forget()
    yield
    legal.forget()


def ask(*flags):
    out = StringIO()
    call_command("due", *flags, stdout=out)
    return out.getvalue()


def refused(*flags):
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("due", *flags, stderr=err)
    assert ended.value.code == 2
    return err.getvalue()


@pytest.mark.django_db
def test_the_answer_is_json_with_the_day_and_the_reasons():
    answer = json.loads(ask("--accepted", "2026-02-10", "--promise", "20 working days", "--json"))

    assert (answer["on"], answer["provisional"]) == ("2026-03-16", False)
    assert answer["why"][-1] == {
        "day": "2026-03-16",
        "counted": True,
        "reason": "working_day",
        "number": 20,
        "words": "工作日",
    }


@pytest.mark.django_db
def test_pauses_restart_and_extensions_may_be_given_and_repeated():
    flags = ["--accepted", "2026-02-10", "--promise", "5 working days", "--json"]
    pauses = ["--pause", "2026-03-04..2026-03-05", "--pause", "2026-03-05..2026-03-06"]
    more = ["--restart", "2026-03-02", "--extend", "1 working day", "--extend", "2 working days"]

    assert json.loads(ask(*flags, *pauses, *more))["on"] == "2026-03-17"


@pytest.mark.django_db
def test_an_open_pause_gives_null_and_stopped():
    flags = ["--accepted", "2026-02-10", "--promise", "20 working days", "--pause", "2026-02-12..", "--json"]
    answer = json.loads(ask(*flags))

    assert answer["on"] is None
    assert answer["why"][-1]["reason"] == "stopped"


@pytest.mark.django_db
def test_without_json_people_read_it_in_chinese():
    said = ask("--accepted", "2026-12-30", "--promise", "2 working days", "--extend", "1 working day")

    assert said.startswith("到期日：2027-01-05（暂定")
    assert "增加1天  批准延期" in said
    assert "2027-01-01  不计  节假日（元旦）（尚未公布）" in said


@pytest.mark.django_db
def test_without_json_a_standing_clock_says_so():
    said = ask("--accepted", "2026-02-10", "--promise", "60 calendar days", "--pause", "2026-02-12..")

    assert said.startswith("停表中")


def test_the_calendar_of_the_database_is_used_once_a_year_is_published(cast):
    at = cast.clock.at(3, 2)
    legal.set_day(date(2026, 3, 3), works=False, name="台风停工", document="市政府通告", by=cast.network, at=at)

    assert json.loads(ask("--accepted", "2026-03-02", "--promise", "1 working day", "--json"))["on"] == "2026-03-04"


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ([], "请写明受理日期和时限"),
        (["--accepted", "2026-02-10"], "请写明受理日期和时限"),
        (["--accepted", "10.2.2026", "--promise", "on the spot"], "写法不对，请写成 2026-02-10"),
        (["--accepted", "20260210", "--promise", "on the spot"], "写法不对"),
        (["--accepted", "2026-02-30", "--promise", "on the spot"], "不存在，请核对月份和日期"),
        (["--accepted", "2026-02-10", "--promise", "soon"], "看不懂时限“soon”"),
        (["--accepted", "2026-02-10", "--promise", "0 working days"], "1至3650之间"),
        (["--accepted", "2026-02-10", "--promise", "99999 working days"], "1至3650之间"),
        (["--accepted", "2026-02-10", "--promise", "yearly 02-30..03-31"], "没有2月30日"),
        (["--accepted", "2026-02-10", "--promise", "on the spot", "--pause", "2026-02-12"], "起始日..结束日"),
        (["--accepted", "2026-02-10", "--promise", "on the spot", "--extend", "1 working day"], "不能延期"),
        (
            ["--accepted", "2026-02-10", "--promise", "on the spot", "--restart", "2026-02-09"],
            "不能早于受理日期",
        ),
        (["--accepted", "2200-02-10", "--promise", "on the spot"], "超出日历范围"),
    ],
)
@pytest.mark.django_db
def test_bad_input_is_refused_with_a_sentence_and_exit_2(flags, sentence):
    assert sentence in refused(*flags)


def test_an_unknown_flag_is_refused_in_chinese(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("due", "--accepted", "2026-02-10", "--unknown")

    assert ended.value.code == 2
    assert "看不懂命令参数" in capsys.readouterr().err


def test_where_no_database_is_the_seed_answers_and_none_is_made(tmp_path):
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    yimen = Path(sys.executable).with_name("yimen")
    run = subprocess.run(
        [yimen, "due", "--accepted=2026-09-30", "--promise=5 working days", "--json"],
        env={**environment, "DATA": str(tmp_path / "new")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["on"] == "2026-10-13"
    assert not list(tmp_path.rglob("*.sqlite3"))
