"""Floor 0: what everything stands on, with the standard library only (and the log's folder)."""
