"""yimen export_journal FILE: the whole journal, for tools/verify_journal.py and for keeping elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from yimen.journal.exporting import export


class Command(BaseCommand):
    requires_system_checks = ()
    help = "导出全部日志到文件，可用 tools/verify_journal.py 独立核验"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        target: Path = options["file"]
        part = target.with_name(target.name + ".part")
        with part.open("wb") as out:
            count = export(out)
        part.replace(target)
        self.stdout.write(f"已导出 {count} 条日志到 {target}")
