"""What the board counts: one catalogue for page, REST and CSV."""

from dashboards.metrics.catalogue import CATALOGUE, Metric
from dashboards.metrics.scope import OutOfScope, Scope
from dashboards.metrics.snapshot import Snapshot, snapshot

__all__ = ["CATALOGUE", "Metric", "OutOfScope", "Scope", "Snapshot", "snapshot"]
