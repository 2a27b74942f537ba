"""The page of one case for those who lead: where it stands, who has it, what was asked, and what this post can do."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yimen.cases import answerable, consenting, reading
from yimen.cases.models import Case
from yimen.faces.lead import acts, answers
from yimen.faces.lead.access import LEADS, actor
from yimen.faces.shared import acting, case_facts
from yimen.faces.shared.acting import ActForm
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.journal.errors import NotThere, Refused
from yimen.papers import rendering
from yimen.registry import looks
from yimen.registry.models import Purpose


@never_cache
@require_safe
@staff_only(*LEADS)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case."""
    return _show(request, reading.case_for(actor(request), number=number))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*LEADS)
def act(request: HttpRequest, number: str, word: str) -> HttpResponse:
    """One act on a case, once; refused, the page of the case with what was typed. A bare look leads to the case."""
    by, found = actor(request), reading.case_for(actor(request), number=number)
    if word not in acts.BY_WORD:
        raise NotThere()
    if request.method != "POST":
        return redirect("lead:case", found.number)
    form = acts.BY_WORD[word](request.POST, case=found, actor=by)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        acting.perform(form, face="lead", by=by, at=now())
    except Refused as refused:
        acting.tell(form, refused)
        return _show(request, reading.case_for(by, number=number), form, status=refused.status)
    messages.success(request, f"{form.done}：{found.number}")
    return redirect("lead:home") if "listed" in request.GET else redirect("lead:case", found.number)


@never_cache
@require_safe
@staff_only(*LEADS)
def paper(request: HttpRequest, number: str, paper_number: str) -> HttpResponse:
    """A paper of the case, as it was handed out: it bears the full name, so the look is kept."""
    by, found = actor(request), reading.case_for(actor(request), number=number)
    asked = next((one for one in reading.papers(found) if one.number == paper_number), None)
    if asked is None:
        raise NotThere()
    pdf = rendering.content(asked)
    looks.keep(found.applicant, purpose=Purpose.CASE, by=by, at=now())
    name = f'inline; filename="{asked.number}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def _show(request: HttpRequest, found: Case, sent: ActForm | None = None, *, status: int = 200) -> HttpResponse:
    by, on = actor(request), today()
    ready = acting.possible(acts.FORMS, found, by)
    cards = answers.of_case(consenting.of_case(found, by, on=on), by, sent=sent)
    shown = [sent if sent and sent.act == one.act else one(case=found, actor=by) for one in ready]
    page: dict[str, Any] = case_facts.facts(found, on=on) | {
        "cards": cards, "acts": shown, "form": sent, "sent": sent.word if sent else "",
        "answerable": answerable.who(found, on=on), "lost": sent if sent and not _stands(sent, cards, shown) else None,
    }  # fmt: skip
    return render(request, "lead/case.html", page, status=status)


def _stands(sent: ActForm, cards: list[answers.Card], shown: list[ActForm]) -> bool:
    """Whether the page has a place for what was typed; else it is kept in view below."""
    return sent in shown or any(sent in (card.grant, card.decline) for card in cards)
