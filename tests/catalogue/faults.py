"""The faults of the printed guide, item by item, written down by hand: what an experienced official marks on the page.

(rule, element, the words). Nothing here is made by the lint: the lint is held against it. Two faults stand in every
item and are not repeated: no place and no telephone.
"""

EVERYWHERE = {("no_place", "place", ""), ("no_telephone", "telephone", "")}

# These keep a guide from being published.
ERRORS = {
    "MZ-01": {("no_basis", "basis", "")},
    "MZ-02": {("no_basis", "basis", ""), ("catch_all_material", "materials[4].name", "其他有关证明材料")},
    "MZ-03": set(),
    "MZ-04": set(),
    "MZ-05": set(),
    "MZ-06": set(),
    "MZ-07": {("no_basis", "basis", ""), ("no_fee", "fees", "")},
    "JS-01": {
        ("on_the_spot_with_steps", "promised", "即办"),
        ("on_the_spot_waits", "steps[3].printed", "怀孕三个月时"),
    },
    "JS-02": {("on_the_spot_with_steps", "promised", "即办")},
    "JS-03": set(),
    "JS-04": {
        ("no_basis", "basis", ""),
        ("condition_not_stated", "conditions[0]", "符合省人口计划生育委员会文件确定的条件"),
        ("yearly_without_days", "promised", "每年1次"),
    },
    "LD-01": {
        ("no_basis", "basis", ""),
        ("vague_word", "conditions[0]", "相关证明材料"),
        ("material_in_condition", "conditions[0]", "持相关证明材料"),
    },
    "LD-02": {("no_basis", "basis", ""), ("no_conditions", "conditions", "")},
    "GT-01": set(),
    "CG-01": {
        ("no_name", "name", "乡村建设规划许可证核发"),
        ("condition_not_stated", "conditions[0]", "《中华人民共和国城乡规划法》的41条"),
        ("catch_all_material", "materials[1].name", "有关部门批准、核准、备案文件"),
    },
    "LY-01": {
        ("no_name", "name", "林木采伐许可"),
        ("no_promise", "promised", ""),
        ("no_fee", "fees", ""),
    },
}

# These should be mended too.
WARNINGS = {
    "MZ-01": {("no_result", "results", "")},
    "MZ-02": {("no_result", "results", "")},
    "MZ-03": {
        ("no_result", "results", ""),
        ("open_list", "conditions[0]", "五保户等"),
        ("material_of_own_step", "materials[1].name", "村委会审查证明"),
    },
    "MZ-05": {("form_not_listed", "steps[0].printed", "填写表格")},
    "MZ-06": {("form_not_listed", "materials[0].note", "填写申请表")},
    "MZ-07": {("no_result", "results", ""), ("form_not_listed", "materials[0].note", "填写申请表")},
    "JS-03": {("open_list", "conditions[0]", "经商等活动")},
    "LD-01": {("days_without_steps", "promised", "15个工作日")},
    "GT-01": {
        ("no_result", "results", ""),
        ("standard_not_stated", "conditions[0]", "规定标准"),
        ("material_without_condition", "materials[3].name", "原宅基地证"),
        ("material_without_condition", "materials[4].name", "城镇规划区规划主管部门审查意见"),
    },
    "LY-01": {("no_result", "results", ""), ("boundary_in_both", "steps[1].printed", "30株以上")},
}

# These should be looked at.
NOTES = {
    "MZ-01": {
        ("notice_without_term", "steps[1].name", "公示"),
        ("notice_without_term", "steps[4].name", "村委会公示"),
    },
    "MZ-02": {
        ("proof_without_issuer", "materials[3].name", "收入证明"),
        ("notice_without_term", "steps[1].name", "公示"),
        ("notice_without_term", "steps[3].name", "街道办事处公示"),
        ("notice_without_term", "steps[5].name", "村(居)委会公示"),
    },
    "MZ-03": {("limit_above_sixty", "promised", "90个工作日")},
    "MZ-04": {
        ("notice_without_term", "steps[1].name", "公告"),
        ("step_names_no_office", "steps[4].printed", "签订供养协议"),
        ("step_names_no_office", "steps[5].printed", "发放五保供养证"),
    },
    "MZ-05": {("step_names_no_office", "steps[0].printed", "户口所在地填写表格")},
    "MZ-06": {("no_co_departments", "co_departments", "")},
    "MZ-07": {
        ("notice_without_term", "steps[2].name", "公示"),
        ("step_names_no_office", "steps[2].printed", "公示"),
    },
    "JS-01": {
        ("form_without_sample", "materials[1].name", "承诺书"),
        ("proof_without_issuer", "materials[2].name", "孕情证明"),
        ("step_names_no_office", "steps[2].printed", "发放通知书"),
    },
    "JS-02": {
        ("form_without_sample", "materials[0].name", "申请表"),
        ("miswritten", "materials[1].name", "户口薄"),
        ("proof_without_issuer", "materials[4].name", "落实节育措施证明"),
        ("step_names_no_office", "steps[2].printed", "符合条件的发证"),
    },
    "JS-03": {
        ("form_without_sample", "materials[0].name", "申请表"),
        ("proof_without_issuer", "materials[3].name", "婚育情况证明"),
    },
    "JS-04": {
        ("form_without_sample", "materials[0].name", "申请表"),
        ("notice_without_term", "steps[2].name", "公示"),
        ("notice_without_term", "steps[4].name", "张榜公布"),
        ("step_names_no_office", "steps[6].printed", "兑现奖励扶金"),
    },
    "LD-01": {("proof_without_issuer", "materials[0].name", "失业证明")},
    "LD-02": {
        ("proof_without_issuer", "materials[1].name", "就业登记证明"),
        ("no_co_departments", "co_departments", ""),
    },
    "GT-01": {
        ("form_without_sample", "materials[0].name", "申请表"),
        ("miswritten", "steps[2].printed", "书面告之"),
        ("proof_without_issuer", "materials[2].name", "户籍证明"),
        ("step_names_no_office", "steps[0].printed", "审核及现场勘察"),
        ("step_names_no_office", "steps[2].printed", "审核决定或书面告之不予许可理由"),
    },
    "CG-01": {
        ("form_without_sample", "materials[0].name", "申请表"),
        ("proof_without_issuer", "materials[5].name", "土地权属的证明文件"),
        ("step_names_no_office", "steps[0].printed", "核发乡村建设规划许可证"),
    },
}
