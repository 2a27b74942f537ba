"""How often one may ask for a case by number: guessing four digits must not pay."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files import locks

from yimen.faces.shared.now import now

PER_CASE = 5  # of one address: a slip or two of the finger
PER_ADDRESS = 60  # a hall's shared machine serves many people
SPAN_S = 15 * 60
# Of all addresses: of 10,000 endings two open a case (number, telephone), so at 30 a day a guess takes a hundred days.
# Who is locked out by another's guessing still has the QR of the receipt.
PER_CASE_OF_ALL = 30
DAY_S = 24 * 60 * 60


def counted(address: str, number: str) -> bool:
    """Counts one attempt; False when this address has used up its own, or the case all of its attempts.

    What is refused for the address is not counted against the case, else one address could shut a case for all.
    """
    with _alone():
        return (
            _below(f"address|{address}", PER_ADDRESS, SPAN_S)
            and _below(f"pair|{address}|{number}", PER_CASE, SPAN_S)
            and _below(f"case|{number}", PER_CASE_OF_ALL, DAY_S)
        )


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time, whatever the process: the cache cannot add and read in one step."""
    folder = Path(settings.CACHE_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "attempts.lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        yield


def _below(what: str, most: int, span_s: int) -> bool:
    """One more of `what`; whether it is still within `most` of the span that began with the first."""
    key = "attempts-" + sha256(what.encode()).hexdigest()
    here = now().timestamp()
    count, ends_at = cache.get(key) or (0, here)
    if ends_at <= here:
        count, ends_at = 0, here + span_s
    cache.set(key, (count + 1, ends_at), max(1, ends_at - here))
    return count < most
