"""The one step that moves demo rows into the past.

Actions stamp what they write with the present. A library in which everything began a second ago shows nobody how it
looks after a year, so the rows of this run get the day their file names. Only columns that say *when* are written, past
``save()`` and past the content sequence; the audit trail and the row history keep the moment of loading.
"""

import datetime
import zlib
from collections.abc import Iterable, Sequence

from django.db import connection, models
from django.utils import timezone
from psycopg import sql

DAY = datetime.timedelta(days=1)


def moment(days_ago: float, key: str) -> datetime.datetime:
    """A working hour of that day, the same for the same key, never in the future."""
    now = timezone.localtime()
    minute = 8 * 60 + 30 + zlib.crc32(key.encode()) % (9 * 60)
    day = (now - datetime.timedelta(days=days_ago)).replace(hour=0, minute=0, second=0, microsecond=0)
    return min(day + datetime.timedelta(minutes=minute), now)


def backdate(rows: Iterable[models.Model], fields: Sequence[str]) -> None:
    """Write the given time columns of ``rows`` (of one model), which carry their new values, in one statement."""
    same = list(rows)
    if not same:
        return
    columns = [sql.Identifier(same[0]._meta.get_field(name).column) for name in fields]
    statement = sql.SQL("UPDATE {table} SET {sets} FROM unnest(%s::bigint[], {arrays}) AS v(id, {names}) WHERE {same}")
    table = sql.Identifier(same[0]._meta.db_table)
    composed = statement.format(
        table=table,
        sets=sql.SQL(", ").join(sql.SQL("{0} = v.{0}").format(column) for column in columns),
        arrays=sql.SQL(", ").join([sql.SQL("%s::timestamptz[]")] * len(columns)),
        names=sql.SQL(", ").join(columns),
        same=sql.SQL("{}.id = v.id").format(table),
    )
    values = [[getattr(row, name) for row in same] for name in fields]
    with connection.cursor() as cursor:
        cursor.execute(composed.as_string(cursor.connection), [[row.pk for row in same], *values])
