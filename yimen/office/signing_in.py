"""From an account to an actor: which posts a person may act in today, and the value that says so."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from yimen.journal import rows, source
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import ApiToken, Post, Staff

_ACTING = """SELECT s.id, s.name, p.id, p.title, p.role, p.centre_id, c.division_id, p.window_id, d.line
FROM %(source)s JOIN office_centre c ON c.id = p.centre_id LEFT JOIN office_duty d ON d.post_id = p.id
WHERE %(where)s AND s.is_active AND p.is_open AND (
EXISTS(SELECT 1 FROM office_holding h WHERE h.post_id = p.id AND h.staff_id = s.id AND h.from_on <= %%s
AND (h.until_on IS NULL OR h.until_on >= %%s))
OR EXISTS(SELECT 1 FROM office_cover v WHERE v.post_id = p.id AND v.staff_id = s.id AND v.from_on <= %%s
AND v.until_on >= %%s))"""


def posts_of(staff_id: UUID, on: date) -> list[Post]:
    """The open posts this person holds or covers on a day, by title."""
    holds = Q(holdings__staff_id=staff_id, holdings__from_on__lte=on) & (
        Q(holdings__until_on__isnull=True) | Q(holdings__until_on__gte=on)
    )
    covers = Q(covers__staff_id=staff_id, covers__from_on__lte=on, covers__until_on__gte=on)
    posts = Post.objects.filter(holds | covers, is_open=True).select_related("centre", "window", "department")
    return list(posts.distinct().order_by("title"))


def actor_in(staff: Staff, post: Post) -> Actor:
    """The actor for a person in a post (whose centre and duties are read here)."""
    return Actor(
        kind="staff", id=staff.pk, name=staff.name, post_id=post.pk, post_title=post.title, role=post.role,
        centre_id=post.centre_id, division_id=post.centre.division_id,
        lines=frozenset(post.duties.values_list("line", flat=True)), window_id=post.window_id,
    )  # fmt: skip


def actor_for(staff_id: UUID, post_id: UUID, on: date) -> Actor | None:
    """The actor where this person may act in this post on that day, else None."""
    return _acting(
        "s.id = %s", "office_staff s JOIN office_post p ON p.id = %s", [rows.key(post_id), rows.key(staff_id)], on
    )


def digest(token: str) -> str:
    """What is kept of an API token."""
    return sha256(token.encode()).hexdigest()


def issue_token(staff: Staff, post: Post, *, label: str) -> str:
    """A new API token for a person in a post; shown once, only its digest is kept."""
    token = "ym_" + source.new_token()
    ApiToken.objects.create(staff=staff, post=post, digest=digest(token), label=label)
    return token


def actor_by_token(token: str, *, at: datetime) -> Actor | None:
    """The actor of a valid token whose person still may act in its post, else None."""
    moment: Any = connection.ops.adapt_datetimefield_value(at)
    return _acting(
        "t.digest = %s AND (t.until_at IS NULL OR t.until_at > %s)",
        "office_apitoken t JOIN office_staff s ON s.id = t.staff_id JOIN office_post p ON p.id = t.post_id",
        [digest(token), moment], localdate(at),
    )  # fmt: skip


def _acting(where: str, of: str, params: list[Any], on: date) -> Actor | None:
    """The one staff `s` in the one post `p` of a source, with its duties, if it is theirs to act in on that day: read at
    every request, so in one statement."""
    day: Any = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(_ACTING % {"source": of, "where": where}, [*params, day, day, day, day])
        found = cursor.fetchall()
    if not found:
        return None
    staff_id, name, post_id, title, role, centre_id, division_id, window_id, _line = found[0]
    return Actor(
        kind="staff", id=_uuid(staff_id), name=name, post_id=_uuid(post_id), post_title=title, role=role,
        centre_id=_uuid(centre_id), division_id=_uuid(division_id),
        lines=frozenset(line for *_same, line in found if line is not None),
        window_id=_uuid(window_id) if window_id else None,
    )  # fmt: skip


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
