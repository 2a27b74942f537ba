"""Reads who could take a step: the posts at the seat's ancestor of the step's level, and the home's supervisor."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yimen.cases import route
from yimen.catalogue.elements import StepDef
from yimen.journal import rows
from yimen.journal.errors import NotNow

_SQL = """
SELECT p.id, p.role, p.line,
 EXISTS(SELECT 1 FROM office_holding h JOIN office_staff s ON s.id = h.staff_id AND s.is_active
  WHERE h.post_id = p.id AND h.from_on <= %s AND (h.until_on IS NULL OR h.until_on >= %s))
 OR EXISTS(SELECT 1 FROM office_cover v WHERE v.post_id = p.id AND v.from_on <= %s AND v.until_on >= %s)
FROM (
 SELECT p.id, p.role, u.line FROM office_lineage l
 JOIN office_centre c ON c.division_id = l.ancestor_id AND c.kind <> 'root'
 JOIN office_department d ON d.centre_id = c.id AND d.line IN (%s, '*')
 JOIN office_post p ON p.department_id = d.id AND p.is_open AND p.role IN ('officer', 'head')
 JOIN office_duty u ON u.post_id = p.id AND u.line IN (%s, %s, '*')
 WHERE l.division_id = %s AND l.level = %s
 UNION ALL
 SELECT p.id, p.role, '' FROM office_post p WHERE p.centre_id = %s AND p.is_open AND p.role IN ('supervisor', 'director')
) p ORDER BY 1, 3"""


def asked(step: StepDef, item_code: str, *, seat_id: UUID, home_id: UUID, on: date) -> rows.Statement:
    """The statement that `place` sends: for who asks it ahead."""
    held = [rows.day(on)] * 4
    return _SQL, [*held, step.line, step.line, item_code, rows.key(seat_id), step.level.value, rows.key(home_id)]


def place(step: StepDef, item_code: str, *, seat_id: UUID, home_id: UUID, on: date) -> route.Placing:
    """The post at which the step waits. Raises NotNow where nobody can take it."""
    found = rows.read(*asked(step, item_code, seat_id=seat_id, home_id=home_id, on=on))
    candidates = [
        route.Candidate(post_id if isinstance(post_id, UUID) else UUID(post_id), role, duty, bool(is_held))
        for post_id, role, duty, is_held in found
    ]
    try:
        return route.place(step, item_code, candidates)
    except route.NoPlace as error:
        words = {"step": step.name}
        raise NotNow(_("环节“%(step)s”没有可办理的岗位，请联系网络管理员设置岗位。") % words, code="no_post") from error
