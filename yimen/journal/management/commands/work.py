"""yimen work [--once]: alarms, jobs and followers, until stopped."""

import signal
import threading
from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yimen.journal import demonstration, guards, working
from yimen.journal.errors import Refused


class Command(BaseCommand):
    requires_system_checks = ()
    help = "处理到点事项、后台任务和日志跟随者"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="只做一轮")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            guards.insist()
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if options["once"]:
            self.stdout.write(str(working.once_round(at=_now())))
            return
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        working.until(stopped, _now)


def _now() -> datetime:
    return datetime.now(UTC) + (demonstration.offset() or timedelta(0))
