"""yimen verify_backup FILE: is it whole? Needs no database and no keys; exit 0, or 1 with a sentence for each fault."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yimen.journal.moments import OFFICE_ZONE, unstamp
from yimen.safekeeping import trouble
from yimen.safekeeping.management.progress import Progress
from yimen.safekeeping.verifying import verify


class Command(BaseCommand):
    requires_system_checks = ()
    help = "核验一个备份文件是否完整：每一行、日志链、每个文件；不需要数据库和密钥"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            found = verify(options["file"], tell=Progress(self.stderr))
        except OSError as error:
            raise CommandError(f"读不了备份文件：{trouble.said(error)}") from error
        for fault in found.faults:
            self.stdout.write(fault)
        if found.faults:
            self.stdout.write(f"备份已损坏，不能用来恢复（{len(found.faults)}处）。请换用另一个备份。")
            sys.exit(1)
        made = unstamp(found.head["created_at"]).astimezone(OFFICE_ZONE)
        rows = sum(one["lines"] for one in found.manifest["tables"].values())
        self.stdout.write(
            f"备份完好：{made:%Y年%m月%d日 %H:%M} 所做，{rows}行，{found.manifest['files']['lines']}个文件。"
        )
