from achievements.models.achievement import Achievement
from achievements.models.parts import AchievementIndicator, IPRight
from achievements.models.review import Review

__all__ = ["Achievement", "AchievementIndicator", "IPRight", "Review"]
