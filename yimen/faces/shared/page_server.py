"""The page server in a process of its own: everything is imported once, then its workers are forked from it; and the one
that serves the displays' stream."""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from multiprocessing.context import ForkProcess, SpawnProcess
from multiprocessing.synchronize import Event
from typing import Any

from yimen.journal import memory

GRACE = 10.0  # seconds the workers get to answer what they have begun
MOST_SCREENS = 4096  # granian's own limit would be 1024
PR_SET_PDEATHSIG = 1
_Process = ForkProcess if sys.platform == "linux" else SpawnProcess  # elsewhere a forked process is not safe


class _Served:
    """A process that serves from the moment it is told to, until it is stopped.

    Made by a process that has no thread and no connection of a database open: neither can be in two processes.
    """

    def __init__(self, serve: Callable[..., None], *given: Any) -> None:
        self._may_serve = multiprocessing.Event()
        self._process = _Process(target=_apart, args=(os.getpid(), serve, *given, self._may_serve))
        self._process.start()
        self._group = self._process.pid  # it leads a group of its own

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.is_alive()

    @property
    def ended_well(self) -> bool:
        """Whether it ended of its own accord or because it was told to."""
        return self._process.exitcode in (0, -signal.SIGTERM, -signal.SIGINT)

    def serve(self) -> None:
        """The database is ready: begin."""
        self._may_serve.set()

    def stop(self) -> None:
        """Let it answer what was begun, then end it, whatever it is doing. A second time it does nothing."""
        group, self._group = self._group, None
        if group is None:
            return
        self._process.terminate()
        self._process.join(GRACE)
        with suppress(ProcessLookupError):  # workers, too, whose parent was killed
            os.killpg(group, signal.SIGKILL)
        self._process.join()


class Pages(_Served):
    """The pages: imports from the moment it is made, side by side with the caller."""

    def __init__(self, host: str, port: int, *, workers: int, public_url: str, events_port: int) -> None:
        told = {"YIMEN_PUBLIC_URL": public_url, "YIMEN_EVENTS_PORT": str(events_port)}
        super().__init__(_serve_pages, host, port, workers, told)


class Displays(_Served):
    """The displays' stream. It imports when it is told to serve: nobody waits for it, and the pages are quicker for it."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(_serve_displays, host, port)


def _apart(parent: int, serve: Callable[..., None], *given: Any) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    _end_with(parent)
    serve(*given)


def _serve_pages(host: str, port: int, workers: int, told: dict[str, str], may_serve: Event) -> None:
    os.environ |= told
    _import_everything()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    pages = Granian(
        "yimen.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=workers, blocking_threads=1,
        websockets=False, log_level=LogLevels.warning, respawn_failed_workers=True,
    )  # fmt: skip
    memory.settle()  # or the collector would write to every page of memory, and each worker get its own
    may_serve.wait()
    pages.serve(target_loader=partial(_application, "yimen.wsgi", os.getpid()), wrap_loader=False)


def _serve_displays(host: str, port: int, may_serve: Event) -> None:
    may_serve.wait()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    displays = Granian(
        "yimen.asgi:application", address=host, port=port, interface=Interfaces.ASGINL, websockets=False,
        backlog=MOST_SCREENS, backpressure=MOST_SCREENS, log_level=LogLevels.warning, respawn_failed_workers=True,
    )  # fmt: skip
    memory.settle()  # as for the pages: else its worker, looking for cycles one day, would make a copy of all that they share
    displays.serve(target_loader=partial(_application, "yimen.asgi", os.getpid()), wrap_loader=False)


def _application(module: str, parent: int) -> Callable[..., Any]:
    """What a worker serves: asked for in the worker, after it was forked."""
    _end_with(parent)
    application: Callable[..., Any] = import_module(module).application
    return application


def _end_with(parent: int) -> None:
    """However the parent ends, this process is told to end too; else it would hold the port, and nobody would do what
    falls due."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it ended before that could be said
            os._exit(1)


def _import_everything() -> None:
    """What the first request would, so that each worker has it when it is forked; they share the memory."""
    from django.urls import get_resolver

    import yimen.wsgi  # noqa: F401

    get_resolver()._populate()  # reads every module of addresses
