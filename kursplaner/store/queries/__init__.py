"""Questions to the database; answers are frozen dataclasses."""
