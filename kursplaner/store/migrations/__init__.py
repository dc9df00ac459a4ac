"""Alembic migrations of the town file, run without an ini file."""
