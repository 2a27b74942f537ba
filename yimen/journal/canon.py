"""One way to write a value as a line of JSON, so that bytes hashed are bytes stored. Pure."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from yimen.journal.moments import stamp

GENESIS = "0" * 64
_CONTROL = dict.fromkeys([*range(0x20), 0x7F, *range(0x80, 0xA0), 0x2028, 0x2029])
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def line(value: Any) -> str:
    """`value` as one canonical JSON line: UTF-8, sorted keys, no spaces.

    Strings, integers, booleans, None, lists and mappings with string keys; days, moments and UUIDs become
    fixed-width strings. Floats and control characters raise ValueError: they are refused at the border.
    """
    return _ENCODE(_plain(value))


def chained(previous: str, body: str) -> str:
    """The hash of an entry: SHA-256 over the previous hash (64 hex characters) and the body, as 64 hex characters."""
    return sha256(previous.encode("ascii") + body.encode("utf-8")).hexdigest()


def salted(name: str, salt: bytes, text: str) -> str:
    """The hash that stands in the body for a personal fact: of its name, a 16-byte salt and the value's text."""
    return sha256(salt + name.encode() + b"\0" + text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind is str:
        return _clean(value)
    if value is None or kind is bool or kind is int:
        return value
    if isinstance(value, Mapping):
        return {_clean(str(key)): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _clean(str.__str__(value))
    if isinstance(value, int):
        return int(value)
    raise ValueError(f"the journal does not write a {type(value).__name__}")


def _clean(text: str) -> str:
    if not text.isprintable() and text.translate(_CONTROL) != text:
        raise ValueError("control characters are not written into the journal")
    return text
