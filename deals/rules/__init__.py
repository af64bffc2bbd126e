"""What may be done, one module per noun; importing the package registers every permission."""

from deals.rules import assignment, auction, case, challenge, deal, interest, licence

__all__ = ["assignment", "auction", "case", "challenge", "deal", "interest", "licence"]
