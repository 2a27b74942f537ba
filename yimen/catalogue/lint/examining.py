"""The lint of guides: every rule over an item, worst first (A4). Pure."""

from collections.abc import Iterable
from functools import lru_cache

from yimen.catalogue.elements import Content
from yimen.catalogue.lint import limits, materials, missing, route, wording
from yimen.catalogue.lint.findings import Finding, Rule, Severity

RULES: tuple[Rule, ...] = (*wording.RULES, *missing.RULES, *materials.RULES, *limits.RULES, *route.RULES)
_ORDER = list(Severity)


@lru_cache(maxsize=2_000)  # a published version is asked for on every page that shows it, and never changes
def examine(content: Content) -> tuple[Finding, ...]:
    """Everything the rules have to say of an item: errors first, then warnings, then notes, each in the rules' order."""
    found = [finding for rule in RULES for finding in rule.findings(content)]
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.severity)))


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that keep a version from being published."""
    return tuple(one for one in findings if one.severity is Severity.ERROR)
