"""Facts that this room publishes, after commit; ids only."""

from django.dispatch import Signal

demand_published = Signal()  # demand_id
demand_changed = Signal()  # demand_id: something a match depends on moved
demand_closed = Signal()  # demand_id: paused, solved, withdrawn, expired or returned
demand_submitted = Signal()  # demand_id: waits for review
demand_returned = Signal()  # demand_id
demands_imported = Signal()  # job_id or None; many rows moved at once
