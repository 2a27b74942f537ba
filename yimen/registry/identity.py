"""What a person's papers say: identity numbers, names and telephone numbers, read and checked. Pure.

Residents' numbers follow GB 11643; field.md 1.8 names the traps: permits of Hong Kong, Macao and Taiwan
residents begin with 81, 82, 83, foreigners' with 9, and true numbers fail the check digit. So a check digit
or region that does not fit warns and never blocks; length, characters and dates that cannot be block, with
a sentence that says what and how.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class DocumentKind(StrEnum):
    """The paper by which a person is known. Old numbers of 15 digits are a resident's."""

    RESIDENT = "resident"
    HK_MACAO_TW = "hk_macao_tw"
    FOREIGNER = "foreigner"
    PASSPORT = "passport"
    NONE = "none"


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """A number as read. Has no repr: it must never stand in a log.

    `number` is as given (width and case aside); `full` its 18-digit view, by which one person with an old and
    a new number is found as one.
    """

    kind: DocumentKind
    number: str
    full: str
    born_on: date | None = None
    sex: str | None = None  # "male", "female"
    warnings: tuple[str, ...] = ()


class Unreadable(ValueError):
    """What was typed cannot be read. `code` is stable, `field` the form's; str() says what and how."""

    def __init__(self, code: str, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.field = field


WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
CHECK_DIGITS: Final = "10X98765432"  # GB 11643
# GB/T 2260, first two digits: the whole table changes every year and old numbers keep old codes.
_SPANS: Final = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
PROVINCES: Final = frozenset(str(code) for first, last in _SPANS for code in range(first, last + 1))
PERMIT_PREFIXES: Final = ("81", "82", "83")
EARLIEST_YEAR: Final = 1850  # nobody alive was born before; a typing error then
PASSPORT_LENGTHS: Final = range(5, 16)
NAME_LENGTHS: Final = range(1, 31)  # targets.md, Names
ADDRESS_LENGTH: Final = 200
DOTS: Final = re.compile(r"\s*[·•‧・･∙⋅]\s*")  # the many dots that input methods give for "·"
BETWEEN_HAN: Final = re.compile(r"(?<=[^\x00-\x7f])\s*[.．]\s*(?=[^\x00-\x7f])")


def read(text: str, kind: DocumentKind | str) -> Identity:
    """The identity that `text` states; Unreadable with the sentence that says what is wrong.

    A permit's or foreigner's number given as a resident's is read as what it is.
    """
    reader = READERS.get(kind)
    if reader is None:
        raise Unreadable("kind_unknown", "document_kind", "请选择证件类型")
    return reader(plain_number(text))


def plain_number(text: str) -> str:
    """A number without spaces and hyphens, half width, upper case: 31010１… x → 310101…X."""
    return re.sub(r"[\s\-‐–—]", "", unicodedata.normalize("NFKC", text)).upper()


def full_number(number: str) -> str:
    """The 18-digit view of an old number of 15 digits; any other number is its own."""
    if len(number) != 15 or not number.isdecimal():
        return number
    body = number[:6] + "19" + number[6:]
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """The 18th character that belongs to 17 digits (GB 11643)."""
    return CHECK_DIGITS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]


def read_name(text: str) -> str:
    """A name of 1 to 30 characters as it is kept: one kind of "·", no spaces between Chinese characters."""
    name = plain_name(text)
    if not name:
        raise Unreadable("name_empty", "name", "请填写姓名")
    length = sum(1 for character in name if not _joins(character))
    if length not in NAME_LENGTHS:
        raise Unreadable("name_length", "name", f"姓名应为1至30个字，您输入了{length}个字")
    for place, character in enumerate(name, start=1):
        if not _may_stand_in_a_name(character):
            raise Unreadable("name_characters", "name", _refused_in_name(character, place))
    return name


def plain_name(text: str) -> str:
    """A name with one kind of "·" and without spaces between Chinese characters; nothing is refused."""
    name = DOTS.sub("·", " ".join(text.split()))
    name = BETWEEN_HAN.sub("·", name)
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", name)


def read_phone(text: str) -> str:
    """A telephone number as it is kept: 13800000000, 02150001234, 02150001234-801, or +85291234567."""
    number = re.sub(r"[\s()\-‐–—]", "", unicodedata.normalize("NFKC", text))
    number = re.sub(r"^(\+|00)86", "", number)
    if re.fullmatch(r"1[3-9]\d{9}|\+\d{7,15}", number, re.ASCII):
        return number
    if landline := re.fullmatch(r"(0\d{2,3}[2-8]\d{6,7})(?:[转#xX](\d{1,6}))?", number, re.ASCII):
        return "-".join(filter(None, landline.groups()))
    raise Unreadable("phone_wrong", "phone", _wrong_phone(number))


def read_address(text: str) -> str:
    """An address on one line, at most 200 characters."""
    address = " ".join(text.split())
    if len(address) > ADDRESS_LENGTH:
        sentence = f"地址不能超过{ADDRESS_LENGTH}个字，您输入了{len(address)}个字"
        raise Unreadable("address_length", "address", sentence)
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in address):
        raise Unreadable("address_characters", "address", "地址中有不能显示的控制字符，请删除后重新输入")
    return address


def _read_resident(number: str) -> Identity:
    if number.startswith(PERMIT_PREFIXES) and len(number) == 18:
        return _read_permit(number, ("这是港澳台居民居住证号，已按港澳台居民居住证登记",))
    if number.startswith("9") and len(number) == 18:
        return _read_foreigner(number, ("这是外国人永久居留身份证号，已按外国人永久居留身份证登记",))
    if len(number) == 15:
        return _read_old(number)
    return _read_eighteen(number, DocumentKind.RESIDENT, "身份证号")


def _read_old(number: str) -> Identity:
    _only_digits(number, number, "15位身份证号")
    warnings = (*_region_warning(number), "这是15位旧身份证号，请核对本人有无18位新证")
    born_on, sex = _birth("19" + number[6:12], "身份证号", "第7至12位"), _sex(number[14])
    return Identity(DocumentKind.RESIDENT, number, full_number(number), born_on, sex, warnings)


def _read_permit(number: str, warnings: tuple[str, ...] = ()) -> Identity:
    if number[:1].isdecimal() and not number.startswith(PERMIT_PREFIXES):
        sentence = f"港澳台居民居住证号应以81、82或83开头，您输入的开头是{number[:2]}"
        raise Unreadable("number_prefix", "number", sentence)
    return _read_eighteen(number, DocumentKind.HK_MACAO_TW, "港澳台居民居住证号", warnings)


def _read_foreigner(number: str, warnings: tuple[str, ...] = ()) -> Identity:
    # Cards issued before 2023: nationality and 12 digits.
    if re.fullmatch(r"[A-Z]{3}\d{12}", number, re.ASCII):
        return Identity(DocumentKind.FOREIGNER, number, number, warnings=warnings)
    if number[:1].isdecimal() and not number.startswith("9"):
        sentence = f"外国人永久居留身份证号应以9开头，您输入的开头是{number[0]}"
        raise Unreadable("number_prefix", "number", sentence)
    return _read_eighteen(number, DocumentKind.FOREIGNER, "外国人永久居留身份证号", warnings)


def _read_passport(number: str) -> Identity:
    if not number:
        raise Unreadable("number_empty", "number", "请填写护照号")
    if not re.fullmatch(r"[A-Z0-9]+", number):
        raise Unreadable("number_characters", "number", "护照号只能有字母和数字")
    if len(number) not in PASSPORT_LENGTHS:
        raise Unreadable("number_length", "number", f"护照号应为5至15位字母或数字，您输入了{len(number)}位")
    return Identity(DocumentKind.PASSPORT, number, number)


def _read_none(number: str) -> Identity:
    if number:
        raise Unreadable("number_not_wanted", "number", "证件类型选了“无证件（新生儿）”，证件号码应留空")
    return Identity(DocumentKind.NONE, "", "")


READERS: Final[dict[str, Callable[[str], Identity]]] = {
    DocumentKind.RESIDENT: _read_resident,
    DocumentKind.HK_MACAO_TW: _read_permit,
    DocumentKind.FOREIGNER: _read_foreigner,
    DocumentKind.PASSPORT: _read_passport,
    DocumentKind.NONE: _read_none,
}


def _read_eighteen(number: str, kind: DocumentKind, word: str, warnings: tuple[str, ...] = ()) -> Identity:
    if not number:
        raise Unreadable("number_empty", "number", f"请填写{word}")
    if len(number) != 18:
        raise Unreadable("number_length", "number", f"{word}应为18位，您输入了{len(number)}位")
    _only_digits(number, number[:17], f"{word}前17位")
    if number[17] not in "0123456789X":
        sentence = f"{word}最后一位应为数字或X，您输入的是“{number[17]}”"
        raise Unreadable("number_characters", "number", sentence)
    born_on = _birth(number[6:14], word, "第7至14位")
    if kind is not DocumentKind.FOREIGNER:
        warnings = (*warnings, *_region_warning(number))
    if number[17] != check_digit(number[:17]):
        warnings = (*warnings, f"{word}的校验位不符，请对照证件核对；核对无误可以继续")
    return Identity(kind, number, number, born_on, _sex(number[16]), warnings)


def _only_digits(number: str, part: str, word: str) -> None:
    for place, character in enumerate(part, start=1):
        if character not in "0123456789":
            sentence = f"{word}应为数字，您输入的第{place}位是“{number[place - 1]}”"
            raise Unreadable("number_characters", "number", sentence)


def _birth(digits: str, word: str, places: str) -> date:
    try:
        born_on = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        born_on = date.min
    if born_on.year < EARLIEST_YEAR:
        said = f"{digits[:4]}年{digits[4:6]}月{digits[6:]}日"
        raise Unreadable("number_date", "number", f"{word}{places}是出生日期，没有{said}这一天，请核对")
    return born_on


def _sex(digit: str) -> str:
    return "male" if int(digit) % 2 else "female"


def _region_warning(number: str) -> tuple[str, ...]:
    if number[:2] in PROVINCES:
        return ()
    return (f"号码前两位{number[:2]}不是已知的地区代码，请对照证件核对；核对无误可以继续",)


def _joins(character: str) -> bool:
    """Whether a character belongs to the one before it (variation selectors, accents)."""
    return unicodedata.category(character).startswith("M")


def _may_stand_in_a_name(character: str) -> bool:
    # Planes 2 and 3 hold rare Chinese characters only, some newer than what this Python knows.
    if "\U00020000" <= character <= "\U0003ffff":
        return True
    return character in "·〇 -'’." or unicodedata.category(character)[0] in "LM"


def _refused_in_name(character: str, place: int) -> str:
    if unicodedata.category(character) == "Co":
        return f"姓名第{place}个字是自造字，别的电脑无法显示，请改用标准汉字"
    if unicodedata.category(character).startswith("C"):
        return f"姓名第{place}个字符是不能显示的控制字符，请删除后重新输入"
    return f"姓名第{place}个字符“{character}”不能用在姓名中"


def _wrong_phone(number: str) -> str:
    if not number:
        return "请填写电话号码"
    if number.isdecimal() and number.startswith("1"):
        if len(number) != 11:
            return f"手机号应为11位，您输入了{len(number)}位"
        return f"手机号应以13至19开头，您输入的开头是{number[:2]}"
    if number.isdecimal() and len(number) in (7, 8):
        return "固定电话请加区号，如021-50001234"
    return "电话号码应为11位手机号，或带区号的固定电话，如021-50001234"
