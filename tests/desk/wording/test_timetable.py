from kursplaner.desk.wording import timetable as words
from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.weekly_times import WeeklyTime
from kursplaner.planning.timetable.formula.demands import DemandKind
from kursplaner.planning.timetable.problem import PARKED_COST, Progress
from kursplaner.planning.timetable.town.clash import ClashingWish, ClashTold
from kursplaner.planning.timetable.town.plan import At, Bar, MovedSeries, ParkedSeries
from kursplaner.planning.timetable.town.wishes import Aim

TUESDAY = At(1, 540, 675, "Raum A", "Seidel, Anna")
THURSDAY = At(3, 540, 675, "Raum B", "Seidel, Anna")
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
    other = At(1, 540, 675, "Raum A", "Vogel, Eva")
    assert words.move_sentence(moved(after=other)).endswith(
        "nach Di 9:00–11:15, Raum A, Vogel, Eva."
    )


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
