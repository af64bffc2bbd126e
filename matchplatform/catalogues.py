"""Message catalogues without GNU gettext: extraction, merging and compilation by Babel.

Message ids are English. The Chinese catalogue translates them; the English one repeats them, so that both are complete
and a missing entry is a fact a test can see.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOMS = [
    "matchplatform", "portal", "dashboards", "assessment", "events", "deals", "matching", "achievements", "demands",
    "resources", "integration", "accounts", "taxonomy", "common",
]  # fmt: skip
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = "# Texts of matchplatform. `manage.py catalogues` adds new messages and compiles; translate below."
LANGUAGES = {"zh_Hans": "zh_Hans", "en": "en"}


def messages(root: Path) -> Iterator[tuple[str, object, str | None]]:
    """(file, message id or plural pair, context) of every marked text in Python files and templates."""
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _extract(path.read_bytes(), path.relative_to(root))
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"}:
            source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # The result is calls between lines of X; brackets around it make the indentation meaningless.
            yield from _extract(f"(\n{source}\n)".encode(), path.relative_to(root))


def _extract(source: bytes, name: Path) -> Iterator[tuple[str, object, str | None]]:
    for _line, message, _comments, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        yield name.as_posix(), message, context


def template(root: Path) -> Catalog:
    """All messages of the project, each with the files it stands in and no line numbers (they only make noise)."""
    catalog = Catalog(charset="utf-8")
    for name, message, context in messages(root):
        if message and message != ("", ""):
            catalog.add(message, locations=[(name, None)], context=context)
    return catalog


def catalogue_path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def load(path: Path, locale: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=locale, charset="utf-8", header_comment=HEADER, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def merged(root: Path, language: str) -> Catalog:
    """The stored catalogue brought up to date: new messages added, vanished ones dropped, none guessed."""
    catalog = load(catalogue_path(root, language), LANGUAGES[language])
    catalog.update(template(root), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    if language == "en":
        for message in catalog:
            if message.id:
                message.string = message.id
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, sort_output=True, omit_header=False, ignore_obsolete=True)
    lines = buffer.getvalue().split(b"\n")
    # Dates and tool versions would change the file with every run.
    skipped = (
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Generated-By',
        b'"Last-Translator',
        b'"Report-Msgid',
        b'"Project-Id',
        b'"Language-Team',
    )
    return b"\n".join(line for line in lines if not line.startswith(skipped))


def mo_bytes(catalog: Catalog) -> bytes:
    # The header holds a date; a fixed one keeps the file the same as long as the texts are.
    catalog.creation_date = datetime(2026, 1, 1, tzinfo=UTC)
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Ids that have no text in this catalogue."""
    missing = []
    for message in catalog:
        strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if message.id and not all(strings):
            missing.append(str(message.id))
    return missing
