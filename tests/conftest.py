"""Shared fixtures; keep them few."""
