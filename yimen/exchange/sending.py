"""短信: a message to a person's phone is asked for in a turn and sent after it by a job; it ends sent, given up, or lapsed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from yimen.exchange import gateway, outcome
from yimen.exchange._turn import birth, turn
from yimen.exchange.lifecycle import Act, State
from yimen.exchange.models import Message
from yimen.exchange.outcome import Outcome
from yimen.journal import door, jobs
from yimen.journal.fold import label
from yimen.office.actor import Actor

SEND: Final = "exchange.send"
Standing = Callable[[Message], bool]
_STANDS: dict[str, Standing] = {}


class Away(Exception):
    """The gateway did not take it now: the job is put back."""


def stands(kind: str) -> Callable[[Standing], Standing]:
    """Registers what says whether a message of this kind is still true: asked before each try."""

    def register(standing: Standing) -> Standing:
        _STANDS[kind] = standing
        return standing

    return register


@door.verb
def ask(  # noqa: PLR0913  # a message is these
    subject: Any, *, kind: str, phone: str, words: str, lapses_at: datetime, by: Actor, at: datetime
) -> Message | None:
    """Have these words sent to this number as soon as everything is safe, unless the subject has a message of this kind
    already: then None. `subject`: a row of a centre."""
    if _is_asked(subject.pk, kind):
        return None
    message = Message(
        centre_id=subject.centre_id, kind=kind, subject_kind=label(type(subject)), subject_id=subject.pk, phone=phone,
        words=words, asked_at=at, lapses_at=lapses_at,
    )  # fmt: skip
    with birth(message, Act.ASK, by=by, at=at, kind=kind):
        jobs.ask(
            SEND,
            message.pk,
            lane=f"exchange:{message.pk}",
            key=f"{SEND}:{message.pk}",
            at=at,
            centre_id=message.centre_id,
        )
    return message


@door.verb
def lapse(message: Message, *, by: Actor, at: datetime) -> Message:
    """过时不发: what it says is no longer so, or helps nobody any more. NotNow once it has ended."""
    return _end(message, Act.LAPSE, by, at)


@door.verb
def redirect(message: Message, *, phone: str, by: Actor, at: datetime) -> Message:
    """It goes to another number of the same person from now on. NotNow once it has ended."""
    with turn(message, Act.REDIRECT, by=by, at=at) as message:
        message.phone = phone
    return message


def waiting_about(subject_id: UUID) -> list[Message]:
    """What waits to be sent about a subject."""
    return list(Message.objects.filter(subject_id=subject_id, state=State.WAITING).order_by("pk"))


@jobs.does(SEND)
def send_job(message_id: UUID, *, at: datetime) -> None:
    """Send what still waits and still is so; done again, it sends nothing twice that the gateway took. Raises Away."""
    message = Message.objects.get(pk=message_id)
    if message.state != State.WAITING or message.phone is None:
        return
    if outcome.is_taken(message.answer):  # and the power went before that was written down
        _answered(message, Act.SEND, by=Actor.clock(), at=at)
        return
    if at >= message.lapses_at or not _STANDS[message.kind](message):
        lapse(message, by=Actor.clock(), at=at)
        return
    if gateway.is_resting() or not gateway.is_set():
        raise Away
    answer = gateway.send(to=message.phone, text=message.words, key=str(message.pk))
    with transaction.atomic():
        Message.objects.filter(pk=message.pk).update(attempts=F("attempts") + 1, answer=answer.said)
    if answer.outcome is Outcome.LATER:
        raise Away
    _answered(message, Act.SEND if answer.outcome is Outcome.TAKEN else Act.GIVE_UP, by=Actor.clock(), at=at)


def _is_asked(subject_id: UUID, kind: str) -> bool:
    """A follower asks for many in one transaction, and none of them lies in the table before its end."""
    new = door.new(Message) if door.is_open() else []
    is_new = any((one.subject_id, one.kind) == (subject_id, kind) for one in new)
    return is_new or Message.objects.filter(subject_id=subject_id, kind=kind).exists()


@door.verb
def _answered(message: Message, act: str, *, by: Actor, at: datetime) -> Message:
    return _end(message, act, by, at)


def _end(message: Message, act: str, by: Actor, at: datetime) -> Message:
    """It needs its number no more."""
    with turn(message, act, by=by, at=at) as message:
        door.note(attempts=message.attempts, answer=message.answer)
        message.phone, message.ended_at = None, at
    return message
