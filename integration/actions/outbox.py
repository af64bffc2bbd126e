"""The outbox: facts for partners, recorded in the transaction that makes them true.

``record`` is what every app calls; ``place`` gives recorded rows their number in the feed after commit
and hands them to the webhooks.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from common.events import publish
from integration.codes import scope_of
from integration.models import CHANGE_SEQUENCE, Change, LibraryEntry
from integration.signals import change_recorded

#: Key of the lock under which numbers are given: one giver at a time.
_LOCK = 7_316_003


def record(
    *,
    event: str,
    subject: models.Model,
    organizations: Iterable[int] = (),
    public: bool = False,
    data: Mapping[str, Any] | None = None,
    hidden_from: Iterable[int] = (),
) -> None:
    """Write one row of the outbox; call it inside the transaction that changes ``subject``, while its row is locked.

    ``organizations`` (primary keys) may hear of it, with ``public`` every signed-in organization except ``hidden_from``.
    ``data`` is JSON that all of those may read: no contact, no price that was not published. Raises ``ValueError`` for a
    name outside the families of ``integration.codes``; register each event there, or partners cannot choose it.
    """
    record_all([line(event, subject, organizations, public=public, data=data, hidden_from=hidden_from)])


def line(
    event: str,
    subject: models.Model,
    organizations: Iterable[int] = (),
    *,
    public: bool = False,
    data: Mapping[str, Any] | None = None,
    hidden_from: Iterable[int] = (),
) -> Change:
    """One unsaved row of the outbox."""
    scope_of(event)
    return Change(
        event=event,
        subject_type=subject._meta.model_name,
        subject_no=str(getattr(subject, "no", "") or subject.pk),
        organizations=sorted({pk for pk in organizations if pk}),
        hidden_from=sorted({pk for pk in hidden_from if pk}),
        public=public,
        data=dict(data or {}),
        created_at=timezone.now(),
    )


def record_all(lines: Iterable[Change]) -> None:
    """Write many rows in one statement, in their order."""
    rows = list(lines)
    if not rows:
        return
    # Outside of a transaction a crash could leave the change without its fact, or the fact without its change.
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The outbox is written in the transaction of the change.")
    Change.objects.bulk_create(rows, batch_size=1000)
    publish(change_recorded)


def entry_lines(
    entry: LibraryEntry, what: str, *, was_listed: bool = False, was_hidden: Iterable[int] = ()
) -> list[Change]:
    """The facts about one library entry after ``what`` (published, changed, withdrawn …) happened to it.

    Everybody who could see it before, or can see it now, hears of it. Whom an edit takes it from (a narrower visibility, an
    organization newly excluded) hears that it was withdrawn. ``was_hidden`` are the organizations excluded before.
    """
    family, own = entry._meta.model_name, [entry.organization_id]
    data = {"status": entry.status, "version": entry.version}
    hidden = entry.hidden_organizations
    lost = {"status": "withdrawn"}
    if what != "changed" or not was_listed:
        public = was_listed or entry.is_listed
        return [line(f"{family}.{what}", entry, own, public=public, data=data, hidden_from=hidden)]
    lines = [line(f"{family}.changed", entry, own, public=entry.is_listed, data=data, hidden_from=hidden)]
    if not entry.is_listed:
        lines.append(line(f"{family}.withdrawn", entry, public=True, data=lost, hidden_from=[*was_hidden, *own]))
    elif newly := set(hidden) - set(was_hidden):
        lines.append(line(f"{family}.withdrawn", entry, newly, data=lost))
    return lines


def record_entry(entry: LibraryEntry, what: str, *, was_listed: bool = False, was_hidden: Iterable[int] = ()) -> None:
    """Write the facts of ``entry_lines``."""
    record_all(entry_lines(entry, what, was_listed=was_listed, was_hidden=was_hidden))


@transaction.atomic
def place(limit: int = 5000) -> int:
    """Number committed rows that have no place yet, oldest first, and write their webhook messages; returns how many.

    The lock is held to the end of the transaction, so numbers become visible in their order: whoever has read up to number
    n never misses a lower one. Two changes of one object keep their order, because the later transaction waited for the
    row lock of the earlier one. Returns 0 where somebody else is at it, or nothing waits.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM integration_change WHERE seq IS NULL)")
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_PLACE, [limit, CHANGE_SEQUENCE])
        numbers = [row[0] for row in cursor.fetchall()]
        if numbers:
            cursor.execute(_FAN_OUT, [min(numbers), max(numbers)])
        return len(numbers)


# The inner query is ordered before numbers are drawn; the CTE keeps the planner from drawing them first.
_PLACE = """
WITH waiting AS MATERIALIZED (SELECT id FROM integration_change WHERE seq IS NULL ORDER BY id LIMIT %s),
     numbered AS MATERIALIZED (SELECT id, nextval(%s::regclass) AS n FROM (SELECT id FROM waiting ORDER BY id) AS w)
UPDATE integration_change AS c SET seq = numbered.n FROM numbered WHERE c.id = numbered.id RETURNING c.seq
"""

# In the same transaction every endpoint that may hear of a change, and wants to, gets its message.
_FAN_OUT = """
INSERT INTO integration_delivery (endpoint_id, change_id, uid, seq, event, subject, payload, state, attempts, next_at,
                                  is_test, last_error, created_at)
SELECT e.id, c.id, c.uid, c.seq, c.event, c.subject_type || ':' || c.subject_no,
       jsonb_build_object(
           'type', c.event, 'timestamp', to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           'data', jsonb_build_object('seq', c.seq, 'subject', jsonb_build_object('type', c.subject_type, 'no', c.subject_no))
                   || c.data),
       'waiting', 0, now(), false, '', now()
FROM integration_change AS c
JOIN integration_webhookendpoint AS e
  ON c.event = ANY(e.events) AND e.state IN ('active', 'paused')
 AND ((c.public AND NOT e.organization_id = ANY(c.hidden_from)) OR e.organization_id = ANY(c.organizations))
WHERE c.seq BETWEEN %s AND %s
ORDER BY c.seq
"""
