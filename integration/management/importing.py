"""The body of the import commands; each library has a command of its own name."""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.enums import Channel
from accounts.models import Organization
from integration.actions.imports import Order, plan_import, require_title, run_import
from integration.actions.jobs import command_job, fail_job, platform_organization, run_file
from integration.enums import Outcome
from integration.exceptions import FileRefused
from integration.importing.registry import target_of
from integration.importing.report import Report

#: Rows named on the screen; the report has all.
_SHOWN = 20


class ImportCommand(BaseCommand):
    """Exit code 0 if any row was taken or unchanged, 1 if the file is refused or no row could be taken."""

    kind: str
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="CSV, XLSX, JSON or JSONL, also as .gz")
        parser.add_argument(
            "--org", metavar="CODE", help="credit code or number of the organization that owns the rows"
        )
        parser.add_argument(
            "--mapping", metavar="FILE", type=Path, help='JSON: {"column": "field", "other column": null}'
        )
        parser.add_argument("--dry-run", action="store_true", help="judge every row, write nothing")
        parser.add_argument("--report", metavar="FILE", type=Path, help="report per row, .csv or .jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": path})
        organization = self._organization(options["org"], create=not options["dry_run"])
        mapping = self._mapping(options["mapping"])
        try:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                report = options["report"] or folder / "report.csv"
                counts = self._run(path, folder, report, organization, mapping, dry_run=options["dry_run"])
        except FileRefused as refusal:
            raise CommandError(refusal.detail) from refusal
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(" ".join(f"{outcome.value}={counts.get(outcome.value, 0)}" for outcome in Outcome))
        if not sum(counts.get(outcome.value, 0) for outcome in Outcome if outcome != Outcome.REJECTED):
            self.stdout.flush()
            raise SystemExit(1)

    def _run(
        self, path: Path, folder: Path, report: Path, organization: Organization, mapping: Any, *, dry_run: bool
    ) -> dict[str, int]:
        if not dry_run:
            job = command_job(self.kind, organization, path, mapping)
            try:
                plan = run_file(job, path, folder, report, on_row=self._name_row)
            except FileRefused as refusal:
                fail_job(job, refusal.detail)
                raise
            except BaseException:
                fail_job(job, _("It was interrupted."))
                raise
            self._name_columns(plan)
            return job.counts
        plan = plan_import(path, folder, target_of(self.kind), organization, mapping)
        require_title(plan)
        self._name_columns(plan)
        with Report(report) as lines:
            order = Order(
                organization=organization, by=None, channel=Channel.COMMAND, direct=True, dry_run=True,
                on_row=lambda row: (lines.add(row), self._name_row(row)),
            )  # fmt: skip
            return dict(run_import(plan, order))

    def _organization(self, code: str | None, *, create: bool) -> Organization:
        if code is None:
            return (
                platform_organization()
                if create
                else Organization.objects.filter(kind="platform").order_by("pk").first()
                or Organization(kind="platform", verification="verified")
            )
        found = Organization.objects.filter(Q(code=code.upper()) | Q(no=code.upper())).first()
        if found is None:
            raise CommandError(_("There is no organization with the code %(code)s.") % {"code": code})
        return found

    def _mapping(self, path: Path | None) -> dict[str, Any] | None:
        if path is None:
            return None
        try:
            mapping = json.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{path}: {error}") from error
        if not isinstance(mapping, dict):
            raise CommandError(_('A mapping is a JSON object: {"column": "field"}.'))
        return mapping

    def _name_columns(self, plan: Any) -> None:
        names = ", ".join(f"{column} → {name}" for column, name in plan.mapping.items())
        self.stdout.write(_("Columns used: %(columns)s") % {"columns": names})
        if plan.unused:
            self.stdout.write(_("Columns not used: %(columns)s") % {"columns": ", ".join(plan.unused)})

    shown = 0

    def _name_row(self, row: dict[str, Any]) -> None:
        """Bad rows and remarks on the screen, up to a limit."""
        if "detail" not in row:
            return
        self.shown += 1
        if self.shown <= _SHOWN:
            where = row["column"] or row["field"]
            place = _("Line %(line)s") % {"line": row["line"]} + (f", {where}" if where else "")
            self.stderr.write(f"{place}: {row['detail']}")
        elif self.shown == _SHOWN + 1:
            self.stderr.write(_("More of them in the report (--report FILE)."))
