"""Loading the code lists; running it again changes nothing that is already right."""

import csv
from pathlib import Path

from django.db import transaction

from taxonomy.codes import pinyin, region_rows, rows
from taxonomy.models import Industry, MaturityLevel, Region, TechnologyField


@transaction.atomic
def load_taxonomy() -> dict[str, int]:
    """Upsert regions, industries, fields and maturity levels from what ships; returns the number of each."""
    regions = [
        Region(code=code, name=name, name_en=english, level=level, parent_id=parent, valid=valid, sort=pinyin(name))
        for code, name, english, level, parent, valid in region_rows()
    ]
    industries = [
        Industry(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            level=1 if len(row["code"]) == 1 else 2,
            parent_id=row["code"][0] if len(row["code"]) > 1 else None,
            sort=row["code"],
        )
        for row in rows("industries.csv")
    ]
    fields = [TechnologyField(**row, sort=f"{i:03}") for i, row in enumerate(rows("fields.csv"))]
    levels = [MaturityLevel(**(row | {"level": int(row["level"])})) for row in rows("maturity.csv")]
    _upsert(Region, regions, ["name", "name_en", "level", "parent", "valid", "sort"])
    _upsert(Industry, industries, ["name", "name_en", "level", "parent", "sort"])
    _upsert(TechnologyField, fields, ["name", "name_en", "sort"])
    MaturityLevel.objects.bulk_create(
        levels,
        update_conflicts=True,
        unique_fields=["scale", "level"],
        update_fields=["name", "name_en", "sentence", "sentence_en"],
    )
    return {"regions": len(regions), "industries": len(industries), "fields": len(fields), "maturity": len(levels)}


@transaction.atomic
def load_industries(path: Path) -> int:
    """Upsert a full GB/T 4754 list from a CSV file with ``full_code``, ``name``, ``level`` and optionally ``note``.

    Raises ``ValueError`` with the missing column's name.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := {"full_code", "name", "level"} - set(reader.fieldnames or []):
            raise ValueError(f"The file lacks the column {sorted(missing)[0]!r}.")
        found = sorted(reader, key=lambda row: int(row["level"]))
    english = {row.code: row.name_en for row in Industry.objects.all()}
    industries = [
        Industry(
            code=row["full_code"],
            name=row["name"],
            name_en=english.get(row["full_code"], ""),
            level=int(row["level"]),
            parent_id=_parent_industry(row["full_code"]),
            sort=row["full_code"],
            note=row.get("note") or "",
        )
        for row in found
    ]
    _upsert(Industry, industries, ["name", "level", "parent", "sort", "note"])
    return len(industries)


def _parent_industry(code: str) -> str | None:
    """``C3451`` → ``C345`` → ``C34`` → ``C`` → none."""
    if len(code) == 1:
        return None
    return code[0] if len(code) == 3 else code[:-1]


def _upsert(model: type, objects: list, fields: list[str]) -> None:
    model.objects.bulk_create(
        objects, update_conflicts=True, unique_fields=["code"], update_fields=fields, batch_size=2000
    )
