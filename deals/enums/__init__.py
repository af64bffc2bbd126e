"""Closed lists of this room and its tables of legal moves, one module per noun."""
