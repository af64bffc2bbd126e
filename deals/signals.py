"""Facts that this room publishes, after commit; ids only."""

from django.dispatch import Signal

interest_expressed = Signal()  # interest_id
interest_answered = Signal()  # interest_id: accepted, declined, released or withdrawn
deal_opened = Signal()  # deal_id
deal_moved = Signal()  # deal_id: its status is another one
deal_signed = Signal()  # deal_id
outcome_reported = Signal()  # outcome_check_id
case_published = Signal()  # case_id
