"""`yimen due`: by which day a promise must be kept, and why; also where no database is yet."""

import json
import re
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.utils.translation import gettext as _

from yimen.cases.clock import CannotCount, Due, History, Pause, Why, due, words
from yimen.catalogue import promise as promises
from yimen.office import calendar as legal
from yimen.office.models import CalendarYear
from yimen.office.seed_calendar import seed_calendar
from yimen.office.workdays import Calendar

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Command(BaseCommand):
    """Reckons one due day; bad input: a Chinese sentence on standard error, exit 2."""

    help = "计算办结期限：哪一天到期、每一天是否计入及原因。"
    requires_system_checks: list[str] = []  # no database needed
    requires_migrations_checks = False

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The usual parser, but its refusals are Chinese."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = self._refuse_arguments  # type: ignore[method-assign]  # argparse speaks English
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The flags; all are text, so that every refusal is ours."""
        parser.add_argument("--accepted", default="", help="受理日期，例如 2026-02-10")
        parser.add_argument("--promise", default="", help="时限，例如 20 working days")
        parser.add_argument("--pause", action="append", default=[], help="停表，例如 2026-02-12..2026-02-24")
        parser.add_argument("--restart", default="", help="重新计算的日期")
        parser.add_argument("--extend", action="append", default=[], help="延期，例如 10 working days")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the due day and the reckoning."""
        try:
            promise, history = _read(options)
            calendar = _calendar()
            result = due(promise, history, calendar)
        except ValueError as refusal:
            self._refuse(str(refusal))
        write = _as_json if options["json"] else _as_text
        self.stdout.write(write(result, calendar))

    def _refuse_arguments(self, message: str) -> NoReturn:
        self._refuse(_("看不懂命令参数，请用 yimen due --help 查看写法。（%(text)s）") % {"text": message})

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(2)


def _read(options: dict[str, Any]) -> tuple[promises.Promise, History]:
    if not options["accepted"] or not options["promise"]:
        raise CannotCount(_("请写明受理日期和时限，例如：--accepted 2026-02-10 --promise '20 working days'。"))
    accepted_on = _day(options["accepted"], "--accepted")
    restarted_on = _day(options["restart"], "--restart") if options["restart"] else None
    pauses = tuple(_pause(text) for text in options["pause"])
    extensions = tuple(promises.parse(text) for text in options["extend"])
    return promises.parse(options["promise"]), History(accepted_on, pauses, restarted_on, extensions)


def _day(text: str, flag: str) -> date:
    if not _DAY.fullmatch(text):
        sentence = _("%(flag)s 的日期“%(text)s”写法不对，请写成 2026-02-10 这样的年-月-日。")
        raise CannotCount(sentence % {"flag": flag, "text": text})
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = _("%(flag)s 的日期“%(text)s”不存在，请核对月份和日期。")
        raise CannotCount(sentence % {"flag": flag, "text": text}) from None


def _pause(text: str) -> Pause:
    from_on, dots, until_on = text.partition("..")
    if not dots:
        sentence = _("--pause 的“%(text)s”写法不对，请写成 起始日..结束日；尚未结束的写成 起始日..")
        raise CannotCount(sentence % {"text": text})
    return Pause(_day(from_on, "--pause"), _day(until_on, "--pause") if until_on else None)


def _calendar() -> Calendar:
    """The database's calendar; the seed's where there is no database, no table or no published year yet."""
    if connection.vendor == "sqlite" and not _sqlite_is_there():
        return seed_calendar()  # to connect would make the file
    with connection.cursor() as cursor:
        has_table = CalendarYear._meta.db_table in connection.introspection.table_names(cursor)
    if not has_table or not CalendarYear.objects.exists():
        return seed_calendar()
    return legal.current()


def _sqlite_is_there() -> bool:
    name = str(connection.settings_dict["NAME"])
    return ":memory:" in name or "mode=memory" in name or Path(name).is_file()


def _as_json(result: Due, calendar: Calendar) -> str:
    why = [
        {
            "day": line.day.isoformat() if line.day else None,
            "counted": line.counted,
            "reason": line.reason,
            "number": line.number,
            "words": words(line, calendar),
        }
        for line in result.why
    ]
    on = result.on.isoformat() if result.on else None
    return json.dumps({"on": on, "provisional": result.provisional, "why": why}, ensure_ascii=False)


def _as_text(result: Due, calendar: Calendar) -> str:
    return "\n".join([_headline(result), *(_line(line, words(line, calendar)) for line in result.why)])


def _headline(result: Due) -> str:
    if result.on is None:
        return _("停表中，尚不能确定到期日。")
    text = _("到期日：%(day)s") % {"day": result.on.isoformat()}
    return text + _("（暂定：其中有尚未公布放假安排的日子）") if result.provisional else text


def _line(line: Why, text: str) -> str:
    if line.day is None:
        added = _("增加%(number)s天") % {"number": line.number}
        return f"              {added}  {text}"
    number = _("第%(number)s天") % {"number": line.number} if line.counted else _("不计")
    return f"  {line.day.isoformat()}  {number}  {text}"
