"""指南有误: what anybody tells on portal, kiosk and counter, kept once however often it is pressed, not without end (A6)."""

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import reporting
from yimen.catalogue.definitions import Definition
from yimen.catalogue.models import GuideReport, Item
from yimen.faces.shared import counting
from yimen.faces.shared.now import now
from yimen.journal import source
from yimen.journal.errors import Refused, Sentence
from yimen.journal.once import once
from yimen.office.actor import Actor

PER_ADDRESS, SPAN_S = 10, 15 * 60
OF_ALL, DAY_S = 500, 24 * 60 * 60  # a flood shall not bury what people report
TOO_OFTEN = _("报告得太频繁了，这一条没有收下。请过15分钟再试，或者直接告诉窗口。")


class ReportForm(forms.Form):
    """What is wrong, and how to reach who says it. Nothing typed is lost."""

    use_required_attribute = False  # the page names what is missing, in its own words

    key = forms.CharField(widget=forms.HiddenInput, initial=source.new_token, required=False)
    about = forms.ChoiceField(
        label=_("哪一部分不对"), choices=list(reporting.ABOUT.items()), widget=forms.RadioSelect,
        error_messages={
            "required": _("请选一项，是指南的哪一部分。"), "invalid_choice": _("请选一项，是指南的哪一部分。")
        },
    )  # fmt: skip
    says = forms.CharField(
        label=_("哪里不对，应该是什么"), help_text=_("不用写姓名和证件号码"),
        error_messages={"required": _("请写哪里不对，例如：要的照片是两张，不是一张。")},
        widget=forms.Textarea({"rows": 4, "maxlength": reporting.LONGEST}),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("怎么联系您"), required=False, help_text=_("电话或者邮箱；只给答复的人看，答复后删除。不写也可以凭编号看答复"),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def refuse(self, refused: Refused) -> None:
        """Say at each field what is wrong with it."""
        said: dict[str, Sentence] = refused.fields or {"": refused.message}
        for name, words in said.items():
            self.add_error(name if name in self.fields else None, str(words))


def counted(address: str) -> bool:
    """Counts one report; False when this address, or all of them together, have sent as many as may be."""
    with counting.alone():
        return counting.below(f"report|{address}", PER_ADDRESS, SPAN_S) and counting.below("reports", OF_ALL, DAY_S)


def send(definition: Definition, typed: dict[str, Any], *, channel: str, by: Actor) -> GuideReport:
    """The report that these words make, or made when they were sent before; other words from the same page are another.
    Raises Malformed, NotThere."""
    at = now()
    item = Item.objects.get(pk=definition.item_id)
    said = {name: str(typed.get(name, "")) for name in ("about", "says", "contact")}
    page = str(typed.get("key", "")) or source.new_token()
    key = sha256("\0".join((page, item.code, *said.values())).encode()).hexdigest()
    done = once(
        lambda: reporting.report(item, **said, channel=channel, by=by, at=at),
        by=by, act="catalogue.report_guide", key=key, given=key, at=at,
    )  # fmt: skip
    return GuideReport.objects.get(pk=done.subject_id)
