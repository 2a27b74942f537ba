"""Which fields of a case's rows the journal answers for. Never personal; names are never changed or reused."""

from yimen.cases.models import (
    Application,
    Case,
    CaseMaterial,
    Completion,
    Extension,
    Pause,
    Proposal,
    PublicNotice,
    Task,
)
from yimen.journal.fold import declare

declare(Application, "centre_id", "applicant_id", "channel", "received_at", "ticket_id", "joint_due_on")
declare(
    Case,
    "application_id", "centre_id", "taken_at_id", "number", "version_id", "variant", "applicant_id", "seat_id", "state",
    "came_from", "outcome", "reason_code", "received_on", "accepted_on", "accepted_by_id", "restarted_on", "decided_on",
    "ended_on", "due_on", "due_provisional", "statutory_due_on", "answer_by_on", "answerable_id", "stage", "round",
    "led_by_id", "wanted_on", "ready_on", "collect_by_on", "joined_on", "taken_as", "arrived_on",
)  # fmt: skip
declare(CaseMaterial, "case_id", "requirement_id", "is_given", "given_on")
declare(
    Task,
    "case_id", "post_id", "step_key", "stage", "round", "state", "opened_on", "due_on", "closed_by_id", "not_before_on",
    "reminded_on",
)  # fmt: skip
declare(Completion, "case_id", "round", "while_in_process", "asked_on", "answer_by_on", "answered_on", "lapsed_on")
declare(Pause, "case_id", "kind", "name", "basis", "approver_id", "from_on", "planned_until_on", "until_on", "task_id")
declare(
    Proposal,
    "case_id", "kind", "state", "added", "special", "until_on", "code", "asked_on", "asked_by_id", "endorsed_on",
    "endorsed_by_id", "answered_on", "answered_by_id",
)  # fmt: skip
declare(Extension, "case_id", "added", "extended_on", "consented_by_id")
declare(PublicNotice, "case_id", "task_id", "from_on", "until_on")
