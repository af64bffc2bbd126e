"""Demo data: organizations, people, achievements, demands and what happened between them, written for this project.

Everything goes in through the actions a user triggers; :mod:`portal.demo.backdating` then spreads it over the past.
Rows are known again by their code or by ``source_system="demo"`` and their key, so a second run changes nothing.
"""

from portal.demo.loader import load, load_stories, seed_platform

__all__ = ["load", "load_stories", "seed_platform"]
