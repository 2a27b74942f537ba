"""yimen serve: pages, displays, alarms, jobs and followers of a small site, until stopped."""

import os
import signal
import socket
import sys
import threading
from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yimen.faces.shared.page_server import GRACE, Displays, Pages
from yimen.journal import demonstration, guards, secrets, working
from yimen.journal.errors import Refused
from yimen.journal.models import Stream
from yimen.office.models import Centre
from yimen.registry import persons


class Command(BaseCommand):
    requires_system_checks = ()  # they would import every page once more, and a second of the start is theirs
    help = "启动网页服务和后台处理（小型中心一台电脑即可）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--demonstration", action="store_true", help="空库时建立演示中心")

    def handle(self, *_args: Any, **options: Any) -> None:
        _insist_free(options["host"], options["port"])
        events_port = _events_port(options)
        base = os.environ.get("YIMEN_PUBLIC_URL") or f"http://{options['host']}:{options['port']}"
        settings.PUBLIC_URL, settings.EVENTS_PORT = base.rstrip("/"), _told(events_port)  # forked pages have them so
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        pages = Pages(
            options["host"], options["port"], workers=options["workers"], public_url=settings.PUBLIC_URL,
            events_port=settings.EVENTS_PORT,
        )  # fmt: skip
        displays = Displays(options["host"], events_port)
        try:
            self._make_ready()
            if Centre.objects.exists():
                pages.serve()  # side by side with what follows, which then is quick
            if options["demonstration"]:
                call_command("demonstrate", base=settings.PUBLIC_URL, stdout=self.stdout)
            pages.serve()
            displays.serve()
            self._work(pages, stopped)
        finally:
            displays.stop()
            pages.stop()
        sys.exit(0 if pages.ended_well else 1)

    def _make_ready(self) -> None:
        try:
            guards.insist_whole()
            _migrate()
            secrets.ready(create=persons.nobody_yet() and not Stream.objects.exists())  # new keys open nothing old
            guards.insist()
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _work(self, pages: Pages, stopped: threading.Event) -> None:
        """Alarms, jobs and followers, until it is stopped or one of the two ends."""
        worker = threading.Thread(target=working.until, args=(stopped, _now), daemon=True)
        worker.start()
        while not stopped.wait(0.5):
            if not pages.is_alive or not worker.is_alive():
                self.stderr.write("服务意外停止，请查看上面的日志，然后重新启动。")
                stopped.set()
        pages.stop()
        worker.join(GRACE)


def _insist_free(host: str, port: int) -> None:
    """Two servers could share a port in silence and answer by turns: so the second one does not start."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"端口 {port} 已被占用，请先停止占用它的程序，或换一个端口：make run PORT=8123"
            ) from error


def _events_port(options: dict[str, Any]) -> int:
    """Where the displays' stream is served: as YIMEN_EVENTS_PORT says, else beside the pages, else wherever there is room."""
    if wanted := settings.EVENTS_PORT:
        _insist_free(options["host"], wanted)
        return wanted
    try:
        _insist_free(options["host"], options["port"] + 1)
    except CommandError:
        with socket.socket() as trial:
            trial.bind((options["host"], 0))
            return int(trial.getsockname()[1])
    return int(options["port"]) + 1


def _told(events_port: int) -> int:
    """What pages tell displays: that port; behind TLS or a proxy none: their own address, and the proxy passes it on."""
    return 0 if settings.HTTPS or settings.PROXIES else events_port


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)


def _now() -> datetime:
    return datetime.now(UTC) + (demonstration.offset() or timedelta(0))
