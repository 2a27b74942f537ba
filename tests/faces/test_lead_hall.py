"""今日大厅 through HTTP: who waits, each window's state, how many windows to open, how near the forecast came (B6)."""

from datetime import timedelta
from typing import Any

from django.test import Client

from tests.tickets.queue import Queue
from tests.town import Cast
from yimen.faces.shared.actors import POST_KEY
from yimen.faces.shared.now import now, today
from yimen.journal import followers, kept, source
from yimen.office.models import Staff
from yimen.tickets import cutting, overview, serving


def page(hall: Queue, address: str = "/lead/hall/", post: str = "supervisor") -> str:
    client = Client()
    by = hall.by(post)
    client.force_login(Staff.objects.get(pk=by.id), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[POST_KEY] = str(by.post_id)
    session.save()
    answer: Any = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def counted() -> None:
    followers.catch_up(at=now())
    kept.forget()


def test_the_hall_at_a_glance(hall: Queue):
    for _person in range(4):
        hall.take("A", now())
    hall.next("window", now())
    cutting.pause(hall.window("window2"), by=hall.by("window2"), at=now())
    counted()
    shown = page(hall)

    for words in (
        "今日大厅",
        "A001",
        "已叫，未到",
        "暂停",
        "A 民政",
        "下一小时开几个窗口",
        "按平均等候不超过 15 分钟推算",
    ):
        assert words in shown
    assert 'hx-trigger="every 5s"' in shown
    assert "林晓燕" not in shown.partition("<main")[2]


def test_with_few_windows_it_says_how_many_are_lacking_and_one_hall_for_all_needs_fewer(hall: Queue):
    hall.cut(now(), window="A", window2="BC")
    for letter in "AAAAAABBBBBB":
        hall.take(letter, now() - timedelta(minutes=4))
    counted()
    seen = overview.at_a_glance(hall.cast.hall.pk, at=now())

    assert [("".join(line.letter for line in one.lines), one.calling) for one in seen.needs] == [("A", 1), ("BC", 1)]
    assert all(one.needed > one.calling for one in seen.needs)
    assert seen.together <= sum(one.needed for one in seen.needs)
    assert all(one.minutes_now > one.minutes_then for one in seen.needs if one.minutes_now is not None)
    assert "还差" in page(hall)


def test_a_hall_without_lines_says_what_will_stand_there(cast: Cast):
    source.unseed()

    assert "设置业务类别和窗口之后" in page(Queue(cast))


def test_the_figures_of_a_day_lead_to_the_numbers_behind_them(hall: Queue):
    for letter in "AAB":
        hall.take(letter, now())
    ticket = hall.next("window", now())
    serving.finish(ticket, by=hall.by("window"), at=now())
    counted()
    shown, on = page(hall, "/lead/hall/figures/"), today().isoformat()

    for words in ("按业务", "A 民政", "按窗口", "按工作人员", "林晓燕", "平均等候"):
        assert words in shown
    assert f'href="/lead/hall/numbers/?on={on}&amp;line=A"' in shown
    assert [code in page(hall, f"/lead/hall/numbers/?on={on}&line=A") for code in ("A001", "A002", "B001")] == [1, 1, 0]
    assert "A002" not in page(hall, f"/lead/hall/numbers/?on={on}&state=served")
    assert page(hall, "/lead/hall/figures.csv?by=line").splitlines()[1].startswith("A 民政,2,1,1,0,0,")


def test_a_period_is_given_in_any_order_and_nonsense_is_today(hall: Queue):
    assert "没有人取号" in page(hall, "/lead/hall/figures/?from=2026-03-06&to=2026-03-02")
    assert "2026年3月2日（周一）至2026年3月6日（周五）" in page(
        hall, "/lead/hall/figures/?from=2026-03-06&to=2026-03-02"
    )
    assert "没有这样的号" in page(hall, "/lead/hall/numbers/?on=x&hour=x&window=x&state=x&after=x")
