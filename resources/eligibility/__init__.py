"""Eligibility rules as data: a declared schema of conditions and a pure evaluator with three answers.

A condition is one of ``{"all": [...]}``, ``{"any": [...]}``, ``{"not": {...}}`` or a leaf
``{"fact": "firm.size", "op": "in", "value": ["S", "XS"]}``. Plain Python: no Django, no clock, no rows.
"""

from resources.eligibility.evaluate import Answer, Finding, Verdict, evaluate
from resources.eligibility.schema import FACTS, OPERATORS, groups_of, problems_of, tree_of

__all__ = [
    "FACTS",
    "OPERATORS",
    "Answer",
    "Finding",
    "Verdict",
    "evaluate",
    "groups_of",
    "problems_of",
    "tree_of",
]
