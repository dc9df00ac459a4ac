"""Sentences about hours: none of an inner word, the right form for each count."""

from datetime import date
from typing import Any

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording import availability as wording
from kursplaner.domain.kinds import ClosureReason, Role
from kursplaner.planning.absences.reach import Part, Touched
from kursplaner.planning.availability.changing import AvailabilityPlan
from kursplaner.planning.availability.exceptions import SpecialHours
from kursplaner.planning.availability.touched import Group, Why
from kursplaner.planning.availability.ways import Way, WayKind
from kursplaner.planning.availability.weeks import Painted, Version

DAY = date(2027, 3, 16)
SOURCES = {Part.TEACHER: "lesson", Part.CARER: "childcare", Part.DRIVER: "ride"}


def group(part: Part = Part.TEACHER, count: int = 2, why: Why = Why.HOURS, **hours: int) -> Group:
    source = SOURCES.get(part, "ride")
    records = tuple(
        Touched(part, source, n, minute_of(DAY, 540) + n * 10080, minute_of(DAY, 690) + n * 10080)
        for n in range(count)
    )
    return Group("k", why, part, "A2 Alltag", 1, records, **hours)


def test_hours_of_days_and_versions() -> None:
    some = (Painted(0, 480, 840), Painted(0, 840, 960, "if_needed"), Painted(1, 510, 1440))
    version = Version(DAY, None, some, limited=True)
    assert wording.hours_of_day(version, 0) == "8–16 Uhr"
    assert wording.hours_of_day(version, 1) == "8:30–24 Uhr"
    assert wording.hours_of_day(version, 2) == "nie"
    assert wording.hours_of_day(Version(None, None, (), limited=False), 2) == "immer"
    assert wording.week_lines(version)[1] == "Dienstag: 8:30–24:00 verfügbar"
    assert wording.version_name(version, DAY) == "seit Di 16.03."
    assert wording.version_name(version, date(2027, 3, 15)) == "ab Di 16.03."
    assert wording.new_version_name(DAY, date(2027, 3, 15)) == "ab Di 16.03."


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        ({"open_from": 600, "open_until": 960}, "Eva kann dann erst ab 10:00."),
        ({"open_from": 480, "open_until": 660}, "Eva kann dann nur bis 11:00."),
        ({"open_from": 720, "open_until": 960}, "Eva kann dann nicht (12:00–16:00 schon)."),
        ({}, "Eva ist dienstags nicht da."),
    ],
)
def test_why_lessons_do_not_fit(hours: dict[str, Any], says: str) -> None:
    told = wording.group_text(group(**hours), "Eva")
    assert told == f"2 Termine von Di 16.03. bis Di 23.03. beginnen um 9:00. {says}"
    single = wording.group_text(group(count=1, **hours), "Eva")
    assert single == f"1 Termin am Di 16.03. beginnt um 9:00. {says}"


def test_titles_by_what_is_touched() -> None:
    assert wording.group_title(group()) == "A2 Alltag, dienstags"
    assert wording.group_title(group(Part.CARER, 1)) == "Betreuung A2 Alltag, Di 16.03."
    away = group(Part.VEHICLE, 1, Why.AWAY)
    assert wording.group_title(away) == "Fahrt A2 Alltag, Di 16.03."
    assert wording.group_text(away, "Bus 1") == "Bus 1 steht an diesem Tag nicht bereit."


@pytest.mark.parametrize("part", list(wording.TAKES_OVER))
@pytest.mark.parametrize("kind", list(WayKind))
def test_every_way_of_every_part_has_words(part: Part, kind: WayKind) -> None:
    way = Way(kind, comes=1, name="Penzel, Claudia", covered=1, knows=1, starts=615, ends=765)
    for count in (1, 2):
        title = wording.way_title(way, group(part, count))
        note, tone = wording.way_note(way, group(part, count))
        assert title[0].isupper()
        assert tone in {"good", "warning", "bad", "second"}
        assert "_" not in title + note
        assert kind.value not in title + note
    hidden = wording.way_title(way, group(part), hidden=True)
    assert part is Part.VEHICLE or "Penzel" not in hidden


def test_exceptions_in_words() -> None:
    day = SpecialHours(DAY, DAY)
    assert wording.exception_hours(day) == "ganzer Tag nicht da"
    span = SpecialHours(DAY, date(2027, 3, 31), 540, 780, True, "", frozenset({2}))
    assert wording.exception_days(span) == "Di 16.03. – Mi 31.03."
    assert wording.exception_hours(span) == "9:00–13:00 verfügbar, mittwochs"
    assert wording.exception_note(SpecialHours(DAY, DAY, reason=ClosureReason.ILL)) == "krank"
    assert wording.exception_note(SpecialHours(DAY, DAY, note="Kur")) == "Kur"
    assert wording.hours_a_week(540, 720) == "9 von 12 Std."
    assert wording.hours_a_week(570, None) == "9,5 Std."
    assert wording.most_text(Role.TEACHER, 720) == "Höchstens 12 Std. je Woche als Lehrkraft"


def test_how_many_stay_is_said_where_there_are_some() -> None:
    nothing: Any = None
    plans = [AvailabilityPlan(nothing, (), count, (), "lesson", None) for count in (0, 1, 2)]
    lines = [wording.subline(plan, DAY) for plan in plans]
    assert [line.partition(", ")[2] for line in lines] == [
        "", "1 bleibt wie geplant", "2 bleiben wie geplant",
    ]  # fmt: skip
