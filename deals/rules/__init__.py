"""What may be done, one module per noun; importing the package registers every permission."""

from deals.rules import assignment, auction, challenge, licence

__all__ = ["assignment", "auction", "challenge", "licence"]
