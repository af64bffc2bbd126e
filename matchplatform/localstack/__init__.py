"""Embedded PostgreSQL and Valkey for development, demonstration, tests and small installations.

``endpoints`` answers where the servers are (standard library only, read by the settings), ``postgres`` and
``valkey`` run them, ``supervisor`` runs everything behind ``manage.py up``.
"""
