"""窗口设置: re-cut at any time without losing a ticket; refused where somebody would have no window (B1)."""

import json

import pytest

from tests.tickets.queue import Queue
from yimen.journal.errors import Malformed, NotNow, NotYours
from yimen.journal.fold import replay
from yimen.journal.models import Entry, Fact
from yimen.office.models import Centre, Window
from yimen.tickets import announcing, cutting, halls, lines, reading, serving
from yimen.tickets.cutting import Mode, Share
from yimen.tickets.models import Line, QueueWindow, Ticket


def numbers(queue: Queue, letter: str) -> list[str]:
    """Who sits at the windows that call a line."""
    called = halls.windows_of(queue.lines[letter])
    return [who for who in ("window", "window2", "reply") if queue.window(who).number in called]


def test_before_anybody_cut_the_hall_general_windows_serve_all_and_others_none(queue: Queue):
    QueueWindow.objects.all().delete()
    Window.objects.filter(pk=queue.window("window2").pk).update(kind=Window.Kind.GENERAL)

    plan = cutting.plan_of(queue.cast.hall.pk)

    assert plan[queue.window("window2").pk].mode == Mode.ALL
    assert plan[queue.window("reply").pk].mode == Mode.CLOSED


def test_one_act_cuts_the_whole_hall_and_is_told_in_letters(queue: Queue):
    queue.cut(queue.at(), window="AB", window2="CBA")

    assert [numbers(queue, letter) for letter in "ABC"] == [["window", "window2"], ["window", "window2"], ["window2"]]
    told = Entry.objects.filter(act="tickets.recut").latest("number").body
    assert f'"{queue.window("window").number}":"AB"' in told
    assert replay(queue.cast.hall.pk) == []


def test_what_was_cut_before_is_gone_and_comes_again(queue: Queue):
    queue.cut(queue.at(), window="AB", window2="C")
    queue.cut(queue.at(10), window="C", window2="AB")
    queue.cut(queue.at(11), window="BA", window2="C")

    plan = cutting.plan_of(queue.cast.hall.pk)
    assert plan[queue.window("window").pk].lines == (queue.lines["B"].pk, queue.lines["A"].pk)
    assert replay(queue.cast.hall.pk) == []


def test_in_the_middle_of_the_day_no_ticket_is_lost(queue: Queue):
    """Who waits is called by the windows of the new cut; who is at a window that closes is finished there."""
    queue.cut(queue.at(), window="A", window2="BC")
    for minute, letter in enumerate("AABC"):
        queue.take(letter, queue.at(9, minute))
    in_hand = queue.next("window2", queue.at(9, 10))

    queue.cut(queue.at(9, 30), window="*")

    serving.finish(in_hand, by=queue.by("window2"), at=queue.at(9, 31))
    called = [queue.next("window", queue.at(9, 32)).code for _ in range(3)]
    assert sorted([*called, in_hand.code]) == ["A001", "A002", "B001", "C001"]
    assert replay(queue.cast.hall.pk) == []


def test_who_was_sent_to_a_window_that_closes_waits_for_any_of_the_line(queue: Queue):
    queue.take("A", queue.at())
    ticket = queue.next("window", queue.at(9, 1))
    serving.transfer(ticket, window=queue.window("window2"), by=queue.by("window"), at=queue.at(9, 2))

    queue.cut(queue.at(9, 3), window="*")

    assert queue.next("window", queue.at(9, 4)).code == "A001"
    assert replay(queue.cast.hall.pk) == []


@pytest.mark.parametrize("kind", ["reply", "dedicated", "cash", "general"])
def test_a_window_of_any_kind_calls_what_the_plan_says_and_no_ticket_is_lost(queue: Queue, kind: str):
    Window.objects.filter(pk=queue.window("reply").pk).update(kind=kind)
    queue.cut(queue.at(), window="*", reply="C")
    for minute, letter in enumerate("ACBC"):
        queue.take(letter, queue.at(9, minute))

    called = [queue.next("reply", queue.at(9, 10)).code, queue.next("window", queue.at(9, 11)).code]
    queue.cut(queue.at(9, 12), window="C", reply="BA")
    called += [queue.next("reply", queue.at(9, 13)).code, queue.next("window", queue.at(9, 14)).code]

    assert called == ["C001", "A001", "B001", "C002"]
    with pytest.raises(NotNow):
        queue.next("reply", queue.at(9, 15))
    assert set(Ticket.objects.values_list("state", flat=True)) == {"called", "served"}


@pytest.mark.parametrize(
    ("windows", "field"), [({"window": "AB"}, "line_C"), ({"window": "", "window2": "*"}, "window"), ({}, "line_A")]
)
def test_a_cut_that_leaves_a_line_without_a_window_is_refused(queue: Queue, windows: dict[str, str], field: str):
    before = cutting.plan_of(queue.cast.hall.pk)

    with pytest.raises(Malformed) as refused:
        queue.cut(queue.at(), **windows)
    assert any(name.startswith(field) for name in refused.value.fields)
    assert cutting.plan_of(queue.cast.hall.pk) == before


def test_a_closed_line_needs_a_window_as_long_as_somebody_waits_in_it(queue: Queue):
    line, director = queue.lines["C"], queue.by("director")
    queue.take("C", queue.at())
    lines.change(line, name=line.name, position=2, is_open=False, by=director, at=queue.at(9, 1))

    with pytest.raises(Malformed):
        queue.cut(queue.at(9, 2), window="AB")
    queue.next("window", queue.at(9, 3))
    queue.cut(queue.at(9, 4), window="AB")
    assert numbers(queue, "A") == ["window"]


def test_only_director_and_network_clerk_cut(queue: Queue):
    plan = queue.plan(window="*")

    for who in ("window", "supervisor", "reply", "village", "county"):
        with pytest.raises(NotYours):
            cutting.recut(queue.cast.hall, plan, by=queue.by(who), at=queue.at())
    cutting.recut(queue.cast.hall, plan, by=queue.by("network"), at=queue.at())
    assert numbers(queue, "A") == ["window"]


def test_windows_and_lines_of_another_hall_are_refused(queue: Queue):
    elsewhere = Centre.objects.get(code="DYLS")
    window = Window.objects.create(centre=elsewhere, number=1, name="1号窗口")
    line = Line.objects.create(centre=elsewhere, letter="A", name="民政", position=0)

    for plan in ({window.pk: Share(Mode.ALL)}, {queue.window("window").pk: Share(Mode.LINES, (line.pk,))}):
        with pytest.raises(Malformed) as refused:
            cutting.recut(queue.cast.hall, plan, by=queue.by("director"), at=queue.at())
        assert refused.value.code == "another_hall"


def test_a_kept_plan_is_read_as_it_was_written_and_replaces_its_namesake(queue: Queue):
    hall, director = queue.cast.hall, queue.by("director")
    cutting.keep(hall, "平时", queue.plan(window="AB", window2="C"), by=director, at=queue.at())
    plan = queue.plan(window="*")

    cut = cutting.keep(hall, "平时", plan, by=director, at=queue.at())

    assert cutting.read(halls.cut_for(director, cut_id=cut.pk).plan) == plan
    assert [one.name for one in halls.cuts(director)] == ["平时"]
    cutting.drop(cut, by=director, at=queue.at())
    assert halls.cuts(director) == []


def test_a_clerk_pauses_the_own_window_and_no_other(queue: Queue):
    lin = queue.by("window")
    with pytest.raises(NotYours):
        cutting.pause(queue.window("window2"), by=lin, at=queue.at())

    cutting.pause(queue.window("window"), by=lin, at=queue.at())
    hall = halls.hall(queue.cast.hall.pk, on=queue.at().date())
    assert set(hall.paused) == {queue.window("window").pk}

    cutting.resume(queue.window("window"), by=queue.by("director"), at=queue.at())
    queue.take("A", queue.at())
    assert queue.next("window", queue.at()).code == "A001"


def test_a_pause_has_a_reason_that_the_hall_reads_and_a_note_that_it_does_not(queue: Queue):
    window, at = queue.window("window"), queue.at(9, 5)

    cutting.pause(window, reason="meal", note="去接孩子", by=queue.by("window"), at=at)

    told = json.dumps(announcing.state(queue.cast.hall.pk, at=at), ensure_ascii=False)
    assert "工作人员用餐" in told
    assert "接孩子" not in told
    assert Fact.objects.get().value == "去接孩子"
    assert cutting.resume(window, by=queue.by("window"), at=at).pause_reason == ""
    assert replay(queue.cast.hall.pk) == []
    for said in ({"reason": "holiday"}, {"reason": "away", "note": "长" * 201}):
        with pytest.raises(Malformed):
            cutting.pause(window, **said, by=queue.by("window"), at=at)


def test_a_window_that_was_never_set_can_be_paused_too(queue: Queue):
    QueueWindow.objects.all().delete()

    cutting.pause(queue.window("window"), by=queue.by("window"), at=queue.at())

    assert QueueWindow.objects.get().is_paused


def test_counts_are_of_those_whom_a_window_may_call(queue: Queue):
    queue.cut(queue.at(), window="AB", window2="C")
    for letter in "AABC":
        queue.take(letter, queue.at())
    on = queue.at().date()

    ways = [serving.way_of(queue.window(who)) for who in ("window", "window2", "reply")]
    assert [halls.waiting_for(way, on=on) for way in ways] == [3, 1, 0]
    lines, windows = halls.targets(queue.by("window"))
    assert ([one.letter for one in lines], windows) == (["A", "B", "C"], [queue.window("window2")])
    assert halls.hall(queue.cast.hall.pk, on=on).waiting == 4
    assert reading.in_hand(None) is None
    assert Ticket.objects.count() == 4
