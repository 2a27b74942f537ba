"""The way of each printed item through the invented town: who takes it in, where each step waits, by which day it is due.

Written by hand from the printed page and the town; all cases are accepted on Monday 2 March 2026, of 柳树村.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Place = tuple[str, str]  # centre, post
Stop = dict[str, Place]  # steps that run side by side

LIUSHU = ("DYLS", "柳树村便民服务员")
CIVIL = ("DY", "社会事务办经办")
DISABLED = ("DY", "残联专干")
FAMILY = ("DY", "计生办经办")
LABOUR = ("DY", "劳动保障所经办")
LAND = ("DY", "国土所经办")
PLANNING = ("DY", "村镇规划所经办")
FORESTRY = ("DY", "林业站经办")
COUNTY_CIVIL = ("XAMZ", "社会救助股审批")
COUNTY_DISABLED = ("XACL", "残疾人证审批")
HOSPITAL = ("XAYY", "残疾鉴定医师")
COUNTY_FAMILY = ("XAJS", "奖励扶助审核")
COUNTY_SERVICE = ("XAZW", "社保补贴审核")
FINANCE = ("XACZ", "社保资金认定")
COUNTY_FORESTRY = ("XALY", "采伐许可审批")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The way of one item, or of one variant of it."""

    code: str
    window: str  # the key of the post that takes it in
    due: date
    stops: tuple[Stop, ...]
    handed: dict[str, Any] = field(default_factory=dict)
    delivered: str = "window"


WAYS = (
    Way(
        code="MZ-01",
        window="window2",
        due=date(2026, 4, 14),
        stops=(
            {"村委会初审": LIUSHU},
            {"公示": LIUSHU},
            {"街道办事处审核": CIVIL},
            {"县民政局审批": COUNTY_CIVIL},
            {"村委会公示": LIUSHU},
        ),
    ),
    Way(
        code="MZ-02",
        window="window2",
        due=date(2026, 4, 14),
        stops=(
            {"村(居)委会初审": LIUSHU},
            {"公示": LIUSHU},
            {"街道办事处审核上报": CIVIL},
            {"街道办事处公示": CIVIL},
            {"县民政局审批": COUNTY_CIVIL},
            {"村(居)委会公示": LIUSHU},
        ),
    ),
    Way(
        code="MZ-03",
        window="window2",
        due=date(2026, 7, 10),
        stops=({"村委会审查": LIUSHU}, {"街道社事办审核": CIVIL}, {"县民政局审批": COUNTY_CIVIL}),
    ),
    Way(
        code="MZ-04",
        window="window2",
        due=date(2026, 4, 28),
        stops=(
            {"村委会评议同意": LIUSHU},
            {"公告": LIUSHU},
            {"街道办事处审核": CIVIL},
            {"县民政局审批": COUNTY_CIVIL},
            {"签订供养协议": CIVIL},
            {"发放五保供养证": CIVIL},
        ),
    ),
    Way(code="MZ-05", window="window2", due=date(2026, 4, 14), stops=({"户口所在地填写表格": CIVIL},)),
    Way(
        code="MZ-06",
        window="window2",
        due=date(2026, 3, 9),
        stops=(
            {"村(居)委会审核": LIUSHU},
            {"街道残联审核": DISABLED},
            {"县人民医院鉴定": HOSPITAL},
            {"县残联审批": COUNTY_DISABLED},
            {"发证": COUNTY_DISABLED},
        ),
    ),
    Way(
        code="MZ-07",
        window="window2",
        due=date(2026, 4, 14),
        stops=(
            {"村(居)委会审核": LIUSHU},
            {"街道社事办审核": CIVIL},
            {"公示": CIVIL},
            {"县民政局审批": COUNTY_CIVIL},
        ),
    ),
    Way(
        code="JS-01",
        window="window_family",
        due=date(2026, 3, 2),
        stops=(
            {"村(居)委会初核": LIUSHU},
            {"街道办事处审核": FAMILY},
            {"发放通知书": FAMILY},
            {"换取《生育服务证》": FAMILY},
        ),
    ),
    Way(
        code="JS-02",
        window="window_family",
        due=date(2026, 3, 2),
        stops=({"村(居)委会初核": LIUSHU}, {"街道审核": FAMILY}, {"发证": FAMILY}),
    ),
    Way(code="JS-03", window="window_family", due=date(2026, 3, 2), stops=({"窗口决定": ("DY", "计划生育窗口")},)),
    Way(
        code="JS-04",
        window="window_family",
        due=date(2026, 12, 31),
        stops=(
            {"村委会审核": LIUSHU},
            {"评议": LIUSHU},
            {"公示": LIUSHU},
            {"街道办事处初审": FAMILY},
            {"张榜公布": FAMILY},
            {"县计生委复审确认": COUNTY_FAMILY},
            {"兑现奖励扶金": COUNTY_FAMILY},
        ),
    ),
    Way(code="LD-01", window="window_jobs", due=date(2026, 3, 23), stops=({"窗口决定": ("DY", "就业创业窗口")},)),
    Way(
        code="LD-02",
        window="window_social",
        due=date(2026, 3, 23),
        stops=(
            {"村(社区)便民服务站初审": LIUSHU},
            {"街道便民服务中心复核": LABOUR},
            {"县政务服务中心审核": COUNTY_SERVICE},
            {"县财政局审核认定": FINANCE},
            {"村(社区)便民服务站发放": LIUSHU},
        ),
        delivered="village",
    ),
    Way(
        code="GT-01",
        window="window_housing",
        due=date(2026, 4, 14),
        stops=({"审核": LAND, "现场勘察": LAND}, {"审核决定": LAND}),
    ),
    Way(
        code="CG-01",
        window="window_housing",
        due=date(2026, 3, 16),
        stops=({"核发乡村建设规划许可证": PLANNING},),
    ),
    Way(
        code="LY-01",
        window="window",
        due=date(2026, 3, 3),
        stops=({"林业站结办": FORESTRY},),
        handed={"variant": "within", "form": {"trees": 30}},
    ),
    Way(
        code="LY-01",
        window="window",
        due=date(2026, 3, 16),
        stops=({"乡林业站审核": FORESTRY}, {"县林业局审批办理": COUNTY_FORESTRY}),
        handed={"variant": "above", "form": {"trees": 31}},
    ),
)
