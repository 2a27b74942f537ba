"""From an account to an actor: which posts a person may act in today, and the value that says so."""

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from yimen.journal import source
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import ApiToken, Post, Staff


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
    staff = Staff.objects.filter(pk=staff_id, is_active=True).first()
    post = next((post for post in posts_of(staff_id, on) if post.pk == post_id), None)
    return actor_in(staff, post) if staff and post else None


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
    row = ApiToken.objects.filter(digest=digest(token)).first()
    if row is None or (row.until_at and row.until_at <= at):
        return None
    return actor_for(row.staff_id, row.post_id, localdate(at))
