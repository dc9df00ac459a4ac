"""What a change of an absence's plan did, and what holds now, in words."""

import pytest

from kursplaner.desk.wording import absences, ledger
from kursplaner.domain.absences import EffectSource
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ConflictKind, Severity
from kursplaner.planning.absences.reach import Part, Touched
from kursplaner.planning.absences.replanning import Replanned
from kursplaner.planning.absences.returns import Gone, StaysAway
from kursplaner.planning.absences.words import Said
from tests.planning.small_town import TUESDAY

LESSON, SLOT, RIDE = (
    Touched(Part.PARTICIPANT, source, 1, 540, 600) for source in ("lesson", "childcare", "ride")
)


def away(*people: int) -> tuple[StaysAway, ...]:
    full = Conflict("x", ConflictKind.VEHICLE_CAPACITY, Severity.HARD, TUESDAY, 1, 2, (), {})
    return tuple(
        StaysAway(Gone(1, EffectSource.SEAT, at, key, (at,), ("ride_seat", at)), (), full, ())
        for at, key in enumerate(people)
    )


@pytest.mark.parametrize(
    ("done", "to_call", "says"),
    [
        (Replanned((), (), ()), 0, "Endet heute"),
        (
            Replanned((LESSON, RIDE, RIDE), (), ()),
            0,
            "Endet heute; 1 Termin und 2 Fahrten wieder wie geplant",
        ),
        (
            Replanned((), (SLOT,), ()),
            0,
            "Endet heute; 1 Betreuungszeit bleibt abgesagt, weil etwas davon belegt ist",
        ),
        (
            Replanned((), (), (), away(4, 4, 5)),
            0,
            "Endet heute; für 2 Familien ist kein Platz mehr",
        ),
        (
            Replanned((), (), (), away(4)),
            1,
            "Endet heute; für 1 Familie ist kein Platz mehr; noch 1 Person anzurufen",
        ),
        (Replanned((), (), ()), 2, "Endet heute; noch 2 Personen anzurufen"),
    ],
)
def test_only_what_happened_is_said(done: Replanned, to_call: int, says: str) -> None:
    assert absences.replanned_text("Endet heute", done, to_call) == says


@pytest.mark.parametrize(
    ("told", "source", "work", "says"),
    [
        ("free", "lesson", False, "Unterricht 9:00"),
        ("free", "ride", True, "Fahrt 9:00"),
        ("lesson", "lesson", True, "Unterricht 9:00"),
        ("lesson", "lesson", False, "Kurs findet statt"),
        ("detour:1", "ride", True, "alle Halte"),
        ("detour:1", "ride", False, "alle Halte"),
        ("vehicle:1", "ride", False, "Fahrzeug wie sonst"),
        ("ride", "lesson", False, "Bus fährt 8:10"),
        ("childcare", "lesson", False, "Betreuung findet statt"),
        ("", "lesson", False, "wie gewohnt"),
    ],
)
def test_good_news_says_what_takes_place_again(
    told: str, source: str, says: str, *, work: bool
) -> None:
    assert ledger.now_word(Said(source, 1, 540, "", told, work=work), "8:10") == says
