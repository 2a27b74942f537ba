"""lint_guides [FILE] [--json]: what is wrong with guides, where, and how to mend it (A4)."""

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError, connection
from django.utils.translation import gettext as _

from yimen.catalogue.lint.findings import WORDS, Severity
from yimen.catalogue.linting import Linted, in_catalogue, in_files
from yimen.catalogue.models import Item
from yimen.catalogue.nodes import Problem
from yimen.journal.moments import localdate
from yimen.journal.source import recorded_at

_SHIPPED = "catalogue"  # the folder of items that comes with the program


class Command(BaseCommand):
    help = (
        "检查办事指南：兜底条款、模糊用语、互相矛盾的时限、缺少的内容。有错误时退出码为1，没有错误为0，文件读不懂为2。"
        "不写文件时检查库里的事项；没有库的，检查随程序提供的 catalogue 文件夹。"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, nargs="?", metavar="FILE", help="一个事项的 YAML 文件，或者文件夹")
        parser.add_argument(
            "--least", choices=[one.value for one in Severity], default="note",
            help="只列出不轻于这一级的：error 错误、warning 警告、note 提示",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, path: Path | None, **options: Any) -> None:
        every, problems = self._look(path)
        order = list(Severity)
        heaviest = order[: order.index(Severity(options["least"])) + 1]
        found = [one for one in every if one.finding.severity in heaviest]
        for problem in problems:
            self.stderr.write(str(problem))
        if options["json"]:
            self.stdout.write(json.dumps([one.as_row() for one in found], ensure_ascii=False, indent=1))
        else:
            self._tell(found, Counter(one.finding.severity for one in every))
        if problems or any(one.finding.severity is Severity.ERROR for one in every):
            raise SystemExit(2 if problems else 1)

    def _look(self, path: Path | None) -> tuple[list[Linted], tuple[Problem, ...]]:
        if path is not None and not path.exists():
            return [], (Problem(str(path), 1, _("没有这个文件或文件夹")),)
        if path is None and _has_items():
            return in_catalogue(localdate(recorded_at())), ()
        if path is None:
            path = settings.BASE_DIR / _SHIPPED
            self.stderr.write(_("库里没有事项，检查的是文件夹 %(path)s") % {"path": path})
        return in_files(path)

    def _tell(self, found: list[Linted], counted: Counter[Severity]) -> None:
        for one in found:
            self.stdout.write(str(one))
        parts = [_("%(word)s%(count)s处") % {"word": WORDS[one], "count": counted[one]} for one in Severity]
        self.stdout.write("，".join(parts))


def _has_items() -> bool:
    """Whether there is a database with items; none is made by asking."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not (str(name).startswith("file:") or Path(name).exists()):
        return False
    try:
        return Item.objects.exists()
    except (OperationalError, ProgrammingError):
        return False
