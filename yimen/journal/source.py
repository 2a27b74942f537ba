"""The one seedable source of keys, salts, tokens and recorded moments, so that a simulation repeats to the byte."""

import base64
import os
import random
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, SafeUUID

_UNKNOWN = SafeUUID.unknown
_state = threading.local()
_clock: Callable[[], datetime] | None = None
_random: random.Random | None = None
_offset = timedelta(0)


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, then randomness. Nothing is ordered by it."""
    milliseconds = _milliseconds()
    noise = int.from_bytes(_bytes(10), "big")
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | (noise >> 64 & 0xFFF) << 64 | 0b10 << 62
    return _key(value | noise & 0x3FFFFFFFFFFFFFFF)


def new_salt() -> bytes:
    """Sixteen bytes that make the hash of a personal fact impossible to guess."""
    return _bytes(16)


def new_token() -> str:
    """128 bits as 26 lower-case letters and digits, for public links: never derived from a key."""
    return base64.b32encode(_bytes(16)).decode().rstrip("=").lower()


def recorded_at() -> datetime:
    """The server's moment (UTC), with the demonstration offset where there is one. Only the door asks it."""
    return (_clock() if _clock else datetime.now(UTC)) + _offset


def set_offset(offset: timedelta) -> None:
    """The demonstration clock of this process (design 9); zero in every other database."""
    global _offset
    _offset = offset


def seed(value: int, clock: Callable[[], datetime]) -> None:
    """From now on everything repeats: the same seed and clock give the same keys, salts and moments."""
    global _clock, _random
    _random, _clock = random.Random(value), clock  # noqa: S311  # a simulation's source, not a secret


def unseed() -> None:
    """Back to the operating system's randomness and clock."""
    global _clock, _random
    _random, _clock = None, None


def _key(value: int) -> UUID:
    """`UUID(int=value)` in a quarter of its time: its constructor asks which of its six ways was meant."""
    made = UUID.__new__(UUID)
    object.__setattr__(made, "int", value)
    object.__setattr__(made, "is_safe", _UNKNOWN)
    return made


def _milliseconds() -> int:
    return int(_clock().timestamp() * 1000) if _clock else time.time_ns() // 1_000_000


def _bytes(count: int) -> bytes:
    """Random bytes; the operating system is asked for a block at a time, since each call costs a microsecond or more."""
    if _random:
        return _random.randbytes(count)
    if getattr(_state, "pid", 0) != os.getpid() or len(_state.block) < _state.used + count:
        _state.block, _state.used, _state.pid = os.urandom(4096), 0, os.getpid()
    start = _state.used
    _state.used = start + count
    taken: bytes = _state.block[start : start + count]
    return taken
