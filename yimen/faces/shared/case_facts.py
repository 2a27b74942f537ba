"""What the pages of a case show to staff: its facts, its way, what happened, and why it is due on this day."""

from datetime import date
from typing import Any

from yimen.cases import progress, reading, standing, timeline, timing
from yimen.cases.models import Case
from yimen.catalogue import definitions
from yimen.catalogue import promise as promises
from yimen.faces.shared import lights
from yimen.faces.shared.reckoning import reckoning


def facts(case: Case, *, on: date) -> dict[str, Any]:
    """Everything of a case that the actor was let see, for a template; nothing of the applicant."""
    definition = definitions.of_version(case.version_id)
    return {
        "case": case,
        "definition": definition,
        "promised": promises.words(timing.promise_of(definition, case.variant, on=case.accepted_on or on)),
        "standing": standing.lines(case, on=on),
        "light": lights.shown(*progress.light(case, on)),
        "stations": reading.stations(case),
        "materials": reading.materials(case),
        "papers": reading.papers(case),
        "timeline": timeline.of_case(case)[::-1],
        "reckoning": reckoning(case, definition),
    }
