"""Ways out of a conflict in words, from facts made by hand."""

from datetime import date

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.conflicts import fixes as wording
from kursplaner.desk.wording.conflicts.sentences import sentence
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.planning.fixes.cost import Touched
from kursplaner.planning.fixes.facts import FixFacts
from kursplaner.planning.fixes.offering import Fix
from kursplaner.planning.fixes.situation import FixKind

DAY = date(2027, 3, 2)
AT = minute_of(DAY, 540)
LESSON = Subject("lesson", 1, "A2")
HINT = Conflict("x", ConflictKind.CREDENTIAL, Severity.SOFT, DAY, AT, AT + 60, (LESSON,), {})


def fix(
    kind: FixKind,
    *,
    touched: Touched | None = None,
    come: int = 0,
    lessons: int = 1,
    facts: FixFacts | None = None,
) -> Fix:
    subjects = (Subject("room", 9, "Saal"), *[LESSON] * lessons)
    conflict = Conflict("x", ConflictKind.ROOM, Severity.HARD, DAY, AT, AT + 60, subjects, {})
    who = touched or Touched()
    return Fix(conflict, kind, (), facts or {}, 0, "", (HINT,) * come, (), who)


@pytest.mark.parametrize(
    ("to", "says"),
    [
        (AT + 1, "1 Minute später beginnen"),
        (AT - 45, "45 Minuten früher beginnen"),
        (AT + 60, "1 Stunde später beginnen"),
        (AT + 90, "90 Minuten später beginnen"),
        (AT - 90, "90 Minuten früher beginnen"),
        (AT + 91, "Um 10:31 beginnen"),
        (AT - 91, "Um 7:29 beginnen"),
        (minute_of(DAY, 1440), "Am Mi 03.03. um 0:00 beginnen"),
    ],
)
def test_a_beginning_near_by_is_told_by_how_much(to: int, says: str) -> None:
    assert wording.other_beginning(AT, to) == says


@pytest.mark.parametrize(
    ("kind", "facts", "says"),
    [
        (FixKind.OTHER_TEACHER, {"name": "Vogel, Martin"}, "M. Vogel unterrichtet"),
        (
            FixKind.OTHER_CARER,
            {"name": "Vogel, Martin", "goes_name": "Roth, Peter", "records": 1, "first": AT},
            "M. Vogel betreut statt P. Roth",
        ),
        (
            FixKind.OTHER_DRIVER,
            {"name": "Vogel, Martin", "goes_name": "", "records": 2, "first": AT},
            "M. Vogel fährt (2-mal ab Di 02.03.)",
        ),
        (FixKind.MORE_CARERS, {"name": "Vogel, Martin"}, "M. Vogel betreut zusätzlich"),
        (FixKind.OTHER_VEHICLE, {"name": "Bus, Rot"}, "Bus, Rot nehmen"),
        (
            FixKind.OTHER_VEHICLE,
            {"name": "Bus 2", "goes_name": "Bus 1"},
            "Bus 2 statt Bus 1 nehmen",
        ),
        (
            FixKind.SPLIT_CHILDCARE,
            {"children": 1, "name": "Turm", "carer": "Vogel, Martin"},
            "1 Kind in einer zweiten Gruppe (Turm, M. Vogel)",
        ),
        (
            FixKind.SHORTEN,
            {"minutes": 30, "at_end": True, "ends": 660},
            "30 Minuten früher enden (um 11:00)",
        ),
        (
            FixKind.SHORTEN,
            {"minutes": 120, "at_end": False, "from": 660},
            "2 Stunden später beginnen und so viel kürzer (um 11:00)",
        ),
        (FixKind.CANCEL_MADE_UP, {}, "Absagen und am Ende nachholen"),
        (FixKind.CANCEL_MADE_UP, {"made_up": AT}, "Absagen und am Ende nachholen (Di 02.03.)"),
        (
            FixKind.SWAP_LESSONS,
            {"to": AT, "other_title": "B1"},
            "Mit „B1“ tauschen (dann Di 02.03., 9:00)",
        ),
        (
            FixKind.SWAP_ROOMS,
            {"name": "Turm", "other_title": "B1"},
            "Raum mit „B1“ tauschen (dann Turm)",
        ),
        (FixKind.CHILDCARE_TIMES, {"from": 525, "ends": 705}, "Betreuung öffnet 8:45–11:45"),
        (FixKind.CHILDCARE_ROOM, {"name": "Turm"}, "Betreuung nach Turm legen"),
    ],
)
def test_a_way_out_is_a_button(kind: FixKind, facts: FixFacts, says: str) -> None:
    assert wording.sentence(fix(kind, facts=facts)) == says


@pytest.mark.parametrize(("lessons", "says"), [(1, "Turm nehmen"), (2, "A2: Turm nehmen")])
def test_the_course_stands_in_front_of_several(lessons: int, says: str) -> None:
    found = fix(FixKind.OTHER_ROOM, lessons=lessons, facts={"name": "Turm", "title": "A2"})
    assert wording.sentence(found) == says


def test_hidden_names_are_initials_but_rooms_stay() -> None:
    facts: FixFacts = {"children": 2, "name": "Turm", "carer": "Vogel, Martin"}
    carer = fix(FixKind.SPLIT_CHILDCARE, facts=facts)
    assert wording.sentence(carer, hidden=True) == "2 Kinder in einer zweiten Gruppe (Turm, M. V.)"
    people: FixFacts = {"name": "Vogel, Martin", "goes_name": "Roth, Peter"}
    swap = fix(FixKind.OTHER_TEACHER, facts=people)
    assert wording.sentence(swap, hidden=True) == "M. V. unterrichtet statt P. R."


@pytest.mark.parametrize(
    ("kind", "counts", "come", "says"),
    [
        (FixKind.OTHER_TIME, {}, 0, "Sonst ist niemand betroffen."),
        (FixKind.ACCEPT, {}, 0, wording.STAYS),
        (FixKind.OTHER_TIME, {"rides": 1}, 0, "1 Fahrt zieht mit."),
        (FixKind.OTHER_TIME, {"rides": 2}, 0, "2 Fahrten ziehen mit."),
        (FixKind.OTHER_TIME, {"children": 1, "rides": 1}, 0, "1 Kind, 1 Fahrt ziehen mit."),
        (FixKind.CANCEL, {"children": 1}, 0, "1 Kind fällt mit aus."),
        (FixKind.CANCEL, {"children": 12}, 0, "12 Kinder fallen mit aus."),
        (FixKind.CHILDCARE_ROOM, {"children": 1}, 0, "1 Kind wechselt."),
        (FixKind.OTHER_ROOM, {"rides": 2}, 0, "Sonst ist niemand betroffen."),
        (FixKind.OTHER_ROOM, {"people": 1}, 0, "1 Person ist betroffen."),
        (
            FixKind.OTHER_TIME,
            {"rides": 1, "people": 2},
            1,
            "1 Fahrt zieht mit; 2 Personen sind betroffen. 1 neuer Hinweis.",
        ),
        (FixKind.OTHER_ROOM, {}, 2, "2 neue Hinweise."),
    ],
)
def test_what_it_costs_in_one_line(
    kind: FixKind, counts: dict[str, int], come: int, says: str
) -> None:
    found = fix(kind, touched=Touched(**counts), come=come)
    assert wording.cost_line(found) == says


@pytest.mark.parametrize(("come", "told", "rest"), [(0, 0, 0), (3, 3, 0), (4, 3, 1), (9, 3, 6)])
def test_three_new_hints_are_told_and_the_rest_is_counted(come: int, told: int, rest: int) -> None:
    found = wording.new_hints(fix(FixKind.OTHER_ROOM, come=come))
    assert found[:told] == [sentence(HINT)] * told
    assert found[told:] == ([f"… und {rest} weitere."] if rest else [])
