"""The desk's people: cases of March 2026 at their posts, and a browser for each post, which acts now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.town import Cast
from yimen.cases import intake, steps
from yimen.cases.models import Case, Task
from yimen.journal import source

NAMES = ("王秀英", "李大力", "张国强", "赵玉兰")


@dataclass
class Office:
    """What waits in the town, and who sits in front of it."""

    cast: Cast
    minutes: int = 0
    _browsers: dict[str, Client] = field(default_factory=dict)

    def at(self, key: str) -> Client:
        """A browser signed in at a post; from here on the server's clock is the real one."""
        source.unseed()
        if key not in self._browsers:
            browser = self._browsers[key] = Client()
            town = self.cast.town
            browser.force_login(town.staff[key], backend="django.contrib.auth.backends.ModelBackend")
            session = browser.session
            session["post_id"] = str(town.posts[key].pk)
            session.save()
        return self._browsers[key]

    def moment(self) -> datetime:
        """A minute later than the last, on Monday 2 March 2026; the server's clock stands there again."""
        self.minutes += 1
        source.seed(self.minutes, lambda: self.cast.clock.now)
        return self.cast.clock.at(3, 2, 9 + self.minutes // 60, self.minutes % 60)

    def case(self, n: int = 1, **more: Any) -> Case:
        """An accepted case, waiting for the village's check."""
        at = self.moment()
        person = self.cast.mrs_wang(at, number=f"51072219520314{20 + n:04d}", name=NAMES[n % len(NAMES)])
        return intake.take_in(self.cast.handed(at, applicant=person, **more), by=self.cast.window, at=at)

    def task(self, case: Case) -> Task:
        """Its one open task."""
        return self.cast.task(case)

    def finished(self, case: Case, key: str) -> Case:
        """The case after its step at this post."""
        task = self.task(case).pk
        return steps.finish(case, task_id=task, opinion="情况属实", by=getattr(self.cast, key), at=self.moment())

    def at_county(self, n: int = 1) -> Case:
        """A case that waits for the county's decision."""
        case = self.finished(self.case(n), "village")
        case = steps.post_notice(case, task_id=self.task(case).pk, by=self.cast.village, at=self.moment())
        task, at = self.task(case).pk, self.cast.clock.at(3, 10)
        case = steps.finish(case, task_id=task, by=self.cast.village, at=at)
        return steps.finish(
            case, task_id=self.task(case).pk, by=self.cast.town_civil, at=self.cast.clock.at(3, 10, 9, 1)
        )


@pytest.fixture
def office(cast: Cast) -> Office:
    """Nobody waits yet."""
    return Office(cast)


def task_page(task: Task | UUID) -> str:
    """The address of a task."""
    return f"/desk/tasks/{task.pk if isinstance(task, Task) else task}/"


def words(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())
