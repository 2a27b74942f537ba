"""yimen restore FILE: from a backup to an installation that goes on; no number is given twice."""

import sys
from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yimen.journal import demonstration
from yimen.journal.errors import Refused
from yimen.journal.moments import OFFICE_ZONE
from yimen.safekeeping import hourly, lost, restoring, trouble
from yimen.safekeeping.box import Torn
from yimen.safekeeping.lost import Gap
from yimen.safekeeping.management.progress import Progress
from yimen.safekeeping.restoring import Restored, Since


class Command(BaseCommand):
    requires_system_checks = ()
    help = "从备份恢复到空的数据目录和空的数据库；密钥另用恢复单"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--sheet", type=Path, help="照密钥恢复单输入的文本文件；不写则在需要时从键盘输入")
        parser.add_argument("--old-data", type=Path, help="出事之前的数据目录：从中取密钥和已发号码的末号")
        parser.add_argument(
            "--last-number", action="append", default=[], metavar="NUMBER",
            help="备份之后发出的最后一个号，照凭条写，例如 DY26-000123；可写多次",
        )  # fmt: skip
        parser.add_argument("--nothing-since", action="store_true", help="备份之后肯定没有办过任何事")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["old_data"] and not options["old_data"].is_dir():
            raise CommandError(f"没有这个目录：{options['old_data']}")
        since = Since(tuple(options["last_number"]), options["old_data"], options["nothing_since"])
        progress = Progress(self.stderr)
        try:
            ready = restoring.prepare(
                options["file"], since, sheet=lambda: self._sheet(options["sheet"]), tell=progress
            )
            restored = restoring.perform(ready, at=_now, tell=progress)
        except (Refused, Torn, OSError) as error:
            raise CommandError(trouble.said(error)) from error
        self._say(restored)
        self._examine()

    def _sheet(self, file: Path | None) -> str:
        """The typed sheet: from the file, or line by line from whoever sits there."""
        if file is not None:
            return file.read_text("utf-8")
        self.stderr.write("这里没有密钥。请照密钥恢复单逐行输入以“1-1:”等开头的各行，输完按 Ctrl-D：")
        return sys.stdin.read()

    def _say(self, restored: Restored) -> None:
        made = restored.created_at.astimezone(OFFICE_ZONE)
        self.stdout.write(f"已恢复到 {made:%Y年%m月%d日 %H:%M} 的状态：{restored.rows}行，{restored.files}个文件。")
        if not restored.epochs:
            self.stdout.write("按您的说明，备份之后没有办过任何事，没有开启新纪元。")
            return
        self.stdout.write(
            f"{restored.epochs}个日志流已开启新纪元：以后核验时，备份之后丢失的记录会被说明为“恢复所致”。"
        )
        if not restored.gaps:
            self.stdout.write("没有发现备份之后发出过号码。")
            return
        self.stdout.write("下列号码可能已经发给群众，但备份中没有，今后不会再发。请找出相应的凭条，联系当事人补录：")
        for code, name, gap in restored.gaps:
            self.stdout.write(f"  {name or '备份之后新建的中心（其代码请勿再用）'}：{_range(code, gap)}")

    def _examine(self) -> None:
        found = hourly.examine(at=_now(), but="ownership")  # on PostgreSQL it is the owner of the tables who restores
        for check, finding in found:
            self.stdout.write(f"[{check}] {finding}")
        if found:
            self.stdout.write(f"恢复之后检查发现{len(found)}处问题，请把以上内容交给维护人员，不要急于开始办理。")
            sys.exit(1)
        self.stdout.write("检查一切正常，可以启动服务：yimen serve")


def _range(code: str, gap: Gap) -> str:
    first, last = (lost.printed(code, gap.series, value) for value in (gap.first, gap.last))
    return first if gap.first == gap.last else f"{first} 至 {last}（{gap.last - gap.first + 1}个）"


def _now() -> datetime:
    return datetime.now(UTC) + (demonstration.offset() or timedelta(0))
