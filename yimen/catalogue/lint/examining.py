"""The lint of guides: every rule over an item, worst first (A4). Pure."""

from collections.abc import Iterable
from functools import lru_cache

from yimen.catalogue.dictionary import NO_ELEMENTS, Dictionary
from yimen.catalogue.elements import Content
from yimen.catalogue.lint import forms, limits, materials, missing, route, wording
from yimen.catalogue.lint.findings import Finding, Rule, Severity

_ALONE: tuple[Rule, ...] = (*wording.RULES, *missing.RULES, *materials.RULES, *limits.RULES, *route.RULES)
RULES: tuple[Rule, ...] = (*_ALONE, *forms.rules(NO_ELEMENTS))
_ORDER = list(Severity)


@lru_cache(maxsize=2_000)  # a published version is asked for on every page that shows it, and never changes
def examine(content: Content, dictionary: Dictionary = NO_ELEMENTS) -> tuple[Finding, ...]:
    """Everything the rules have to say of an item: errors first, then warnings, then notes, each in the rules' order.

    `dictionary`: the data elements that its form is held against; without them nothing is said of its form.
    """
    rules = (*_ALONE, *forms.rules(dictionary))
    found = [finding for rule in rules for finding in rule.findings(content)]
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.severity)))


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that keep a version from being published."""
    return tuple(one for one in findings if one.severity is Severity.ERROR)
