"""Why a step was not played again, in words, from facts made by hand."""

from datetime import date, datetime
from typing import cast

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording import replays
from kursplaner.domain.absences import EffectSource
from kursplaner.domain.conflicts.conflicts import Conflict, Subject
from kursplaner.domain.conflicts.facts import ConflictFacts
from kursplaner.domain.conflicts.replays import ActSince, Came, Overfilled, TakenSince
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.planning.absences.returns import Gone, StaysAway

DAY = date(2027, 3, 2)
STARTS = minute_of(DAY, 540)
RIMA = Subject("person", 1, "Haddad, Rima")
COURSE = Subject("course", 5, "Deutsch A1")
ROOM = Subject("room", 3, "Saal")
SINCE = ActSince("person_enrolled", (RIMA,), "amt", datetime(2027, 3, 2, 9, 5), taken_back=False)


def conflict(kind: ConflictKind, *subjects: Subject, **facts: object) -> Conflict:
    known = cast("ConflictFacts", facts)
    return Conflict("1", kind, Severity.HARD, DAY, STARTS, STARTS + 60, subjects, known)


def full(*subjects: Subject, **facts: object) -> Conflict:
    return conflict(ConflictKind.VEHICLE_CAPACITY, *subjects, **{"wanted": 9, "limit": 8, **facts})


COURSE_FULL = conflict(ConflictKind.COURSE_CAPACITY, COURSE, wanted=3, limit=2)


def overfilled(
    clash: Conflict = COURSE_FULL, more: int = 0, people: int = 0, came: tuple[Came, ...] = ()
) -> Overfilled:
    others = tuple(Subject("person", at, f"Nr, {at}") for at in range(people))
    return Overfilled(True, None, clash, more, others, came)


def told(*reasons: Overfilled | TakenSince, hidden: bool = False) -> list[str]:
    return replays.again_text(reasons, hidden=hidden).split("\n")


def test_the_step_is_named_with_its_direction() -> None:
    assert replays.not_done(None, backwards=True) == "Der Schritt wurde nicht rückgängig gemacht"
    assert replays.not_done(None, backwards=False) == "Der Schritt wurde nicht wiederholt"
    assert "Rima" in replays.not_done(SINCE, backwards=True)
    assert "Rima" not in replays.not_done(SINCE, backwards=True, hidden=True)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (0, "höchstens 2. "),
        (1, "höchstens 2 (und an einem weiteren Tag). "),
        (2, "höchstens 2 (und an 2 weiteren Tagen). "),
    ],
)
def test_further_days_are_counted(more: int, says: str) -> None:
    first, reason, way = told(overfilled(more=more))
    assert first == "Der Schritt wurde nicht rückgängig gemacht; es bleibt alles, wie es ist."
    assert says in reason
    assert "am Di" not in reason
    assert way == replays.BY_HAND


@pytest.mark.parametrize(("people", "rest"), [(6, " und "), (7, " und 1 weitere ")])
def test_six_people_are_named_and_the_others_counted(people: int, rest: str) -> None:
    _, reason, way = told(overfilled(people=people))
    assert reason.startswith("Für ")
    assert rest in reason.partition(" ist kein Platz mehr. ")[0] + " "
    assert ("weitere" in reason) is (people > 6)
    assert way == replays.NEW_WAY
    assert told(overfilled(), overfilled(people=1))[-1] == replays.NEW_WAY


def test_who_came_since_is_named_or_what_changed() -> None:
    act = "„amt“ am Di 02.03.2027, 9:05 ("
    _, reason, _ = told(overfilled(came=(Came((), SINCE), Came((RIMA,), SINCE))))
    assert f"Geändert seit Ihrem Schritt von {act}" in reason
    assert "Dazugekommen seit Ihrem Schritt: " in reason
    assert f", durch {act}" in reason
    back = ActSince(SINCE.kind, (), "amt", SINCE.at, taken_back=True)
    assert replays.by_text(back, hidden=False).startswith(", und zwar von „amt“ (zurückgenommen: ")
    assert replays.by_text(None, hidden=False) == ""


@pytest.mark.parametrize("act", [SINCE, None])
def test_what_is_taken_says_by_what_and_whom(act: ActSince | None) -> None:
    taken = TakenSince(False, None, ROOM, COURSE, STARTS, STARTS + 60, act)
    first, reason, way = told(taken)
    assert first.startswith("Der Schritt wurde nicht wiederholt;")
    assert "Saal ist am Di 02.03.2027, 9:00–10:00 inzwischen vergeben: " in reason.replace(
        "„Saal“", "Saal"
    )
    assert (", eingetragen von „amt“ am " in reason) is (act is not None)
    assert way == replays.OTHER_PLACE


def test_a_record_is_told_by_title_kind_and_time() -> None:
    assert replays.record_text(None) == "Ein Eintrag"
    assert "Deutsch A1" in replays.record_text(COURSE)
    assert replays.record_text(COURSE, STARTS).endswith(" am Di 02.03.2027, 9:00,")
    assert replays.record_text(Subject("course", 5)) == "Kurs"
    assert replays.record_text(RIMA, hidden=True) == "R. H."
    assert replays.record_text(COURSE, hidden=True) == replays.record_text(COURSE)


@pytest.mark.parametrize(
    ("clash", "says"),
    [
        (COURSE_FULL, ": Am Di 02.03.2027, 9:00–10:00, wären 3 Teilnehmende, vorgesehen sind"),
        (
            conflict(ConflictKind.COURSE_CAPACITY, COURSE, wanted=3, limit=2, lasting=True),
            ": Es wären 3 Teilnehmende, vorgesehen sind höchstens 2",
        ),
        (
            conflict(ConflictKind.CHILDCARE_CAPACITY, COURSE, wanted=85, limit=80),
            "wären 8,5 von höchstens 8 Plätzen belegt",
        ),
        (
            conflict(ConflictKind.ROOM_CAPACITY, ROOM, COURSE, wanted=9, limit=1),
            " fasst 1 Person; zu ",
        ),
        (conflict(ConflictKind.ROOM_CAPACITY, ROOM, COURSE, wanted=9, limit=1), " kämen 9"),
        (full(COURSE, ROOM, seat="seats"), "wären 9 Personen in "),
        (full(COURSE, ROOM, seat="seats"), ", Platz ist für 8"),
        (full(COURSE, ROOM, seat="pram"), "Plätze für Kinderwagen (9 gebraucht, 8 vorhanden)"),
        (full(COURSE, ROOM, seat="booster"), "Sitze der Art „Sitzerhöhung“ (9"),
        (full(COURSE, ROOM, seat="booster", wanted="viele"), "(0 gebraucht"),
    ],
)
def test_what_would_be_too_full(clash: Conflict, says: str) -> None:
    text = told(overfilled(clash))[1]
    assert says in text
    assert text.index("Deutsch A1") < text.index("Saal") if "fehlen in" in text else True


def test_a_room_says_whom_it_holds_and_who_would_come() -> None:
    room = conflict(ConflictKind.ROOM_CAPACITY, ROOM, COURSE, wanted=9, limit=1)
    text = told(overfilled(room))[1]
    assert text.index("Saal") < text.index(" fasst 1 Person; zu ") < text.index("Deutsch A1")


def test_what_stays_away_says_what_and_who_has_it() -> None:
    gone = Gone(1, EffectSource.SEAT, 2, 1, (3,), ("seats", 4))
    seat = StaysAway(gone, (RIMA,), full(COURSE, ROOM, seat="seats"), (Came((RIMA,), SINCE),))
    assert replays.away_title(seat).startswith("Kein Sitz mehr: ")
    assert replays.away_title(seat, hidden=True) == "Kein Sitz mehr: R. H."
    assert "Platz ist für 8. Dazugekommen seitdem: " in replays.away_text(seat)
    assert "Rima" not in replays.away_text(seat, hidden=True)
    other = next(source for source in EffectSource if source is not EffectSource.SEAT)
    place = StaysAway(Gone(1, other, 2, 1, (3,), ("places", 4)), (RIMA,), COURSE_FULL)
    assert replays.away_title(place).startswith("Kein Betreuungsplatz mehr: ")
    assert replays.away_text(place).endswith("höchstens 2.")
