"""Pieces of the REST face that every app uses."""
