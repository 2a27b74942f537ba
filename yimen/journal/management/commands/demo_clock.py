"""yimen demo_clock +7d: move a demonstration's clock forward; any other database refuses."""

from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yimen.journal import demonstration, working
from yimen.journal.demonstration import Operator
from yimen.journal.errors import Refused


class Command(BaseCommand):
    requires_system_checks = ()
    help = "把演示库的时钟向前拨，例如 +7d、+3h、+30m"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("span")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            span = demonstration.parse_span(options["span"])
            now = datetime.now(UTC) + (demonstration.offset() or timedelta(0))
            demonstration.move(span, by=Operator(), at=now)
        except Refused as error:
            raise CommandError(str(error)) from error
        later = datetime.now(UTC) + (demonstration.offset() or timedelta(0))
        working.once_round(at=later)
        self.stdout.write(f"演示时钟现在是 {later.astimezone():%Y-%m-%d %H:%M}")
