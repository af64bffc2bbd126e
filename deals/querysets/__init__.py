"""What may be seen, one module per noun."""
