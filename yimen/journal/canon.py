"""One way to write a value as a line of JSON, so that bytes hashed are bytes stored. Pure."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from hashlib import sha256
from types import NoneType
from typing import Any
from uuid import UUID

import orjson

from yimen.journal.moments import stamp

GENESIS = "0" * 64
# What the border refuses: characters that JSON writes as escapes (below U+0020), and those it leaves as they are.
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\[bfnrtu]")
_CONTROL = re.compile("[\x7f-\x9f\u2028\u2029]")
_PLAIN = frozenset({str, int, bool, NoneType, UUID, datetime, date})
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def line(value: Any) -> str:
    """`value` as one canonical JSON line: UTF-8, sorted keys, no spaces.

    Strings, integers of 64 bits, booleans, None, lists and dicts with string keys; days, moments and UUIDs become
    fixed-width strings. Floats and control characters raise ValueError: they are refused at the border.
    """
    _insist_on_what_has_one_spelling((value,))
    try:
        text = orjson.dumps(value, _written, _OPTIONS).decode()
    except TypeError as error:
        raise ValueError(f"the journal does not write this: {error}") from error
    if ("\\" in text and _ESCAPE.search(text)) or (not text.isprintable() and _CONTROL.search(text)):
        raise ValueError("control characters are not written into the journal")
    return text


def chained(previous: str, body: str) -> str:
    """The hash of an entry: SHA-256 over the previous hash (64 hex characters) and the body, as 64 hex characters."""
    return sha256(previous.encode("ascii") + body.encode("utf-8")).hexdigest()


def salted(name: str, salt: bytes, text: str) -> str:
    """The hash that stands in the body for a personal fact: of its name, a 16-byte salt and the value's text."""
    return sha256(salt + name.encode() + b"\0" + text.encode()).hexdigest()


def _insist_on_what_has_one_spelling(values: Iterable[Any]) -> None:
    """Refuse what the library would write as it likes: floats (it writes NaN as null), and kinds that nobody foresaw."""
    for value in values:
        kind = type(value)
        if kind in _PLAIN:
            continue
        if kind is dict or isinstance(value, dict):
            _insist_on_what_has_one_spelling(value.values())
        elif kind is list or isinstance(value, (list, tuple)):
            _insist_on_what_has_one_spelling(value)
        elif not isinstance(value, (str, int)):  # words and numbers of an enumeration are
            raise ValueError(f"the journal does not write a {kind.__name__}")


def _written(value: Any) -> Any:
    write = _WRITTEN.get(type(value))
    if write is None:
        raise ValueError(f"the journal does not write a {type(value).__name__}")
    return write(value)


_WRITTEN: dict[type, Callable[[Any], str]] = {datetime: stamp, date: date.isoformat}
