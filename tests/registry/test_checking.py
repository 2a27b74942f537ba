"""What must hold of what is written into a form: kept in one way, or refused with a sentence."""

import pytest

from yimen.catalogue.elements import Check
from yimen.registry.checking import CHECKS


@pytest.mark.parametrize(
    ("check", "text", "kept"),
    [
        (Check.NAME, "王 秀英", "王秀英"),
        (Check.IDENTITY_NUMBER, "51072219520314002x", "51072219520314002X"),
        (Check.PHONE, "+86 138-0000-0000", "13800000000"),
        (Check.ADDRESS, " 柳树村  3组 ", "柳树村 3组"),
        (Check.BANK_ACCOUNT, "6228 4800 0000 0000 000", "6228480000000000000"),
        (Check.CREDIT_CODE, "91350211m0000xuf46", "91350211M0000XUF46"),  # a true one that fails the check digit
        (Check.COUNT, "3", "3"),
        (Check.NOT_NEGATIVE, "0.5", "0.5"),
    ],
)
def test_what_is_right_is_kept_in_one_way(check: Check, text: str, kept: str):
    assert CHECKS[check](text) == kept


@pytest.mark.parametrize(
    ("check", "text", "said"),
    [
        (Check.NAME, "王*", "不能用在姓名中"),
        (Check.IDENTITY_NUMBER, "5107", "应为18位，您输入了4位"),
        (Check.PHONE, "1380000", "手机号应为11位"),
        (Check.BANK_ACCOUNT, "6228-abc", "只能是数字"),
        (Check.BANK_ACCOUNT, "6228", "应为8至32位数字，您填了4位"),
        (Check.CREDIT_CODE, "9135", "应为18位，您填了4位"),
        (Check.CREDIT_CODE, "91350211M0000XUFI6", "没有I、O、S、V、Z"),
        (Check.COUNT, "2.5", "整数"),
        (Check.COUNT, "-1", "整数"),
        (Check.NOT_NEGATIVE, "-0.5", "不能小于0"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_without_a_full_stop(check: Check, text: str, said: str):
    with pytest.raises(ValueError, match=r".") as refused:
        CHECKS[check](text)
    assert said in str(refused.value)
    assert not str(refused.value).endswith("。")


def test_every_check_has_its_rule():
    assert set(CHECKS) == set(Check)
