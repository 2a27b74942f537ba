"""Each of the sixteen printed items goes its whole way, from the window that takes it in to the signature (D2-D4)."""

from datetime import date, timedelta

import pytest

from tests.cases.walking import finish, holder, open_steps, taken_in, task
from tests.cases.ways import FAMILY, LIUSHU, WAYS, Stop, Way
from tests.catalogue.printed import PAGE
from tests.town import Cast
from yimen.cases import clock, decisions, delivery, intake, reading, steps, timing
from yimen.cases.models import Case, PublicNotice, Task
from yimen.catalogue import definitions
from yimen.catalogue.elements import StepKind
from yimen.journal import alarms
from yimen.journal.fold import replay
from yimen.office import calendar
from yimen.office.signing_in import actor_in

every_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.code + way.handed.get("variant", ""))


def begun(cast: Cast, way: Way) -> Case:
    """The case, accepted on Monday 2 March 2026."""
    return taken_in(cast, way.code, cast.clock.at(3, 2), by=getattr(cast, way.window), **way.handed)


def waiting(case: Case) -> Stop:
    """Where each open step waits."""
    definition = definitions.of_version(case.version_id)
    found = Task.objects.filter(case=case, state="open").select_related("post__centre")
    return {str(reading.step_name(definition, one)): (one.post.centre.code, one.post.title) for one in found}


def go(cast: Cast, case: Case) -> Case:
    """Every open step is done by who holds its post: decided, put on notice for its term, or finished."""
    definition = definitions.of_version(case.version_id)
    kinds = {step.key: step.kind for step in definition.steps}
    for one in Task.objects.filter(case=case, state="open"):
        by, at = holder(cast, one), cast.clock.now
        if one.is_decision:
            case = decisions.decide(case, task_id=one.pk, outcome="granted", opinion="同意", by=by, at=at)
            continue
        if kinds[one.step_key] is StepKind.PUBLIC_NOTICE:
            case = steps.post_notice(case, task_id=one.pk, by=by, at=at)
            over = PublicNotice.objects.get(task=one).until_on + timedelta(days=1)
            at = cast.clock.at(over.month, over.day)
        case = steps.finish(case, task_id=one.pk, opinion="属实", by=by, at=at)
    return case


def test_every_item_and_every_variant_has_a_way() -> None:
    assert {way.code for way in WAYS} == PAGE.keys()
    assert [way.handed["variant"] for way in WAYS if way.handed] == ["within", "above"]


@every_way
def test_an_item_goes_its_whole_way_from_the_window_to_the_signature(cast: Cast, way: Way) -> None:
    case = begun(cast, way)
    assert case.due_on == way.due

    for stop in way.stops:
        assert waiting(case) == stop
        case = go(cast, case)
    assert (case.state, waiting(case)) == ("ready", {})

    delivery.deliver(case, way=way.delivered, receiver="王秀英", by=cast.reply, at=cast.clock.now)
    assert Case.objects.get().state == "closed"
    assert replay(cast.hall.pk) == []


@every_way
def test_a_decision_in_time_keeps_the_promise_whatever_follows_it(cast: Cast, way: Way) -> None:
    case = begun(cast, way)

    while case.state == "in_process":
        case = go(cast, case)

    assert case.decided_on is not None
    assert case.decided_on <= way.due


@pytest.mark.parametrize(
    ("village", "place"),
    [
        ("changan", ("DYCA", "长安社区便民服务员")),
        ("liushu", LIUSHU),
        ("taoyuan", ("DYTY", "桃园村便民服务员")),
        ("qingxi", ("DYQX", "清溪村便民服务员")),
    ],
)
def test_the_first_step_waits_in_the_village_of_the_household(cast: Cast, village: str, place: tuple[str, str]) -> None:
    seat = cast.town.divisions[village].pk
    case = taken_in(cast, "MZ-02", cast.clock.at(3, 2), by=cast.window2, seat_id=seat)

    assert waiting(case) == {"村(居)委会初审": place}


def test_the_yearly_item_says_in_its_reckoning_that_the_window_is_the_policys(cast: Cast) -> None:
    case = taken_in(cast, "JS-04", cast.clock.at(3, 2), by=cast.window_family)
    definition, days = cast.item("JS-04"), calendar.current()

    promise = timing.promise_of(definition, case.variant, on=date(2026, 3, 2))
    why = clock.due(promise, timing.history(case, definition), days).why

    assert clock.words(why[0], days) == "办事指南没有写明，按现行政策参数计算"
    assert (why[-1].day, case.due_on) == (date(2026, 12, 31), date(2026, 12, 31))


def test_above_thirty_trees_the_station_passes_the_case_on_within_a_working_day(cast: Cast) -> None:
    case = begun(cast, WAYS[-1])
    assert task(case, "station_review").due_on == date(2026, 3, 3)

    case = finish(cast, case, "station_review", cast.clock.at(3, 3))

    assert task(case, "county_approval").due_on == date(2026, 3, 16)


def test_a_building_plot_is_examined_and_visited_side_by_side_and_decided_after_both(cast: Cast) -> None:
    case = taken_in(cast, "GT-01", cast.clock.at(3, 2), by=cast.window_housing)

    case = finish(cast, case, "visit", cast.clock.at(3, 3))
    assert open_steps(case) == {"review"}

    case = finish(cast, case, "review", cast.clock.at(3, 4))
    assert open_steps(case) == {"decision"}


def test_a_service_certificate_refused_is_ready_at_once_without_notice_and_exchange(cast: Cast) -> None:
    case = go(cast, taken_in(cast, "JS-01", cast.clock.at(3, 2), by=cast.window_family))
    assert waiting(case) == {"街道办事处审核": FAMILY}

    one = task(case, "town_review")
    case = decisions.decide(
        case, task_id=one.pk, outcome="refused", opinion="已有一孩", by=holder(cast, one), at=cast.clock.now
    )

    assert (case.state, waiting(case)) == ("ready", {})


def test_the_b_of_a_post_works_with_its_powers(cast: Cast) -> None:
    case = taken_in(cast, "GT-01", cast.clock.at(3, 2), by=cast.window_housing)
    stand_in = actor_in(cast.town.staff["town_planning"], cast.town.posts["town_land"])

    finish(cast, case, "review", cast.clock.at(3, 3), by=stand_in)

    done = Task.objects.get(case=case, step_key="review")
    assert (done.state, done.closed_by) == ("done", cast.town.staff["town_planning"])


def test_a_planning_permit_not_answered_in_five_working_days_is_accepted_by_law(cast: Cast) -> None:
    at = cast.clock.at(3, 2)
    case = intake.receive(cast.handed(at, code="CG-01"), by=cast.window_housing, at=at)

    alarms.ring(at=cast.clock.at(3, 10))

    case.refresh_from_db()
    assert (case.state, case.accepted_on, case.due_on) == ("in_process", date(2026, 3, 2), date(2026, 3, 16))
