"""Facts that this room publishes, after commit; ids only."""

from django.dispatch import Signal

event_opened = Signal()  # event_id
schedule_requested = Signal()  # run_id
meetings_changed = Signal()  # event_id
meeting_held = Signal()  # meeting_id
