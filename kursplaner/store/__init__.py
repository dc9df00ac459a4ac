"""The database: one place that opens it, one way to change it, a journal of all changes."""
