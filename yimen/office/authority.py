"""Who holds a post on a day, which device is in service: read in the statement that locks, never from a cache."""

from datetime import date
from typing import Any

from yimen.journal import rows
from yimen.office.actor import Actor

_HELD = """EXISTS(
SELECT 1 FROM office_post p JOIN office_staff s ON s.id = %s AND s.is_active
WHERE p.id = %s AND p.is_open AND (
EXISTS(SELECT 1 FROM office_holding h WHERE h.post_id = p.id AND h.staff_id = s.id AND h.from_on <= %s
AND (h.until_on IS NULL OR h.until_on >= %s))
OR EXISTS(SELECT 1 FROM office_cover c WHERE c.post_id = p.id AND c.staff_id = s.id AND c.from_on <= %s
AND c.until_on >= %s)))"""


_IN_SERVICE = "EXISTS(SELECT 1 FROM office_device d WHERE d.id = %s AND d.centre_id = %s AND d.is_open)"


def held(actor: Actor, on: date) -> rows.Statement | None:
    """An SQL expression that is true where the actor holds or covers the post on that day, or is a device in service; None
    for the others.

    Applicants and the clock hold no post: what they may do is said by each package's `may`.
    """
    if actor.is_device:
        return _IN_SERVICE, [rows.key(actor.id), rows.key(actor.centre_id)]
    if not actor.is_staff:
        return None
    day: Any = rows.day(on)
    return _HELD, [rows.key(actor.id), rows.key(actor.post_id), day, day, day, day]
