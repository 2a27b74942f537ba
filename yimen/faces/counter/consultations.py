"""来访登记 at the guide desk and at every window: what somebody asked and the answer, the register, its printed form (B7)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.cases import villages
from yimen.catalogue.definitions import Definition
from yimen.catalogue.models import Item
from yimen.faces.counter import hand, queue
from yimen.faces.shared import paging
from yimen.faces.shared.actors import staff_only
from yimen.faces.shared.now import now, today
from yimen.faces.shared.words import LineField
from yimen.journal import source
from yimen.journal.errors import Malformed, NotThere, Refused
from yimen.journal.once import once
from yimen.office import centres
from yimen.office.actor import Actor
from yimen.office.models import Role
from yimen.voice import consulting, register
from yimen.voice.access import WHOLE
from yimen.voice.consulting import Asked
from yimen.voice.models import Consultation

_LINE = {"autocomplete": "off", "spellcheck": "false"}


class _Told(forms.Form):
    use_required_attribute = False  # the page names what is missing, in its own words

    def refuse(self, refused: Refused) -> None:
        """Say at each field what is wrong with it."""
        for name, words in (refused.fields or {"": refused.message}).items():
            self.add_error(name if name in self.fields else None, str(words))


class AskedForm(_Told):
    """What somebody came with. Only what it is about and how it was dealt with must be said."""

    key = forms.CharField(widget=forms.HiddenInput, initial=source.new_token, required=False)
    way = forms.ChoiceField(
        label=_("怎么来的"), choices=Consultation.Way.choices, initial=Consultation.Way.VISIT.value,
        widget=forms.RadioSelect,
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("类别"),
        choices=Consultation.Kind.choices,
        initial=Consultation.Kind.ASK.value,
        widget=forms.RadioSelect,
    )
    item = LineField(
        label=_("问的事项"), required=False, max_length=200, help_text=_("编码或名称；没有对应的事项就不填"),
        widget=forms.TextInput(_LINE | {"list": "items"}),
    )  # fmt: skip
    about = forms.CharField(
        label=_("来访事由"), required=False, widget=forms.Textarea({"rows": 2, "maxlength": consulting.LONGEST})
    )
    how = forms.ChoiceField(
        label=_("怎么处理的"), choices=Consultation.How.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选怎么处理的。")},
    )  # fmt: skip
    answer = forms.CharField(
        label=_("答复内容"), required=False, widget=forms.Textarea({"rows": 2, "maxlength": consulting.LONGEST})
    )
    name = LineField(label=_("来访人姓名"), required=False, widget=forms.TextInput(_LINE))
    phone = LineField(
        label=_("联系电话"), required=False, help_text=_("要以后答复的，请留电话"),
        widget=forms.TextInput(_LINE | {"inputmode": "tel"}),
    )  # fmt: skip


class AnswerForm(_Told):
    """The answer to what had to be found out first."""

    answer = forms.CharField(
        label=_("答复内容"), widget=forms.Textarea({"rows": 3, "maxlength": consulting.LONGEST}),
        error_messages={"required": _("请写明答复的内容，4至500个字。")},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*hand.GUIDES)
def ask(request: HttpRequest) -> HttpResponse:
    """The form of one caller; sent, it is kept once, and the next can come. What is in hand at the window goes along."""
    by = hand.by(request)
    offered = _offered(by)
    form = AskedForm(request.POST or None, initial={"item": _named(request.GET.get("item", ""), offered)})
    if form.is_bound and form.is_valid():
        try:
            made = _keep(form.cleaned_data, offered, by)
        except Malformed as refused:
            form.refuse(refused)
        else:
            words = _("已登记。") if made.state == "answered" else _("已登记，列在“待答复”里。")
            messages.success(request, words)
            return redirect(str(frame(by)["back"]))
    page = {"form": form, "offered": offered, "ticket": queue.in_hand(by), **frame(by)}
    return render(request, "counter/consultation_new.html", page, status=422 if form.errors else 200)


@require_safe
@staff_only(*hand.GUIDES)
def consultations(request: HttpRequest) -> HttpResponse:
    """The register, names masked: what waits for an answer, and a day."""
    by, on = hand.by(request), _day(request.GET.get("on", ""))
    rows, last = register.page(by, on=on, after=paging.by_moment(request.GET.get("after", "")))
    address = reverse("counter:consultations")
    prints = by.role in WHOLE and bool(rows)
    page = {
        "on": on, "before": on - timedelta(days=1), "next": on + timedelta(days=1) if on < today() else None,
        "rows": _with_items(rows, by), "waiting": _with_items(register.waiting(by), by), "prints": prints,
        "unanswered": register.count_waiting(by),
        "older": f"{address}?on={on.isoformat()}&{paging.query(paging.write(last))}" if last else "", **frame(by),
    }  # fmt: skip
    return render(request, "counter/consultations.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_only(*hand.GUIDES)
def consultation(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """One caller, masked until it is opened, which is kept; and the answer where it waits for one."""
    by = hand.by(request)
    found = register.consultation_for(by, consultation_id=consultation_id)
    is_answer = request.POST.get("act") == "answer"
    form = AnswerForm(request.POST if is_answer else None)
    is_open = request.POST.get("act") == "read"
    if is_open:
        consulting.read(found, by=by, at=now())
    elif is_answer and form.is_valid():
        try:
            consulting.answer(found, answer=form.cleaned_data["answer"], by=by, at=now())
        except Malformed as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("已记下答复。"))
            return redirect("counter:consultation", found.pk)
    _with_items([found], by)
    page = {"one": found, "is_open": is_open or is_answer, "form": form, **frame(by)}
    return render(request, "counter/consultation.html", page, status=422 if form.errors else 200)


@require_POST
@never_cache
@staff_only(*hand.GUIDES)
def print_day(request: HttpRequest) -> HttpResponse:
    """来访登记表 of a day, to be printed by the browser and bound."""
    by, on = hand.by(request), _day(request.POST.get("on", ""))
    if by.centre_id is None:
        raise NotThere()
    centre = consulting.print_register(centres.known(by.centre_id), on=on, by=by, at=now())
    page = {"centre": centre, "on": on, "rows": _with_items(register.of_day(by, on=on), by)}
    return render(request, "counter/consultations_printed.html", page)


def frame(by: Actor) -> dict[str, Any]:
    """Within which page it stands: the counter's for who sits at one, so that the ticket in hand stays; else the desk's."""
    at_counter = by.role in (Role.WINDOW, Role.REPLY)
    base = "counter/base.html" if at_counter else "counter/guide_desk_base.html"
    return {
        "base": base,
        "at_counter": at_counter,
        "back": reverse("counter:home" if at_counter else "counter:guide_desk"),
    }


def _keep(typed: Mapping[str, Any], offered: list[Definition], by: Actor) -> Consultation:
    at, ticket = now(), queue.in_hand(by)
    said = {name: str(typed[name]) for name in ("way", "kind", "how", "about", "answer", "name", "phone")}
    asked = Asked(**said, item=_item(typed["item"], offered), ticket=ticket)
    key = typed["key"] or source.new_token()
    done = once(
        lambda: consulting.register(asked, by=by, at=at), by=by, act="voice.register", key=key,
        given=[said, typed["item"]], at=at,
    )  # fmt: skip
    return register.consultation_for(by, consultation_id=done.subject_id)


def _item(text: str, offered: list[Definition]) -> Item | None:
    """The item that was typed, by its code or its name. Raises Malformed for words that name none."""
    if not text:
        return None
    found = [one for one in offered if text == _words(one) or text.upper() == one.code or text == one.name]
    if len(found) != 1:
        raise Malformed(_("有内容需要改正。"), fields={"item": _("没有这个事项。请从列表里选，或者写到“来访事由”里。")})
    return Item.objects.get(pk=found[0].item_id)


def _with_items(rows: list[Consultation], by: Actor) -> list[Consultation]:
    """The rows, each with the name of its item as the centre's guides have it; one that is no more offered keeps its code."""
    names = {one.item_id: one.name for one in _offered(by)} if any(one.item_id for one in rows) else {}
    for one in rows:
        one.item_name = names.get(one.item_id, "")  # type: ignore[attr-defined]  # for the page alone
    return rows


def _offered(by: Actor) -> list[Definition]:
    return list(villages.offered(by.centre_id, on=today())) if by.centre_id else []


def _named(code: str, offered: list[Definition]) -> str:
    return next((_words(one) for one in offered if one.code == code), "")


def _words(one: Definition) -> str:
    return f"{one.code} {one.name}"


def _day(text: str) -> date:
    """The day that an address or a form names; today for any other text, and for what lies ahead."""
    try:
        return min(date.fromisoformat(text), today())
    except ValueError:
        return today()
