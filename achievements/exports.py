"""How achievements are written into a file: what the list and the page show, one row each."""

#: Column of the file → path of the value.
COLUMNS = {
    name: name
    for name in (
        "no", "status", "version", "published_at", "created_at", "updated_at", "title", "title_other", "language",
        "one_line", "summary", "summary_other", "description", "advantages", "scenarios", "kind", "forms", "trl", "mrl",
        "commercial_stage", "next_steps", "next_step_note", "transfer_modes", "price_mode", "price_min", "price_max",
        "currency", "keywords", "visibility", "secrecy", "export_control", "source_system", "source_id", "source_url",
        "data_rights", "last_confirmed_at",
    )
} | {
    "region": "region_id",
    "industry": "industry_id",
    "field": "field_id",
    "organization": "organization__no",
    "organization_name": "organization__name",
}  # fmt: skip
