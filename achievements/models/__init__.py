from achievements.models.achievement import Achievement
from achievements.models.licence import LicenceRule, OpenLicence
from achievements.models.parts import AchievementIndicator, IPRight
from achievements.models.review import Review

__all__ = ["Achievement", "AchievementIndicator", "IPRight", "LicenceRule", "OpenLicence", "Review"]
