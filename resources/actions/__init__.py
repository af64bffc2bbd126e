"""What happens to resources (``entries``), bookings (``bookings``) and rules of eligibility (``eligibility``)."""

from resources.actions.entries import close_slot, create, edit, open_slots, publish, return_, submit, withdraw

__all__ = ["close_slot", "create", "edit", "open_slots", "publish", "return_", "submit", "withdraw"]
