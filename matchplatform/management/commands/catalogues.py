"""Bring the message catalogues up to date and compile them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Extract texts, merge them into locale/*/LC_MESSAGES/django.po and compile the .mo files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--missing", action="store_true", help="print the untranslated Chinese messages")

    def handle(self, *args: Any, **options: Any) -> None:
        # Babel is a tool of developers; a running site needs the compiled files only.
        from matchplatform import catalogues

        for language in catalogues.LANGUAGES:
            catalog = catalogues.merged(settings.BASE_DIR, language)
            path = catalogues.catalogue_path(settings.BASE_DIR, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            data = catalogues.po_bytes(catalog)
            path.write_bytes(data)
            stored = catalogues.load(path, catalogues.LANGUAGES[language])
            path.with_suffix(".mo").write_bytes(catalogues.mo_bytes(stored))
            missing = catalogues.untranslated(catalog)
            self.stdout.write(f"{language}: {len(catalog)} messages, {len(missing)} without a text")
            if options["missing"]:
                self.stdout.write("\n".join(missing))
