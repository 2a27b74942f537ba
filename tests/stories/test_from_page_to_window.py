"""From a page to the window: a newcomer brings a town's guide that the project has never seen, settles what was not read,
mends what the lint says, a second person publishes it, and it is at the kiosk, on the portal, on paper and at the counter."""

import pytest
from playwright.sync_api import Browser, Page

from tests.stories.conftest import House
from tests.stories.hands import Hands, at_work

pytestmark = pytest.mark.engine("sqlite")  # the pages are the same on both; the verbs are tested on each

NAME = "水库捕捞证办理"
GUIDE = f"""石门镇便民服务中心办事指南（虚构）
一、水利窗口
1、{NAME}
申请条件：本镇户籍，年满18周岁
申请材料：身份证复印件1份、其他有关材料
办理程序：本人申请→村委会初审→镇政府审批
承诺时限：5个工作日
咨询电话：0000-8880123
温馨提示：请错峰前来
"""
MINUTE = "石政会纪〔2026〕7号"


def brought(zheng: Hands) -> None:
    """The file is dropped, what was not read is left out with a reason, the draft lies in the catalogue."""
    page = zheng.page
    page.click("text=导入办事指南")
    page.set_input_files("#id_file", {"name": "石门.txt", "mimeType": "text/plain", "buffer": GUIDE.encode("gb18030")})
    page.click("text=读这个文件")
    assert "没有读懂的" in zheng.main()
    page.fill("#reason", "标题和提示，与怎样办无关")
    page.click("text=存为草稿")
    page.click(f"#in-hand ~ ul >> text={NAME}")


def mended(zheng: Hands) -> None:
    """In the editor, beside what the lint says, until it has no error; the second step is moved up and down by keys."""
    page = zheng.page
    assert "指南里还有错误" in zheng.main()
    page.click("text=改这份草稿")
    assert "材料里有兜底条款" in page.inner_text("#beside")
    with page.expect_response(lambda one: one.request.method == "POST"):
        page.click("button:has-text('删除：材料2')")
    page.wait_for_selector("#materials-1", state="detached")
    page.fill("#basis", "《石门镇水库管理办法（虚构）》第三条")
    page.click("button:has-text('添加收费项目')")
    page.wait_for_selector("#fees-0-name")
    page.fill("#fees-0-name", "工本费")
    page.fill("#fees-0-standard", "免费")
    page.focus("#steps-1-name")
    zheng.press("Alt+ArrowUp")
    page.wait_for_selector("#steps-0-name:focus")
    assert "镇政府" in page.input_value("#steps-0-name")
    zheng.press("Alt+ArrowDown")
    page.wait_for_selector("#steps-1-name:focus")
    zheng.press_to_go("Alt+s", r"/manage/catalogue/[A-Z]+-\d+/2/")
    assert "与第1版相比" in zheng.main() and "指南里还有错误" not in zheng.main()


def published(page: Page, house: House) -> str:
    """Sent by who wrote it, published by the second person with the meeting's minute, claimed at once; its code."""
    page.click("button:has-text('送审')")
    assert "由另一位有权的人审核发布：吴磊" in page.inner_text("main")
    address = page.url
    wu = at_work(page, house, "wu")
    page.goto(address)
    page.click("button:text-is('发布')")
    assert "会议纪要的文号" in page.inner_text("[data-errors]")
    page.fill("#minute", MINUTE)
    page.click("button:text-is('发布')")
    assert MINUTE in wu.main() and "现行" in wu.main()
    page.click("text=本中心认领，今天起办理")
    assert "已认领1个事项" in wu.main()
    return address.split("/")[-3]


def test_from_a_page_to_the_window(house: House, chromium: Browser, page: Page):
    zheng = at_work(page, house, "zheng")
    brought(zheng)
    mended(zheng)
    code = published(page, house)

    page.goto(f"{house.url}/items/{code}/")
    assert "《石门镇水库管理办法（虚构）》第三条" in page.inner_text("main")
    leaflet = page.request.get(f"{house.url}/items/{code}/leaflet.pdf")
    assert (leaflet.status, leaflet.body()[:5]) == (200, b"%PDF-")
    lin = at_work(page, house, "lin")
    page.focus("#what")
    lin.spell(code.lower().replace("-", "")).press_to_go("Enter", rf"/counter/intake/{code}/")
    assert NAME in lin.main()
    kiosk = chromium.new_page(viewport={"width": 1080, "height": 1920})
    kiosk.goto(f"{house.demo['screens']['kiosk']}items/{code}/")
    assert NAME in kiosk.inner_text("main")
    kiosk.context.close()
