from resources.models.booking import Booking, BookingFile, BookingPolicy, Breach, Slot, Voucher
from resources.models.resource import Price, Resource
from resources.models.rule import EligibilityRule

__all__ = [
    "Booking",
    "BookingFile",
    "BookingPolicy",
    "Breach",
    "EligibilityRule",
    "Price",
    "Resource",
    "Slot",
    "Voucher",
]
