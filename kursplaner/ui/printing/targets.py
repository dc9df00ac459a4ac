"""What other pages ask the print centre for: kinds of sheets, one ride, one section.

And what Strg+K offers of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from kursplaner.desk.printing.jobs import PrintJob
from kursplaner.desk.printing.sections import sections_of
from kursplaner.domain.kinds import SheetKind
from kursplaner.store.session import Db
from kursplaner.ui.context import AppContext
from kursplaner.ui.printing.lists_button import LISTS, OF_DAYS
from kursplaner.ui.widgets import PaletteEntry


def kinds_asked(target: Mapping[str, object]) -> frozenset[str]:
    """Return the kinds named by `kind` and `kinds`; none: all of them."""
    kind, many = target.get("kind"), target.get("kinds")
    asked = [kind] if kind else []
    asked += list(many) if isinstance(many, Iterable) and not isinstance(many, str) else []
    return frozenset(str(key) for key in asked)


def sheets_of(jobs: Sequence[PrintJob], ride_id: int | None, section: int | None) -> frozenset[str]:
    """Return the keys of a ride's sheet, or of a section's list, printed or not."""
    return frozenset(
        job.key
        for job in jobs
        if (ride_id is not None and job.planned.owner.ride_id == ride_id)
        or (section is not None and job.planned.section == section)
    )


def days_of_section(db: Db, course_id: int, number: int) -> tuple[date, date]:
    """Return the first and the last day of a section; those of all of them where it is gone."""
    found = sections_of(db, course_id)
    wanted = [section for section in found if section.number == number] or list(found)
    return (wanted[0].first, wanted[-1].last) if wanted else (date.min, date.min)


def commands(context: AppContext) -> list[PaletteEntry]:
    """Return what Strg+K offers of the print centre."""

    def driver() -> None:
        context.go("printing", day=context.today(), kind=SheetKind.DRIVER.value)

    lists = [
        PaletteEntry(
            f"Liste drucken: {title}",
            partial(context.go, "printing", list=kind),
            icon="list",
            words="Export Excel",
        )
        for kind, title in (*LISTS, *OF_DAYS)
    ]
    return [PaletteEntry("Fahrtenblätter für heute drucken", driver, icon="printer"), *lists]
