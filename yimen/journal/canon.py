"""One way to write a value as a line of JSON, so that bytes hashed are bytes stored. Pure."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from yimen.journal.moments import stamp

GENESIS = "0" * 64
# What the border refuses: characters that JSON writes as escapes (below U+0020), and those it leaves as they are.
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\[bfnrtu]")
_FLOAT = re.compile(r"(?:^|[:,[])-?\d+[.e]")  # perhaps one, or a text that looks like it: reading the line tells
_CONTROL = re.compile("[\x7f-\x9f\u2028\u2029]")


def line(value: Any) -> str:
    """`value` as one canonical JSON line: UTF-8, sorted keys, no spaces.

    Strings, integers, booleans, None, lists and dicts with string keys; days, moments and UUIDs become fixed-width
    strings. Floats and control characters raise ValueError: they are refused at the border.
    """
    text = _ENCODE(value)
    if ("\\" in text and _ESCAPE.search(text)) or (not text.isprintable() and _CONTROL.search(text)):
        raise ValueError("control characters are not written into the journal")
    if _FLOAT.search(text):
        json.loads(text, parse_float=_refuse_float)
    return text


def chained(previous: str, body: str) -> str:
    """The hash of an entry: SHA-256 over the previous hash (64 hex characters) and the body, as 64 hex characters."""
    return sha256(previous.encode("ascii") + body.encode("utf-8")).hexdigest()


def salted(name: str, salt: bytes, text: str) -> str:
    """The hash that stands in the body for a personal fact: of its name, a 16-byte salt and the value's text."""
    return sha256(salt + name.encode() + b"\0" + text.encode()).hexdigest()


def _scalar(value: Any) -> Any:
    write = _WRITTEN.get(type(value))
    if write is not None:
        return write(value)
    raise ValueError(f"the journal does not write a {type(value).__name__}")


def _refuse_float(text: str) -> Any:
    raise ValueError(f"the journal does not write floats: {text}")


_WRITTEN: dict[type, Callable[[Any], str]] = {UUID: str, datetime: stamp, date: date.isoformat}
_ENCODE = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_scalar, check_circular=False
).encode
