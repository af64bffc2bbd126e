"""Facts that this room publishes, after commit; ids only."""
