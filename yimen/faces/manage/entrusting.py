"""What is typed of an entrustment: the item, the body, its document, the days; a village's; a revocation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.faces.manage.forms import ActForm, DayField


class EntrustForm(ActForm):
    """登记委托."""

    body = forms.CharField(label=_("委托机关"), help_text=_("法律上负责此事项的机关全称"))
    document = forms.CharField(label=_("委托书名称或文号"))
    scope = forms.CharField(label=_("委托范围"), help_text=_("委托窗口办理到哪一步，例如：受理、决定和发证"))
    from_on = DayField(label=_("从哪天起"), help_text=_("今天或以后"))
    until_on = DayField(label=_("到哪天止"), required=False, help_text=_("这一天仍有效；没有期限的留空"))

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_code"] = forms.ChoiceField(
            label=_("事项"), help_text=_("本中心已认领、由窗口作决定的事项"), choices=[("", _("请选择")), *items],
            error_messages={
                "required": _("请选择事项"), "invalid_choice": _("没有这个事项，请从列表中选一项"),
            },
        )  # fmt: skip
        self.order_fields(["item_code"])


class ReceiveForm(EntrustForm):
    """登记受理点: which village receives the item for the centre."""

    def __init__(self, *args: Any, points: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_code"].help_text = _("本中心已认领的事项")
        self.fields["scope"].help_text = _("例如：收件")
        self.fields["point"] = forms.ChoiceField(
            label=_("村（社区）"), choices=[("", _("请选择")), *points],
            error_messages={
                "required": _("请选择村（社区）"), "invalid_choice": _("没有这个村（社区），请从列表中选一个"),
            },
        )  # fmt: skip
        self.order_fields(["point", "item_code"])


class RevokeForm(ActForm):
    """撤销委托."""

    on = DayField(label=_("从哪天起撤销"), help_text=_("从这一天起，窗口不能再依此委托作决定。"))
