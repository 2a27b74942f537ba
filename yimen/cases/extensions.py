"""Whether a promise may be lengthened, and how far. Pure."""

from datetime import date, timedelta

from yimen.catalogue.promise import Promise, Unit

Extensions = tuple[Promise, ...]

CEILING = timedelta(days=60)  # E2: lengthened case by case to no more than 60 days
# 行政许可法 第四十二条, in working days: alone 20, and 10 more; joint handling 45, and 15 more.
_BASE = {False: 20, True: 45}
_MORE = {False: 10, True: 15}
_DAYS = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)


def may_extend(promise: Promise, extension: Promise, *, joint: bool = False, already: Extensions = ()) -> bool:
    """Whether the promise may be lengthened so; `already` are the extensions granted before."""
    return not why_not_extend(promise, extension, joint=joint, already=already)


def why_not_extend(promise: Promise, extension: Promise, *, joint: bool = False, already: Extensions = ()) -> str:
    """The Chinese sentence that says why the promise may not be lengthened so; "" if it may.

    Working days: at most 10 more in all, joint handling 15 (行政许可法 42). Calendar days: to no more than
    60 (E2). Where an item says nothing the ceiling is on the resulting day besides: `within_ceiling`.
    """
    if refusal := unlike(promise, extension):
        return refusal
    added = extension.number + sum(earlier.number for earlier in already)
    total = promise.number + added
    if promise.unit is Unit.WORKING_DAYS and added > _MORE[joint]:
        kind = "联办件" if joint else "单办件"
        return (
            f"{kind}法定时限{_BASE[joint]}个工作日，延期合计不得超过{_MORE[joint]}个工作日，这次将达到{added}个工作日。"
        )
    if promise.unit is Unit.CALENDAR_DAYS and total > CEILING.days:
        return f"延期后总时限不得超过{CEILING.days}个自然日，这次将达到{total}个自然日。"
    return ""


def most(promise: Promise, *, joint: bool = False, already: Extensions = ()) -> int:
    """The most days by which the promise may still be lengthened; 0 where none."""
    before = sum(earlier.number for earlier in already)
    if promise.unit is Unit.WORKING_DAYS:
        return max(0, _MORE[joint] - before)
    return max(0, CEILING.days - promise.number - before) if promise.unit is Unit.CALENDAR_DAYS else 0


def within_ceiling(accepted_on: date, due_on: date) -> bool:
    """Whether a lengthened case still ends within 60 calendar days of acceptance (E2)."""
    return due_on - accepted_on <= CEILING


def unlike(promise: Promise, extension: Promise) -> str:
    """The Chinese sentence that says why the two cannot be added; "" if both count the same days."""
    if promise.unit not in _DAYS:
        return "即办和每年固定时段的时限没有天数，不能延期。"
    if extension.unit is not promise.unit:
        return "延期的单位应与原时限相同：按工作日计的只能延长工作日，按自然日计的只能延长自然日。"
    return ""
