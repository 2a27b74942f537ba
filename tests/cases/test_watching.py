"""What leads look at: red first, then yellow; of the own centre and those below; each list by its index (D8, E8)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases import leads
from tests.cases.plans import plan
from tests.cases.walking import decide, finish, ready, taken_in, task
from tests.town import Cast
from yimen.cases import answerable, completion, endings, pausing, watching
from yimen.cases.models import Case
from yimen.cases.watching import Watch
from yimen.office.actor import Actor

WHY = "情况需要关注"


def numbers(by: Actor, watch: Watch, on: date) -> list[str]:
    return [one.number for one in watching.watched(by, watch, on=on)[0]]


def running(cast: Cast) -> Case:
    """Accepted on Monday 2 March 2026, promised 20 working days: due on Monday 30 March."""
    return taken_in(cast, "PX-01", cast.clock.at(3, 2))


@pytest.mark.parametrize(
    ("on", "red", "yellow"),
    [
        (date(2026, 3, 26), 0, 0),  # Thursday
        (date(2026, 3, 27), 0, 1),  # Friday, the working day before
        (date(2026, 3, 28), 0, 1),
        (date(2026, 3, 30), 0, 1),
        (date(2026, 3, 31), 1, 0),
    ],
)
def test_a_case_is_yellow_from_the_working_day_before_and_red_from_the_day_after(
    everyone: Cast, on: date, red: int, yellow: int
):
    running(everyone)

    found = {watch: len(numbers(everyone.supervisor, watch, on)) for watch in (Watch.RED, Watch.YELLOW)}
    assert found == {Watch.RED: red, Watch.YELLOW: yellow}


def test_a_line_says_who_has_it_since_when_and_who_answers(everyone: Cast):
    case = running(everyone)

    line = watching.watched(everyone.leader, Watch.RED, on=date(2026, 4, 1))[0][0]
    assert (line.number, line.light, line.light_words) == (case.number, "red", "超期 2 日")
    assert (line.applicant_masked, line.answerable) == ("王**", "林晓燕")
    assert {(one.name, one.post, one.since_on) for one in line.steps} == {
        ("入户调查", "柳树村便民服务员", date(2026, 3, 2)), ("街道审查", "社会事务办经办", date(2026, 3, 2)),
    }  # fmt: skip


def test_what_is_over_longest_stands_first(everyone: Cast):
    first, second = running(everyone), taken_in(everyone, "PX-01", everyone.clock.at(3, 3))

    assert numbers(everyone.supervisor, Watch.RED, date(2026, 5, 6)) == [first.number, second.number]


def test_neither_what_stands_nor_what_is_decided_is_red(everyone: Cast):
    asked = completion.ask_completion(
        running(everyone), requirement_ids=[], remark="请补写日期", by=everyone.village, at=everyone.clock.at(3, 3)
    )
    done = ready(everyone, everyone.clock.at(3, 4))

    assert (asked.state, done.state) == ("completing", "ready")
    assert numbers(everyone.supervisor, Watch.RED, date(2026, 12, 1)) == []


def test_a_lead_above_sees_the_cases_below_and_a_lead_elsewhere_none(everyone: Cast):
    case, on = running(everyone), date(2026, 4, 1)

    assert numbers(leads.at_county(everyone), Watch.RED, on) == [case.number]
    assert numbers(leads.elsewhere(everyone), Watch.RED, on) == []


def test_a_lead_of_one_line_sees_that_line(everyone: Cast):
    case, on = running(everyone), date(2026, 4, 1)

    assert numbers(leads.one_line(everyone, "民政"), Watch.RED, on) == [case.number]
    assert numbers(leads.one_line(everyone, "林业"), Watch.RED, on) == []


@pytest.mark.parametrize("post", ["window", "town_civil", "network"])
def test_who_leads_nothing_watches_nothing(everyone: Cast, post: str):
    running(everyone)

    assert numbers(getattr(everyone, post), Watch.RED, date(2026, 4, 1)) == []


def test_a_clock_that_stands_longer_than_planned_is_seen(everyone: Cast):
    case = taken_in(everyone, "TX-01", everyone.clock.at(3, 2), form={"household": "3"})
    case = pausing.ask_pause(
        case, special="听证", until_on=date(2026, 3, 20), reason=WHY, by=everyone.town_civil, at=everyone.clock.at(3, 3)
    )
    pausing.pause(case, by=everyone.supervisor, at=everyone.clock.at(3, 4))

    assert numbers(everyone.supervisor, Watch.STOPPED, date(2026, 3, 20)) == []
    [line] = watching.watched(everyone.supervisor, Watch.STOPPED, on=date(2026, 3, 21))[0]
    assert (line.number, line.why, line.day, line.light_words) == (case.number, "听证", date(2026, 3, 20), "停表")


def test_a_result_that_nobody_fetched_is_seen(everyone: Cast):
    case = ready(everyone, everyone.clock.at(3, 2))

    assert case.collect_by_on == date(2026, 3, 16)
    assert numbers(everyone.supervisor, Watch.UNCOLLECTED, date(2026, 3, 16)) == []
    assert numbers(everyone.supervisor, Watch.UNCOLLECTED, date(2026, 3, 17)) == [case.number]


def test_whom_a_case_was_given_to_follow_sees_it_until_it_ends(everyone: Cast):
    case, on = running(everyone), date(2026, 3, 3)
    at = everyone.clock.at(3, 3)
    case = answerable.mark(case, staff_id=everyone.leader.id, reason=WHY, by=everyone.supervisor, at=at)

    assert numbers(everyone.leader, Watch.LED, on) == [case.number]
    assert numbers(everyone.director, Watch.LED, on) == []
    endings.terminate(case, code="other", reason=WHY, by=everyone.supervisor, at=everyone.clock.at(3, 4))
    assert numbers(everyone.leader, Watch.LED, on) == []


def test_what_the_applicant_wants_sooner_is_seen_until_it_is_decided(everyone: Cast):
    case, on = running(everyone), date(2026, 3, 3)
    at = everyone.clock.at(3, 3)
    case = answerable.hurry(case, wanted_on=date(2026, 3, 9), reason="孩子入学急用", by=everyone.window, at=at)
    assert numbers(everyone.supervisor, Watch.HURRIED, on) == [case.number]

    for step in ("visit", "examine", "income"):
        case = finish(everyone, case, step, everyone.clock.at(3, 4))
    decide(everyone, case, everyone.clock.at(3, 5))
    assert numbers(everyone.supervisor, Watch.HURRIED, on) == []


def test_a_list_goes_on_where_its_page_ended(everyone: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(watching, "PAGE", 2)
    made = [running(everyone).number for _ in range(5)]
    seen, after, on = [], None, date(2026, 4, 1)
    for _ in range(3):
        found, after = watching.watched(everyone.supervisor, Watch.RED, on=on, after=after)
        seen += [one.number for one in found]

    assert (sorted(seen), after) == (sorted(made), None)


INDEXES = {
    Watch.RED: "case_running", Watch.YELLOW: "case_running", Watch.STOPPED: "pause_standing",
    Watch.UNCOLLECTED: "case_uncollected", Watch.LED: "led_by", Watch.HURRIED: "case_hurried",
}  # fmt: skip


@pytest.mark.parametrize("watch", Watch)
@pytest.mark.parametrize("lead", [lambda cast: cast.supervisor, leads.at_county])
def test_each_list_is_found_by_its_index(everyone: Cast, watch: Watch, lead: Callable[[Cast], Actor]):
    of, name = watching._LISTS[watch]
    said = plan(of(lead(everyone), date(2026, 4, 1)).order_by(name, "id")[:31])

    assert INDEXES[watch] in said
    assert "SCAN cases_" not in said and "Seq Scan on cases_" not in said


def queries(by: Actor, on: date) -> int:
    with CaptureQueriesContext(connection) as seen:
        watching.at_a_glance(by, on=on)
    return len(seen)


def test_the_lists_cost_the_same_for_one_case_and_for_many(everyone: Cast):
    on = date(2026, 4, 1)
    running(everyone)
    watching.at_a_glance(everyone.supervisor, on=on)  # what a process keeps in memory is there
    one = queries(everyone.supervisor, on)
    for _ in range(4):
        running(everyone)
    ready(everyone, everyone.clock.at(3, 2))

    assert queries(everyone.supervisor, on) == one == len(Watch) + 1


def test_the_open_step_is_the_one_that_is_shown(everyone: Cast):
    case = finish(everyone, running(everyone), "visit", everyone.clock.at(3, 3))

    [line] = watching.watched(everyone.supervisor, Watch.RED, on=date(2026, 4, 1))[0]
    assert [one.name for one in line.steps] == ["街道审查"]
    assert task(case, "examine").post.title == line.steps[0].post
