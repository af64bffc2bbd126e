"""Facts that this room publishes, after commit; ids only."""

from django.dispatch import Signal

resource_published = Signal()  # resource_id
resource_withdrawn = Signal()  # resource_id
booking_moved = Signal()  # booking_id
rule_changed = Signal()  # rule_id
