"""Clients of the REST API for other languages and systems; nothing here is imported by the platform."""
