"""import_guide FILE [--json]: drafts of items out of a printed guide, with everything that was not understood."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yimen.catalogue.drafting import store
from yimen.catalogue.prose.files import load
from yimen.catalogue.prose.guide import Understood, understand
from yimen.catalogue.prose.refusals import Refused
from yimen.catalogue.prose.telling import as_json
from yimen.catalogue.reading import Unreadable
from yimen.journal.source import recorded_at
from yimen.office.actor import Actor


class Command(BaseCommand):
    help = (
        "读印好的办事指南（.txt、.docx、.xlsx、.html），存成事项草稿；--json 只输出读到的内容，不存，也不需要数据库。"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="办事指南文件")
        parser.add_argument("--json", action="store_true", help="只输出，不存")
        parser.add_argument("--local", default="", help="存为这个中心自有的事项（中心编码，例如 DY）")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            if options["json"]:
                self.stdout.write(as_json(file))
                return
            understood = understand(load(file))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self._store(understood, file, options["local"])

    def _store(self, understood: Understood, file: Path, local: str) -> None:
        if not understood.drafts:
            raise CommandError(
                _(
                    "没有读出事项，什么也没有存。请检查是不是办事指南：每个事项要有名称，和“申请条件”“申请材料”这样的标题。"
                )
            )
        try:
            drafted = store(understood, file=file.name, local=local, by=Actor.clock(), at=recorded_at())
        except Unreadable as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                _("共%(count)s处放不进事项，什么也没有存。") % {"count": len(refused.problems)}
            ) from refused
        for code, name in drafted.items:
            self.stdout.write(f"{code}  {name}")
        for warning in drafted.loaded.warnings:
            self.stderr.write(_("提醒 %(warning)s") % {"warning": warning})
        self.stdout.write(_("存为草稿：%(count)s项。") % {"count": len(drafted.items)})
        for one in understood.unclear:
            self.stdout.write(
                _("没有读懂 第%(line)s行：%(text)s")
                % {"line": understood.source.lines[one.line].number, "text": one.text}
            )
        self.stdout.write(_("没有读懂的共%(count)s处。") % {"count": len(understood.unclear)})
