"""dump_catalogue [--json] [--yaml DIR] [--xlsx FILE]: items, bundles and what is done elsewhere, as a list, as files to
load again, or the items as an 实施清单 (Excel)."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from yimen.catalogue import listing
from yimen.catalogue.dumping import as_files, as_list, signs_as_list
from yimen.catalogue.models import Item
from yimen.journal.moments import localdate
from yimen.journal.source import recorded_at


class Command(BaseCommand):
    help = (
        "输出事项：--json 输出清单，--yaml 文件夹 每个事项、每件“一件事”和“这里不办”各写一个文件；--xlsx 文件 写成实施清单；"
        "都不写，列出编码和名称。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出清单")
        parser.add_argument("--yaml", type=Path, metavar="DIR", help="写文件的文件夹")

        parser.add_argument("--xlsx", type=Path, metavar="FILE", help="写成实施清单（Excel）的文件，每个事项的最新一版")

    def handle(self, *args: Any, yaml: Path | None, xlsx: Path | None, **options: Any) -> None:
        on = localdate(recorded_at())
        items = as_list(on)
        if yaml:
            yaml.mkdir(parents=True, exist_ok=True)
            for name, text in as_files(on):
                (yaml / name).parent.mkdir(exist_ok=True)
                (yaml / name).write_text(text, "utf-8")
        if xlsx:
            xlsx.write_bytes(listing.written(Item.objects.all()))
        if options["json"]:
            self.stdout.write(json.dumps({"items": items} | signs_as_list(), ensure_ascii=False, indent=1))
        elif yaml:
            self.stdout.write(_("已写出%(count)s个事项：%(folder)s") % {"count": len(items), "folder": yaml})
        elif xlsx:
            self.stdout.write(_("已写出%(count)s个事项：%(folder)s") % {"count": len(items), "folder": xlsx})
        else:
            for item in items:
                self.stdout.write(f"{item['code']}  {item['name']}（{item['department']}）")
