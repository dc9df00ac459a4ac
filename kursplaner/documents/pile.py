"""Sheets of all kinds in one PDF, in the order in which they are given."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType, ModuleType
from typing import Final, TypeAlias, TypeVar

from kursplaner.basics.layout import SheetRecord
from kursplaner.documents.page.document import Document, Out
from kursplaner.documents.sheets import (
    attendance_sheet,
    childcare_sheet,
    door_notice,
    driver_sheet,
    evaluation_sheet,
)
from kursplaner.documents.sheets.attendance_sheet import AttendanceSheet
from kursplaner.documents.sheets.childcare_sheet import ChildcareSheet
from kursplaner.documents.sheets.door_notice import DoorNotice
from kursplaner.documents.sheets.driver_sheet import DriverSheet
from kursplaner.documents.sheets.evaluation_sheet import EvaluationSheet
from kursplaner.documents.unprintable import signs_of, unprintable

Sheet: TypeAlias = AttendanceSheet | ChildcareSheet | DriverSheet | DoorNotice | EvaluationSheet
AnySheet = TypeVar("AnySheet", bound=Sheet)
_ROOMS: Final = MappingProxyType(
    {
        AttendanceSheet: attendance_sheet,
        ChildcareSheet: childcare_sheet,
        DriverSheet: driver_sheet,
        DoorNotice: door_notice,
        EvaluationSheet: evaluation_sheet,
    }
)


def draw(sheets: Sequence[Sheet], out: Out, *, title: str, language: str = "de") -> list[int]:
    """Write the sheets into one PDF and return how many pages each has.

    Raises:
        OSError: the file could not be written; nothing is left behind.
    """
    counts = []
    with Document(out, title, language=language) as document:
        for sheet in sheets:
            before = document.page_count
            _room(sheet).draw_on(document, sheet, language=language)
            counts.append(document.page_count - before)
    return counts


def page_count(sheet: Sheet) -> int:
    """Return how many pages a sheet takes, without drawing it."""
    return int(_room(sheet).page_count(sheet))


def records(sheet: Sheet) -> tuple[SheetRecord, ...]:
    """Return what a reader of each of its pages must know; () for what never comes back."""
    if isinstance(sheet, DoorNotice):
        return ()
    found: tuple[SheetRecord, ...] = _room(sheet).records(sheet)
    return found


def numbered(sheet: AnySheet, number: int) -> AnySheet:
    """Return the sheet with a printing's number in its code; a door notice has none."""
    return sheet if isinstance(sheet, DoorNotice) else replace(sheet, number=number)


def missing_signs(sheet: Sheet) -> frozenset[str]:
    """Return the signs on a sheet that no embedded font has; they would come out as boxes."""
    return signs_of(unprintable(sheet))


def _room(sheet: Sheet) -> ModuleType:
    return _ROOMS[type(sheet)]
