from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording import timetable as words
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.weekly_times import WeeklyTime
from kursplaner.planning.timetable.formula.demands import DemandKind
from kursplaner.planning.timetable.mending.units import Part
from kursplaner.planning.timetable.problem import PARKED_COST, Progress
from kursplaner.planning.timetable.town.clash import ClashingWish, ClashTold
from kursplaner.planning.timetable.town.plan import (
    At,
    Bar,
    MovedSeries,
    ParkedSeries,
    StoodIn,
    TimetablePlan,
)
from kursplaner.planning.timetable.town.reading import TimetableWish
from kursplaner.planning.timetable.town.wishes import Aim

TUESDAY = At(1, 540, 675, "Raum A", "Seidel, Anna")
THURSDAY = At(3, 540, 675, "Raum B", "Seidel, Anna")
MONDAY = minute_of(date(2027, 3, 1))
MONDAY_MORNING = (WeeklyTime(0, 540, 690),)


def moved(**values: object) -> MovedSeries:
    plain = {
        "course_id": 1,
        "number": "A2-03",
        "title": "Deutsch A2",
        "lesson_ids": (1, 2),
        "first": 0,
        "before": TUESDAY,
        "after": THURSDAY,
    }
    return MovedSeries(**(plain | values))  # type: ignore[arg-type]


def course(number: str, **values: object) -> ClashingWish:
    plain = {
        "kind": DemandKind.COURSE,
        "number": number,
        "title": "Deutsch",
        "person": "",
        "lessons": 1,
        "rooms": ("Schulungsraum",),
        "teachers": (),
        "hours": MONDAY_MORNING,
        "parked": 0,
        "cost": 12,
    }
    return ClashingWish(**(plain | values))  # type: ignore[arg-type]


def test_every_aim_has_a_name() -> None:
    assert set(words.AIMS) == set(Aim)


def test_a_move_says_from_where_to_where() -> None:
    assert words.move_sentence(moved()) == (
        "A2-03: 2 Termine von Di 9:00–11:15, Raum A nach Do 9:00–11:15, Raum B."
    )
    other = At(3, 540, 675, "Raum A", "Vogel, Eva")
    assert words.move_sentence(moved(after=other)).endswith(
        "nach Do 9:00–11:15, Raum A, Vogel, Eva."
    )


def test_who_comes_for_whom_at_the_same_time() -> None:
    other = At(1, 540, 675, "Raum A", "Vogel, Eva")
    assert words.move_sentence(moved(after=other, shift=0, first=MONDAY + 1440)) == (
        "A2-03: 2 Termine ab Di 02.03., Di 9:00–11:15, Raum A: Es unterrichtet Vogel, Eva"
        " (statt Seidel, Anna)."
    )
    room = replace(other, room="Raum B")
    assert words.move_sentence(
        moved(after=room, shift=0, first=MONDAY + 1440, lesson_ids=(1,))
    ) == (
        "A2-03: 1 Termin am Di 02.03., 9:00–11:15: in Raum B (statt Raum A); Es unterrichtet"
        " Vogel, Eva (statt Seidel, Anna)."
    )
    others = (StoodIn(Part.VEHICLE, "Bus 1", "Bus 2"), StoodIn(Part.DRIVER, "", "Wolf, Jan"))
    alone = moved(after=TUESDAY, lesson_ids=(1,), stand_ins=others)
    assert words.move_sentence(alone) == (
        "A2-03: 1 Termin, Di 9:00–11:15, Raum A: Es fährt Bus 2 (statt Bus 1);"
        " Am Steuer: Wolf, Jan."
    )


@pytest.mark.parametrize(
    ("shift", "said"), [(2, " (2 Tage später)."), (-1, " (1 Tag früher)."), (0, "Raum B.")]
)
def test_a_mended_move_says_which_day(shift: int, said: str) -> None:
    found = words.move_sentence(moved(shift=shift, lesson_ids=(1,), first=MONDAY + 1440))
    assert found.startswith("A2-03: 1 Termin am Di 02.03. von Di 9:00–11:15")
    assert found.endswith(said)


def test_every_part_of_a_record_has_a_sentence() -> None:
    for part in Part:
        told = moved(after=TUESDAY, stand_ins=(StoodIn(part, "A", "B"),))
        assert "B (statt A)." in words.move_sentence(told)


def test_a_mended_timetable_says_how_near_its_changes_are() -> None:
    near = replace(TUESDAY, starts=600, ends=735)
    moves = (
        moved(after=replace(TUESDAY, teacher="Vogel")),
        moved(after=replace(TUESDAY, room="Raum B"), lesson_ids=(3,)),
        moved(after=near, lesson_ids=(4,)),
        moved(lesson_ids=(5,)),
    )
    mends = TimetableWish(date(2027, 3, 1), date(2027, 8, 31), mend=True)
    assert words.summary(plan(moves=moves, wish=mends)) == (
        "5 Termine ändern sich: 2 mit Vertretung zur selben Zeit, 1 in einem anderen Raum zur"
        " selben Zeit, 1 zu anderer Zeit am selben Tag und 1 an einem anderen Tag."
    )
    parked = ParkedSeries(1, "A2-03", "Deutsch", (1,), 0, TUESDAY, 1, ())
    assert words.summary(plan(moves=(), wish=mends, parked=(parked,))) == words.MENDED_NOTHING


def test_what_stays_says_why() -> None:
    assert words.stay_sentence(moved()) == ""
    assert words.stay_sentence(moved(stays=((1, ConflictKind.HOLIDAY),))) == (
        "1 Termin bleibt am alten Platz: am neuen Tag ist frei."
    )


def test_what_has_no_place_names_what_others_take_first() -> None:
    bars = (
        Bar(ConflictKind.NO_ROOM, 99, "Halle", ""),
        Bar(ConflictKind.ROOM, 3, "Raum A", "A1-01"),
        Bar(ConflictKind.ROOM, 2, "Raum A", "B1-01"),
    )
    parked = ParkedSeries(1, "A2-03", "Deutsch", (1,), 0, TUESDAY, 9, bars)
    assert words.parked_sentence(parked) == (
        "A2-03: 1 Termin (Di 9:00–11:15, Raum A) findet keinen Platz: Raum A ist belegt"
        " (A1-01, B1-01) und Halle ist nicht für diese Kursart."
    )


def test_courses_that_want_the_same_share_a_sentence() -> None:
    person = ClashingWish(
        DemandKind.WISH, "", "", "Seidel, Anna", 0, (), (), MONDAY_MORNING, 1, None
    )
    clash = ClashTold((course("A1"), course("B1"), person), minimal=True)
    assert words.clash_sentences(clash) == [
        (
            "Kurs A1 (Deutsch) und Kurs B1 (Deutsch) wollen beide Mo 9:00–11:30 in Schulungsraum:"
            " zusammen 2 Termine je Woche."
        ),
        "Seidel, Anna ist nur Mo 9:00–11:30 da.",
    ]
    assert words.price_sentence(course("A1")) == (
        "Ohne Kurs A1: alles andere findet Platz. Die Wünsche kosten dann 12 Punkte."
    )
    assert (
        words.price_sentence(person) == "Wäre Seidel, Anna auch sonst da: noch 1 Reihe ohne Platz."
    )


def test_progress_tells_parked_and_wishes_apart() -> None:
    assert words.progress_text(Progress(120, 0, None, 3.2)) == (
        "3 s: alles hat Platz, Wünsche 120 Punkte"
    )
    assert words.progress_text(Progress(PARKED_COST * 2 + 5, 2, None, 0.1)) == (
        "0 s: 2 ohne Platz, Wünsche 5 Punkte"
    )


def test_the_title_names_the_period_and_whether_it_mends() -> None:
    first, last = date(2027, 3, 1), date(2027, 8, 31)
    assert words.draft_title(first, last, mend=False) == "Stundenplan 01.03.–31.08.2027"
    assert words.draft_title(first, last, mend=True) == "Stundenplan reparieren 01.03.–31.08.2027"


def test_a_place_names_room_and_teacher_or_that_there_is_none() -> None:
    nowhere = At(1, 540, 675, "", "")
    assert words.place(TUESDAY) == "Di 9:00–11:15, Raum A"
    assert words.place(TUESDAY, teacher=True) == "Di 9:00–11:15, Raum A, Seidel, Anna"
    assert words.place(nowhere, teacher=True) == "Di 9:00–11:15, ohne Raum, ohne Lehrkraft"


def plan(**facts: Any) -> TimetablePlan:
    plain: dict[str, Any] = {
        "wish": TimetableWish(date(2027, 3, 1), date(2027, 8, 31)),
        "moves": (moved(),),
        "parked": (),
        "series": 1_200,
        "changes": (),
        "rehearsal": None,
        "costs": {},
        "clash": None,
        "proven": False,
        "stopped": False,
        "seconds": 12.6,
    }
    return TimetablePlan(**(plain | facts))


def test_a_visitor_reads_no_names() -> None:
    other = moved(after=At(3, 540, 675, "Raum B", "Vogel, Eva"))
    nobody = moved(before=At(1, 540, 675, "", ""), after=At(3, 540, 675, "", ""))
    bars = (
        Bar(ConflictKind.ROOM, 3, "Raum A", "A1"),
        Bar(ConflictKind.TEACHER, 3, "Seidel, Anna", "A1"),
        Bar(ConflictKind.CLOSURE, 3, "Raum A", ""),
    )
    parked = ParkedSeries(1, "A2", "Deutsch", (1,), 0, TUESDAY, 9, bars)
    clash = ClashTold(
        (course("A1", teachers=("Seidel, Anna",)), course("B1", person="Seidel, Anna")),
        minimal=True,
    )
    found = words.without_names(plan(moves=(moved(), other, nobody), parked=(parked,), clash=clash))
    assert [(move.before.teacher, move.after.teacher) for move in found.moves] == [
        ("Lehrkraft", "Lehrkraft"),
        ("Lehrkraft", "andere Lehrkraft"),
        ("", ""),
    ]
    assert found.parked[0].before.teacher == "Lehrkraft"
    assert [bar.name for bar in found.parked[0].bars] == ["Raum A", "jemand", "jemand"]
    assert found.clash is not None
    assert [(wish.person, wish.teachers) for wish in found.clash.wishes] == [
        ("", ()),
        ("Jemand", ()),
    ]
    assert words.without_names(plan()).clash is None


def test_several_reasons_of_what_stays_are_told_once_each() -> None:
    stays = (
        (1, ConflictKind.ROOM),
        (2, ConflictKind.ROOM),
        (3, ConflictKind.LEVEL),
    )
    assert words.stay_sentence(moved(stays=stays)) == (
        "3 Termine bleiben am alten Platz: der Raum ist an diesem Tag belegt und an diesem Tag"
        " steht etwas dagegen."
    )


def parked_bars(*bars: Bar, lessons: int = 2, vacates: bool = False) -> str:
    keys = tuple(range(lessons))
    series = ParkedSeries(1, "A2", "Deutsch", keys, 0, TUESDAY, 9, bars, vacates)
    return words.parked_sentence(series)


def test_what_has_no_place_says_what_is_against_it() -> None:
    head = "A2: 2 Termine (Di 9:00–11:15, Raum A) finden keinen Platz: "
    assert parked_bars() == f"{head}kein Beginn ist möglich."
    assert parked_bars(vacates=True) == (
        f"{head}kein Beginn ist möglich. Der bisherige Raum wird abgegeben."
    )
    none = Bar(ConflictKind.NO_ROOM, 1, "", "")
    assert parked_bars(none) == f"{head}es gibt keinen Raum."
    assert parked_bars(Bar(ConflictKind.LEVEL, 1, "", "")) == f"{head}etwas anderes steht dagegen."
    assert parked_bars(Bar(ConflictKind.ROOM, 1, "", "A1"), none, vacates=True) == (
        f"{head}etwas ist belegt (A1) und es gibt keinen Raum. Der bisherige Raum wird abgegeben."
    )


@pytest.mark.parametrize(
    ("courses", "says"),
    [(0, ""), (1, " (K0)"), (3, " (K0, K1, K2)"), (4, " (K0, K1, K2, …)")],
)
def test_three_courses_that_take_a_room_are_named(courses: int, says: str) -> None:
    bars = [Bar(ConflictKind.ROOM, 1, "Raum B", f"K{at}") for at in range(courses)]
    found = parked_bars(*bars, *bars[:1], Bar(ConflictKind.ROOM, 1, "Raum B", ""))
    assert found.endswith(f": Raum B ist belegt{says}.")


def test_four_reasons_are_told_those_that_bar_most_first() -> None:
    bars = (
        Bar(ConflictKind.CLOSING_DAY, 1, "", ""),
        Bar(ConflictKind.HOLIDAY, 2, "", ""),
        Bar(ConflictKind.ROOM, 2, "Raum B", ""),
        Bar(ConflictKind.ROOM, 2, "Raum B", ""),
        Bar(ConflictKind.ROOM, 3, "Raum C", ""),
        Bar(ConflictKind.COURSE, 2, "", ""),
    )
    assert parked_bars(*bars).endswith(
        ": Raum B ist belegt, Raum C ist belegt, an diesen Tagen ist frei und der Kurs hat dann"
        " schon Unterricht."
    )


def wishes(*found: ClashingWish) -> list[str]:
    return words.clash_sentences(ClashTold(found, minimal=True))


def test_a_pinned_course_and_one_alone_have_their_own_sentences() -> None:
    pins = [course(number, kind=DemandKind.PIN) for number in ("A1", "B1")]
    assert wishes(*pins) == [
        "Kurs A1 (Deutsch) ist festgelegt auf Mo 9:00–11:30 in Schulungsraum.",
        "Kurs B1 (Deutsch) ist festgelegt auf Mo 9:00–11:30 in Schulungsraum.",
    ]
    assert wishes(course("A1", lessons=2, teachers=("Seidel",))) == [
        "Kurs A1 (Deutsch) will 2 Termine je Woche, Mo 9:00–11:30 in Schulungsraum mit Seidel."
    ]
    assert wishes(course("A1", teachers=("Seidel", "Vogel"))) == [
        "Kurs A1 (Deutsch) will 1 Termin je Woche, Mo 9:00–11:30 in Schulungsraum."
    ]


def test_courses_that_want_something_else_stand_apart() -> None:
    three = wishes(course("A1"), course("B1"), course("C1"), course("D1", rooms=("Saal",)))
    assert three == [
        (
            "Kurs A1 (Deutsch), Kurs B1 (Deutsch) und Kurs C1 (Deutsch) wollen alle Mo 9:00–11:30"
            " in Schulungsraum: zusammen 3 Termine je Woche."
        ),
        "Kurs D1 (Deutsch) will 1 Termin je Woche, Mo 9:00–11:30 in Saal.",
    ]


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (0, "zu keiner Zeit"),
        (1, "Mo 9:00–11:30"),
        (4, "Mo 9:00–11:30, Di 9:00–11:30, Mi 9:00–11:30 oder Do 9:00–11:30"),
        (
            5,
            "Mo 9:00–11:30, Di 9:00–11:30, Mi 9:00–11:30, Do 9:00–11:30 und zu anderen Zeiten",
        ),
    ],
)
def test_four_times_are_named(count: int, says: str) -> None:
    hours = tuple(WeeklyTime(weekday, 540, 690) for weekday in range(count))
    person = course("", kind=DemandKind.WISH, person="Seidel, Anna", hours=hours)
    assert wishes(person) == [f"Seidel, Anna ist nur {says} da."]


@pytest.mark.parametrize(
    ("rooms", "says"),
    [
        ((), "keinem Raum"),
        (("A", "B"), "A oder B"),
        (("A", "B", "C"), "A, B oder C"),
        (("A", "B", "C", "D"), "einem von 4 Räumen"),
    ],
)
def test_three_rooms_are_named(rooms: tuple[str, ...], says: str) -> None:
    assert wishes(course("A1", rooms=rooms))[0].endswith(f"in {says}.")


def test_what_giving_up_a_wish_would_bring() -> None:
    assert words.price_sentence(course("A1", parked=None)) == "Ohne Kurs A1: nicht mehr berechnet."
    assert words.price_sentence(course("A1", kind=DemandKind.PIN, parked=2, cost=None)) == (
        "Dürfte Kurs A1 umziehen: noch 2 Reihen ohne Platz."
    )
    assert words.price_sentence(course("A1", parked=1, cost=0)) == (
        "Ohne Kurs A1: noch 1 Reihe ohne Platz. Die Wünsche kosten dann 0 Punkte."
    )


def test_how_much_moves_and_what_the_wishes_cost() -> None:
    assert words.summary(plan(moves=())) == words.UNCHANGED
    costs = {Aim.KEEP: (0, 1_000), Aim.WAVES: (1_500, 20)}
    assert words.summary(plan(costs=costs)) == (
        "1 von 1.200 Reihen zieht um (2 Termine); die Wünsche kosten 1.020 statt 1.500 Punkte."
    )
    assert words.summary(plan(moves=(moved(), moved(lesson_ids=(3,))))) == (
        "2 von 1.200 Reihen ziehen um (3 Termine); die Wünsche kosten 0 statt 0 Punkte."
    )
    assert list(words.cost_rows(plan(costs=costs))) == [
        ("Behalten, was ist", 0, 1_000),
        ("Fahrten in Wellen", 1_500, 20),
    ]


def test_how_the_search_ended() -> None:
    assert words.ended_sentence(plan(stopped=True, proven=True)) == (
        "Nach 13 s angehalten; dies ist das Beste bis dahin."
    )
    assert words.ended_sentence(plan(proven=True)) == "Nach 13 s fertig: Besser geht es nicht."
    assert words.ended_sentence(plan()) == "13 s gesucht; vielleicht geht es noch besser."


def test_wishes_never_cost_less_than_nothing() -> None:
    assert words.progress_text(Progress(PARKED_COST - 5, 1, None, 1)).endswith("Wünsche 0 Punkte")
    assert words.progress_text(Progress(PARKED_COST + 1, 1, None, 1)).endswith("Wünsche 1 Punkte")
