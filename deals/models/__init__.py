"""Tables of the way from interest to industrial use, one module per noun."""
