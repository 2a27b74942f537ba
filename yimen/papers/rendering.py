"""From a paper's facts to its bytes: the PDF, the job that makes and keeps it, the bytes as kept."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.journal import jobs
from yimen.journal.errors import Broken, NotNow, NotYours
from yimen.journal.models import Entry
from yimen.office.actor import Actor
from yimen.papers import storage, typesetting
from yimen.papers.kinds import facts_of
from yimen.papers.models import Paper, StoredFile
from yimen.papers.phrases import Sheet
from yimen.papers.wording import sheet

RENDER = "papers.render"


def render(paper: Paper) -> bytes:
    """The PDF of a numbered paper, all its copies in one file; the same paper gives the same bytes."""
    return _set(paper, _sheet(paper))


def missing_glyphs(paper: Paper) -> list[str]:
    """The characters on this paper that no font here draws: printed as 【U+XXXXX】, to be written by hand."""
    return _missing(_sheet(paper))


def content(paper: Paper) -> bytes:
    """The bytes as handed out. NotNow before the job has run; Broken when they are not what they were."""
    if paper.file is None:
        raise NotNow(_("文书正在生成，请稍候再试。"), code="paper_not_ready")
    if paper.file.digest != paper.digest:
        raise Broken(_("存档文件与文书登记的校验值不符。"), code="file_damaged")
    return storage.read(paper.file)


def ask(paper: Paper, *, at: datetime) -> None:
    """Inside the turn that issues it: have the paper made as soon as everything is safe."""
    jobs.ask(RENDER, paper.pk, lane=f"papers:{paper.pk}", key=_key(paper.pk), at=at, centre_id=paper.centre_id)


def stuck(papers: Sequence[Paper]) -> set[UUID]:
    """Those of these papers whose making has failed for good: it is begun again by `retry` only."""
    keys = {_key(paper.pk): paper.pk for paper in papers if paper.state == Paper.State.ISSUED}
    return {keys[key] for key in jobs.stuck(keys)} if keys else set()


def retry(paper: Paper, *, by: Actor, at: datetime) -> None:
    """Have the making of a stuck paper begun again. NotNow where it is not stuck: it is made, or being tried."""
    if not by.is_staff:
        raise NotYours(_("只有工作人员可以重新生成文书。"), code="paper_not_staff")
    if not jobs.retry_stuck(at=at, key=_key(paper.pk)):
        raise NotNow(_("这份文书没有停下，不需要重新生成。"), code="paper_not_stuck")


@jobs.does(RENDER)
def render_job(paper_id: UUID, *, at: datetime) -> None:
    """Make and keep the bytes of an issued paper, once: done again, or two at a time, it changes nothing."""
    paper = Paper.objects.get(pk=paper_id)
    if paper.state != Paper.State.ISSUED:
        return
    written = _sheet(paper)
    pdf, unprintable = _set(paper, written), len(_missing(written))
    stored = storage.put(pdf, kind=StoredFile.Kind.PAPER, centre_id=paper.centre_id, at=at)
    if not _fasten(paper_id, stored, unprintable):
        storage.path(stored.pk).unlink()


def root(entry_id: UUID) -> str:
    """The journal's root on a paper: "centre:epoch:number:hash" of its entry; empty where there is none."""
    entry = Entry.objects.filter(pk=entry_id).only("centre_id", "epoch", "number", "hash").first()
    return f"{entry.centre_id}:{entry.epoch}:{entry.number}:{entry.hash}" if entry else ""


def _fasten(paper_id: UUID, stored: StoredFile, unprintable: int) -> bool:
    """Whether this file became the paper's: false when another was quicker."""
    with transaction.atomic():
        held = Paper.objects.select_for_update().get(pk=paper_id)
        if held.state != Paper.State.ISSUED:
            return False
        stored.save(force_insert=True)
        held.file, held.digest, held.unprintable = stored, stored.digest, unprintable
        held.state = Paper.State.RENDERED
        held.save(update_fields=["file", "digest", "unprintable", "state"])
    return True


def _sheet(paper: Paper) -> Sheet:
    facts = facts_of(paper.kind, paper.data)
    return sheet(paper.kind, facts, number=paper.number, issued_on=paper.issued_on, root=root(paper.entry_id))


def _key(paper_id: UUID) -> str:
    return f"{RENDER}:{paper_id}"


def _set(paper: Paper, written: Sheet) -> bytes:
    return typesetting.typeset(f"{paper.template}_{paper.template_version}", written, at=paper.issued_at)


def _missing(written: Sheet) -> list[str]:
    return typesetting.missing_glyphs("".join(_texts(written)))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else []
