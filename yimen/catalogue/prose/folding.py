"""One look for every way of writing: full width, traditional characters and odd signs, place by place. Pure."""

import unicodedata
from functools import lru_cache

# Pairs, traditional and simplified: what the words of guides need. What is not here stays as it is written.
_TRADITIONAL = (
    "請请條条資资對对範范圍围辦办證证書书無无紙纸報报類类別别級级鎮镇鄉乡縣县區区劃划門门廳厅務务業业員员會会歲岁滿满戶户複复製制復复審审覈核實实據据規规費费標标準准時时間间號号碼码電电話话諮咨詢询"
    "監监舉举訴诉機机關关單单責责構构聯联協协牽牵頭头檔档圖图齊齐備备發发給给領领繳缴納纳稅税銀银賬账帳账補补貼贴勞劳動动養养護护醫医療疗衛卫計计殘残優优撫抚結结斷断簽签訂订議议鑒鉴鑑鉴認认決决達达"
    "開开張张評评現现場场訪访調调遞递轉转減减個个兩两萬万億亿參参閱阅項项內内處处點点鄰邻農农國国際际臺台灣湾與与並并從从應应須须強强視视簡简體体專专長长將将為为這这說说許许讓让設设變变總总數数隊队"
    "網网絡络頁页樓楼層层產产權权遷迁婦妇兒儿獎奖勵励濟济災灾險险營营執执異异齡龄壽寿終终喪丧殯殡樣样蓋盖選选擇择學学習习歷历屆届畢毕庫库還还貧贫採采觀观錄录寫写線线導导鏈链擬拟裝装註注釋释試试驗验"
    "檢检測测該该續续約约紹绍運运輸输車车輛辆駕驾駛驶貸贷餘余額额圓圆錢钱幣币價价質质環环節节創创勢势僑侨華华寧宁廣广東东雲云遼辽陝陕龍龙貴贵濱滨歸归屬属問问聞闻閉闭闊阔陽阳陰阴陳陈隱隐難难雙双離离"
    "題题願愿顧顾預预頒颁頻频風风飛飞飯饭館馆馬马魚鱼鳥鸟麥麦啟启寶宝島岛師师幫帮幹干廠厂廢废後后徵征徑径態态愛爱懷怀戰战擔担擴扩斂敛於于曆历來来極极榮荣樹树橋桥歡欢歐欧殺杀氣气況况沒没滅灭潔洁濕湿"
    "燈灯爭争牆墙獲获畫画當当盡尽盤盘睏困確确種种稱称穩稳窮穷竊窃筆笔築筑籌筹糧粮紅红細细組组絕绝統统綠绿維维綜综練练縮缩績绩織织義义聖圣聲声職职聽听腦脑臨临興兴舊旧莊庄葉叶藍蓝藥药裡里見见親亲覺觉"
    "記记訊讯討讨訓训託托詞词詩诗詳详誌志語语誤误談谈論论諾诺謀谋謝谢識识譯译譽誉讀读負负財财貨货販贩貫贯買买貿贸賀贺賃赁賓宾賠赔賣卖賴赖購购贈赠贊赞趕赶跡迹踐践軌轨軍军軟软較较載载輔辅輕轻輪轮辭辞"
    "邊边遠远適适遺遗醜丑針针鈔钞銷销鋪铺鎖锁鐘钟鐵铁閒闲陸陆階阶隨随雜杂靈灵靜静頂顶順顺顯显飲饮駐驻髮发鬆松鬥斗黨党繫系係系嗎吗麼么佈布佔占郵邮匯汇儲储誠诚薦荐饋馈寬宽孫孙禮礼偽伪僅仅傷伤傳传債债"
    "側侧僱雇劉刘剛刚勝胜卻却吳吴呂吕嚴严囑嘱園园團团塊块塗涂墳坟壓压夠够奪夺宮宫尋寻屍尸嶺岭幾几彙汇徹彻惡恶慶庆憑凭懇恳掃扫掛挂揚扬換换損损摺折撥拨攜携攝摄敗败敘叙暫暂曉晓櫃柜欄栏毀毁涼凉淨净湯汤"
    "溝沟滬沪漁渔漢汉澤泽煙烟熱热燒烧爐炉狀状獨独獻献畝亩疊叠癥症眾众礎础積积穀谷競竞籤签糾纠純纯紛纷紋纹絲丝經经緊紧緒绪緣缘編编緩缓縱纵繞绕繪绘繼继罰罚罷罢羅罗脫脱術术蘇苏蘭兰蟲虫覽览觸触訟讼診诊"
    "詐诈誰谁課课諒谅諸诸講讲謹谨賜赐贍赡趙赵趨趋輩辈轄辖迴回連连進进遊游過过違违遲迟鄭郑鋼钢錯错鍵键鏡镜閣阁陣阵雖虽雞鸡韓韩響响頌颂頗颇顏颜駁驳騎骑騙骗驅驱鬧闹魯鲁鮮鲜鳳凤鹽盐麗丽黃黄齒齿"
)
_PAIRS = dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
_SIGNS = str.maketrans(
    {
        "，": ",", "﹐": ",", "︰": ":", "﹕": ":", "∶": ":", "ː": ":", "﹔": ";", "【": "[", "】": "]",
        "〔": "[", "〕": "]", "〖": "[", "〗": "]", "［": "[", "］": "]", "「": "“", "」": "”", "『": "“", "』": "”",
        "〈": "《", "〉": "》", "➝": "→", "➔": "→", "➜": "→", "➙": "→", "➞": "→", "➡": "→", "⇒": "→", "⟶": "→",
        "⇨": "→", "►": "→", "⮕": "→", "↓": "→", "⬇": "→", "⇩": "→", "↘": "→", "﹥": ">", "～": "~", "〜": "~",
        "․": ".", "・": "·", "‧": "·",
        "﹑": "、", "､": "、", "｡": "。", "―": "—", "─": "—", "–": "-",
    }
)  # fmt: skip


@lru_cache(maxsize=20_000)
def _one(character: str) -> str:
    """A single character for a single character, so that places stay places."""
    signed = character.translate(_SIGNS)
    if signed != character:
        return signed
    if unicodedata.category(character) in ("Cf", "Cc", "Zs", "Zl", "Zp", "Cn", "Co") and character not in "\t\n":
        return " "
    if "①" <= character <= "⓿" or "㈠" <= character <= "㊰":
        return character
    plain = unicodedata.normalize("NFKC", character)
    plain = plain if len(plain) == 1 else character
    return _PAIRS.get(plain, plain)


def fold(text: str) -> str:
    """The text as rules read it: the same length, half width, simplified in the words of guides."""
    return "".join(map(_one, text))


def is_ink(character: str) -> bool:
    """Whether somebody must have understood it: anything but spaces and signs without a face."""
    return not fold(character).isspace()
