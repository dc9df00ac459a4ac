"""The words of the access report: values as people read them, and what Art. 15 asks beside."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from kursplaner.desk.wording.privacy.columns import COLUMNS
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.kinds import said
from kursplaner.domain.kinds import (
    AvailabilityKind,
    CallAnswer,
    ClosureReason,
    ConsentPurpose,
    ContactResult,
    CredentialKind,
    Direction,
    EnrolmentStatus,
    ExcuseReason,
    Gender,
    LeaveReason,
    LessonRole,
    Mark,
    PlaceStatus,
    Role,
    RouteKind,
    SeatKind,
    SeatResult,
    Skill,
    Way,
)

SOURCES = (
    "Herkunft: Angaben der Person selbst oder ihrer Sorgeberechtigten, Einträge der Mitarbeitenden"
    " und der Lehr-, Betreuungs- und Fahrkräfte."
)
RECIPIENTS = (
    "Lehrkräfte sehen Namen und Anwesenheit ihrer Kurse.",
    "Betreuungskräfte sehen die Angaben der Kinder, die sie betreuen.",
    "Fahrkräfte sehen Namen, Haltepunkt und Telefon ihrer Tour.",
    "Zuwendungsgeber erhalten Summen und Listen ohne Namen.",
)
RIGHTS = (
    "Sie können Angaben berichtigen, löschen oder sperren lassen (Art. 16 bis 18 DSGVO).",
    "Einwilligungen können Sie jederzeit widerrufen.",
    "Sie können sich bei der Datenschutzaufsicht Ihres Landes beschweren (Art. 77 DSGVO).",
    "Eine automatisierte Entscheidung über Personen findet nicht statt.",
)
EARLIER = "Frühere Werte im Verlauf"
ABSOLUTE = 100_000
"""Minutes beyond this are moments, below it minutes of a day or plain numbers."""
_CLOCK = frozenset({"starts", "ends", "came_at", "left_at"})
_CODES: Mapping[tuple[str, str], type[StrEnum]] = MappingProxyType(
    {
        ("person", "gender"): Gender,
        ("profile", "role"): Role,
        ("contact_route", "kind"): RouteKind,
        ("consent", "purpose"): ConsentPurpose,
        ("level_result", "skill"): Skill,
        ("paper", "kind"): CredentialKind,
        ("availability", "kind"): AvailabilityKind,
        ("closure", "reason"): ClosureReason,
        ("contact_log", "result"): ContactResult,
        ("lesson_person", "role"): LessonRole,
        ("enrolment", "status"): EnrolmentStatus,
        ("enrolment", "way"): Way,
        ("enrolment", "reason"): LeaveReason,
        ("attendance_mark", "mark"): Mark,
        ("attendance_mark", "reason"): ExcuseReason,
        ("childcare_place", "status"): PlaceStatus,
        ("ride_demand", "direction"): Direction,
        ("ride_seat", "kind"): SeatKind,
        ("ride_seat", "result"): SeatResult,
        ("absence_call", "answer"): CallAnswer,
    }
)


def label(column: str) -> str:
    """Return the German word for a column."""
    return COLUMNS[column]


def value_text(table: str, column: str, value: object) -> str:
    """Return a stored value as people read it."""
    code = _CODES.get((table, column))
    if code is not None and isinstance(value, str):
        return said(code, value)
    if isinstance(value, date):
        return days.full_day(value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return _number(column, value) if isinstance(value, int) else str(value)


def _number(column: str, value: int) -> str:
    if column == "weekday":
        return days.weekday_long(value)
    if column.endswith("_id"):
        return f"Nr. {value}"
    if value >= ABSOLUTE:
        return days.when_from(value)
    return f"{days.clock(value)} Uhr" if column in _CLOCK else str(value)
