"""The page server in a process of its own: everything is imported once, then its workers are forked from it."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.context import ForkProcess, SpawnProcess
from multiprocessing.synchronize import Event

GRACE = 10.0  # seconds the workers get to answer what they have begun
PR_SET_PDEATHSIG = 1
_Process = ForkProcess if sys.platform == "linux" else SpawnProcess  # elsewhere a forked process is not safe


class Pages:
    """Imports from the moment it is made, side by side with the caller, and serves from the moment it is told to.

    Made by a process that has no thread and no connection of a database open: neither can be in two processes.
    """

    def __init__(self, host: str, port: int, *, workers: int, public_url: str) -> None:
        self._may_serve = multiprocessing.Event()
        self._process = _Process(target=_serve, args=(host, port, workers, public_url, self._may_serve))
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


def _serve(host: str, port: int, workers: int, public_url: str, may_serve: Event) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    _end_with_parent()
    os.environ["YIMEN_PUBLIC_URL"] = public_url
    _import_everything()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    pages = Granian(
        "yimen.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=workers, blocking_threads=1,
        websockets=False, log_level=LogLevels.warning, respawn_failed_workers=True,
    )  # fmt: skip
    gc.collect()
    gc.freeze()  # or the collector would write to every page of memory, and each worker get its own
    may_serve.wait()
    pages.serve()


def _end_with_parent() -> None:
    """However `yimen serve` ends, its pages end too; else they would hold the port, and nobody would do what falls due."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _import_everything() -> None:
    """What the first request would, so that each worker has it when it is forked; they share the memory."""
    from django.urls import get_resolver

    import yimen.wsgi  # noqa: F401

    get_resolver()._populate()  # reads every module of addresses
