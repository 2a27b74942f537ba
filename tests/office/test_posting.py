"""Posts are opened, closed and given their lines by an act: of one's own centre, never one's own post (M1, S4)."""

from datetime import date
from typing import Any

import pytest

from tests.cases import leads
from tests.cases.walking import taken_in
from tests.town import Cast
from yimen.cases import steps
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.models import Entry
from yimen.office import posting
from yimen.office.models import Department, Duty, Post, Role, Window
from yimen.office.signing_in import actor_for

MONDAY = date(2026, 3, 2)


def opened(cast: Cast, by: str = "network", **change: Any) -> Post:
    department = Department.objects.get(centre=cast.hall, posts__title="社会事务办经办")
    typed: dict[str, Any] = {
        "title": "救助经办",
        "role": Role.OFFICER,
        "department": department,
        "lines": ["民政"],
    } | change
    return posting.open_post(cast.hall, **typed, by=cast.town.actor(by), at=cast.clock.at(3, 2))


def lines(post: Post) -> set[str]:
    return set(Duty.objects.filter(post=post).values_list("line", flat=True))


def test_a_post_is_opened_with_its_lines_and_told(cast: Cast):
    post = Post.objects.get(pk=opened(cast, lines=["民政", " 残联 ", "民政", ""]).pk)

    assert (post.is_open, post.role, lines(post)) == (True, "officer", {"残联", "民政"})
    entry = Entry.objects.latest("recorded_at")
    assert entry.act == "office.open_post"
    assert str(post.pk) in entry.body and "救助经办" in entry.body


def test_a_post_for_every_line_has_none_beside_it(cast: Cast):
    window = Window.objects.filter(centre=cast.hall)[0]
    post = opened(cast, role=Role.WINDOW, department=None, window=window, lines=["*", "民政"])

    assert lines(post) == {"*"}
    assert post.window_id == window.pk


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 41}, "title"),
        ({"title": "中心主任"}, "title"),
        ({"role": "king"}, "role"),
        ({"lines": []}, "lines"),
        ({"lines": ["长" * 21]}, "lines"),
        ({"department": None}, "department"),
        ({"role": Role.HEAD, "department": None}, "department"),
    ],
)
def test_a_post_against_the_rules_is_refused_at_its_field(cast: Cast, change: dict[str, Any], field: str):
    before = Post.objects.count()

    with pytest.raises(Malformed) as refused:
        opened(cast, **change)
    assert list(refused.value.fields) == [field]
    assert Post.objects.count() == before


def test_a_department_or_a_window_of_another_centre_is_refused(cast: Cast):
    theirs = Department.objects.exclude(centre=cast.hall)[0]

    with pytest.raises(Malformed) as refused:
        opened(cast, department=theirs)
    assert list(refused.value.fields) == ["department"]


@pytest.mark.parametrize("who", ["window", "supervisor", "leader", "editor", "town_civil"])
def test_other_roles_may_do_none_of_it(cast: Cast, who: str):
    post, by, at = cast.town.posts["reply"], cast.town.actor(who), cast.clock.at(3, 2)

    with pytest.raises(NotYours):
        opened(cast, who)
    with pytest.raises(NotYours):
        posting.set_duties(post, lines=["民政"], by=by, at=at)
    with pytest.raises(NotYours):
        posting.close_post(cast.town.posts["window2"], by=by, at=at)


def test_another_centres_post_is_left_alone(cast: Cast):
    with pytest.raises(NotYours):
        posting.close_post(cast.town.posts["village"], by=cast.network, at=cast.clock.at(3, 2))
    assert Post.objects.get(pk=cast.town.posts["village"].pk).is_open


def test_in_a_closed_post_nobody_acts_any_more(cast: Cast):
    post, staff = cast.town.posts["reply"], cast.town.staff["reply"]
    assert actor_for(staff.pk, post.pk, MONDAY) is not None

    posting.close_post(post, by=cast.director, at=cast.clock.at(3, 2))

    assert actor_for(staff.pk, post.pk, MONDAY) is None
    assert Entry.objects.latest("recorded_at").act == "office.close_post"
    with pytest.raises(NotNow):
        posting.close_post(post, by=cast.director, at=cast.clock.at(3, 2))


def test_a_post_with_open_tasks_is_closed_only_after_them(cast: Cast):
    post, at = cast.town.posts["town_civil"], cast.clock.at(3, 2)
    case = taken_in(cast, "MZ-01", at)
    task = cast.task(case)
    holder = next(key for key, one in cast.town.posts.items() if one.pk == task.post_id)

    with pytest.raises(NotNow, match="待办"):
        posting.close_post(task.post, by=leads.of(task.post.centre, Role.NETWORK), at=at)

    steps.finish(case, task_id=task.pk, opinion="属实", by=cast.town.actor(holder), at=at)
    posting.close_post(post, by=cast.network, at=at)  # nothing of it came here
    assert not Post.objects.get(pk=post.pk).is_open


def test_nobody_closes_or_widens_the_own_post(cast: Cast):
    post, at = cast.town.posts["director"], cast.clock.at(3, 2)

    with pytest.raises(NotYours, match="自己"):
        posting.close_post(post, by=cast.director, at=at)
    with pytest.raises(NotYours, match="自己"):
        posting.set_duties(post, lines=["*"], by=cast.director, at=at)
    posting.set_duties(post, lines=["民政"], by=cast.network, at=at)
    assert lines(post) == {"民政"}


def test_new_duties_replace_the_old_and_hold_at_once(cast: Cast):
    post, staff = cast.town.posts["window2"], cast.town.staff["window2"]
    posting.set_duties(post, lines=["计生", "民政"], by=cast.network, at=cast.clock.at(3, 2))

    actor = actor_for(staff.pk, post.pk, MONDAY)
    assert actor is not None and actor.lines == {"计生", "民政"}
    with pytest.raises(Malformed):
        posting.set_duties(post, lines=[], by=cast.network, at=cast.clock.at(3, 2))
    assert lines(post) == {"计生", "民政"}
