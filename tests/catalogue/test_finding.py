"""Finding an item the way a clerk or a resident types it."""

import random
from dataclasses import dataclass
from time import perf_counter

import pytest
from pypinyin import lazy_pinyin

from yimen.catalogue.finding import find


@dataclass(frozen=True)
class Named:
    code: str
    name: str
    also: tuple[str, ...] = ()


NAMES = [
    "农村居民最低生活保障",
    "流动人口计划生育证明",
    "城市居民最低生活保障",
    "困难救灾救济",
    "农村五保供养",
    "老年证",
    "残疾人证",
    "医疗救助",
    "计划生育服务证",
    "独生子女父母光荣证",
    "农村部分计生家庭奖励扶助",
    "就业失业登记证办理",
    "灵活就业人员申请社保补贴",
    "农村居民住宅用地审批",
    "林木采伐许可",
    "村镇规划选址",
    "居住证办理",
    "居住证换领",
    "重度残疾人护理补贴",
    "困难残疾人生活补贴",
    "重大疾病医疗救助",
    "临时救助申请",
    "城乡居民养老保险参保",
    "城乡居民养老保险待遇领取",
    "城乡居民医疗保险参保",
    "社会保障卡申领",
    "社会保障卡挂失",
    "社会保障卡补换",
    "失业保险金申领",
    "公共租赁住房申请",
    "廉租住房租赁补贴",
    "高龄老人津贴",
    "孤儿基本生活费",
    "婚姻登记预约",
    "收养登记",
    "生育登记",
    "再生育审批",
    "殡葬补贴",
    "退役士兵安置补助",
    "烈士褒扬金",
    "优抚对象医疗补助",
    "户口迁移证明",
    "个体工商户注册登记",
    "食品经营备案",
]
EVERYDAY = {
    "农村居民最低生活保障": ("低保", "吃低保", "农村低保"),
    "社会保障卡申领": ("办社保卡",),
    "居住证办理": ("暂住证",),
}
ITEMS = [Named(f"SX-{index:02}", name, EVERYDAY.get(name, ())) for index, name in enumerate(NAMES)]


def first(text: str, count: int = 3) -> list[str]:
    return [item.name for item in find(text, ITEMS)[:count]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SX-03", "困难救灾救济"),
        ("sx-03", "困难救灾救济"),
        ("老年证", "老年证"),
        ("救灾", "困难救灾救济"),
        ("zdsh", "农村居民最低生活保障"),
        ("ZDSH", "农村居民最低生活保障"),
        ("zdsh", "城市居民最低生活保障"),
        ("nongcunjumin", "农村居民最低生活保障"),
        ("zuidishenghuo", "农村居民最低生活保障"),
        ("nong cun ju min zui", "农村居民最低生活保障"),
        ("nongcjm", "农村居民最低生活保障"),
        ("吃低保", "农村居民最低生活保障"),
        ("chidb", "农村居民最低生活保障"),
        ("ncdb", "农村居民最低生活保障"),
        ("城市低保", "城市居民最低生活保障"),
        ("zhongdu", "重度残疾人护理补贴"),
        ("chongdu", "重度残疾人护理补贴"),
        ("zdcj", "重度残疾人护理补贴"),
        ("cdcj", "重度残疾人护理补贴"),
        ("暂住证", "居住证办理"),
        ("zanzhuzheng", "居住证办理"),
        ("ldrk", "流动人口计划生育证明"),
        ("流动rk", "流动人口计划生育证明"),
        ("ＬＤＲＫ", "流动人口计划生育证明"),
    ],
)
def test_what_is_typed_finds_the_item_among_the_first_three(text: str, name: str) -> None:
    assert name in first(text)


def queries(item: Named, chance: random.Random) -> list[str]:
    sounds = lazy_pinyin(item.name)
    length = chance.randint(min(4, len(sounds)), min(6, len(sounds)))
    start = chance.randint(0, len(sounds) - length)
    part = slice(start, start + length)
    return [
        item.name[part],
        "".join(sound[0] for sound in sounds[part]),
        "".join(sounds[part]),
        "".join(sounds[part])[:-1],
        sounds[start] + "".join(sound[0] for sound in sounds[start + 1 : start + length]),
        *item.also,
    ]


def test_in_ninety_five_of_a_hundred_the_item_is_among_the_first_three() -> None:
    chance = random.Random(20260302)  # the same queries in every run
    asked = [(text, item) for _ in range(10) for item in ITEMS for text in queries(item, chance)]

    missed = [(text, item.name) for text, item in asked if item not in find(text, ITEMS)[:3]]

    assert len(asked) > 2000
    assert len(missed) <= len(asked) * 0.05, missed


@pytest.mark.parametrize("text", ["", "  ", "xqzq", "不存在的事项", "SX-99"])
def test_what_does_not_fit_finds_nothing(text: str) -> None:
    assert find(text, ITEMS) == []


def test_the_whole_name_stands_before_names_that_contain_it() -> None:
    longer = [Named("A-1", "老年证补办"), Named("A-2", "老年证")]

    assert [item.code for item in find("老年证", longer)] == ["A-2", "A-1"]


def test_a_whole_catalogue_is_searched_faster_than_a_key_is_pressed() -> None:
    many = [Named(f"X-{index}", NAMES[index % len(NAMES)] + str(index)) for index in range(193)]
    texts = ["zdsh", "nongcunjumin", "shbzk", "居民", "z"]
    find("z", many)

    taken = []
    for text in texts * 3:
        began = perf_counter()
        find(text, many)
        taken.append(perf_counter() - began)

    assert sorted(taken)[len(taken) // 2] < 0.02  # seconds; ten times what it takes, for slow machines
