"""The page of one case at the counter: where it stands, its papers, and the acts that are possible now."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.cases import offering, progress, reading, standing, timeline
from yimen.cases.access import at_front
from yimen.cases.lifecycle import Act, State
from yimen.cases.models import Case
from yimen.catalogue import definitions
from yimen.faces.counter import acts, hand, lists, queue
from yimen.faces.counter.acts import CorrectForm
from yimen.faces.counter.forms import tell
from yimen.faces.shared import acting, lights
from yimen.faces.shared.acting import ActForm
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere, Refused
from yimen.office.actor import Actor
from yimen.office.models import Level
from yimen.papers import issuing, rendering
from yimen.papers.models import Paper
from yimen.registry import looks
from yimen.registry.models import Person, Purpose


@require_safe
@staff_only(*hand.COUNTER)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case; its papers alone when htmx asks whether they are set yet."""
    actor = hand.by(request)
    found = reading.case_for(actor, number=number)
    if request.headers.get("HX-Target") == "papers":
        return render(request, "counter/_papers.html", _papers(found))
    return _show(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.COUNTER)
def act(request: HttpRequest, number: str, word: str) -> HttpResponse:
    """One act on a case, once; refused, the page with what was typed. A bare look leads to the case."""
    actor = hand.by(request)
    found = reading.case_for(actor, number=number)
    if word not in acts.BY_WORD:
        raise NotThere()
    if request.method != "POST":
        return redirect("counter:case", found.number)
    form = acts.BY_WORD[word](request.POST, case=found, actor=actor)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        acting.perform(form, face="counter", by=actor, at=now())
    except Refused as refused:
        tell(form, refused)
        return _show(request, found, form, status=refused.status)
    messages.success(request, str(form.done))
    return redirect("counter:case", found.number)


@require_POST
@staff_only(*hand.COUNTER)
def print_paper(request: HttpRequest, number: str) -> HttpResponse:
    """The paper's PDF, its printing counted; it bears the full name, so the look is kept."""
    actor = hand.by(request)
    paper, found = _paper_of(actor, number)
    pdf = rendering.content(paper)
    looks.keep(found.applicant, purpose=_purpose(found), by=actor, at=now())
    issuing.printed(paper, by=actor, at=now())
    shown = HttpResponse(pdf, content_type="application/pdf")
    shown["Content-Disposition"] = f'inline; filename="{paper.number}.pdf"'
    shown["Cache-Control"] = "no-store"
    return shown


@require_POST
@staff_only(*hand.COUNTER)
def retry_paper(request: HttpRequest, number: str) -> HttpResponse:
    """A paper whose making has failed for good is made again."""
    actor = hand.by(request)
    paper, found = _paper_of(actor, number)
    rendering.retry(paper, by=actor, at=now())
    return redirect("counter:case", found.number)


def _paper_of(actor: Actor, number: str) -> tuple[Paper, Case]:
    paper = reading.paper_for(actor, number=number)
    return paper, Case.objects.visible_to(actor).select_related("applicant").get(pk=paper.subject_id)


def _show(request: HttpRequest, found: Case, sent: ActForm | None = None, *, status: int = 200) -> HttpResponse:
    actor, on = hand.by(request), today()
    visit = hand.visit(actor, str(found.application.ticket_id))
    queue.bind(request, visit)
    definition = definitions.of_version(found.version_id)
    if isinstance(sent, CorrectForm):
        return render(request, "counter/form.html", _form_page(found, sent, actor), status=status)
    offered = offering.acts_now(found, actor, on=on)
    ready = [one for one in acts.FORMS if one.act in offered]
    shown = [sent if sent and sent.act == one.act else one(case=found, actor=actor) for one in ready]
    page: dict[str, Any] = {
        "case": found, "definition": definition, "light": lights.shown(*progress.light(found, on)),
        "stations": reading.stations(found), "materials": reading.materials(found),
        "timeline": timeline.of_case(found), "person": found.applicant, "purpose": _purpose(found).value,
        "acts": [one for one in shown if not one.is_rare], "rare": [one for one in shown if one.is_rare],
        "rare_open": sent is not None and sent.is_rare, "may_correct_form": Act.CORRECT_FORM in offered,
        "may_join": _may_join(found, actor, on), "standing": standing.lines(found, on=on), "kinds": _kinds(found),
        "top": lists.top(actor), "form": sent,
        "sent": sent.word if sent else "", "again": _again(found, actor),
        "asked": progress.asked(found), "visit": visit,
    }  # fmt: skip
    return render(request, "counter/case.html", page | _papers(found), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.FRONT)
def form(request: HttpRequest, number: str) -> HttpResponse:
    """The form as it was typed, to be put right by whoever typed it: a look that is kept. A bare look leads to the case."""
    actor = hand.by(request)
    found = reading.case_for(actor, number=number)
    if request.method != "POST" or Act.CORRECT_FORM not in offering.acts_now(found, actor, on=today()):
        return redirect("counter:case", found.number)
    looks.keep(found.applicant, purpose=Purpose.CASE, by=actor, at=now())
    sheet = CorrectForm(case=found, actor=actor, values=found.application.form or {})
    return render(request, "counter/form.html", _form_page(found, sheet, actor))


def _form_page(found: Case, sheet: CorrectForm, actor: Actor) -> dict[str, Any]:
    definition = definitions.of_version(found.version_id)
    return {
        "case": found, "definition": definition, "form": sheet, "person": found.applicant, "top": lists.top(actor),
    }  # fmt: skip


def _may_join(found: Case, actor: Actor, on: date) -> bool:
    """Whether a further item of the same person can be handled together with this one: received today, not decided."""
    return at_front(actor, found) and found.received_on == on and found.decided_on is None and found.is_open


def _kinds(found: Case) -> list[str]:
    """The kinds of the case (C3): passed up where a step of its route lies above its home."""
    levels = list(Level)
    home = levels.index(Level(found.centre.division.level))
    steps = definitions.of_version(found.version_id).steps
    mine = (one for one in steps if not one.variants or found.variant in one.variants)
    return standing.kinds(found, is_up=any(levels.index(one.level) < home for one in mine))


def _again(found: Case, actor: Actor) -> bool:
    """Whether the person can be kept in hand for another item: the post may see them today."""
    seen = Person.objects.visible_to(actor, on=today()).filter(pk=found.applicant_id)
    return actor.role in hand.FRONT and seen.exists()


def _purpose(found: Case) -> Purpose:
    return Purpose.DELIVERY if found.state == State.READY else Purpose.CASE


def _papers(found: Case) -> dict[str, Any]:
    # the newest first; of one moment, as on the spot, the result
    papers = sorted(reading.papers(found), key=lambda one: (one.issued_at, one.kind == Paper.Kind.RESULT), reverse=True)
    stuck = rendering.stuck(papers)
    waits = any(paper.state == Paper.State.ISSUED and paper.pk not in stuck for paper in papers)
    ready = [paper.pk for paper in papers if paper.state == Paper.State.RENDERED]
    first = ready[0] if ready and not waits else None  # else F2 would print the paper of yesterday
    return {"case": found, "papers": papers, "papers_wait": waits, "first_paper": first, "papers_stuck": stuck}
