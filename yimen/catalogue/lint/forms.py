"""The form of an item against the dictionary: what repeats a data element, what asks for a secret without a ground. Pure."""

from collections.abc import Iterator

from yimen.catalogue.dictionary import Dictionary
from yimen.catalogue.elements import Content
from yimen.catalogue.lint.findings import Hit, Rule, Severity, whole


def rules(dictionary: Dictionary) -> tuple[Rule, ...]:
    """The rules of forms, held against these data elements."""

    def repeats(content: Content) -> Iterator[Hit]:
        for index, one in enumerate(content.form_fields):
            meant = None if one.element else dictionary.meant(one)
            if meant is not None:
                yield whole(f"form[{index}]", one.name, element=meant.name, key=meant.key)

    def without_ground(content: Content) -> Iterator[Hit]:
        for index, one in enumerate(content.form_fields):
            asked = dictionary.element(one.element)
            if asked is not None and asked.lacks_a_ground:
                yield whole(f"form[{index}]", one.name)

    return (
        Rule(
            "repeats_element",
            Severity.WARNING,
            "“{words}”就是数据元“{element}”，另写一栏，几个事项一起办时要填两遍",
            "改写成 element: {key}；确实不是一回事的，换一个不会混淆的名称和 key",
            repeats,
        ),
        Rule(
            "sensitive_without_ground",
            Severity.ERROR,
            "“{words}”是敏感个人信息，数据元里没有写明为什么要填、依据什么",
            "在数据元里写明 purpose 和 basis（《中华人民共和国个人信息保护法》第二十八条）；说不出来的，不要填",
            without_ground,
        ),
    )
