"""What stands on an attendance list, as plain data."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from kursplaner.documents.page.heading import Funding, Letterhead

Profile: TypeAlias = Literal["simple", "bamf"]
KNOWN_MARKS: Final = ("X", "E", "U", "W", "P")
SECTION_UNITS: Final = Decimal(100)
RETENTION_YEARS: Final = 5
LATE_MINUTES: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceLesson:
    """One date of the list; `units` count in the course's unit length.

    Attributes:
        elsewhere: the sheet on which it was signed, such as "A 412"; its field is hatched here.
    """

    day: date
    starts: time
    ends: time
    units: Decimal
    cancelled: bool = False
    elsewhere: str = ""

    @property
    def closed(self) -> bool:
        """Whether nobody signs for it on this list."""
        return self.cancelled or bool(self.elsewhere)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceCell:
    """What is known of one person at one date.

    Attributes:
        mark: X, E, U, W or P; empty while open. Any other mark counts as U.
        outside: before a late entry, after leaving, or not planned: the field is hatched.
        came: given when more than 15 minutes late.
        left: given when more than 15 minutes early.
    """

    mark: str = ""
    outside: bool = False
    came: time | None = None
    left: time | None = None


OPEN: Final = AttendanceCell()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRow:
    """One person; `cells` stand in the order of the sheet's lessons, missing ones are open.

    Attributes:
        whole_course: how often X, E and U in the whole course so far; None prints no such sums.
    """

    family_name: str
    given_name: str
    cells: tuple[AttendanceCell, ...] = ()
    whole_course: tuple[int, int, int] | None = None

    def cell(self, lesson: int) -> AttendanceCell:
        """Return the cell of the lesson with this place."""
        return self.cells[lesson] if lesson < len(self.cells) else OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceSheet:
    """A whole list; it is split into as many sheets as people and dates need.

    Attributes:
        number: the printing's number in the sheet's code; it names nobody.
        filled: print marks and sums instead of fields to sign in.
        closed: since when a filled list is final; None: it still may change.
        units_before: units of the course before the first lesson, for sections of 100 (bamf).
        units_total: units of the whole course; 0: not known, and not told.
        section: which section alone is printed (bamf); 0: all that the lessons reach.
        section_units: units of a section; lists of the simple profile have none.
        retention_years: how long the list is kept after the proof was handed in.
        late_minutes: "Kommt/Geht" is filled in above this deviation (bamf).
    """

    number: int
    letterhead: Letterhead
    course_number: str
    course_title: str
    level: str
    place: str
    teachers: str
    unit_minutes: int
    lessons: tuple[AttendanceLesson, ...]
    people: tuple[AttendanceRow, ...]
    profile: Profile = "simple"
    filled: bool = False
    closed: date | None = None
    funding: Funding | None = None
    further_funding: tuple[Funding, ...] = ()
    units_before: Decimal = Decimal(0)
    units_total: Decimal = Decimal(0)
    section: int = 0
    section_units: Decimal = SECTION_UNITS
    retention_years: int = RETENTION_YEARS
    late_minutes: int = LATE_MINUTES

    @property
    def paid_by(self) -> tuple[Funding, ...]:
        """Everybody who pays, the first one first."""
        return (*((self.funding,) if self.funding else ()), *self.further_funding)

    def section_total(self, section: int) -> Decimal:
        """Return the units a section has in the whole course, at most those of a section."""
        return min(self.section_units, self.units_total - (section - 1) * self.section_units)

    @property
    def letter(self) -> str:
        """The kind in the sheet's code: lists to sign and lists of results are kept apart."""
        return "R" if self.filled else "A"
