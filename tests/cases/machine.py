"""The machine of cases: several cases of several items, everybody of the town, time that passes, and what must always hold."""

import sys
from collections import Counter as Tally
from collections.abc import Callable
from copy import copy
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.cases.attempts import (
    BY_LEADS,
    BY_THE_CLOCK,
    BY_WHO_ENTERED,
    FRONT,
    ON_A_TASK,
    STOPPING,
    VERBS,
    WAYS,
    Attempts,
    may,
)
from tests.cases.seen import Standing, signature, written
from tests.town import Cast
from yimen.cases import clock, completion, intake, on_the_spot, timing
from yimen.cases.lifecycle import ENDINGS, MOVES, State
from yimen.cases.models import Case, Task
from yimen.catalogue import definitions
from yimen.catalogue import promise as promises
from yimen.catalogue.elements import AfterCompletion
from yimen.journal import alarms, doctor, source
from yimen.journal.errors import Refused
from yimen.journal.models import Alarm, Entry
from yimen.journal.moments import OFFICE_ZONE, localdate
from yimen.office import calendar
from yimen.office.actor import Actor
from yimen.registry.models import Person

MOST_CASES = 6
CODES = (
    ("MZ-01", ""),
    ("JS-03", ""),
    ("PX-01", ""),
    ("YX-01", "plain"),
    ("YX-01", "noticed"),
    ("XM-01", ""),
    ("TX-01", ""),
)
PEOPLE = (
    "window", "window2", "reply", "town_civil", "town_family", "supervisor", "leader", "director", "network", "editor",
    "village", "village2", "county", "county_head",
)  # fmt: skip
BEGINNINGS = (datetime(2026, 3, 2, 9, tzinfo=OFFICE_ZONE), datetime(2026, 9, 24, 9, tzinfo=OFFICE_ZONE),
              datetime(2026, 12, 7, 9, tzinfo=OFFICE_ZONE))  # fmt: skip
# The verbs that lead anywhere from a state.
POSSIBLE: dict[str, tuple[str, ...]] = {
    state: tuple(sorted(verb for verb in VERBS if (state, verb.rstrip("_")) in MOVES)) for state in State
}
NUMBERS, PICKS = st.integers(0, MOST_CASES - 1), st.integers(0, 59)
# While a case stands so, an alarm may be set for it.
WHILE = {"cases.deem_accepted": "received", "cases.return_unanswered": "completing", "cases.remind": "decided"}


def several(*sizes: int, least: int = 1, most: int) -> st.SearchStrategy[list[Any]]:
    """From `least` to `most` tuples of numbers below these sizes (one size: numbers), drawn as one text of bytes: hypothesis
    takes as long for it as for two of the numbers."""
    width = len(sizes)

    def told(drawn: tuple[int, bytes]) -> list[Any]:
        each = [drawn[1][place : place + width] for place in range(0, drawn[0] * width, width)]
        read = [tuple(byte % size for byte, size in zip(one, sizes, strict=True)) for one in each]
        return read if width > 1 else [one[0] for one in read]

    return st.tuples(st.integers(least, most), st.binary(min_size=most * width, max_size=most * width)).map(told)


class Town(RuleBasedStateMachine):
    """Several cases of several items, everybody, and time that passes."""

    cast: ClassVar[Cast]
    person: ClassVar[Person]
    items: ClassVar[dict[str, definitions.Definition]]
    tally: ClassVar[Tally[str]] = Tally()

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = self.cast.clock.now = BEGINNINGS[0].astimezone(UTC)
        source.seed(7, lambda: self.cast.clock.now)
        self.keys: list[UUID] = []
        self.asked = 0
        self.everybody = [getattr(self.cast, key) for key in PEOPLE] + [Actor.clock()]
        self.standing = Standing()
        # What the clock did before its alarm rang, which then rings for nothing.
        self.by_hand: set[tuple[UUID, str]] = set()
        self._unchanged: list[Any] | None = None

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:  # else the walk has failed before, and is told why
                found = doctor.examine()  # replay is one of its checks
                assert not found, found
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @initialize(beginning=st.sampled_from(BEGINNINGS), first=st.sampled_from(CODES))
    def begin(self, beginning: datetime, first: tuple[str, str]) -> None:
        self.now = self.cast.clock.now = beginning.astimezone(UTC)
        self._receive(*first, given=True, how=0, by=self.cast.window)
        assert self.keys, "whoever brings all papers to the window is received"

    @rule(comers=several(len(CODES), 2, 6, 41, most=3))
    def some_come(self, comers: list[tuple[int, int, int, int]]) -> None:
        for item, given, how, person in comers:
            if len(self._open()) < MOST_CASES:
                by = self.everybody[person] if person < len(self.everybody) else self.cast.window
                self._receive(*CODES[item], given=bool(given), how=how, by=by)

    @rule(number=NUMBERS, picks=several(60, least=3, most=12))
    def what_is_next_is_done(self, number: int, picks: list[int]) -> None:
        key = self._open_one(number)
        for pick in picks:
            case = self._case(key)
            if case.state in ENDINGS:
                break
            self._do_what_is_next(case, pick)

    def _do_what_is_next(self, case: Case, pick: int) -> None:
        waiting = sorted(self.standing.waiting(case), key=lambda one: one.step_key)
        if case.state in ("received", "completing", "ready") or not waiting:
            verb = {"received": "accept", "completing": "complete"}.get(case.state, "deliver")
            self._attempt(case, None, "ask_completion" if verb == "accept" and pick % 4 == 3 else verb,
                          self.cast.window, pick)  # fmt: skip
            return
        task = waiting[pick % len(waiting)]
        notice = self.standing.notices.get(task.pk)
        if notice is not None and pick % 3:
            self._advance(max(timedelta(0), timing.end_of(notice.until_on) - self.now))
        self._attempt(case, task, self._next_of(case, task, pick), self._holder(task), pick)

    @rule(tries=several(MOST_CASES, 2 * len(VERBS), len(PEOPLE) + 1, 60, least=6, most=20))
    def somebody_does_anything(self, tries: list[tuple[int, int, int, int]]) -> None:
        """Half of it what could be done by somebody else."""
        tasks = self.standing.tasks  # also closed ones, also of other cases
        for number, verb, person, pick in tries:
            case = self._case(self._any_one(number))
            does = VERBS if verb < len(VERBS) or case.state in ENDINGS else POSSIBLE[case.state]
            task = tasks[pick % len(tasks)] if tasks else None
            self._attempt(case, task, does[verb % len(does)], self.everybody[person], pick)

    @rule(number=NUMBERS, tries=several(len(VERBS), 60, least=2, most=6))
    def the_right_one_does_anything(self, number: int, tries: list[tuple[int, int]]) -> None:
        key = self._open_one(number) if number else self._any_one(tries[0][1])
        for verb, pick in tries:
            case = self._case(key)
            does = (pick > 9 and POSSIBLE[case.state]) or VERBS
            self._the_right_one(case, does[verb % len(does)], pick)

    def _the_right_one(self, case: Case, verb: str, pick: int) -> bool:
        waiting = self.standing.waiting(case)
        task = min(waiting, key=lambda one: (-one.stage, one.step_key)) if waiting else None
        by = (
            self.cast.leader
            if verb in BY_LEADS
            else self.cast.window
            if verb in BY_WHO_ENTERED
            else self.cast.supervisor
        )
        if verb.startswith("ask_") and task is not None:
            by = self._holder(task)
        if verb in ON_A_TASK and task is not None:
            by = self._holder(task)
            if verb == "send_back" and task.stage == 1 and not task.is_decision:
                verb = self._next_of(case, task, pick)
        if verb in BY_THE_CLOCK:
            by = Actor.clock()
        return self._attempt(case, task, verb, by, pick)

    @rule(number=NUMBERS, picks=several(60, most=4))
    def something_is_asked_and_answered(self, number: int, picks: list[int]) -> None:
        key = self._open_one(number)
        for pick in picks:
            self.asked += 1
            case = self._case(key)
            special = self._is_special(key)
            ways = [way for way in WAYS if (case.state, way[0]) in MOVES and (special or way[0] != "ask_pause")] or WAYS
            self._way(key, ways[(pick + self.asked) % len(ways)], pick)

    @rule(number=NUMBERS, pick=PICKS)
    def more_days_are_asked_and_given(self, number: int, pick: int) -> None:
        """The longest of the ways, or where the item knows a special procedure a pause: chance alone takes them too rarely."""
        running = [key for key in self.keys if self._is_running(self.standing.cases[key])]
        if running:
            key = running[number % len(running)]
            self._way(key, STOPPING if pick % 2 and self._is_special(key) else WAYS[0], pick)

    def _is_special(self, key: UUID) -> bool:
        return bool(definitions.of_version(self.standing.cases[key].version_id).special)

    def _way(self, key: UUID, way: tuple[str, ...], pick: int) -> None:
        """As far as it goes: what comes after a refusal would mostly be refused too."""
        for verb in way:
            if not self._the_right_one(self._case(key), verb, pick):
                break

    def _is_running(self, case: Case) -> bool:
        return case.state == "in_process" and case.due_on is not None and case.due_on >= localdate(self.now)

    @rule(days=st.sampled_from((1, 1, 1, 2, 3, 5, 8, 13, 40, 95)), rings=st.booleans())
    def time_passes(self, days: int, rings: bool) -> None:
        self._advance(timedelta(days=days))
        if rings:
            self._ring()

    @rule()
    def nobody_answers(self) -> None:
        if any(one.state == "completing" for one in self.standing.cases.values()):
            self._advance(timedelta(days=130))
            self._ring()

    def _ring(self) -> None:
        """The worker's round; what the clock did by it is told apart by its moment."""
        due = Alarm.objects.filter(due_at__lte=self.now).count()
        assert alarms.ring(at=self.now) == due, "an alarm could not be performed"
        if not due:
            return
        self._changed()
        acts = Entry.objects.filter(subject_kind="cases.case", recorded_at=self.now).values_list("act", flat=True)
        for act in acts:
            self.tally[f"{act.removeprefix('cases.')}: done"] += 1
        for case in self.standing.cases.values():
            self._holds(case)

    def _receive(self, code: str, variant: str, *, given: bool, how: int, by: Actor) -> None:
        self._advance(timedelta(minutes=1))
        form = {"household": "3"} if code == "TX-01" else None
        joins = copy(self.standing.cases[self.keys[-1]]) if how == 4 and self.keys else None
        handed = self.cast.handed(
            self.now,
            definition=self.items[code],
            variant=variant,
            given=given,
            applicant=self.person,
            form=form,
            joins=joins,
        )
        doing: Callable[..., Case] = {
            0: intake.receive, 1: intake.take_in, 2: on_the_spot.handle, 3: completion.receive_and_ask,
        }.get(how, intake.receive)  # fmt: skip
        case = self._done_or_refused("receive", lambda: doing(handed, by=by, at=self.now))
        if case is not None:
            assert by.role in FRONT, f"{by.post_title} did receive"
            self.keys.append(case.pk)
            self._holds(self.standing.cases[case.pk])

    def _attempt(self, case: Case, task: Task | None, verb: str, by: Actor, pick: int) -> bool:
        """Whether it was done."""
        self._advance(timedelta(minutes=1))
        before, do = case.state, getattr(Attempts(case, task, pick), verb)
        if self._done_or_refused(verb, lambda: do(by, self.now)) is None:
            return False
        stored = self.standing.cases[case.pk]
        mine = [one for one in self.standing.tasks if one.case_id == stored.pk and one.post_id == by.post_id]
        held = any(one.opened_at <= self.now and (one.state == "open" or one.closed_at == self.now) for one in mine)
        assert may(verb, by, stored, held), f"{by.post_title} did {verb}"
        act = verb.rstrip("_")
        assert self._is_move(before, act, stored) or (
            self._was_just_deemed(stored) and self._is_move("in_process", act, stored)
        ), f"{act} led from {before} to {stored.state}"
        if verb in BY_THE_CLOCK:
            self.by_hand.add((stored.pk, f"cases.{act}"))
        self._holds(stored)
        return True

    def _is_move(self, before: str, act: str, case: Case) -> bool:
        return case.state in MOVES.get((before, act), ())

    def _was_just_deemed(self, case: Case) -> bool:
        """Whether the clock's own act came a moment earlier, in the same turn."""
        acts = Entry.objects.filter(subject_id=case.pk).order_by("-number").values_list("act", flat=True)[:2]
        return "cases.deem_accepted" in acts

    def _done_or_refused(self, verb: str, do: Callable[[], Case]) -> Case | None:
        before, rows = self._before(), written()
        try:
            done = do()
        except Refused as refused:
            self.tally[f"{verb}: refused"] += 1
            assert refused.status < 500, refused
            assert str(refused), "a refusal says why"
            if rows is None or written() != rows:
                self._unchanged = signature()
                assert self._unchanged == before, "what was refused has changed something"
            return None
        self.tally[f"{verb}: done"] += 1
        self._changed()
        return done

    def _open(self) -> list[UUID]:
        return [key for key in self.keys if self.standing.cases[key].state not in ENDINGS]

    def _open_one(self, number: int) -> UUID:
        """One of those that have not ended, where there are any."""
        among = self._open() or self.keys
        return among[number % len(among)]

    def _any_one(self, number: int) -> UUID:
        return self.keys[number % len(self.keys)]

    def _case(self, key: UUID) -> Case:
        """It as it stands, to be handed to one verb only."""
        return copy(self.standing.cases[key])

    def _holder(self, task: Task) -> Actor:
        found: Actor = next(one for one in self.everybody if one.post_id == task.post_id)
        return found

    def _advance(self, by: timedelta) -> None:
        self.now = self.cast.clock.now = self.now + by

    def _next_of(self, case: Case, task: Task, pick: int) -> str:
        if pick % 5 == 3:
            return "send_back" if task.stage > 1 and case.state == "in_process" else "ask_completion"
        if task.is_decision:
            return "decide"
        if "notice" in task.step_key and task.pk not in self.standing.notices:
            return "post_notice"
        return "finish"

    def _before(self) -> list[Any]:
        """How everything stands before an attempt: as it was read last, if nothing was done since."""
        if self._unchanged is None:
            self._unchanged = signature()
        return self._unchanged

    def _changed(self) -> None:
        """Something was done: what was read before is old."""
        self._unchanged, self.standing = None, Standing()

    def _holds(self, case: Case) -> None:
        """What must hold for a case at any moment."""
        steps = [one.step_key for one in self.standing.waiting(case)]
        asked = any(one.case_id == case.pk and one.answered_on is None for one in self.standing.completions)
        assert len(steps) == len(set(steps)), "two open tasks of one step"
        if case.state in ENDINGS or case.state == "ready":
            assert not steps, "an ended case has an open task"
        if case.state in ("in_process", "decided"):
            assert steps, "a case stands for ever"
        assert (case.state == "completing") <= asked, "it waits for a completion that nobody was asked for"
        told, reckoned = (case.due_on, case.due_provisional), self._due(case)
        assert told == reckoned, f"due on {told}, reckoned anew {reckoned}"
        for alarm in self.standing.alarms:
            if alarm.subject_id == case.pk and (case.pk, alarm.act) not in self.by_hand:
                assert case.state == WHILE[alarm.act], f"{alarm.act} is still to ring for a case that is {case.state}"

    def _due(self, case: Case) -> tuple[date | None, bool]:
        """The day by which it is due, reckoned anew from rows."""
        if case.accepted_on is None:
            return None, False
        definition = definitions.of_version(case.version_id)
        asked = [one for one in self.standing.completions if one.case_id == case.pk and one.while_in_process]
        if any(one.answered_on is None for one in asked):
            return None, False
        restarts = definition.completion is AfterCompletion.RESTART
        stopped = [] if restarts else [clock.Pause(one.asked_on, one.answered_on, "") for one in asked]
        stopped += [
            clock.Pause(one.from_on, one.until_on, "") for one in self.standing.pauses if one.case_id == case.pk
        ]
        added = tuple(promises.parse(one.added) for one in self.standing.extensions if one.case_id == case.pk)
        restarted_on = asked[-1].answered_on if asked and restarts else None
        promise = timing.promise_of(definition, case.variant, on=case.accepted_on)
        history = clock.History(case.accepted_on, tuple(stopped), restarted_on, added)
        return clock.due_on(promise, history, calendar.current())
