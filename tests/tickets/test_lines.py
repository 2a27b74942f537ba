"""Lines of business: added with a letter of their own, renamed, moved, closed; letters are never given again."""

import pytest

from tests.tickets.queue import Queue
from yimen.journal.errors import Malformed, NotYours
from yimen.journal.fold import replay
from yimen.tickets import halls, lines
from yimen.tickets.models import Line


def test_a_new_line_stands_at_the_end_and_is_open(queue: Queue):
    line = lines.add(queue.cast.hall, letter="d", name="住房保障", by=queue.by("network"), at=queue.at())

    assert (line.letter, line.position, line.is_open) == ("D", 3, True)
    assert str(Line.objects.get(letter="D")) == "D 住房保障"
    assert replay(queue.cast.hall.pk) == []


@pytest.mark.parametrize(
    ("letter", "name", "field"),
    [("A", "新", "letter"), ("1", "新", "letter"), ("AB", "新", "letter"), ("D", "民政", "name"), ("D", " ", "name"),
     ("D", "长" * 21, "name")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(queue: Queue, letter: str, name: str, field: str):
    with pytest.raises(Malformed) as refused:
        lines.add(queue.cast.hall, letter=letter, name=name, by=queue.by("network"), at=queue.at())

    assert list(refused.value.fields) == [field]
    assert Line.objects.count() == 3


def test_a_closed_line_is_no_longer_offered_and_keeps_its_letter(queue: Queue):
    line, director = queue.lines["A"], queue.by("director")
    lines.change(line, name="民政残联", position=5, is_open=False, by=director, at=queue.at())

    shown = halls.hall(queue.cast.hall.pk, on=queue.at().date()).lines
    assert [one.line.letter for one in shown] == ["B", "C"]
    with pytest.raises(Malformed):
        lines.add(queue.cast.hall, letter="A", name="别的", by=director, at=queue.at())


def test_a_line_that_is_closed_and_waited_in_is_still_called(queue: Queue):
    queue.take("A", queue.at())
    line = queue.lines["A"]
    lines.change(line, name=line.name, position=0, is_open=False, by=queue.by("director"), at=queue.at(9, 1))

    assert queue.next("window", queue.at(9, 2)).code == "A001"


def test_a_clerk_changes_no_line(queue: Queue):
    line = queue.lines["A"]
    for who in ("window", "supervisor", "village"):
        with pytest.raises(NotYours):
            lines.change(line, name="我的", position=0, is_open=True, by=queue.by(who), at=queue.at())
        with pytest.raises(NotYours):
            lines.add(queue.cast.hall, letter="D", name="我的", by=queue.by(who), at=queue.at())
