"""Bridge plans: the cheapest way over maturity steps under a budget and a deadline. Plain Python, no Django, no clock."""

from resources.planning.model import Credit, Goal, Offer, Outcome, Plan, Wish
from resources.planning.search import plan

__all__ = ["Credit", "Goal", "Offer", "Outcome", "Plan", "Wish", "plan"]
