"""What a funder's workbook is made of: one period and grant as plain counts, without any name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

WAITS, REFUSED = "wartet", "abgesagt"
HELD, CANCELLED, PLANNED = "stattgefunden", "ausgefallen", "geplant"
UNKNOWN = "unbekannt"
AGE_LIMITS, CHILD_AGE_LIMITS = (18, 27, 40, 60), (3, 6, 10)
"""Where the groups of participants and of children begin; a report may bring others."""


def groups_of(limits: Sequence[int]) -> tuple[str, ...]:
    """Return "unter 18", "18–26", …, "60 und älter", "unbekannt" for where groups begin."""
    between = (
        f"{first}–{following - 1}" if first < following - 1 else f"{first}"
        for first, following in pairwise(limits)
    )
    return (f"unter {limits[0]}", *between, f"{limits[-1]} und älter", UNKNOWN)


AGE_GROUPS, CHILD_AGE_GROUPS = groups_of(AGE_LIMITS), groups_of(CHILD_AGE_LIMITS)


@dataclass(frozen=True, slots=True)
class FunderCourse:
    """A course; `key` is any number the other rows refer to and never leaves the program."""

    key: int
    number: str
    title: str
    kind: str
    level: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class FunderLesson:
    """A lesson of the period: held, cancelled, or planned and not yet held.

    Attributes:
        course: key of its course.
        starts: minute of the day; `ends` may lie behind midnight (over 1440).
        minutes: net teaching minutes.
        units: teaching units by the course's own unit length.
        held: False if it was cancelled or is still to come; then nothing of it is counted.
        planned: not held because it is still to come.
        reason: German word for why it was cancelled.
        present: enrolled people who came.
        present_minutes: the minutes they were there, added up.
        guests: adults who came without a name (open evenings), of them `guest_women`.
        guest_children: children who came without a name.
    """

    course: int
    day: date
    starts: int
    ends: int
    minutes: int
    units: Decimal
    held: bool = True
    planned: bool = False
    reason: str = ""
    present: int = 0
    present_minutes: int = 0
    guests: int = 0
    guest_women: int = 0
    guest_children: int = 0


@dataclass(frozen=True, slots=True)
class FunderPerson:
    """A participant; the workbook shows a random number instead of the key.

    Attributes:
        gender: "female", "male", "diverse" or "" where unknown.
        age_group: one of the report's groups, as age_group() gives it.
        municipality: where the person lived in the period, empty where unknown.
    """

    key: int
    age_group: str
    gender: str
    municipality: str


@dataclass(frozen=True, slots=True)
class FunderAttendance:
    """One person in one course: lessons planned for her and visited, and the minutes there."""

    person: int
    course: int
    planned: int
    present: int
    minutes: int


@dataclass(frozen=True, slots=True)
class FunderChildcare:
    """One childcare slot that took place: how many children and carers, the children's minutes."""

    day: date
    course: int | None
    children: int
    carers: int
    minutes: int


@dataclass(frozen=True, slots=True)
class FunderChild:
    """A child in the childcare; shown under a random number."""

    key: int
    age_group: str
    municipality: str
    days: int
    minutes: int


@dataclass(frozen=True, slots=True)
class FunderRide:
    """A ride that took place, out ("out") or back ("back"), with the rate charged for it.

    Attributes:
        owner: German word for whose the vehicle is, by which the rate goes.
    """

    day: date
    course: int | None
    direction: str
    vehicle: str
    owner: str
    adults: int
    children: int
    metres: int
    cents_per_kilometre: int = 0


@dataclass(frozen=True, slots=True)
class FunderUnmet:
    """Demand of a course that was not met: people who wait or were refused, and their children.

    Attributes:
        waits: False if they were refused.
        reason: German word for why they were refused.
    """

    course: int
    waits: bool
    reason: str
    people: int
    children: int


@dataclass(frozen=True, slots=True)
class FunderInterpreter:
    """Somebody who interpreted in a lesson that took place; no person's name.

    Attributes:
        course: key of its course.
        sent_by: the agency, or empty for a person of the town.
        cents: what it cost, None where that is not known.
    """

    day: date
    course: int
    language: str
    sent_by: str
    minutes: int
    cents: int | None


@dataclass(frozen=True, slots=True)
class FunderReport:
    """Everything a workbook shows. Nothing in it may be a person's name.

    Attributes:
        guest_ages: visits without a name by age group, youngest first, as far as it was noted.
    """

    town: str
    period_from: date
    period_to: date
    grant_reference: str | None = None
    grant_title: str = ""
    funder: str = ""
    funding_line: str = ""
    courses: tuple[FunderCourse, ...] = ()
    lessons: tuple[FunderLesson, ...] = ()
    people: tuple[FunderPerson, ...] = ()
    attendance: tuple[FunderAttendance, ...] = ()
    childcare: tuple[FunderChildcare, ...] = ()
    children: tuple[FunderChild, ...] = ()
    rides: tuple[FunderRide, ...] = ()
    unmet: tuple[FunderUnmet, ...] = ()
    interpreters: tuple[FunderInterpreter, ...] = ()
    guest_ages: tuple[tuple[str, int], ...] = ()
    age_groups: tuple[str, ...] = AGE_GROUPS
    child_age_groups: tuple[str, ...] = CHILD_AGE_GROUPS


def age_group(birth_date: date | None, on: date, limits: Sequence[int] = AGE_LIMITS) -> str:
    """Return somebody's group on a day (usually the first of the period)."""
    groups = groups_of(limits)
    if birth_date is None:
        return groups[-1]
    birthday_to_come = (on.month, on.day) < (birth_date.month, birth_date.day)
    age = on.year - birth_date.year - birthday_to_come
    return groups[sum(age >= limit for limit in limits)]


def child_age_group(birth_date: date | None, on: date) -> str:
    """Return a child's default group on a day."""
    return age_group(birth_date, on, CHILD_AGE_LIMITS)
