"""Which rows a person's board counts, and how far back."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from common.exceptions import Refusal
from taxonomy.models import Region

MONTHS = 12


class OutOfScope(Refusal):
    """The region does not exist or lies outside of what this person may see."""

    status = 400
    code = "out_of_scope"

    def __init__(self, code: str) -> None:
        super().__init__(_("Region %(code)s is not part of what you may see.") % {"code": code})


@dataclass(frozen=True)
class Scope:
    """A region with everything below it; an empty ``prefix`` is the nation, and rows without a region belong to it alone."""

    prefix: str = ""
    region: Region | None = None

    @classmethod
    def of(cls, user: Any, code: str = "") -> "Scope":
        """The scope of ``user``, or the part of it under the region ``code``. Raises ``OutOfScope``."""
        everything = user.is_superuser or user.is_reviewer
        own = "" if everything else user.region_prefix
        if not code:
            return cls(own, None if everything else user.membership.organization.region)
        region = Region.objects.filter(code=code).first()
        if region is None or not region.prefix.startswith(own):
            raise OutOfScope(code)
        return cls(region.prefix, region if region.prefix else None)

    def contains(self, path: str) -> Q:
        """Rows whose region, found under ``path``, lies in this scope."""
        return Q(**{f"{path}__code__startswith": self.prefix}) if self.prefix else Q()

    @property
    def name(self) -> str:
        return str(self.region) if self.region else _("the whole country")

    @property
    def code(self) -> str:
        return self.region.code if self.region else ""

    @property
    def child_digits(self) -> int:
        """How many leading digits tell the regions right below apart."""
        return min(len(self.prefix) + 2, 6)


def first_day(today: datetime.date | None = None) -> datetime.datetime:
    """The first moment of the first of the twelve months up to the present one."""
    today = today or timezone.localdate()
    months = today.year * 12 + today.month - MONTHS
    day = datetime.date(months // 12, months % 12 + 1, 1)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def months(today: datetime.date | None = None) -> list[str]:
    """The twelve months as ``2025-03``, oldest first."""
    start = first_day(today).date()
    numbers = range(start.year * 12 + start.month - 1, start.year * 12 + start.month - 1 + MONTHS)
    return [f"{number // 12}-{number % 12 + 1:02}" for number in numbers]
