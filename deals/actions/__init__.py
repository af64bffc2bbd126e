"""Writes with consequences, one module per noun."""
