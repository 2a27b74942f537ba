"""The journal as a file that anybody can verify without us: `tools/verify_journal.py` reads nothing else.

First line `yimen-journal 1`. Then for each centre, in the order of its id, its entries in order: hash, space, body.
Last line `end`, the number of entries, and the SHA-256 of all lines before it. Every byte counts.
"""

from hashlib import sha256
from typing import BinaryIO

from yimen.journal.models import Entry

HEADER = b"yimen-journal 1\n"


def export(target: BinaryIO) -> int:
    """Write the whole journal; returns the number of entries. Personal facts are not in it: bodies hold salted hashes."""
    digest = sha256(HEADER)
    target.write(HEADER)
    count = 0
    entries = Entry.objects.order_by("centre_id", "number").values_list("hash", "body")
    for told, body in entries.iterator(chunk_size=2000):
        line = f"{told} {body}\n".encode()
        digest.update(line)
        target.write(line)
        count += 1
    target.write(f"end {count} {digest.hexdigest()}\n".encode())
    return count
