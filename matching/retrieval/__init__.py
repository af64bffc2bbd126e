"""Finding candidates: vectors of record in PostgreSQL, an index in every worker process, snapshots on disk."""
