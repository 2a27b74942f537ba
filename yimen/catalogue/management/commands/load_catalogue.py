"""load_catalogue PATH: items from a YAML file, from every one below a folder, or from an 实施清单 (Excel), all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from yimen.catalogue import listing
from yimen.catalogue.inventory.reading import Misread
from yimen.catalogue.loading import load
from yimen.catalogue.prose import refusals
from yimen.catalogue.reading import Unreadable
from yimen.journal.source import recorded_at
from yimen.office.actor import Actor


class Command(BaseCommand):
    help = "从 YAML 文件或实施清单（.xlsx）载入事项（见 docs/how-to/write-an-item.md）：有一处错误就全不载入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="文件或文件夹")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        if not path.exists():
            raise CommandError(_("没有这个文件或文件夹：%(path)s") % {"path": path})
        try:
            bring = listing.load if path.suffix == ".xlsx" else load
            loaded = bring(path, by=Actor.clock(), at=recorded_at())
        except refusals.Refused as refused:
            raise CommandError(str(refused)) from refused
        except (Unreadable, Misread) as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                _("共%(count)s处错误，没有载入任何事项。") % {"count": len(refused.problems)}
            ) from refused
        for warning in loaded.warnings:
            self.stderr.write(_("提醒 %(warning)s") % {"warning": warning})
        for words, found in (
            (_("新事项"), loaded.added),
            (_("新版本"), loaded.amended),
            (_("状态变更"), loaded.moved),
            (_("没有变化"), loaded.unchanged),
            (_("新材料类型"), loaded.new_materials),
            (_("数据元"), loaded.elements),
            (_("一件事和这里不办"), loaded.signposts),
        ):
            if found:
                self.stdout.write(f"{words}：{'、'.join(found)}")
