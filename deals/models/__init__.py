"""Tables of the way from interest to industrial use, one module per noun."""

from deals.models.assignment import Assignment
from deals.models.auction import Auction, Bid, Bidder
from deals.models.case import Case
from deals.models.challenge import Challenge, ChallengeReviewer
from deals.models.clock import CalendarDay, DealPolicy
from deals.models.commission import CommissionEntry
from deals.models.consent import Consent, Disclosure, GroupLevel
from deals.models.contract import Contract, ContractTemplate, Registration, RegistrationRule, Signature
from deals.models.deal import Deal, DealFile, DealParty, Message
from deals.models.interest import Interest
from deals.models.licence import Licence
from deals.models.milestone import Milestone
from deals.models.outcome import OutcomeCheck
from deals.models.payment import LedgerEntry, Payment, RoyaltyReport
from deals.models.proposal import Proposal, Vote

__all__ = [
    "Assignment",
    "Auction",
    "Bid",
    "Bidder",
    "CalendarDay",
    "Case",
    "Challenge",
    "ChallengeReviewer",
    "CommissionEntry",
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
    "Licence",
    "Message",
    "Milestone",
    "OutcomeCheck",
    "Payment",
    "Proposal",
    "Registration",
    "RegistrationRule",
    "RoyaltyReport",
    "Signature",
    "Vote",
]
