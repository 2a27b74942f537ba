"""What the machine of cases may try: every verb of a case, with what was drawn; and who may, told a second time."""

from datetime import datetime, timedelta
from typing import ClassVar

from tests.town import Cast
from yimen.cases import (
    answerable,
    completion,
    corrections,
    decisions,
    delivery,
    endings,
    extending,
    intake,
    pausing,
    proposals,
    refusing,
    steps,
)
from yimen.cases.models import Case, Task
from yimen.catalogue import definitions
from yimen.journal import source
from yimen.journal.moments import localdate
from yimen.office.actor import Actor
from yimen.office.models import Role

WORDS = "经核实情况如此"


class Attempts:
    """Every verb of a case, called with what the machine drew."""

    cast: ClassVar[Cast]

    def __init__(self, case: Case, task: Task | None, pick: int) -> None:
        self.case, self.pick = case, pick
        self.task_id = task.pk if task else source.new_id()
        self.definition = definitions.of_version(case.version_id)

    def accept(self, by: Actor, at: datetime) -> Case:
        return intake.accept(self.case, by=by, at=at)

    def deem_accepted(self, by: Actor, at: datetime) -> Case:
        return intake.deem_accepted(self.case, by=by, at=at)

    def refuse_intake(self, by: Actor, at: datetime) -> Case:
        basis, words = "《试验办法》第一条", self._words()
        return intake.refuse_intake(self.case, code="not_ours", reason=words, basis=basis, by=by, at=at)

    def ask_completion(self, by: Actor, at: datetime) -> Case:
        remark = "" if self.pick % 3 == 0 else "请补写家庭人数"
        return completion.ask_completion(self.case, remark=remark, by=by, at=at)

    def complete(self, by: Actor, at: datetime) -> Case:
        given = [] if self.pick % 4 == 0 else [one.id for one in self.definition.requirements]
        return completion.complete(self.case, given=given, by=by, at=at)

    def return_unanswered(self, by: Actor, at: datetime) -> Case:
        return completion.return_unanswered(self.case, by=by, at=at)

    def post_notice(self, by: Actor, at: datetime) -> Case:
        return steps.post_notice(self.case, task_id=self.task_id, by=by, at=at)

    def finish(self, by: Actor, at: datetime) -> Case:
        return steps.finish(self.case, task_id=self.task_id, opinion=WORDS, by=by, at=at)

    def send_back(self, by: Actor, at: datetime) -> Case:
        return steps.send_back(self.case, task_id=self.task_id, reason=self._words(), by=by, at=at)

    def decide(self, by: Actor, at: datetime) -> Case:
        outcome = "refused" if self.pick % 4 == 1 else "granted"
        return decisions.decide(self.case, task_id=self.task_id, outcome=outcome, opinion=self._words(), by=by, at=at)

    def deliver(self, by: Actor, at: datetime) -> Case:
        return delivery.deliver(self.case, way="window", receiver="王秀英", by=by, at=at)

    def return_(self, by: Actor, at: datetime) -> Case:
        return endings.return_(self.case, code="examined_not_met", reason=self._words(), by=by, at=at)

    def withdraw(self, by: Actor, at: datetime) -> Case:
        return endings.withdraw(self.case, reason=self._words(), by=by, at=at)

    def terminate(self, by: Actor, at: datetime) -> Case:
        return endings.terminate(self.case, code="other", reason=self._words(), by=by, at=at)

    def ask_extension(self, by: Actor, at: datetime) -> Case:
        return extending.ask_extension(self.case, days=1 + self.pick % 12, reason=self._words(), by=by, at=at)

    def endorse(self, by: Actor, at: datetime) -> Case:
        return extending.endorse(self.case, opinion=WORDS, by=by, at=at)

    def extend(self, by: Actor, at: datetime) -> Case:
        return extending.extend(self.case, by=by, at=at)

    def ask_pause(self, by: Actor, at: datetime) -> Case:
        until_on = localdate(at) + timedelta(days=self.pick % 20 - 1)
        return pausing.ask_pause(self.case, special="听证", until_on=until_on, reason=self._words(), by=by, at=at)

    def pause(self, by: Actor, at: datetime) -> Case:
        return pausing.pause(self.case, by=by, at=at)

    def resume(self, by: Actor, at: datetime) -> Case:
        return pausing.resume(self.case, special="听证", by=by, at=at)

    def ask_refusal(self, by: Actor, at: datetime) -> Case:
        return refusing.ask_refusal(self.case, code="not_ours", reason=self._words(), by=by, at=at)

    def allow_refusal(self, by: Actor, at: datetime) -> Case:
        return refusing.allow_refusal(self.case, by=by, at=at)

    def decline(self, by: Actor, at: datetime) -> Case:
        found = self.case.proposals.order_by("-asked_on", "-id").first()
        key = found.pk if found else source.new_id()
        return proposals.decline(self.case, proposal_id=key, reason=self._words(), by=by, at=at)

    def hand_over(self, by: Actor, at: datetime) -> Case:
        staff = (Attempts.cast.window, Attempts.cast.window2, Attempts.cast.county)[self.pick % 3]
        return answerable.hand_over(self.case, staff_id=staff.id, reason=self._words(), by=by, at=at)

    def mark(self, by: Actor, at: datetime) -> Case:
        staff = (Attempts.cast.leader, Attempts.cast.director, Attempts.cast.window)[self.pick % 3]
        return answerable.mark(self.case, staff_id=staff.id, reason=self._words(), by=by, at=at)

    def hurry(self, by: Actor, at: datetime) -> Case:
        wanted_on = localdate(at) + timedelta(days=self.pick % 9 - 1)
        return answerable.hurry(self.case, wanted_on=wanted_on, reason=self._words(), by=by, at=at)

    def correct_materials(self, by: Actor, at: datetime) -> Case:
        given = [one.id for one in self.definition.requirements][: self.pick % 4]
        return corrections.correct_materials(self.case, given=given, reason=self._words(), by=by, at=at)

    def correct_form(self, by: Actor, at: datetime) -> Case:
        values = {"household": str(self.pick % 7)} if self.definition.form_fields else {}
        return corrections.correct_form(self.case, values=values, reason=self._words(), by=by, at=at)

    def correct_receipt(self, by: Actor, at: datetime) -> Case:
        return corrections.correct_receipt(
            self.case, way="agent", receiver="王小军", reason=self._words(), by=by, at=at
        )

    def _words(self) -> str:
        return "不行" if self.pick % 5 == 4 else WORDS


VERBS = tuple(name for name, one in vars(Attempts).items() if callable(one) and not name.startswith("_"))
ON_A_TASK = {"post_notice", "finish", "send_back", "decide"}
BY_THE_CLOCK = {"deem_accepted", "return_unanswered"}
STOPPING = ("ask_pause", "pause", "resume")
WAYS = (
    ("ask_extension", "endorse", "extend"), ("ask_extension", "decline"), STOPPING,
    ("ask_pause", "decline"), ("ask_refusal", "allow_refusal", "refuse_intake"), ("hand_over",), ("mark", "hurry"),
    ("correct_materials",), ("correct_form",),
)  # fmt: skip
BY_WHO_ENTERED = {"correct_materials", "correct_form", "correct_receipt", "ask_refusal", "hurry", "withdraw"}
BY_LEADS = {"extend", "allow_refusal"}
FRONT = {Role.WINDOW, Role.SUPERVISOR}


# Who may, told once more and apart from `access`: by role at the home, or by a task that waits at the post.
RIGHTS = {
    "accept": "front", "refuse_intake": "front", "complete": "front", "withdraw": "front", "hurry": "front",
    "ask_refusal": "front", "deem_accepted": "clock", "return_unanswered": "clock", "post_notice": "held",
    "finish": "held", "send_back": "held", "decide": "held", "ask_completion": "held front", "return_": "held front",
    "deliver": "front reply", "terminate": "supervises", "hand_over": "supervises", "mark": "supervises",
    "ask_extension": "held front answerable", "ask_pause": "held front answerable", "resume": "held front answerable",
    "endorse": "supervises leads", "pause": "supervises leads", "decline": "supervises leads", "extend": "leads",
    "allow_refusal": "leads", "correct_materials": "home", "correct_form": "home", "correct_receipt": "home",
}  # fmt: skip


def may(verb: str, by: Actor, case: Case, held: bool) -> bool:
    """Whether one of the verb's rights is the actor's."""
    home = by.centre_id == case.centre_id
    is_so = {
        "held": held, "home": home, "front": home and by.role in FRONT, "reply": home and by.role == Role.REPLY,
        "supervises": home and by.role in {Role.SUPERVISOR, Role.DIRECTOR}, "clock": by.kind == "clock",
        "leads": home and by.role in {Role.LEADER, Role.DIRECTOR}, "answerable": by.id == case.answerable_id,
    }  # fmt: skip
    return any(is_so[right] for right in RIGHTS[verb].split())
