"""What a process that has loaded everything and will now work for days says to Python's collector of cycles."""

import gc

YOUNG = (
    50_000  # objects more than were let go, before the youngest are looked at; Python's own 700 is for small programs
)


def settle() -> None:
    """All that is loaded stays: it is never looked at again, and forked processes share it. What comes is looked at seldom:
    it is mostly let go by itself. Measured: an eighth of the processor time of a run of verbs."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 100)
