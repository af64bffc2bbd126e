"""Repeatable measurements: speed, scale and match quality. Never run as tests."""
