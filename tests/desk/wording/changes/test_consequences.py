"""What a plan would do, in one line or a few, from plans made by hand."""

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.changes import consequences as words
from kursplaner.planning.lessons.making_up import MadeUp, MadeUpRide, MadeUpSlot
from kursplaner.planning.lessons.relocation import (
    LessonChange,
    MovedLesson,
    MovedRide,
    MovedSlot,
    Relocation,
    Untouched,
)
from tests.planning.small_town import NINE, TUESDAY

AT = minute_of(TUESDAY, NINE)


def lesson(key: int, room: int | None = None) -> MovedLesson:
    target = LessonChange(key, AT + 60, AT + 210, room, 150)
    return MovedLesson(key, 1, 1, AT, AT + 150, room, 150, target, ())


def slot(key: int, children: int = 0) -> MovedSlot:
    return MovedSlot(key, 1, frozenset(), AT, AT, AT, AT, None, (), children)


def ride(key: int) -> MovedRide:
    return MovedRide(key, 1, "out", frozenset(), AT, AT, AT, AT, None, None, 0)


def moved(
    lessons: int = 1, rooms: int = 0, slots: int = 0, children: int = 0, rides: int = 0
) -> Relocation:
    return Relocation(
        tuple(lesson(key, key + 1 if key < rooms else None) for key in range(lessons)),
        tuple(slot(key, children) for key in range(slots)),
        tuple(ride(key) for key in range(rides)),
    )


def test_what_goes_along_with_a_move() -> None:
    for plan, says in (
        (moved(), "Nichts weiter zieht mit."),
        (moved(rooms=1), "1 Raum zieht mit."),
        (moved(rides=1), "1 Fahrt zieht mit."),
        (moved(rides=2), "2 Fahrten ziehen mit."),
        (moved(slots=1, children=1), "1 Kind zieht mit."),
        (moved(slots=1, children=11), "11 Kinder ziehen mit."),
        (moved(2), "2 Termine ziehen mit."),
        (moved(2, 2, 1, 4, 2), "2 Termine, 2 Räume, 4 Kinder, 2 Fahrten ziehen mit."),
        (moved(1, 1, 0, 0, 1), "1 Raum, 1 Fahrt ziehen mit."),
    ):
        assert words.move_line(plan) == says


def test_what_goes_along_when_lessons_become_longer() -> None:
    for plan, says in (
        (moved(rooms=1), "Nichts weiter zieht mit."),
        (moved(slots=1, children=3), "1 Betreuungszeit zieht mit."),
        (moved(rides=1), "1 Fahrt zieht mit."),
        (moved(rides=12), "12 Fahrten ziehen mit."),
        (moved(2), "2 Termine ziehen mit."),
        (moved(slots=1, rides=1), "1 Betreuungszeit, 1 Fahrt ziehen mit."),
    ):
        assert words.stretch_line(plan) == says


def made_up(
    room: int | None = None,
    people: tuple[int, ...] = (),
    slots: tuple[tuple[int | None, int], ...] = (),
    rides: int = 0,
    lacking: tuple[tuple[str, int], ...] = (),
) -> MadeUp:
    care = tuple(MadeUpSlot(1, AT, AT, place, (), children) for place, children in slots)
    trips = (MadeUpRide(1, AT, AT, None, None),) * rides
    return MadeUp(1, AT, AT + 150, 150, room, people, care, trips, lacking)


def test_what_comes_with_one_lesson_more() -> None:
    for lesson_, says in (
        (made_up(), ["Raum und Lehrkraft fehlen noch."]),
        (made_up(1), ["1 Raum kommt dazu."]),
        (made_up(people=(4,)), ["1 Lehrkraft kommt dazu."]),
        (made_up(rides=2), ["2 Fahrten kommen dazu."]),
        (made_up(slots=((None, 1),)), ["1 Kind kommt dazu."]),
        (
            made_up(1, (4, 5), ((1, 2), (2, 1), (None, 0)), 1),
            ["2 Räume, 2 Lehrkräfte, 3 Kinder, 1 Fahrt kommen dazu."],
        ),
        (
            made_up(1, lacking=(("vehicle", 1), ("driver", 2), ("vehicle", 3))),
            [
                "1 Raum kommt dazu.",
                "Das Fahrzeug ist dann unterwegs; bitte wählen Sie ein anderes.",
                "Die Person am Steuer ist dann verplant; bitte teilen Sie eine andere ein.",
            ],
        ),
    ):
        assert words.extra_lines(lesson_) == says


def test_what_stays_is_counted_by_its_reason() -> None:
    stay = (
        Untouched("lesson", 1, "past"),
        Untouched("childcare", 2, "serves_other_lessons"),
        Untouched("lesson", 3, "past"),
        Untouched("ride", 4, "driven"),
        Untouched("person", 5, "odd"),
        Untouched("lesson", 6, "recorded"),
    )
    shared = (Untouched("childcare", 2, "serves_other_lessons"),) * 2
    assert words.stay_lines(shared) == [
        "2 Betreuungszeiten bleiben unverändert: gehören auch zu anderen Terminen."
    ]
    assert words.stay_lines(stay) == [
        "2 Termine bleiben unverändert: vorbei.",
        "1 Betreuungszeit bleibt unverändert: gehört auch zu anderen Terminen.",
        "1 Fahrt bleibt unverändert: schon gefahren.",
        "1 Person bleibt unverändert: odd.",
        "1 Termin bleibt unverändert: Anwesenheit ist eingetragen.",
    ]
    assert words.stay_lines(()) == []


def test_from_when_to_when() -> None:
    assert words.moved_to(AT, AT + 150, AT + 2880, AT + 3030) == (
        "Di 02.03.2027, 9:00–11:30 → Do 04.03.2027, 9:00–11:30"
    )
