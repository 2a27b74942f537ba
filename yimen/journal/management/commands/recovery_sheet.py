"""Print the recovery sheet of the keys, note that it is printed and kept, or bring keys back from a typed sheet."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yimen.journal import secrets
from yimen.journal.errors import Refused


class Command(BaseCommand):
    help = "打印密钥恢复单；--confirm 表示已打印封存；--restore 从照单输入的文本恢复密钥。"
    requires_system_checks = []  # it must run where little else does

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_mutually_exclusive_group()
        acts.add_argument("--confirm", action="store_true", help="确认恢复单已打印并封存")
        acts.add_argument("--restore", metavar="FILE", default="", help="照单输入的文本文件；- 为标准输入")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(self._said(options["confirm"], options["restore"]))
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def _said(self, confirm: bool, restore: str) -> str:
        if restore:
            secrets.restore_from_sheet(_typed(restore))
            return _("密钥已恢复。")
        if confirm:
            secrets.confirm()
            return _("已确认：密钥恢复单已打印并封存。")
        sheet = secrets.recovery_sheet()
        if secrets.is_confirmed():
            return sheet
        return sheet + "\n" + _("打印封存后，请运行 yimen recovery_sheet --confirm。")


def _typed(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text()
    except (OSError, UnicodeDecodeError):
        raise CommandError(_("无法读取文件 %s，请检查文件名和编码（UTF-8）。") % file) from None
