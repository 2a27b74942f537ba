"""The route: which steps a case goes through, in which order, and at which post each waits. Pure; design 5."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from yimen.catalogue.elements import Phase, StepDef

Stage = tuple[StepDef, ...]
ANY = "*"
MOST = 1000  # routes known by the very steps they were made of: an act asks several times, a version stays as it is
_KNOWN: dict[tuple[int, str], tuple[tuple[StepDef, ...], tuple[Stage, ...]]] = {}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post at the right place: its role, the duty by which it was found (item code, line or "*"), and whether
    anybody holds or covers it today."""

    post_id: UUID
    role: str
    duty: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a task goes, and why there: handler, head (nobody handles it), supervisor (nobody there at all)."""

    post_id: UUID
    why: str


class NoPlace(LookupError):
    """Nobody can take the step: not even the home's supervisor exists."""


def stages(steps: tuple[StepDef, ...], variant: str) -> tuple[Stage, ...]:
    """The steps of this variant in stages: those before the decision first; steps of one stage run side by side."""
    known = _KNOWN.get((id(steps), variant))
    if known is not None and known[0] is steps:
        return known[1]
    if len(_KNOWN) >= MOST:
        _KNOWN.clear()
    found = _staged(steps, variant)
    _KNOWN[id(steps), variant] = steps, found
    return found


def _staged(steps: Iterable[StepDef], variant: str) -> tuple[Stage, ...]:
    groups: dict[tuple[bool, int], list[StepDef]] = {}
    for step in steps:
        if not step.variants or variant in step.variants:
            groups.setdefault((step.phase is Phase.AFTER, step.stage), []).append(step)
    return tuple(tuple(groups[key]) for key in sorted(groups))


def after(route: Sequence[Stage], stage: int, *, phase: Phase) -> int | None:
    """The number (from 1) of the next stage after `stage` in the same phase, None where there is none."""
    for index, group in enumerate(route[stage:], start=stage + 1):
        if group[0].phase is phase:
            return index
    return None


def before(route: Sequence[Stage], stage: int) -> int | None:
    """The number of the stage to which a step of `stage` is sent back, None for the first."""
    return stage - 1 if stage > 1 else None


def place(step: StepDef, item_code: str, candidates: Sequence[Candidate]) -> Placing:
    """The held post that handles the item, else one that handles the line, else the head of the department, else the
    home's supervisor, else its director (held or not: somebody must see it). Raises NoPlace."""
    held = [one for one in candidates if one.is_held]
    for duty in (item_code, step.line, ANY):
        for one in held:
            if one.role == "officer" and one.duty == duty:
                return Placing(one.post_id, "handler")
    leads = ("supervisor", "director")
    chances = [("head", held), *((role, held) for role in leads), *((role, candidates) for role in leads)]
    for role, among in chances:
        for one in among:
            if one.role == role:
                return Placing(one.post_id, role)
    raise NoPlace(step.name)
