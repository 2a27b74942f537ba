"""A published year moves the days that were provisional, and nothing else."""

from datetime import date

from tests.cases.walking import ready, taken_in
from tests.town import Cast
from yimen.cases import intake, progress, recounting
from yimen.journal.fold import replay
from yimen.journal.models import Entry
from yimen.office.models import CalendarYear, LegalDay
from yimen.papers.models import Paper

DAYS_OFF = (date(2027, 1, 1), *(date(2027, 2, day) for day in range(5, 12)))


def test_publishing_a_year_settles_a_provisional_day(cast: Cast) -> None:
    at = cast.clock.at(12, 14)
    case = intake.take_in(cast.handed(at), by=cast.window, at=at)
    assert case.due_provisional

    CalendarYear.objects.create(year=2027, document="国办发明电〔2026〕号", source="test", published_at=at)
    LegalDay.objects.bulk_create(LegalDay(day=day, works=False, name="节日") for day in DAYS_OFF)
    moved = recounting.recount_open(at=cast.clock.at(12, 15))

    case.refresh_from_db()
    assert moved == 1
    assert (case.due_on, case.due_provisional) == (date(2027, 1, 26), False)
    assert Entry.objects.filter(act="cases.recount").count() == 1
    assert replay(cast.hall.pk) == []


def test_a_day_that_does_not_move_gets_no_entry(cast: Cast) -> None:
    at = cast.clock.at(3, 2)
    intake.take_in(cast.handed(at), by=cast.window, at=at)
    intake.receive(cast.handed(at, given=False), by=cast.window, at=at)

    assert recounting.recount_open(at=cast.clock.at(3, 3)) == 0
    assert not Entry.objects.filter(act="cases.recount").exists()


def test_only_whom_the_day_moves_for_is_told(cast: Cast) -> None:
    at = cast.clock.at(12, 14)
    case = intake.take_in(cast.handed(at), by=cast.window, at=at)
    CalendarYear.objects.create(year=2027, document="国办发明电〔2026〕号", source="test", published_at=at)
    LegalDay.objects.create(day=date(2027, 1, 1), works=False, name="元旦")
    recounting.recount_open(at=cast.clock.at(12, 15))
    assert not Paper.objects.filter(kind="notice").exists()  # the same day, no longer provisional

    LegalDay.objects.create(day=date(2027, 1, 4), works=False, name="元旦")
    recounting.recount_open(at=cast.clock.at(12, 16))

    case.refresh_from_db()
    told = Paper.objects.get(kind="notice").data
    assert (told["what"], case.due_on) == ("recount", date(2027, 1, 27))
    assert ("1月26日" in told["before"], "1月27日" in told["after"]) == (True, True)


def test_of_what_is_decided_nobody_is_told_that_its_day_may_still_move(everyone: Cast) -> None:
    at = everyone.clock.at(12, 14)
    case, undecided = ready(everyone, at), taken_in(everyone, "MZ-01", at)

    assert case.due_provisional and not progress.by_token(case.token, at=at).provisional
    assert progress.by_token(undecided.token, at=at).provisional
