"""What is asked of a new course, before anything is planned."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import plannable
from kursplaner.domain.families import ChildWish, ComingFamily
from kursplaner.domain.kinds import CourseType
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.planning.lessons.dates import DateRules
from kursplaner.store.guards import check_text

LONGEST_NUMBER = 40
LONGEST_TITLE = 200
LONGEST_LANGUAGE = 40
MOST_UNITS = 5000
MOST_PEOPLE = 500
LONGEST_UNIT = 240

Wish = int | str | None
"""An id, a name as typed, or None: to be proposed."""


@dataclass(frozen=True, slots=True)
class DraftPerson(ComingFamily):
    """Somebody to be enrolled with the course; `stop_id` None takes the stop of the address.

    Attributes:
        rides: wants a seat in the shuttle, out and back.
    """

    rides: bool = False


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """The wishes for a new course; times are minutes of the day, weekday 0 is Monday.

    Attributes:
        starts, ends: one for all weekdays, or one per weekday in their order.
        room, teacher: what `Wish` says; None is proposed.
        room_on, teacher_on: another room or teacher (id) on single days.
        childcare_room, carers, vehicle, driver: ids wished for; None or empty is proposed.
        childcare_places: children expected; None counts those of `people`.
        taken_in: days with a lesson although a holiday speaks against it.
        left_out: days left out by hand.
        unplaced: days whose lesson is stored without what is busy ("ungeplant").
        past: that all its lessons are gone by is meant so.
        accept: the reason with which is taken on what stands hard against it and may be
            (`domain.conflicts.limits`).
    """

    number: str
    title: str
    kind: CourseType
    units: int
    first_day: date
    weekdays: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capacity: int
    level: str = ""
    unit_minutes: int = 45
    pause_minutes: int = 0
    room: Wish = None
    teacher: Wish = None
    room_on: tuple[tuple[date, int], ...] = ()
    teacher_on: tuple[tuple[date, int], ...] = ()
    childcare: bool = False
    childcare_room: int | None = None
    childcare_places: int | None = None
    carers: tuple[int, ...] = ()
    shuttle: bool = False
    vehicle: int | None = None
    driver: int | None = None
    pause_in_school_holidays: bool = True
    taken_in: frozenset[date] = field(default_factory=frozenset)
    left_out: frozenset[date] = field(default_factory=frozenset)
    unplaced: frozenset[date] = field(default_factory=frozenset)
    people: tuple[DraftPerson, ...] = ()
    grant_id: int | None = None
    named_grants: tuple[int, ...] = ()
    provider_id: int | None = None
    site_id: int | None = None
    predecessor_id: int | None = None
    women_only: bool = False
    walk_in: bool = False
    needs_accessible: bool = False
    needs_equipment: tuple[str, ...] = ()
    colour: int | None = None
    note: str = ""
    past: bool = False
    language: str = ""
    accept: str = ""

    @property
    def weekly(self) -> tuple[CourseTime, ...]:
        """The weekly times, one per weekday.

        Raises:
            Refused: kind "times_do_not_match" when there are neither one nor one per weekday.
        """
        starts = _each(self.starts, len(self.weekdays))
        ends = _each(self.ends, len(self.weekdays))
        times = zip(self.weekdays, starts, ends, strict=True)
        return tuple(CourseTime(day, start, end, self.pause_minutes) for day, start, end in times)

    @property
    def children(self) -> tuple[ChildWish, ...]:
        """All children that come along; a child brought by two people counts once."""
        return tuple({c.person_id: c for person in self.people for c in person.children}.values())


def checked(draft: CourseDraft) -> CourseDraft:
    """Return the draft with its texts trimmed.

    Raises:
        Refused: "number_missing", "number_too_long", "title_missing", "title_too_long",
            "units_out_of_range", "unit_minutes_out_of_range", "capacity_out_of_range",
            "language_too_long", "date_before_start", "day_out_of_range", "person_twice",
            "text_unreadable", "times_do_not_match".
    """
    number, title = one_line(draft.number), one_line(draft.title)
    plannable(draft.first_day)
    check_words(number, "number", LONGEST_NUMBER)
    check_words(title, "title", LONGEST_TITLE)
    check_range("units", draft.units, 1, MOST_UNITS)
    check_range("unit_minutes", draft.unit_minutes, 1, LONGEST_UNIT)
    check_range("capacity", draft.capacity, 1, MOST_PEOPLE)
    for day in sorted(draft.taken_in | draft.left_out):
        if day < draft.first_day:
            raise Refused("date_before_start", day=day, first_day=draft.first_day)
    ids = [person.person_id for person in draft.people]
    for person_id in ids:
        if ids.count(person_id) > 1:
            raise Refused("person_twice", id=person_id)
    if draft.weekdays:
        _ = draft.weekly
    language = checked_language(draft.language)
    level = draft.level.strip()
    return replace(draft, number=number, title=title, language=language, level=level)


def date_rules(draft: CourseDraft, *, public_off: bool, most_days: int) -> DateRules:
    """Return what the dates of a draft must fulfil."""
    return DateRules(
        first_day=draft.first_day,
        weekly=draft.weekly if draft.weekdays else (),
        units=draft.units,
        unit_minutes=draft.unit_minutes,
        public_off=public_off,
        school_off=draft.pause_in_school_holidays,
        taken_in=draft.taken_in,
        left_out=draft.left_out,
        most_days=most_days,
    )


def _each(times: Iterable[int], count: int) -> tuple[int, ...]:
    given = tuple(times)
    if len(given) == 1:
        return given * count
    if len(given) != count:
        raise Refused("times_do_not_match", weekdays=count, times=len(given))
    return given


def one_line(text: str) -> str:
    """Return a text without line breaks and tabs, which lists and sheets cannot show."""
    return " ".join(re.split(r"[\r\n\t\v\f]+", text)).strip()


def check_words(text: str, field_name: str, longest: int) -> None:
    """Refuse a text that is missing or too long for its field."""
    if not text:
        raise Refused(f"{field_name}_missing")
    if len(text) > longest:
        raise Refused(f"{field_name}_too_long", limit=longest, length=len(text))
    check_text("course", field_name, text, longest)


def checked_language(text: str) -> str:
    """Return a language of instruction on one line; "" is German.

    Raises:
        Refused: "language_too_long", "text_unreadable".
    """
    language = one_line(text)
    if len(language) > LONGEST_LANGUAGE:
        raise Refused("language_too_long", most=LONGEST_LANGUAGE)
    check_text("course", "language", language, LONGEST_LANGUAGE)
    return language


def check_range(field_name: str, value: int, least: int, most: int) -> None:
    """Refuse a number outside of what its field takes."""
    if not least <= value <= most:
        raise Refused(f"{field_name}_out_of_range", value=value, least=least, most=most)
