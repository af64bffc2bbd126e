"""Facts that this room publishes, after commit; ids only."""

from django.dispatch import Signal

achievement_published = Signal()  # achievement_id
achievement_changed = Signal()  # achievement_id: something a match depends on moved
achievement_withdrawn = Signal()  # achievement_id
achievement_submitted = Signal()  # achievement_id
achievement_returned = Signal()  # achievement_id
achievements_imported = Signal()  # job_id or None; many rows moved at once
open_licence_published = Signal()  # licence_id
open_licence_withdrawn = Signal()  # licence_id
