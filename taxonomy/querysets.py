"""What may be seen of the code lists: everything that is valid, by everybody."""

from django.db import models


class CodeQuerySet(models.QuerySet):
    def visible_to(self, user: object) -> "CodeQuerySet":
        """Code lists are public; invalid codes stay readable for old rows and are offered to nobody."""
        return self

    def offered(self) -> "CodeQuerySet":
        return self.filter(valid=True)


class RegionQuerySet(CodeQuerySet):
    def provinces(self) -> "RegionQuerySet":
        return self.filter(level="province")
