"""What `yimen doctor` asks of cases: nobody stands for ever, every move was allowed, numbers have no holes."""

from collections.abc import Iterator

from django.db.models import Exists, Model, OuterRef

from yimen.cases.lifecycle import MOVES, State
from yimen.cases.models import Case, Completion, Pause, Task
from yimen.journal import doctor
from yimen.journal.models import Counter
from yimen.papers import storage, verifying
from yimen.papers.kinds import KINDS
from yimen.papers.models import Paper


@doctor.checks("standing cases")
def _standing() -> Iterator[str]:
    tasks = Task.objects.filter(case=OuterRef("pk"), state="open")
    pauses = Pause.objects.filter(case=OuterRef("pk"), until_on__isnull=True)
    asked = Completion.objects.filter(case=OuterRef("pk"), answered_on__isnull=True)
    moving = [State.IN_PROCESS, State.DECIDED]
    stuck = Case.objects.filter(~Exists(tasks), ~Exists(pauses), ~Exists(asked), state__in=moving)
    for number in stuck.values_list("number", flat=True):
        yield f"case {number} is in process without an open task, pause or completion"
    ended = Case.objects.filter(
        Exists(tasks), state__in=["closed", "returned", "withdrawn", "terminated", "not_accepted"]
    )
    for number in ended.values_list("number", flat=True):
        yield f"case {number} has ended and still has an open task"
    for number, post in Task.objects.filter(state="open", post__is_open=False).values_list(
        "case__number", "post__title"
    ):
        yield f"case {number} waits at a post that is closed: {post}"


@doctor.checks("moves")
def _moves() -> Iterator[str]:
    yield from doctor.walked("cases.case", MOVES)


@doctor.checks("numbers")
def _numbers() -> Iterator[str]:
    letters = "".join(kind.letter for kind in KINDS.values())
    # tickets and error reports have counters too, and checks of their own
    ours = Counter.objects.filter(series__regex=rf"^[0-9]{{2}}(-[{letters}])?$")
    for series in ours.order_by("series").values_list("series", flat=True).distinct():
        year, _dash, letter = series.partition("-")
        pattern = rf"^[A-Z0-9]+{year}-{letter}[0-9]+$"
        model: type[Model] = Paper if letter else Case
        pairs = model._default_manager.filter(number__regex=pattern).values_list("centre_id", "number").iterator()
        yield from doctor.counted(
            series, ((centre, int(number.partition("-")[2].lstrip(letter))) for centre, number in pairs)
        )


@doctor.checks("papers")
def _papers() -> Iterator[str]:
    for paper in Paper.objects.filter(data__isnull=False).iterator():
        if paper.data and not verifying.facts_stand(paper):
            yield f"paper {paper.number}: its facts are not those that were issued"


@doctor.checks("files")
def _files() -> Iterator[str]:
    for file_id in storage.missing():
        yield f"the bytes of file {file_id} are missing"
    for file_id in storage.damaged():
        yield f"the bytes of file {file_id} are not those that were stored"
