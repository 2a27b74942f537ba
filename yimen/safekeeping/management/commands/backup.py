"""yimen backup [FILE]: everything but the keys into one file, while people go on working."""

import os
from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yimen.journal import demonstration, guards
from yimen.journal.errors import Refused
from yimen.safekeeping import backup, hourly, trouble
from yimen.safekeeping.management.progress import Progress


class Command(BaseCommand):
    requires_system_checks = ()
    help = "备份：把全部数据和文件写成一个文件（不含密钥）；办理业务不受影响"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="文件或文件夹；不写则放入备份目录，按规则清理旧备份")
        parser.add_argument("--hourly", action="store_true", help="到时间才做；每天做一次 doctor（后台程序用）")

    def handle(self, *_args: Any, **options: Any) -> None:
        if guards.begun_restore() is not None:
            raise CommandError("恢复还没有完成，不能备份。")
        if options["hourly"]:
            self._hourly()
            return
        try:
            made = self._made(options["file"])
        except hourly.Busy as error:
            raise CommandError("另一个备份正在进行，请等它完成。") from error
        except (Refused, OSError) as error:
            raise CommandError(f"备份失败，没有留下半份文件：{trouble.said(error)}") from error
        self.stdout.write(f"已备份：{made.path}（{made.rows}行，{made.files}个文件，{made.size_bytes / 1e6:.1f} MB）")
        if made.missing:
            self.stdout.write(f"注意：有{made.missing}个文件登记过但磁盘上没有，请运行 yimen doctor 查看。")

    def _made(self, file: Path | None) -> backup.Made:
        progress = Progress(self.stderr)
        if file is None:
            return hourly.keep_one(at=_now(), tell=progress)
        target = file / backup.name_for(_now()) if file.is_dir() else file
        return backup.make(target.absolute(), at=_now(), tell=progress)

    def _hourly(self) -> None:
        """Out of people's way; what goes wrong is noted for the health page by `keep_one`."""
        os.nice(10)
        if hourly.due(at=_now()):
            try:
                hourly.keep_one(at=_now())
            except hourly.Busy:
                return
        if hourly.examination_is_due(at=_now()):
            hourly.examine(at=_now())


def _now() -> datetime:
    return datetime.now(UTC) + (demonstration.offset() or timedelta(0))
