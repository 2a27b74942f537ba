"""yimen demonstrate: fill an empty database with the invented town; where it is there already, tell who came today."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from yimen.demonstration import again, building, showing
from yimen.journal import demonstration
from yimen.office.models import Centre


class Command(BaseCommand):
    requires_system_checks = ()
    help = "在空库中建立演示中心，并写出 demo.json"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--base", default=settings.PUBLIC_URL, help="页面地址的开头")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not Centre.objects.exists():
            with transaction.atomic():
                building.build(settings.BASE_DIR / "catalogue", now=datetime.now(UTC))
        elif demonstration.offset() is None:
            raise CommandError("这个数据库不是演示库，里面已有业务数据；请另选一个 DATA 目录。")
        elif again.tell_today(now=again.moment(datetime.now(UTC))):
            self.stdout.write("已补上演示大厅今天的来人。")
        shown = showing.show(settings.DEMO_FILE, options["base"].rstrip("/"))
        self.stdout.write(showing.words(shown))
