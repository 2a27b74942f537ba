"""Errors: summary on top that takes the focus, a link to each field, the same words at the field."""

from django import forms
from django.template.loader import render_to_string

from yimen.journal.errors import Malformed


class Applicant(forms.Form):
    name = forms.CharField(label="姓名", error_messages={"required": "请输入姓名"})
    phone = forms.CharField(label="电话", required=False, help_text="手机或座机")
    checked = forms.BooleanField(label="已核对本人", error_messages={"required": "请先核对本人"})
    sex = forms.ChoiceField(
        label="性别",
        choices=[("m", "男"), ("f", "女")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择性别"},
    )


def summary(**context: object) -> str:
    return render_to_string("shared/_errors.html", context)


def field(form: forms.Form, name: str) -> str:
    return render_to_string("shared/_field.html", {"field": form[name]})


def test_the_summary_takes_the_focus_and_links_to_each_field():
    shown = summary(form=Applicant({}))

    assert 'role="alert"' in shown
    assert "autofocus" in shown
    assert "错误：" in shown
    assert '<a href="#id_name">请输入姓名</a>' in shown
    assert '<a href="#id_checked">请先核对本人</a>' in shown


def test_a_form_without_errors_has_no_summary():
    assert summary(form=Applicant()).strip() == ""


def test_the_field_says_the_same_words_and_is_tied_to_them():
    shown = field(Applicant({"phone": "1"}), "name")

    assert '<div class="field-error" id="id_name_error"><p>请输入姓名</p></div>' in shown
    assert 'aria-describedby="id_name_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_typed_text_is_kept_beside_an_error():
    assert 'value="138 0000 0000"' in field(Applicant({"phone": "138 0000 0000"}), "phone")


def test_a_field_that_may_stay_empty_says_so_and_one_that_may_not_does_not():
    assert "（选填）" in field(Applicant(), "phone")
    assert "（选填）" not in field(Applicant(), "name")


def test_choices_stand_in_a_fieldset_with_their_question():
    shown = field(Applicant({}), "sex")

    assert "<legend>性别" in shown
    assert "请选择性别" in shown


def test_a_refusal_by_an_act_is_shown_like_an_error_of_the_form():
    shown = summary(problem=Malformed("身份证号有误", fields={"number": "身份证号应为18位，您输入了17位"}))

    assert "错误：身份证号有误" in shown
    assert '<a href="#id_number">身份证号应为18位，您输入了17位</a>' in shown


def test_what_was_typed_is_never_markup():
    assert "<b>" not in summary(problem=Malformed("<b>"))
