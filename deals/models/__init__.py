"""Tables of the way from interest to industrial use, one module per noun."""

from deals.models.case import Case
from deals.models.clock import CalendarDay, DealPolicy
from deals.models.consent import Consent, Disclosure, GroupLevel
from deals.models.contract import Contract, ContractTemplate, Registration, RegistrationRule, Signature
from deals.models.deal import Deal, DealFile, DealParty, Message
from deals.models.interest import Interest
from deals.models.milestone import Milestone
from deals.models.outcome import OutcomeCheck
from deals.models.payment import LedgerEntry, Payment, RoyaltyReport

__all__ = [
    "CalendarDay",
    "Case",
    "Consent",
    "Contract",
    "ContractTemplate",
    "Deal",
    "DealFile",
    "DealParty",
    "DealPolicy",
    "Disclosure",
    "GroupLevel",
    "Interest",
    "LedgerEntry",
    "Message",
    "Milestone",
    "OutcomeCheck",
    "Payment",
    "Registration",
    "RegistrationRule",
    "RoyaltyReport",
    "Signature",
]
