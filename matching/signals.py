"""Facts that this room publishes, after commit; ids only."""

from django.dispatch import Signal

demand_matched = Signal()  # demand_id: its list for this content version is final
matches_changed = Signal()  # demand_id: a later change of the library altered a final list
match_answered = Signal()  # feedback_id
