"""The hours of whoever works here, found by name."""

from __future__ import annotations

from collections.abc import Callable

from kursplaner.desk.wording.words import names
from kursplaner.store.queries.conflicts.work_hours import SOURCE_OF_ROLE
from kursplaner.store.queries.people.people import people_rows
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import PaletteEntry


def hours_by_name(context: AppContext, text: str) -> list[PaletteEntry]:
    """Find the hours of whoever works here, by name."""
    with context.workspace.read() as db:
        found = people_rows(db, text, limit=8)
    working = [row for row in found if any(role in SOURCE_OF_ROLE for role in row.roles)]

    def opener(key: int) -> Callable[[], None]:
        return lambda: context.go("availability", resource_id=key)

    return [
        PaletteEntry(
            f"Verfügbarkeit: {names.shown(row.name, hidden=context.names_hidden)}",
            opener(row.id),
            "Zeiten und Ausnahmen",
            "calendar-clock",
        )
        for row in working
    ]
