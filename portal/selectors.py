"""What the portal's pages read from several rooms."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.inbox import text_of
from accounts.models import Notification, Organization
from accounts.rules import runs_the_platform
from achievements.models import Achievement
from common.language import is_english
from common.pages import capped_count
from demands.models import Demand
from demands.rules import may_see_owner
from matching.enums import FeedbackKind, Grade
from matching.models import Feedback, Match

SECONDS = 60
#: A count on a page that many people open stops here; behind it stands "more than".
LIMIT = 10_000
#: A match that is worth a talk.
STRONG = [Grade.S, Grade.A, Grade.B]


@dataclass(frozen=True)
class Library:
    """One of the things people search for. ``url`` is the list with all its filters."""

    name: str
    title: Any
    url: str
    tone: str
    rows: QuerySet[Any]
    order: tuple[str, ...]


def libraries(user: Any) -> list[Library]:
    """Achievements, demands and institutions as this reader sees them in the public lists."""
    supply = Achievement.objects.visible_to(user).published().for_list()
    need = Demand.objects.visible_to(user).open().for_list()
    institutions = Organization.objects.visible_to(user).institutions().filter(verification="verified").for_list()
    newest = ("-published_at", "-id")
    return [
        Library("achievements", _("Achievements"), reverse("achievements:list"), "supply", supply, newest),
        Library("demands", _("Demands"), reverse("demands:list"), "need", need, newest),
        Library(
            "institutions", _("Institutions"), reverse("accounts:institutions"), "", institutions, ("sort_key", "id")
        ),
    ]


def live_numbers(user: Any, found: list[Library]) -> dict[str, tuple[int, bool]]:
    """Library → (number of rows, whether there are more), at most a minute old; one reader's organization at a time."""
    key = f"home:numbers:{'admin' if getattr(user, 'is_superuser', False) else getattr(user, 'organization_id', None) or 0}"
    numbers = cache.get(key)
    if numbers is None:
        numbers = {library.name: capped_count(library.rows, LIMIT) for library in found}
        cache.set(key, numbers, SECONDS)
    return numbers


def examples() -> list[str]:
    """Three searches that find something: keywords of the newest public achievements in the reader's script."""
    english = is_english()
    key = f"home:examples:{'en' if english else 'zh'}"
    words = cache.get(key)
    if words is None:
        rows = Achievement.objects.filter(status="published", visibility="public").exclude(keywords=[])
        newest = rows.order_by("-published_at", "-id").values_list("keywords", flat=True)[:60]
        fitting = ([word for word in keywords if word.isascii() == english] for keywords in newest)
        words = list(dict.fromkeys(found[0] for found in fitting if found))[:3]
        cache.set(key, words, SECONDS)
    return words


def show_owners(rows: Any, user: Any) -> None:
    """Mark demands whose firm this reader may know."""
    for row in rows:
        row.owner_is_shown = may_see_owner.test(user, row)


def own_demands(organization: Any) -> QuerySet[Demand]:
    """Demands of one organization, changed last first, with the number of strong matches and where matching stands."""
    matches = Match.objects.live().filter(demand=OuterRef("pk"), grade__in=STRONG).order_by()
    count = matches.values("demand").annotate(n=Count("pk")).values("n")
    rows = Demand.objects.filter(organization=organization).for_list().select_related("match_state")
    number = Coalesce(Subquery(count), 0, output_field=IntegerField())
    return rows.annotate(strong=number).order_by("-updated_at", "-id")


def unanswered(user: Any) -> QuerySet[Match]:
    """Strong matches on either side that the reader's organization has not answered, best first."""
    answered = Feedback.objects.filter(organization_id=user.organization_id).exclude(kind=FeedbackKind.VIEWED)
    rows = Match.objects.visible_to(user).filter(grade__in=STRONG).for_list().order_by("-score", "id")
    mine = answered.filter(demand_id=OuterRef("demand_id"), achievement_id=OuterRef("achievement_id"))
    return rows.filter(~Exists(mine))


def by_status(rows: QuerySet[Any]) -> dict[str, int]:
    """Status → number of rows."""
    return dict(rows.order_by().values_list("status").annotate(n=Count("pk")))


def news(user: Any) -> list[Notification]:
    """The newest unread messages, each with its ``text``."""
    rows = list(user.notifications.filter(read_at=None).order_by("-id")[:4])
    for row in rows:
        row.text = text_of(row)
    return rows


def desk(user: Any) -> dict[str, dict[str, Any]]:
    """The queues of the review desk: name → number, whether there are more, and the rows that wait longest."""
    unread = Q(status="in_review") | Q(status="published", reviewed_at=None)
    queues = {
        "achievements": Achievement.objects.visible_to(user).filter(status="submitted").for_list(),
        "demands": Demand.objects.visible_to(user).filter(unread).for_list(),
    }
    if runs_the_platform(user):
        queues["organizations"] = Organization.objects.filter(verification="pending")
    return {name: _queue(rows) for name, rows in queues.items()}


def _queue(rows: QuerySet[Any]) -> dict[str, Any]:
    number, more = capped_count(rows, 999)
    return {"number": number, "more": more, "oldest": list(rows.order_by("updated_at", "pk")[:5]) if number else []}
