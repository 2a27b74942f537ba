"""What is typed in manage: the centre, posts, accounts, the calendar, hours, policies, entrustments. Nothing typed is lost."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yimen.catalogue import promise
from yimen.faces.manage import notice
from yimen.faces.shared.templatetags.look import WEEKDAYS
from yimen.journal.errors import Refused
from yimen.office import accounts
from yimen.office.models import Centre, Department, Role, Staff, Window

_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_TERM = re.compile(r"(\d{1,4})个?(工作日|自然日)")  # "日" alone does not say which
_WINDOW = re.compile(r"(?:每年)?(\d{1,2})月(\d{1,2})日至(\d{1,2})月(\d{1,2})日")
_COUNTED = {
    "others": "位",
    "numbers": "个号",
    "minutes": "分钟",
    "percent": "%",
    "dates": "天",
    "bookings": "个",
    "years": "周岁以上",
}  # policies that are a number
_MOST_COUNTED = {
    "others": 240,
    "numbers": 80,
    "minutes": 240,
    "percent": 100,
    "dates": 365,
    "bookings": 100,
    "years": 120,
}
_WRITTEN_AS = {
    "days": _("写成“10个工作日”或“60个自然日”"), "window": _("写成“3月1日至3月31日”"),
    "others": _("写成“5位”，0至240"), "minutes": _("写成“5分钟”，0至240"), "percent": _("写成“45%”，0至100"),
    "numbers": _("写成“20个号”，0至80；0是不预留"), "dates": _("写成“7天”，0至365"), "bookings": _("写成“3个”，0至100"),
    "years": _("写成“70周岁以上”，0至120"),
}  # fmt: skip
_LONGEST_TERM = 3650  # days, as `promise.parse` takes them
_SHORT = {"autocomplete": "off", "spellcheck": "false"}


class ActForm(forms.Form):
    """A form in front of a verb: what the verb refuses stands where it belongs."""

    use_required_attribute = False  # the page names what is missing, in its own words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("请填写“%(label)s”") % {"label": field.label}

    def refuse(self, refused: Refused) -> None:
        """Say at each field what is wrong with it; without fields, at the head of the form."""
        for name, said in refused.fields.items():
            self.add_error(name if name in self.fields else None, str(said))
        if not refused.fields:
            self.add_error(None, str(refused.message))


class DayField(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", **_SHORT}, format="%Y-%m-%d")
        wrong = {"invalid": _("日期请写成 2027-01-01 这样")}
        super().__init__(widget=widget, input_formats=_FORMATS, error_messages=wrong, **more)


class StaffField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no type arguments here at run time
    """One of the people with an account."""

    def __init__(self, **more: Any) -> None:
        everyone = Staff.objects.filter(is_active=True).order_by("name", "username")
        wrong = {"invalid_choice": _("没有这个账号，请从列表中选一人")}
        super().__init__(queryset=everyone, empty_label=_("请选择"), error_messages=wrong, **more)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.username}）"


class AppointForm(ActForm):
    """任职."""

    staff = StaffField(label=_("任职的人"), help_text=_("没有账号的人，请先在“账号”中开设。"))
    from_on = DayField(label=_("从哪天起"), help_text=_("今天或以后"))


class OpenPostForm(ActForm):
    """设立岗位."""

    title = forms.CharField(
        label=_("岗位名称"), max_length=40, help_text=_("本中心内不重复，例如：综合受理窗口"),
        error_messages={"max_length": _("岗位名称最多40个字")},
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("岗位类型"), choices=[("", _("请选择")), *Role.choices], help_text=_("岗位能做什么，由类型决定"),
        error_messages={"invalid_choice": _("请从列表中选择岗位类型")},
    )  # fmt: skip
    department = forms.ModelChoiceField(
        label=_("部门"), queryset=Department.objects.none(), required=False, empty_label=_("不属于部门"),
        help_text=_("承办和部门负责人岗位必须属于一个部门"),
        error_messages={"invalid_choice": _("请选择本中心的部门")},
    )  # fmt: skip
    window = forms.ModelChoiceField(
        label=_("窗口"), queryset=Window.objects.none(), required=False, empty_label=_("不在窗口"),
        error_messages={"invalid_choice": _("请选择本中心的窗口")},
    )  # fmt: skip

    def __init__(self, *args: Any, centre: Centre, lines: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _among(self, "department", Department.objects.filter(centre=centre).order_by("name"))
        _among(self, "window", Window.objects.filter(centre=centre).order_by("number"))
        self.fields["lines"] = _lines(lines)


class DutiesForm(ActForm):
    """岗位职责."""

    def __init__(self, *args: Any, lines: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"] = _lines(lines)


def _lines(choices: list[tuple[str, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("负责的条线"), choices=choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("只看得到、办得了这些条线的办件。选了“全部条线”的，其余不必再选。"),
        error_messages={"required": _("请至少选择一条条线"), "invalid_choice": _("请从列表中选择条线")},
    )  # fmt: skip


def _among(form: forms.Form, name: str, rows: Any) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]  # both are choices of a row


class CentreForm(ActForm):
    """中心信息: where people reach it."""

    telephone = forms.CharField(
        label=_("咨询电话"), required=False, max_length=40, error_messages={"max_length": _("最多40个字符")}
    )
    complaint_telephone = forms.CharField(
        label=_("监督投诉电话"), required=False, max_length=40, error_messages={"max_length": _("最多40个字符")}
    )
    address = forms.CharField(
        label=_("地址"), required=False, max_length=120, error_messages={"max_length": _("最多120个字")}
    )


class EndForm(ActForm):
    """结束任职."""

    on = DayField(label=_("任职的最后一天"), help_text=_("这一天仍可办理；从第二天起不能再以这个岗位办事。"))


class CoverForm(ActForm):
    """AB 岗顶岗."""

    staff = StaffField(label=_("顶岗的人（B岗）"))
    from_on = DayField(label=_("从哪天起"))
    until_on = DayField(label=_("到哪天止"), help_text=_("这一天仍算顶岗"))
    reason = forms.CharField(
        label=_("原因"), max_length=80, help_text=_("例如：年休假、外出培训"),
        error_messages={"max_length": _("原因最多80个字")},
    )  # fmt: skip


class PasswordForm(ActForm):
    """A new password, typed twice; judged with the other fields, so that all that is wrong is said at once."""

    def __init__(self, *args: Any, username: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_as = username

    password = forms.CharField(
        label=_("初始密码"), strip=False, help_text=_("至少10个字符，同时有字母和数字，不含用户名。当面交给本人。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("再输一遍"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or self.cleaned_data)  # a copy: `add_error` takes the field away
        password, username = typed.get("password", ""), typed.get("username", self.known_as)
        if password and (fault := accounts.password_fault(password, username=username)):
            self.add_error("password", str(fault))
        if password and typed.get("again") and password != typed["again"]:
            self.add_error("again", _("两遍密码不一样，请重新输入"))
        return self.cleaned_data


class AccountForm(PasswordForm):
    """开设账号."""

    name = forms.CharField(label=_("姓名"), max_length=30, error_messages={"max_length": _("姓名最多30个字")})
    username = forms.CharField(
        label=_("用户名"), max_length=40, widget=forms.TextInput(attrs={"autocapitalize": "none", **_SHORT}),
        help_text=_("登录用。小写字母、数字、点、横线，例如 wangfang"),
        error_messages={"max_length": _("用户名最多40个字符")},
    )  # fmt: skip
    field_order = ["name", "username", "password", "again"]

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).lower()


class YearForm(ActForm):
    """A year's notice as pasted: read line by line."""

    year = forms.IntegerField(
        label=_("年份"), min_value=1991, max_value=2099,
        error_messages={
            "invalid": _("年份请写成四位数字，例如 2027"),
            "min_value": _("年份应在1991至2099之间"), "max_value": _("年份应在1991至2099之间"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", **_SHORT}),
    )  # fmt: skip
    document = forms.CharField(
        label=_("文件名称或文号"), max_length=120, help_text=_("国务院办公厅关于当年部分节假日安排的通知，连同文号"),
        error_messages={"max_length": _("最多120个字")},
    )  # fmt: skip
    days_off = forms.CharField(
        label=_("放假的日子"), help_text=_("每行一段：日期或起止日期，空一格，节日名称。例如 2027-01-01..2027-01-03 元旦"),
        widget=forms.Textarea(attrs={"rows": 9, **_SHORT}),
    )  # fmt: skip
    make_up_days = forms.CharField(
        label=_("调休上班的日子"), required=False, help_text=_("周末要上班的日子，每行一天。例如 2027-02-20"),
        widget=forms.Textarea(attrs={"rows": 4, **_SHORT}),
    )  # fmt: skip

    def clean_days_off(self) -> dict[date, str]:
        days, faults = notice.days_off(self.cleaned_data["days_off"])
        if faults:
            raise ValidationError(faults)
        return days

    def clean_make_up_days(self) -> list[date]:
        days, faults = notice.make_up_days(self.cleaned_data["make_up_days"])
        if faults:
            raise ValidationError(faults)
        return days


class LegalDayForm(ActForm):
    """One day of a published year, by a document of its own."""

    day = DayField(label=_("哪一天"))
    works = forms.ChoiceField(
        label=_("这一天"), choices=[("no", _("不上班")), ("yes", _("上班"))], widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("请选“上班”或“不上班”")},
    )  # fmt: skip
    name = forms.CharField(label=_("名称"), help_text=_("例如：台风停工、火把节"))
    document = forms.CharField(label=_("文件名称或文号"), help_text=_("依据哪份文件作出的调整"))


class SpansField(forms.CharField):
    """Hours as typed: 08:30-11:30、13:30-16:30; empty is closed."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, max_length=120, widget=forms.TextInput(attrs=_SHORT), **more)

    def clean(self, value: Any) -> list[tuple[time, time]]:
        typed = unicodedata.normalize("NFKC", super().clean(value)).replace("—", "-").replace("–", "-")
        typed = re.sub(r"\s*(-|至|到|~)\s*", "-", typed)
        return [_span(word) for word in re.split(r"[、,;\s]+", typed) if word and word != "休"]


def _span(word: str) -> tuple[time, time]:
    found = _SPAN.fullmatch(word)
    try:
        numbers = [int(part) for part in found.groups()] if found else []
        return time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
    except (IndexError, ValueError):
        said = _("看不懂“%(word)s”，请写成 08:30-11:30，几个时段之间用顿号")
        raise ValidationError(said, params={"word": word}) from None


class WeekForm(ActForm):
    """The opening hours of a week, a line a day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, words in enumerate(WEEKDAYS):
            self.fields[f"day_{weekday}"] = SpansField(label=words)
            self.fields[f"duty_{weekday}"] = SpansField(label=_("%(day)s值班") % {"day": words})

    def days(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Of each weekday the hours and those of duty."""
        return [(self[f"day_{weekday}"], self[f"duty_{weekday}"]) for weekday in range(len(WEEKDAYS))]

    def week(self, kind: str = "day") -> dict[int, list[tuple[time, time]]]:
        """The spans by weekday, once the form is valid; `kind`: "day" or "duty"."""
        return {weekday: self.cleaned_data[f"{kind}_{weekday}"] for weekday in range(len(WEEKDAYS))}


class OpeningDayForm(ActForm):
    """A day on which the centre opens otherwise."""

    day = DayField(label=_("哪一天"), help_text=_("今天或以后"))
    spans = SpansField(label=_("当天开放时间"), help_text=_("例如 09:00-12:00；整天不开放就留空"))
    reason = forms.CharField(label=_("原因"), help_text=_("群众会看到，例如：线路检修"))


class PolicyForm(ActForm):
    """A new value of a policy, from a day on."""

    new = forms.CharField(label=_("新的值"), max_length=120, error_messages={"max_length": _("最多120个字")})
    basis = forms.CharField(
        label=_("依据"),
        max_length=200,
        help_text=_("哪份文件、第几条"),
        error_messages={"max_length": _("最多200个字")},
    )
    from_on = DayField(label=_("从哪天起"), help_text=_("今天或以后；以前的办件不受影响"))

    def __init__(self, *args: Any, kind: str, taken: frozenset[date], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.taken, self.today = kind, taken, today
        self.fields["new"].help_text = _WRITTEN_AS.get(kind, "")

    def clean_new(self) -> str:
        typed = str(self.cleaned_data["new"])
        if self.kind == "words":
            return typed
        plain = unicodedata.normalize("NFKC", typed).replace(" ", "")
        limit = _READERS[self.kind](plain)
        if limit is None:
            said = {"typed": typed, "as": _WRITTEN_AS[self.kind]}
            raise ValidationError(_("看不懂“%(typed)s”，请%(as)s"), params=said)
        return str(limit)

    def clean_from_on(self) -> date:
        day: date = self.cleaned_data["from_on"]
        if day < self.today:
            raise ValidationError(_("不能早于今天：已经办理的事按当时的值算"))
        if day in self.taken:
            raise ValidationError(_("这一天已经定过一次新值，请另选一天"))
        return day


def _days(typed: str) -> promise.Promise | None:
    found = _TERM.fullmatch(typed)
    if not found or not 0 < int(found[1]) <= _LONGEST_TERM:
        return None
    unit = promise.Unit.WORKING_DAYS if found[2] == "工作日" else promise.Unit.CALENDAR_DAYS
    return promise.Promise(unit, int(found[1]))


def _counted(plain: str, unit: str) -> str | None:
    """ "5位" and "5" of persons are "5 others"; None for what is no such number."""
    number = plain.removesuffix(_COUNTED[unit])
    is_number = number.isascii() and number.isdecimal() and int(number) <= _MOST_COUNTED[unit]
    return f"{int(number)} {unit}" if is_number else None


def _window(typed: str) -> promise.Promise | None:
    found = _WINDOW.fullmatch(typed)
    if not found:
        return None
    a, b, c, d = (int(part) for part in found.groups())
    try:
        return promise.Promise(promise.Unit.YEARLY, opens=(a, b), closes=(c, d))
    except ValueError:
        return None


_READERS: dict[str, Callable[[str], object]] = {
    "days": _days,
    "window": _window,
    **{unit: partial(_counted, unit=unit) for unit in _COUNTED},
}
