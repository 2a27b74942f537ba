"""The lists of cases that leads look at, as they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from yimen.cases.watching import PAGE, Key, Watch, Watched
from yimen.faces.shared import lights
from yimen.faces.shared.lights import Light
from yimen.journal.errors import Sentence

# title, what the day of a line is called, words where there is none
_WORDS: dict[Watch, tuple[Sentence, Sentence, Sentence]] = {
    Watch.RED: (_("超期"), _("应办结"), _("没有超期的办件。超期的会列在这里，超得最久的在最上面。")),
    Watch.YELLOW: (_("临期"), _("应办结"), _("没有今天或下一个工作日到期的办件。")),
    Watch.STOPPED: (_("停表超过计划"), _("计划停到"), _("没有停表超过计划日期的办件。")),
    Watch.UNCOLLECTED: (_("逾期未领结果"), _("应领取"), _("没有逾期未领的结果。")),
    Watch.LED: (_("我牵头的重点办件"), _("收件"), _("没有由您牵头的重点办件。")),
    Watch.HURRIED: (_("申请人要求加急"), _("希望办结"), _("没有申请人要求加急的办件。")),
}
_ALWAYS = {Watch.RED, Watch.YELLOW}  # shown even where they are empty


@dataclass(frozen=True, slots=True)
class Line:
    """A case in a list, with its light."""

    row: Watched
    light: Light | None


@dataclass(frozen=True, slots=True)
class List:
    """A list: its lines, how many there are ("30+" beyond a page), and whether more stand on its own page."""

    word: str
    title: Sentence
    day_words: Sentence
    empty: Sentence
    lines: list[Line]
    count: str
    has_more: bool
    is_always: bool


def shown(watch: Watch, rows: Sequence[Watched], following: Key | None, *, most: int) -> List:
    """The list with its first lines."""
    title, day_words, empty = _WORDS[watch]
    lines = [Line(row, lights.shown(row.light, row.light_words)) for row in rows[:most]]
    return List(
        word=watch.value, title=title, day_words=day_words, empty=empty, lines=lines, count=count(rows, following),
        has_more=len(rows) > most, is_always=watch in _ALWAYS,
    )  # fmt: skip


def count(rows: Sequence[object], following: Key | None) -> str:
    """How many there are; never counted beyond a page."""
    return f"{PAGE}+" if following else str(len(rows))
