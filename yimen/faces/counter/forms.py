"""What a clerk types at intake: the person, the place, the item's own form, materials, and a refusal's reason."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yimen.cases import form as forms_of_items
from yimen.cases import grounds, intake, known, refusals
from yimen.catalogue import situation
from yimen.catalogue.definitions import Definition
from yimen.catalogue.elements import FieldDef, FieldKind, Seat
from yimen.faces.counter import whole
from yimen.faces.counter.hand import Matter
from yimen.faces.shared import acting
from yimen.faces.shared.acting import numbered_reasons
from yimen.faces.shared.words import LineField
from yimen.journal.errors import Refused
from yimen.registry import identity
from yimen.registry.identity import DocumentKind, Identity, Unreadable
from yimen.registry.models import KIND_CHOICES

PERSON_FIELDS: Final = ("document_kind", "number", "name", "phone", "address")
OWN: Final = "own_"  # before the keys of the item's own form
ELSEWHERE: Final = {"division": "seat", "division_id": "seat"}  # a refusal's word for one of our fields
VARIANT_OF: Final = "variant_"  # before the code of one of several items
SEATS: Final = {
    None: _("所在的村（社区）"),
    Seat.HOUSEHOLD: _("户籍所在村（社区）"),
    Seat.RESIDENCE: _("居住的村（社区）"),
    Seat.PLACE: _("事项所在村（社区）"),
}
_PLAIN = {"autocomplete": "off", "spellcheck": "false", "form": "intake"}
_OWN_FIELDS: Final[dict[FieldKind, Callable[..., forms.Field]]] = {
    FieldKind.TEXT: lambda **more: LineField(max_length=forms_of_items.LONGEST, **more),
    FieldKind.NUMBER: lambda **more: forms.DecimalField(**more),
    FieldKind.DATE: lambda **more: forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **more),
    FieldKind.CHOICE: lambda choices, **more: forms.ChoiceField(choices=choices, **more),
    FieldKind.YES_NO: lambda **more: forms.ChoiceField(
        choices=[("", _("请选择")), ("是", _("是")), ("否", _("否"))], **more
    ),
}


class IntakeForm(forms.Form):
    """One page of intake. What only a verb can know (materials missing, a name that differs) the verb says."""

    use_required_attribute = False  # the page names what is missing, in its own words

    document_kind = forms.ChoiceField(
        label=_("证件类型"), choices=KIND_CHOICES, widget=forms.Select(attrs={"form": "intake"})
    )
    number = LineField(
        label=_("证件号码"), max_length=40, error_messages={"required": _("请填写证件号码")},
        widget=forms.TextInput(attrs={**_PLAIN, "data-look-up": True}),
    )  # fmt: skip
    name = LineField(
        label=_("姓名"), max_length=60, widget=forms.TextInput(attrs=_PLAIN),
        error_messages={"required": _("请填写姓名")},
    )  # fmt: skip
    phone = LineField(label=_("电话"), required=False, max_length=40, widget=forms.TextInput(attrs=_PLAIN))
    address = LineField(label=_("住址"), required=False, max_length=400, widget=forms.TextInput(attrs=_PLAIN))
    seat = forms.ChoiceField(
        label=_("所在村（社区）"),
        error_messages={
            "required": _("请选择村（社区），输入名称首字母即可选中"),
            "invalid_choice": _("所选的村（社区）不在本中心辖区内，请重新选择"),
        },
        widget=forms.Select(attrs={"form": "intake"}),
    )
    variant = forms.ChoiceField(label=_("办理情形"), required=False, error_messages={"required": _("请选择办理情形")})
    given = forms.MultipleChoiceField(label=_("申请材料"), required=False, widget=forms.CheckboxSelectMultiple)
    remark = LineField(
        label=_("补正说明"), required=False, max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    code = forms.ChoiceField(label=_("不予受理的理由"), error_messages={"required": _("请从列表中选择理由")})
    reason = LineField(
        label=_("具体说明"), max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请写明理由，至少4个字")},
    )  # fmt: skip

    def __init__(self, *args: Any, matter: Matter, word: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.matter, self.word = matter, word
        self.identity: Identity | None = None
        self.fields["seat"].label = SEATS[_seat(matter)]
        definition = matter.definition
        if matter.person is not None:
            for name in PERSON_FIELDS:
                del self.fields[name]
        self._choose("seat", [("", _("请选择")), *matter.seats] if len(matter.seats) != 1 else matter.seats)
        self._choose("given", [(str(one.id), one.name) for one in definition.requirements])
        self._choose("code", [("", _("请选择")), *numbered_reasons()])
        self.fields["basis"] = basis_field(definition)
        if definition.variants:
            self._choose("variant", [("", _("请选择")), *((one.key, one.name) for one in definition.variants)])
            self.fields["variant"].required = True
        else:
            del self.fields["variant"]
        self._ask(matter)

    def _ask(self, matter: Matter) -> None:
        """The variants of several items, and the fields of their form."""
        for part in matter.parts if matter.is_several else ():
            if part.variants:
                self.fields[VARIANT_OF + part.code] = _variants_of(part)
        deciding = {one.key for part in matter.parts for one in situation.askable(part)}
        for one in matter.definition.form_fields:
            self.fields[OWN + one.key] = field = own_field(one)
            if _is_taken(one, matter):
                field.required, field.help_text = False, _told(one, matter)
            if one.key in deciding:
                field.widget.attrs["data-decides"] = True

    def full_clean(self) -> None:
        """What only a refusal asks for, and the number of one who has no paper, may be empty; marked as needed."""
        has_no_paper = self.data.get("document_kind") == DocumentKind.NONE
        free = {"code", "reason", "basis"} if self.word != "refuse" else set()
        free |= {"number"} if has_no_paper else set()
        fields = [self.fields[name] for name in free if name in self.fields and self.fields[name].required]
        for field in fields:
            field.required = False
        super().full_clean()
        for field in fields:
            field.required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.matter.person is None:
            kind = cleaned.get("document_kind") or "resident"
            self._read("number", lambda: setattr(self, "identity", identity.read(cleaned.get("number", ""), kind)))
            self._read("name", lambda: identity.read_name(cleaned.get("name", "")))
            for field, reader in (("phone", identity.read_phone), ("address", identity.read_address)):
                if text := cleaned.get(field, "").strip():
                    self._read(field, lambda reader=reader, text=text: reader(text))  # type: ignore[misc]
        if self.word == "refuse" and not {"code", "reason"} & set(self.errors):
            try:
                refusals.check(cleaned.get("code", ""), cleaned.get("reason", ""))
            except Refused as refused:
                tell(self, refused)
        return cleaned

    @property
    def own(self) -> list[forms.BoundField]:
        """The fields of the item's own form."""
        return [self[name] for name in self.fields if name.startswith(OWN)]

    @property
    def typed(self) -> list[forms.BoundField]:
        """Those that nobody knows yet."""
        return [one for one in self.own if one.name not in self._taken | self._before]

    @property
    def taken(self) -> list[forms.BoundField]:
        """Those that are taken from the case it joins or the person's record where they stay empty (H2)."""
        return [one for one in self.own if one.name in self._taken]

    @property
    def before(self) -> list[forms.BoundField]:
        """Those that only say whether one may: asked before anything is applied for, and free to stay empty."""
        return [one for one in self.own if one.name in self._before - self._taken]

    @property
    def _taken(self) -> set[str]:
        return {OWN + one.key for one in self.matter.definition.form_fields if _is_taken(one, self.matter)}

    @property
    def _before(self) -> set[str]:
        written = {one.key for part in self.matter.parts for one in part.form_fields if one.required}
        return {OWN + key for part in self.matter.parts for key in situation.only_tested(part) - written}

    @property
    def variants(self) -> list[forms.BoundField]:
        """Of several items on one form, where each has variants."""
        return [self[name] for name in self.fields if name.startswith(VARIANT_OF)]

    def variant_of(self, part: Definition) -> str:
        """The variant in which an item is handled, as it was chosen so far."""
        name = VARIANT_OF + part.code if self.matter.is_several else "variant"
        return str(self[name].value() or "") if name in self.fields else ""

    def given_of(self, part: Definition) -> frozenset[UUID]:
        """The materials that are there, of those that the item asks for in the chosen variant."""
        ticked = set(self.cleaned_data.get("given", ()))
        asked = intake.asked(part, self.variant_of(part))
        return frozenset(one.id for one in asked if str(whole.key_of(one, self.matter.definition)) in ticked)

    def written_of(self, part: Definition) -> dict[str, Any]:
        """What was written into the form, of what the item asks for, by its keys, as it is kept."""
        values = {name.removeprefix(OWN): value for name, value in self.cleaned_data.items() if name.startswith(OWN)}
        keys = {one.key for one in part.form_fields}
        return forms_of_items.written(part.form_fields, {key: one for key, one in values.items() if key in keys})

    def _read(self, field: str, reader: Callable[[], object]) -> None:
        if field in self.errors:
            return
        try:
            reader()
        except Unreadable as error:
            self.add_error(error.field if error.field in self.fields else field, str(error))

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # all three are choice fields


def _variants_of(part: Definition) -> forms.Field:
    return forms.ChoiceField(
        label=format_lazy(_("办理情形：{item}"), item=part.name),
        choices=[("", _("请选择")), *((one.key, one.name) for one in part.variants)],
        error_messages={"required": format_lazy(_("请选择“{item}”的办理情形"), item=part.name)},
    )


def _seat(matter: Matter) -> Seat | None:
    """By which division the items are placed; None where each goes by another."""
    seats = {one.seat for one in matter.parts}
    return matter.definition.seat if len(seats) == 1 else None


def basis_field(definition: Definition) -> forms.Field:
    """依据 of a refusal: what the paper names of itself stands beside it; where that is nothing, it must be typed."""
    if definition.basis:
        words = format_lazy(_("通知书上会写：{basis}。另有依据的，写在这里。"), basis="、".join(definition.basis))
    elif grounds.is_named_by_window(definition):
        words = _("办事指南没有印依据：请写明法律、法规或者文件及条款，如《××条例》第×条。")
    else:
        words = _("办事指南没有印依据：通行规定管的理由会自动写上，其他理由请写明法律、法规或者文件及条款。")
    return LineField(
        label=_("依据"), required=grounds.is_named_by_window(definition), max_length=grounds.LONGEST, help_text=words,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请写明不予受理的依据：法律、法规或者文件及条款")},
    )  # fmt: skip


def _is_taken(one: FieldDef, matter: Matter) -> bool:
    """Whether it need not be typed: the record says it, or the form of the case that is joined."""
    return one.known is not None or one.key in matter.written


def _told(one: FieldDef, matter: Matter) -> str:
    """What becomes of a field that is left empty."""
    if matter.joins and one.key in matter.written:
        return gettext("与 %(number)s 一起填过了，空着就用填过的") % {"number": matter.joins.number}
    if matter.person and (text := known.masked(one, matter.person)):
        return gettext("登记的是%(text)s，空着就用登记的") % {"text": text}
    return gettext("登记信息里没有，请填写") if matter.person else gettext("空着就用左边填的")


def own_field(one: FieldDef) -> forms.Field:
    """A field of the item's own form."""
    more: dict[str, Any] = {"label": one.name, "required": one.required, "help_text": one.note}
    more["error_messages"] = {"required": format_lazy(_("请填写{name}"), name=one.name)}
    if one.kind is FieldKind.CHOICE:
        more["choices"] = [("", _("请选择")), *((choice, choice) for choice in one.choices)]
    return _OWN_FIELDS[one.kind](**more)


def tell(form: forms.Form, refused: Refused) -> None:
    """Say a refusal at the fields it names, materials at the check list; where it names none of this form, on top."""
    if refused.code in ("incomplete", "still_incomplete") and "given" in form.fields:
        form.add_error("given", str(refused.message))
        return
    acting.tell(form, refused, called=_here)


def _here(name: str) -> str:
    """A refusal's word for a field, as this page calls the field."""
    return OWN + name.removeprefix("form.") if name.startswith("form.") else ELSEWHERE.get(name, name)
