"""Identity numbers, names and telephones: what is read, what warns, what is refused with which words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.registry import identity
from yimen.registry.identity import DocumentKind, Unreadable

RESIDENT, PERMIT, FOREIGNER = DocumentKind.RESIDENT, DocumentKind.HK_MACAO_TW, DocumentKind.FOREIGNER
PASSPORT, NONE = DocumentKind.PASSPORT, DocumentKind.NONE


@pytest.mark.parametrize(
    ("typed", "kind", "number"),
    [
        ("11010519491231002X", RESIDENT, "11010519491231002X"),
        ("110105 19491231 002x", RESIDENT, "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２ｘ", RESIDENT, "11010519491231002X"),
        ("110105-19491231-002X", RESIDENT, "11010519491231002X"),
        ("110105491231002", RESIDENT, "110105491231002"),
        ("810000199408230021", PERMIT, "810000199408230021"),
        ("820000199408230029", PERMIT, "820000199408230029"),
        ("830000199408230026", PERMIT, "830000199408230026"),
        ("911124198108030024", FOREIGNER, "911124198108030024"),
        ("usa110057102301", FOREIGNER, "USA110057102301"),
        ("e1234 5678", PASSPORT, "E12345678"),
        ("", NONE, ""),
        ("  ", NONE, ""),
    ],
)
def test_a_number_is_read_as_it_stands_on_the_paper(typed: str, kind: DocumentKind, number: str) -> None:
    read = identity.read(typed, kind)

    assert (read.kind, read.number) == (kind, number)


def test_a_residents_number_tells_birth_and_sex() -> None:
    read = identity.read("11010519491231002X", RESIDENT)

    assert (read.born_on, read.sex, read.warnings) == (date(1949, 12, 31), "female", ())


def test_an_old_number_stays_as_given_and_has_its_18_digit_view() -> None:
    read = identity.read("110105491231002", RESIDENT)

    assert (read.number, read.full) == ("110105491231002", "11010519491231002X")
    assert (read.born_on, read.sex) == (date(1949, 12, 31), "female")


@pytest.mark.parametrize(("typed", "kind"), [("810000199408230021", PERMIT), ("911124198108030024", FOREIGNER)])
def test_a_permit_typed_as_a_residents_number_is_read_as_what_it_is(typed: str, kind: DocumentKind) -> None:
    read = identity.read(typed, "resident")

    assert read.kind is kind
    assert "已按" in read.warnings[0]


@pytest.mark.parametrize(
    ("typed", "warning"),
    [("110105194912310021", "校验位不符"), ("770105194912310021", "前两位77不是已知的地区代码")],
)
def test_a_check_digit_or_region_that_does_not_fit_warns_and_does_not_block(typed: str, warning: str) -> None:
    read = identity.read(typed, RESIDENT)

    assert read.number == typed
    assert any(warning in sentence for sentence in read.warnings)


@pytest.mark.parametrize(
    ("typed", "kind", "sentence"),
    [
        ("11010519491231002", RESIDENT, "身份证号应为18位，您输入了17位"),
        ("1101051949123100211", RESIDENT, "身份证号应为18位，您输入了19位"),
        ("", RESIDENT, "请填写身份证号"),
        ("11010A19491231002X", RESIDENT, "身份证号前17位应为数字，您输入的第6位是“A”"),
        ("11010519491231002Y", RESIDENT, "身份证号最后一位应为数字或X，您输入的是“Y”"),
        ("110105199002300021", RESIDENT, "身份证号第7至14位是出生日期，没有1990年02月30日这一天，请核对"),
        ("110105000102030021", RESIDENT, "身份证号第7至14位是出生日期，没有0001年02月03日这一天，请核对"),
        ("110105491331002", RESIDENT, "身份证号第7至12位是出生日期，没有1949年13月31日这一天，请核对"),
        ("11010549123100X", RESIDENT, "15位身份证号应为数字，您输入的第15位是“X”"),
        ("²1010519491231002一", RESIDENT, "身份证号最后一位应为数字或X，您输入的是“一”"),
        ("81000019940823002", PERMIT, "港澳台居民居住证号应为18位，您输入了17位"),
        ("110105194912310021", PERMIT, "港澳台居民居住证号应以81、82或83开头，您输入的开头是11"),
        ("110105194912310021", FOREIGNER, "外国人永久居留身份证号应以9开头，您输入的开头是1"),
        ("E123", PASSPORT, "护照号应为5至15位字母或数字，您输入了4位"),
        ("E1234567890123456", PASSPORT, "护照号应为5至15位字母或数字，您输入了17位"),
        ("护照12345", PASSPORT, "护照号只能有字母和数字"),
        ("", PASSPORT, "请填写护照号"),
        ("1", NONE, "证件类型选了“无证件（新生儿）”，证件号码应留空"),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_words(typed: str, kind: DocumentKind, sentence: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        identity.read(typed, kind)
    assert str(refusal.value) == sentence
    assert refusal.value.field == "number"


def test_an_unknown_kind_of_paper_is_refused_in_words() -> None:
    with pytest.raises(Unreadable, match="请选择证件类型") as refusal:
        identity.read("11010519491231002X", "driving_licence")
    assert refusal.value.field == "document_kind"


@given(st.text(max_size=24), st.sampled_from(DocumentKind))
def test_whatever_is_typed_is_read_or_refused_in_words(typed: str, kind: DocumentKind) -> None:
    try:
        identity.read(typed, kind)
    except Unreadable as error:
        assert str(error)


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(1, 999))
def test_an_old_and_a_new_number_of_one_person_have_one_view(born_on: date, sequence: int) -> None:
    old = f"310107{born_on:%y%m%d}{sequence:03}"
    body = f"310107{born_on:%Y%m%d}{sequence:03}"
    new = body + identity.check_digit(body)

    assert identity.read(old, RESIDENT).full == identity.read(new, RESIDENT).full
    assert identity.read(new, RESIDENT).warnings == ()
    assert identity.read(old, RESIDENT).born_on == born_on


@given(st.integers(0, 17), st.integers(1, 9))
def test_any_single_wrong_digit_warns_or_is_refused(place: int, step: int) -> None:
    right = "310107198506150018"[:17]
    right += identity.check_digit(right)
    digits = "0123456789X" if place == 17 else "0123456789"
    wrong = right[:place] + digits[(digits.index(right[place]) + step) % len(digits)] + right[place + 1 :]

    try:
        assert identity.read(wrong, RESIDENT).warnings
    except Unreadable as error:
        assert "出生日期" in str(error)


def test_an_identity_shows_no_number_in_a_log() -> None:
    assert "11010519491231002X" not in repr(identity.read("11010519491231002X", RESIDENT))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王秀英", "王秀英"),
        (" 王 秀 英 ", "王秀英"),
        ("王", "王"),
        ("阿布都热合曼·买买提", "阿布都热合曼·买买提"),
        ("阿布都热合曼 • 买买提", "阿布都热合曼·买买提"),
        ("阿布都热合曼.买买提", "阿布都热合曼·买买提"),
        ("John  Smith-O'Brien Jr.", "John Smith-O'Brien Jr."),
        ("𠮷野𬎆", "𠮷野𬎆"),
        ("王\U000323af", "王\U000323af"),  # CJK extension H
        ("〇一", "〇一"),
        ("葛\U000e0100城", "葛\U000e0100城"),  # with a variation selector
        ("王" * 30, "王" * 30),
    ],
)
def test_a_name_is_kept_as_people_write_it(typed: str, kept: str) -> None:
    assert identity.read_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请填写姓名"),
        ("  ", "请填写姓名"),
        ("王" * 31, "姓名应为1至30个字，您输入了31个字"),
        ("王\x00芳", "姓名第2个字符是不能显示的控制字符，请删除后重新输入"),
        ("王\u202e芳", "姓名第2个字符是不能显示的控制字符，请删除后重新输入"),
        ("王\ue000", "姓名第2个字是自造字，别的电脑无法显示，请改用标准汉字"),
        ("王1芳", "姓名第2个字符“1”不能用在姓名中"),
        ("<b>", "姓名第1个字符“<”不能用在姓名中"),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        identity.read_name(typed)
    assert (str(refusal.value), refusal.value.field) == (sentence, "name")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800138000", "13800138000"),
        ("138 0013-8000", "13800138000"),
        ("＋８６ １３８００１３８０００", "13800138000"),
        ("008613800138000", "13800138000"),
        ("021-50001234", "02150001234"),
        ("(0572) 2031234", "05722031234"),
        ("021-50001234转801", "02150001234-801"),
        ("+852 9123 4567", "+85291234567"),
    ],
)
def test_a_telephone_number_is_read(typed: str, kept: str) -> None:
    assert identity.read_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请填写电话号码"),
        ("1380013800", "手机号应为11位，您输入了10位"),
        ("12800138000", "手机号应以13至19开头，您输入的开头是12"),
        ("50001234", "固定电话请加区号，如021-50001234"),
        ("没有", "电话号码应为11位手机号，或带区号的固定电话，如021-50001234"),
        ("02110001234", "电话号码应为11位手机号，或带区号的固定电话，如021-50001234"),
    ],
)
def test_a_telephone_number_that_cannot_be_is_refused_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        identity.read_phone(typed)
    assert (str(refusal.value), refusal.value.field) == (sentence, "phone")


def test_an_address_stands_on_one_line_and_has_an_end() -> None:
    assert identity.read_address(" 长风路\n1号 ") == "长风路 1号"

    with pytest.raises(Unreadable, match="地址不能超过200个字，您输入了201个字"):
        identity.read_address("路" * 201)
    with pytest.raises(Unreadable, match="控制字符"):
        identity.read_address("长风路\x001号")
