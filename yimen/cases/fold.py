"""Which fields of a case's rows the journal answers for. Never personal; names are never changed or reused."""

from yimen.cases.models import Application, Case, CaseMaterial, Completion, Extension, Pause, PublicNotice, Task
from yimen.journal.fold import declare

declare(Application, "centre_id", "applicant_id", "channel", "received_at", "ticket_id")
declare(
    Case,
    "application_id", "centre_id", "taken_at_id", "number", "version_id", "variant", "applicant_id", "seat_id", "state",
    "came_from", "outcome", "reason_code", "received_on", "accepted_on", "accepted_by_id", "restarted_on", "decided_on",
    "ended_on", "due_on", "due_provisional", "statutory_due_on", "answer_by_on", "answerable_id", "stage", "round",
)  # fmt: skip
declare(CaseMaterial, "case_id", "requirement_id", "is_given", "given_on")
declare(Task, "case_id", "post_id", "step_key", "stage", "round", "state", "opened_on", "due_on", "closed_by_id")
declare(Completion, "case_id", "round", "while_in_process", "asked_on", "answer_by_on", "answered_on", "lapsed_on")
declare(Pause, "case_id", "kind", "basis", "approver_id", "from_on", "planned_until_on", "until_on")
declare(Extension, "case_id", "added", "extended_on", "consented_by_id")
declare(PublicNotice, "case_id", "task_id", "from_on", "until_on")
