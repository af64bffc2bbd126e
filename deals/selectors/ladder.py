"""What one side sees of the other now, group by group, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from deals.enums.consent import DEFAULT_LEVELS, Group, Level
from deals.models import Consent


@dataclass
class Row:
    """One group as its reader sees it: ``facts`` is empty while it is not shown."""

    group: Group
    needed: Level
    shown: bool
    facts: list[tuple[str, str]] = field(default_factory=list)


def level_between(thread: Any, owner_id: int, viewer_id: int, consents: Iterable[Consent] | None = None) -> Level:
    """The step up to which ``viewer`` sees what is ``owner``'s. Above "matched" it takes a yes from both."""
    rows = list(Consent.objects.in_force().about(thread)) if consents is None else consents
    given = [row.level for row in rows if (row.organization_id, row.recipient_id) == (owner_id, viewer_id)]
    back = [row.level for row in rows if (row.organization_id, row.recipient_id) == (viewer_id, owner_id)]
    if max(given, default=0) >= Level.CONSENTED and max(back, default=0) >= Level.CONSENTED:
        return Level(max(given))
    return Level.MATCHED


def levels_needed(entry: Any) -> dict[str, Level]:
    """Group → step. An anonymous firm's identity waits for both yeses."""
    needed = dict(DEFAULT_LEVELS)
    if entry is None:
        return needed
    if getattr(entry, "publish_as", "") == "anonymous":
        needed[Group.IDENTITY] = Level.CONSENTED
    for row in entry.group_levels.all():
        needed[row.group] = max(Level(row.level), needed[row.group])
    return needed


def sight(thread: Any, *, owner: Any, viewer_id: int, entry: Any, documents: int = 0) -> list[Row]:
    """Every group of ``owner`` (an organization, with the entry it brought) as ``viewer`` sees it now."""
    level = level_between(thread, owner.pk, viewer_id)
    needed = levels_needed(entry)
    rows = []
    for group in Group:
        shown = level >= needed[group]
        facts = _facts(group, owner, entry, documents) if shown else []
        rows.append(Row(group, needed[group], shown, facts))
    return rows


def shown_name(
    thread: Any, *, owner: Any, viewer_id: int | None, entry: Any, consents: Iterable[Consent] | None = None
) -> str:
    """The organization's name, or what an anonymous one lets others know: industry, size, city."""
    needed = levels_needed(entry)[Group.IDENTITY]
    if owner.pk == viewer_id or needed <= Level.MATCHED:
        return str(owner)
    if viewer_id is not None and level_between(thread, owner.pk, viewer_id, consents) >= needed:
        return str(owner)
    parts = [owner.industry, owner.get_size_display() if owner.size else "", owner.region]
    return _("a firm that stays anonymous") + "".join(f" · {part}" for part in parts if part)


def name_of_other(interest: Any, user: Any) -> str:
    """The other side of a listed expression of interest, from what ``for_list`` has loaded."""
    own, now = user.organization_id, timezone.now()
    other = interest.organization if own == interest.recipient_id else interest.recipient
    entry = interest.demand if interest.demand and interest.demand.organization_id == other.pk else interest.achievement
    consents = [row for row in interest.consents.all() if row.holds(now)]
    return shown_name(interest, owner=other, viewer_id=own, entry=entry, consents=consents)


def _facts(group: Group, owner: Any, entry: Any, documents: int) -> list[tuple[str, str]]:
    if group == Group.IDENTITY:
        found = [(_("Organization"), str(owner)), (_("Region"), str(owner.region or ""))]
    elif group == Group.CONTACT:
        found = _contact(owner, entry)
    elif group == Group.DOCUMENTS:
        found = [(_("Documents"), str(documents))] if documents else []
    elif entry is None:
        found = []
    else:
        found = _of_achievement(group, entry) if entry._meta.model_name == "achievement" else _of_demand(group, entry)
    return [(label, text) for label, text in found if text]


def _contact(owner: Any, entry: Any) -> list[tuple[str, str]]:
    own = {
        name: getattr(entry, name, "") or getattr(owner, name)
        for name in ("contact_name", "contact_phone", "contact_email")
    }
    return [
        (_("Contact person"), own["contact_name"]),
        (_("Phone"), own["contact_phone"]),
        (_("E-mail"), own["contact_email"]),
    ]


def _of_achievement(group: Group, entry: Any) -> list[tuple[str, str]]:
    match group:
        case Group.SUMMARY:
            return [(_("Title"), entry.display_title), (_("Summary"), entry.display_summary)]
        case Group.DETAILS:
            return [(_("Description"), entry.description), (_("Advantages"), entry.advantages),
                    (_("Who uses it for what"), entry.scenarios)]  # fmt: skip
        case Group.PRICE:
            return [(_("Price"), entry.display_price)]
    return []


def _of_demand(group: Group, entry: Any) -> list[tuple[str, str]]:
    match group:
        case Group.SUMMARY:
            return [(_("Title"), entry.display_title), (_("Problem"), entry.problem)]
        case Group.DETAILS:
            return [(_("Fixed conditions"), entry.requirements), (_("What was tried"), entry.tried_before),
                    (_("How success is measured"), entry.acceptance_test)]  # fmt: skip
        case Group.PRICE:
            amounts = [f"{amount:,.0f}" for amount in (entry.budget_min, entry.budget_max) if amount is not None]
            return [(_("Budget"), f"{'–'.join(amounts)} {entry.currency}" if amounts else "")]
    return []
