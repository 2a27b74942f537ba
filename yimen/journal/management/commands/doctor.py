"""yimen doctor [--json]: exit 0 when everything that must agree agrees, 1 with what does not."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from yimen.journal import doctor


class Command(BaseCommand):
    requires_system_checks = ()
    help = "检查日志链、防篡改触发器、回放一致性和各模块的不变量"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = doctor.examine()
        if options["as_json"]:
            findings = [{"check": check, "finding": finding} for check, finding in found]
            self.stdout.write(json.dumps({"ok": not found, "checks": sorted(doctor.CHECKS), "findings": findings}))
        else:
            for check, finding in found:
                self.stdout.write(f"[{check}] {finding}")
            self.stdout.write("一切正常。" if not found else f"发现 {len(found)} 处问题。")
        sys.exit(1 if found else 0)
