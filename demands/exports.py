"""How demands are written into a file; what a firm keeps to itself is empty there too."""

from typing import Any

from demands.enums import PublishAs

COLUMNS = {
    name: name
    for name in (
        "no", "status", "version", "published_at", "created_at", "updated_at", "title", "title_other", "language",
        "problem", "problem_other", "tried_before", "requirements", "acceptance_test", "publish_as", "demand_type",
        "trl_wanted_min", "modes_wanted", "budget_min", "budget_max", "currency", "deadline", "keywords", "visibility",
        "contact_name", "contact_phone", "contact_email", "source_system", "source_id", "source_url", "data_rights",
        "closing_note",
    )
} | {
    "region": "region_id",
    "industry": "industry_id",
    "field": "field_id",
    "organization": "organization__no",
    "organization_name": "organization__name",
    "owner": "organization_id",
}  # fmt: skip
_PRIVATE: dict[str, Any] = {
    "budget_min": None, "budget_max": None, "contact_name": "", "contact_phone": "", "contact_email": "",
    "source_system": "", "source_id": "", "source_url": "", "closing_note": "",
}  # fmt: skip


def shield(row: dict[str, Any], user: Any) -> None:
    """As ``may_see_private`` and ``may_see_owner`` say it for one demand."""
    if user.is_superuser or user.is_reviewer or (user.membership and row["owner"] == user.organization_id):
        return
    row |= _PRIVATE
    if row["publish_as"] == PublishAs.ANONYMOUS:
        city = f"{row['region'][:4]}00" if row["region"] else None
        row |= {"organization": None, "organization_name": None, "region": city}
