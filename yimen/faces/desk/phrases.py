"""The ready words of an opinion, by kind of step. Reasons for a refusal are never ready: they are written each time."""

from django.utils.translation import gettext_lazy as _

from yimen.catalogue.definitions import StepKind
from yimen.journal.errors import Sentence

_OTHERS: tuple[Sentence, ...] = (_("同意。"), _("已办理完毕。"))
_BY_KIND: dict[StepKind, tuple[Sentence, ...]] = {
    StepKind.CHECK: (_("经核查，情况属实。"), _("经核查，情况属实，同意上报。"), _("材料齐全，同意上报。")),
    StepKind.DELIBERATION: (_("经民主评议，同意上报。"), _("经评议，情况属实。")),
    StepKind.HOUSEHOLD_VISIT: (_("经入户调查，情况属实。"), _("经入户调查，情况属实，同意上报。")),
    StepKind.PUBLIC_NOTICE: (_("公示期满，无异议。"), _("公示期满，有异议，已核实并答复。")),
    StepKind.JOINT_EXAMINATION: (_("经会审，同意。"), _("本部门无意见。")),
    StepKind.INCOME_CHECK: (_("经核对，符合规定。"), _("经核对，与申报一致。")),
    StepKind.REVIEW: (_("经审核，符合条件，同意上报。"), _("经审核，同意。"), _("材料齐全，情况属实，同意上报。")),
    StepKind.STAMP: (_("经核实，已盖章。"), _("情况属实，已出具说明。")),
    StepKind.APPRAISAL: (_("经鉴定，符合条件。"), _("经鉴定，不符合条件，鉴定意见附后。")),
    StepKind.AGREEMENT: (_("协议已签订。"), _("双方已签字，协议存档。")),
    StepKind.CERTIFICATE: (_("证件已制作。"), _("证件已发放。")),
    StepKind.EXCHANGE: (_("已核对证明，换发证件。"), _("符合换证条件，已换发。")),
    StepKind.PAYMENT: (_("款项已拨付到账。"), _("已通知申请人查收。")),
    StepKind.PAYMENT_LIST: (_("已列入发放名册。"), _("名册已核对无误。")),
    StepKind.HAND_OUT: (_("已交申请人。"), _("已上门送交申请人。")),
    StepKind.HAND_OVER: (_("已转报上级。"), _("材料齐全，已转报上级。")),
    StepKind.APPROVAL: (_("经审查，符合条件，同意。"), _("同意审核意见。"), _("同意。")),
}


def for_kind(kind: StepKind | None) -> tuple[Sentence, ...]:
    """Two or three opinions for a step of this kind; None is a decision at the window."""
    return _BY_KIND.get(kind, _OTHERS) if kind else _OTHERS
