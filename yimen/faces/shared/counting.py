"""How often something may be asked or sent: counted in the cache, for all processes of a machine together."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files import locks

from yimen.faces.shared.now import now


@contextmanager
def alone() -> Iterator[None]:
    """One at a time, whatever the process: the cache cannot add and read in one step."""
    folder = Path(settings.CACHE_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "attempts.lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        yield


def below(what: str, most: int, span_s: int) -> bool:
    """One more of `what`; whether it is still within `most` of the span that began with the first. Called `alone`."""
    key = "attempts-" + sha256(what.encode()).hexdigest()
    here = now().timestamp()
    count, ends_at = cache.get(key) or (0, here)
    if ends_at <= here:
        count, ends_at = 0, here + span_s
    cache.set(key, (count + 1, ends_at), max(1, ends_at - here))
    return count < most
