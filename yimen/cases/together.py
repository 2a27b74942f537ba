"""一表办: several items handed in at one time on one form, each a case of its own, joint from the beginning (H1, H2)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.cases import completion, intake, joining
from yimen.cases.intake import Handed
from yimen.cases.models import Case
from yimen.catalogue import merging
from yimen.journal import door
from yimen.journal.errors import Malformed, NotNow
from yimen.office.actor import Actor

Going = Callable[[Case, Handed], Case]


def take_in(handed: Sequence[Handed], *, by: Actor, at: datetime) -> list[Case]:
    """收件 and 受理 of every item: all, or none. Raises what a single one raises, Malformed, NotNow (too many)."""
    return _all(handed, lambda case, _one: intake.accept(case, by=by, at=at), by, at)


def take_in_or_ask(handed: Sequence[Handed], *, remark: str, by: Actor, at: datetime) -> list[Case]:
    """收件 of every item; those whose materials are there are accepted, of the others all that is missing is told at
    once: all, or none. The remark goes to those that are asked."""

    def go(case: Case, one: Handed) -> Case:
        if intake.missing(one.definition, one.variant, one.given, one.form):
            return completion.ask_completion(case, remark=remark, by=by, at=at)
        return intake.accept(case, by=by, at=at)

    return _all(handed, go, by, at)


def _all(handed: Sequence[Handed], go: Going, by: Actor, at: datetime) -> list[Case]:
    """Received first, so that each knows the others when its clock begins."""
    _check(handed)

    def every() -> list[Case]:
        with door.together():
            first = intake.begin(handed[0], by=by, at=at)
            rest = [intake.begin(replace(one, joins=first), by=by, at=at) for one in handed[1:]]
            return [go(case, one) for case, one in zip([first, *rest], handed, strict=True)]

    return door.retried(every)


def _check(handed: Sequence[Handed]) -> None:
    if len(handed) > joining.MOST:
        raise NotNow(_("一次联办最多%(n)d个事项。") % {"n": joining.MOST}, code="too_many")
    if names := merging.at_odds(one.definition for one in handed):
        raise Malformed(
            _("这几个事项的“%(names)s”不是一回事，不能合在一张表里填，请分开收件。") % {"names": "、".join(names)},
            code="forms_at_odds",
        )
    if len({one.definition.item_id for one in handed}) < len(handed):
        raise Malformed(_("同一个事项选了两次，请去掉一个。"), code="item_twice")
