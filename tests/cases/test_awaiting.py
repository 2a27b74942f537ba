"""A step that waits for its day (通知书 → 服务证, D3): from the item's text and the form, refused before, reminded on it."""

from datetime import date

import pytest
from django.test import Client

from tests.cases.walking import decide, finish, open_steps, taken_in, task, told
from tests.town import Cast
from yimen.cases import offering, progress, reading, standing
from yimen.cases.lifecycle import Act
from yimen.cases.models import Case
from yimen.journal import alarms, doctor
from yimen.journal.errors import NotNow
from yimen.papers.models import Paper

# Who hands in on Monday 2 March 2026 and was pregnant since 20 January can come from 20 April on.
FORM = {"pregnant_on": "2026-01-20"}
DAY = date(2026, 4, 20)


def noticed(cast: Cast, form: dict[str, str] | None = None) -> Case:
    """The notice is handed out; the exchange waits."""
    case = taken_in(cast, "JS-01", cast.clock.at(3, 2), by=cast.window_family, form=form)
    case = finish(cast, case, "village_check", cast.clock.at(3, 2, 10))
    case = decide(cast, case, cast.clock.at(3, 2, 11))
    return finish(cast, case, "notice", cast.clock.at(3, 2, 14))


def test_the_day_stands_with_the_decision_on_paper_screen_and_progress_page(cast: Cast):
    case = noticed(cast, FORM)
    clerk = cast.town.actor("town_family")

    assert task(case, "exchange").not_before_on == DAY
    assert (case.due_on, case.decided_on) == (date(2026, 3, 2), date(2026, 3, 2))  # the promise is met, nothing runs
    said = Paper.objects.get(kind="result").data
    assert said["later"] == ["2026年4月20日（周一）起可来办：换取《生育服务证》。"]
    assert said["collect"] == ["通知书"]
    [row] = reading.inbox(clerk, on=date(2026, 3, 3))[0]
    assert row.waits == "2026年4月20日起才能办"
    assert [one.words for one in standing.lines(case, on=date(2026, 3, 3))] == [
        "换取《生育服务证》：2026年4月20日起才能办"
    ]
    assert "2026年4月20日起可来换证" in progress.by_token(case.token, at=cast.clock.now).state_words
    assert "2026年4月20日起可来换证" in Client().get(f"/progress/{case.token}/").content.decode()


def test_before_its_day_it_is_refused_and_has_no_button(cast: Cast):
    case = noticed(cast, FORM)
    clerk = cast.town.actor("town_family")

    with pytest.raises(NotNow, match="2026年4月20日起才能办"):
        finish(cast, case, "exchange", cast.clock.at(4, 19))
    assert Act.FINISH not in offering.acts_now(case, clerk, on=date(2026, 4, 19))
    assert Act.FINISH in offering.acts_now(case, clerk, on=DAY)


def test_on_its_day_the_clock_reminds_the_post_and_the_exchange_ends_the_way(cast: Cast):
    case = noticed(cast, FORM)
    assert alarms.ring(at=cast.clock.at(4, 19, 23)) == 0
    assert alarms.ring(at=cast.clock.at(4, 20, 0, 1)) == 1
    assert told(case)[-1] == "remind"
    assert task(case, "exchange").reminded_on == DAY
    [row] = reading.inbox(cast.town.actor("town_family"), on=DAY)[0]
    assert (row.waits, row.marks) == ("", ("4月20日起已可办",))

    case = finish(cast, case, "exchange", cast.clock.at(4, 20, 9))

    assert (case.state, open_steps(case)) == ("ready", set())
    assert not list(doctor.examine())


def test_who_comes_before_the_worker_woke_is_served_all_the_same(cast: Cast):
    case = noticed(cast, FORM)

    case = finish(cast, case, "exchange", cast.clock.at(4, 20, 9))

    assert told(case)[-2:] == ["remind", "finish"]


@pytest.mark.parametrize("form", [None, {"pregnant_on": "2025-11-20"}])
def test_a_day_that_nobody_named_or_that_has_passed_holds_nothing_up(cast: Cast, form: dict[str, str] | None):
    case = noticed(cast, form)

    case = finish(cast, case, "exchange", cast.clock.at(3, 2, 15))

    assert case.state == "ready"
    assert "remind" not in told(case)
