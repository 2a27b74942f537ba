"""The invented neighbours of the demonstration. Numbers have valid check digits and an area code that nobody uses."""

from dataclasses import dataclass

from yimen.registry.identity import DocumentKind


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody who comes to the hall; `village` is a key of the town's divisions. Names are unique."""

    name: str
    number: str
    village: str
    document_kind: DocumentKind = DocumentKind.RESIDENT


PEOPLE = (
    Neighbour("王秀英", "519921195203140022", "liushu"),
    Neighbour("张德福", "519921194811020038", "liushu"),
    Neighbour("李桂兰", "519921195507190045", "taoyuan"),
    Neighbour("陈玉梅", "519921198906250061", "liushu"),
    Neighbour("欧阳建华", "519921196212080011", "taoyuan"),
    Neighbour("刘三妹", "519921199304170085", "liushu"),
    Neighbour("杨春燕", "519921198709230045", "taoyuan"),
    Neighbour("赵龘", "519921197001010050", "liushu"),
    Neighbour("孙国平", "519921197508180032", "changan"),
    Neighbour("何小兰", "519921198801030062", "qingxi"),
    Neighbour("沙马·拉且", "519921197106030111", "qingxi"),
    Neighbour("吉克·阿牛", "519921198309120138", "qingxi"),
    Neighbour("阿依古丽·买买提", "519921199005210120", "changan"),
    Neighbour("卓玛·央金", "519921197902270140", "taoyuan"),
    Neighbour("司马相宜", "519921199608080169", "changan"),
    Neighbour("罗少华", "519921195804150154", "taoyuan"),
    Neighbour("郑桂芳", "519921194903300184", "liushu"),
    Neighbour("黄世明", "519921193401090178", "taoyuan"),
    Neighbour("周老实", "51992119310517019X", "liushu"),
    Neighbour("钟秀莲", "519921193912260220", "qingxi"),
    Neighbour("马𫘧", "519921198507110213", "changan"),
    Neighbour("冉茂才", "519921196604200238", "taoyuan"),
    Neighbour("向大川", "519921197211190256", "qingxi"),
    Neighbour("龙凤英", "519921196908020244", "liushu"),
    Neighbour("谭家兴", "519921197705160276", "taoyuan"),
    Neighbour("蒲晓琴", "519921199402040268", "changan"),
    Neighbour("邓勇军", "519921198106290292", "changan"),
    Neighbour("覃海燕", "519921199110130288", "qingxi"),
    Neighbour("岳敏", "519921199512300323", "changan"),
    Neighbour("伍建设", "519921195310010311", "liushu"),
    Neighbour("尹素华", "519921194607180341", "taoyuan"),
    Neighbour("游洪亮", "519921198003050333", "qingxi"),
    Neighbour("兰天", "519921200109140353", "changan"),
    Neighbour("贺知秋", "519921198409230369", "liushu"),
    Neighbour("梁长生", "519921194302110377", "taoyuan"),
    Neighbour("康巧云", "519921195906070382", "qingxi"),
    Neighbour("舒畅", "519921199801160427", "liushu"),
    Neighbour("古月明", "519921198604240415", "taoyuan"),
    Neighbour("文静", "519921199203090449", "liushu"),
    Neighbour("石磊", "519921197408120438", "qingxi"),
    Neighbour("樊梨花", "519921196509280460", "changan"),
    Neighbour("翁有福", "519921196111150455", "taoyuan"),
    Neighbour("王小满", "", "liushu", DocumentKind.NONE),  # a newborn, whose grandmother comes for it
    Neighbour("区慧仪", "810000198207180027", "changan", DocumentKind.HK_MACAO_TW),
    Neighbour("玛丽·约翰逊", "911840197904050038", "changan", DocumentKind.FOREIGNER),
)
BY_NAME = {one.name: one for one in PEOPLE}


def phone(neighbour: Neighbour) -> str:
    """An invented telephone number, another for each."""
    return f"1380000{1000 + PEOPLE.index(neighbour)}"
