"""What other times, a merge or a split would do, from plans made by hand."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from kursplaner.desk.wording.changes import of_courses as words
from kursplaner.domain.weekly_times import CourseTime
from kursplaner.planning.courses.merging import Carried, MergePlan, MergeWish
from kursplaner.planning.courses.splitting import SplitPlan, SplitWish
from kursplaner.planning.lessons.changing import LessonPlan, Wanted
from kursplaner.planning.lessons.making_up import MadeUp
from kursplaner.planning.lessons.other_times import TimesWish
from kursplaner.planning.lessons.relocation import Untouched
from tests.desk.wording.changes.test_consequences import AT, moved

DAY = date(2027, 3, 9)
NAMES = {key: f"Name {key}" for key in range(1, 20)}
NUMBERS = ("K2", "K1")


def times(added: int = 0, minutes: int = 150, **along: int) -> LessonPlan[TimesWish]:
    there = moved(**along)
    lessons = tuple(
        replace(lesson, target=replace(lesson.target, teaching_minutes=minutes))
        for lesson in there.lessons
    )
    made = tuple(
        MadeUp(1, AT + 1440 * at, AT + 1440 * at + 45, 45, None, (), (), (), (("room", at),))
        for at in range(added)
    )
    wish = TimesWish(1, DAY, DAY)
    wanted = Wanted(added=made, stay=(Untouched("lesson", 1, "past"),) if added else ())
    return LessonPlan(wish, "", wanted, replace(there, lessons=lessons), ())


@pytest.mark.parametrize(
    ("along", "says"),
    [
        ({}, "1 Termin bekommt andere Zeiten."),
        ({"lessons": 2}, "2 Termine bekommen andere Zeiten."),
        ({"rides": 1}, "1 Termin bekommt andere Zeiten; 1 Fahrt zieht mit."),
        ({"rides": 10}, "1 Termin bekommt andere Zeiten; 10 Fahrten ziehen mit."),
        ({"slots": 1}, "1 Termin bekommt andere Zeiten; 1 Betreuungszeit zieht mit."),
        (
            {"slots": 1, "rides": 1},
            "1 Termin bekommt andere Zeiten; 1 Betreuungszeit und 1 Fahrt ziehen mit.",
        ),
    ],
)
def test_what_goes_along_with_other_times(along: dict[str, int], says: str) -> None:
    told = words.times_lines(times(**along), 50)
    assert told == [says, f"Der Umfang bleibt: {3 * along.get('lessons', 1)} UE."]


def test_more_or_less_is_told_in_units() -> None:
    assert words.times_lines(times(minutes=100), 50)[1] == (
        "In diesen Terminen 2 UE statt 3 UE; es fehlt 1 UE."
    )
    assert words.times_lines(times(minutes=200), 50)[1] == (
        "In diesen Terminen 4 UE statt 3 UE; mehr als geplant: 1 UE."
    )
    assert words.times_lines(times(), 60)[1] == "Der Umfang bleibt: 2,5 Std."
    assert words.times_lines(times(minutes=120), 60)[1] == (
        "In diesen Terminen 2 Std. statt 2,5 Std.; es fehlen 0,5 Std."
    )


def test_three_new_lessons_at_the_end_are_named() -> None:
    lacks = "Der Raum ist dann belegt; bitte wählen Sie einen anderen."
    stays = "1 Termin bleibt unverändert: vorbei."
    first, second = "Di 02.03.2027, 9:00–9:45", "Mi 03.03.2027, 9:00–9:45"
    third = "Do 04.03.2027, 9:00–9:45"
    assert words.times_lines(times(1), 45)[2:] == [
        f"Am Ende kommt 1 Termin dazu (1 UE): {first}.",
        lacks,
        stays,
    ]
    assert words.times_lines(times(3), 45)[2] == (
        f"Am Ende kommen 3 Termine dazu (3 UE): {first}; {second}; {third}."
    )
    assert words.times_lines(times(5), 45)[2] == (
        f"Am Ende kommen 5 Termine dazu (5 UE): {first}; {second}; {third} und 2 weitere."
    )


PLAN = MergePlan(
    *(MergeWish(2, 1, DAY), (), (), (), (), 0, 0, 0),
    *((60, 90), (60, 45), False, (), (), ""),
)


def merged(**facts: Any) -> list[str]:
    return words.merge_lines(replace(PLAN, **facts), NAMES, NUMBERS)


def carried(count: int, children: int = 0) -> tuple[Carried, ...]:
    return tuple(Carried(key, DAY, children, rides=False) for key in range(1, count + 1))


def test_a_merge_without_anything_says_what_is_left() -> None:
    left = "Noch geplant: K2 1 Std., K1 2 UE."
    assert merged() == ["Niemand wechselt von K2 nach K1.", left]
    assert merged(grants_differ=True, untouched=(Untouched("ride", 1, "driven"),))[1:] == [
        left,
        (
            "Die Kurse gehören zu verschiedenen Zuwendungen: Bisheriges bleibt bei seiner,"
            " Künftiges zählt bei K1. Bitte klären Sie das mit den Zuwendungsgebern."
        ),
        "1 Fahrt bleibt unverändert: schon gefahren.",
    ]


def test_who_changes_with_a_merge() -> None:
    assert merged(people=carried(1))[0] == (
        "1 Person wechselt ab Di 09.03. von K2 nach K1: Name 1."
    )
    assert merged(people=carried(1, 1))[0] == (
        "1 Person mit 1 Kind wechselt ab Di 09.03. von K2 nach K1: Name 1."
    )
    assert merged(people=carried(2, 1))[0] == (
        "2 Personen mit 2 Kindern wechseln ab Di 09.03. von K2 nach K1: Name 1; Name 2."
    )
    twelve = "; ".join(f"Name {key}" for key in range(1, 13))
    assert merged(people=carried(12))[0].endswith(f": {twelve}.")
    assert merged(people=carried(14))[0].endswith(f": {twelve} und 2 weitere.")


def test_who_waits_or_is_there_and_what_ends_with_a_merge() -> None:
    assert merged(already=(3, 4))[1] == "Schon in K1: Name 3; Name 4."
    waits = "dann auf der Warteliste von K1, hinter den anderen."
    assert merged(waiting=(3,))[1] == f"1 Person steht {waits}"
    assert merged(waiting=(3, 4))[1] == f"2 Personen stehen {waits}"
    assert merged(cancelled=(1,))[1] == "Von K2 entfällt 1 Termin ab Di 09.03.; was war, bleibt."
    assert merged(cancelled=(1, 2))[1].startswith("Von K2 entfallen 2 Termine ab Di 09.03.")


def test_what_comes_along_where_places_are_short() -> None:
    why = "mit zu K1, weil dort der Platz nicht reicht."
    assert merged(carers=1)[1] == f"1 Betreuungsperson kommt {why}"
    assert merged(slots=10)[1] == f"10 Betreuungszeiten kommen {why}"
    assert merged(rides=1)[1] == f"1 Fahrt kommt {why}"
    assert merged(carers=1, slots=1, rides=2)[1] == (
        f"1 Betreuungsperson, 1 Betreuungszeit und 2 Fahrten kommen {why}"
    )


WEEKLY = (CourseTime(1, 840, 990), CourseTime(3, 840, 990), CourseTime(4, 540, 690))


def split(people: int = 1, staying: int = 1, **facts: Any) -> list[str]:
    course = {
        "draft": SimpleNamespace(number="K1-2", unit_minutes=45, weekly=WEEKLY),
        "dates": SimpleNamespace(teaching_minutes=90),
        "lessons": (1,),
        "last_day": DAY,
        "room": None,
        "teacher": None,
        "childcare": None,
        "rides": None,
    }
    more = {key: facts.pop(key) for key in list(facts) if key in course}
    counts = {"marked": 0, "waiting": 0} | facts
    plan = SplitPlan(
        wish=SplitWish(1, DAY),
        course=SimpleNamespace(**(course | more)),  # type: ignore[arg-type]
        person_ids=tuple(range(1, people + 1)),
        staying=staying,
        conflicts=(),
        state="",
        **counts,
    )
    return words.split_lines(plan, NAMES, "K1")


def test_a_split_says_who_goes_and_what_is_new() -> None:
    assert split() == [
        "1 Person wechselt ab Di 09.03. von K1 nach K1-2: Name 1.",
        "In K1 bleibt 1 Person.",
        "K1-2: 1 Termin, 2 UE, Di und Do 14:00–16:30; Fr 9:00–11:30, bis Di 09.03.2027.",
        "Raum noch offen, Lehrkraft noch offen.",
    ]
    assert split(2, 3)[:2] == [
        "2 Personen wechseln ab Di 09.03. von K1 nach K1-2: Name 1; Name 2.",
        "In K1 bleiben 3 Personen.",
    ]


def test_a_split_says_what_serves_the_new_course() -> None:
    room, anna, bea = (SimpleNamespace(name=name) for name in ("Saal", "Anna", "Bea"))
    care = SimpleNamespace(carers=(anna, bea))
    none = SimpleNamespace(carers=())
    rides, without = SimpleNamespace(rides=(1, 2)), SimpleNamespace(rides=())
    assert split(room=room, teacher=anna, childcare=care, rides=rides)[3] == (
        "Raum Saal, Lehrkraft Anna, Betreuung Anna und Bea, 2 Fahrten."
    )
    assert split(room=room, teacher=anna, childcare=none, rides=without)[3] == (
        "Raum Saal, Lehrkraft Anna, Betreuung noch offen."
    )


def test_a_split_says_what_the_list_shows_and_who_gets_a_place() -> None:
    marks = "In der Liste von K1 steht am ersten Termin danach W."
    frees = "auf einen Platz in K1; dort wird Platz frei."
    assert split(marked=1)[4:] == [marks]
    assert split(marked=1, waiting=1)[4:] == [marks, f"1 Person wartet {frees}"]
    assert split(waiting=2)[4:] == [f"2 Personen warten {frees}"]


def test_the_days_that_change() -> None:
    assert words.changed_from(times()) == "02.03.2027"
