"""Auctions: closed lists and legal moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuctionMode(models.TextChoices):
    LISTED = "listed", _("listed price: the first buyer takes it")
    ENGLISH = "english", _("English auction: the highest bid wins")


class AuctionStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    ANNOUNCED = "announced", _("announced")
    SOLD = "sold", _("sold")
    UNSOLD = "unsold", _("not sold, open to negotiation")
    CANCELLED = "cancelled", _("cancelled")


#: verb → (from, to). ``close`` happens at the end of the time, ``buy`` closes a listed price at once.
AUCTION_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "announce": (frozenset({AuctionStatus.DRAFT}), AuctionStatus.ANNOUNCED),
    "sell": (frozenset({AuctionStatus.ANNOUNCED}), AuctionStatus.SOLD),
    "pass_in": (frozenset({AuctionStatus.ANNOUNCED}), AuctionStatus.UNSOLD),
    "cancel": (frozenset({AuctionStatus.DRAFT, AuctionStatus.ANNOUNCED}), AuctionStatus.CANCELLED),
}
