"""What the correction of a course says, from plans made by hand."""

from datetime import date
from typing import Any

import pytest

from kursplaner.desk.wording.changes import of_corrections as words
from kursplaner.planning.courses.corrected_values import Corrected
from kursplaner.planning.courses.correcting import Correction, CourseWish
from kursplaner.planning.courses.deleting import Deletion
from kursplaner.planning.courses.services_changed import Families
from kursplaner.planning.enrolments.waiting_list import WaitingEntry
from kursplaner.planning.lessons.relocation import Untouched
from kursplaner.store.journal.rehearsal import RowChange

DAY = date(2027, 3, 9)
SOMETHING = (RowChange("course", 1, {}, {}),)
NAMES = {("person", key): f"Name {key}" for key in range(1, 20)} | {
    ("site", 1): "Markt 1",
    ("grant", 2): "LZ-1, Land",
}


def entry(key: int) -> WaitingEntry:
    plan: Any = None
    return WaitingEntry(100 + key, key, key, None, plan)


def correction(passed_over: frozenset[int] = frozenset(), **values: Any) -> Correction:
    values_of: Any = None
    empty: dict[str, Any] = {
        "wish": CourseWish(1, values_of, passed_over=passed_over),
        "day": DAY,
        "fields": (),
        "minutes": (0, 0),
        "fitting": (),
        "staying": (),
        "over": (),
        "childcare": Families(),
        "shuttle": Families(),
        "untouched": (),
        "conflicts": (),
        "rows": SOMETHING,
        "state": "",
    }
    return Correction(**{**empty, **values})


def told(plan: Correction, moved: tuple[str, ...] = ()) -> list[str]:
    return words.correction_lines(plan, NAMES, moved)


@pytest.mark.parametrize(
    ("name", "before", "after", "says"),
    [
        ("number", "A2-03", "A2-04", "Nummer: „A2-03“ → „A2-04“"),
        ("note", "", "Schlüssel holen", "Bemerkung: keine → „Schlüssel holen“"),
        ("course_type", "municipal", "women", "Kursart: {} → {}"),
        ("level", "", "A2", "Niveau: ohne → A2"),
        ("colour", 0, 3, "Farbe: 1 → 4"),
        ("women_only", False, True, "Nur für Frauen: nein → ja"),
        ("walk_in", True, False, "Offen ohne Anmeldung: ja → nein"),
        ("capacity", 6, 8, "Plätze: 6 → 8"),
        ("required_units", 100, 120, "Umfang: 100 UE → 120 UE"),
        ("unit_minutes", 45, 60, "Eine Einheit: 45 Min. → 60 Min."),
        ("needs_equipment", "", "beamer", "Ausstattung: keine → Beamer"),
        ("site_id", None, 1, "Standort: keine → Markt 1"),
        ("grant_id", 2, None, "Förderung: LZ-1, Land → keine"),
        ("provider_id", 7, None, "Träger: keine → keine"),
    ],
)
def test_a_field_is_told_before_and_after(
    name: str, before: object, after: object, says: str
) -> None:
    value: Any = Corrected(name, before, after)  # type: ignore[arg-type]
    line = told(correction(fields=(value,)))[0]
    if "{}" in says:
        kind, arrow, other = line.removeprefix("Kursart: ").partition(" → ")
        assert arrow
        assert kind
        assert other
        assert kind != other
    else:
        assert line == says


def test_nothing_is_said_to_be_nothing() -> None:
    assert told(correction(rows=())) == ["Daran hat sich nichts geändert."]
    assert told(correction()) == []


def test_units_count_anew_where_there_are_some() -> None:
    longer = (Corrected("unit_minutes", 45, 60),)
    both = told(correction(fields=longer, minutes=(90, 180)))
    assert both[1:] == ["Gehalten: 1,5 Std. statt 2 UE", "Geplant: 3 Std. statt 4 UE"]
    assert told(correction(fields=longer, minutes=(0, 180)))[1:] == ["Geplant: 3 Std. statt 4 UE"]
    assert told(correction(fields=longer))[1:] == []
    other = (Corrected("capacity", 6, 8),)
    assert told(correction(fields=other, minutes=(90, 180)))[1:] == []


def test_who_moves_up_is_passed_over_waits_and_is_too_many() -> None:
    waiting = (entry(1), entry(2), entry(3))
    assert told(correction(fitting=waiting[:1], staying=waiting[1:])) == [
        "Es rückt nach ab Di 09.03.: Name 1",
        "2 Personen warten weiter.",
    ]
    plan = correction(frozenset({102}), fitting=waiting, staying=(entry(4),))
    assert told(plan) == [
        "Es rücken nach ab Di 09.03.: Name 1; Name 3",
        "Übergangen, mit Begründung: Name 2",
        "1 Person wartet weiter.",
    ]
    assert told(correction(over=(5,))) == ["1 Person zu viel; zuletzt gekommen: Name 5"]
    assert words.corrected_notice(plan, "A2 Abendkurs") == (
        "A2 Abendkurs geändert, 2 Personen nachgerückt"
    )
    assert words.corrected_notice(correction(), "A2") == "A2 geändert"


def test_whom_a_service_concerns() -> None:
    plan = correction(
        childcare=Families((1, 2), (3,), ()),
        shuttle=Families((), (), (4,)),
        untouched=(Untouched("lesson", 1, "past"),),
    )
    assert told(plan)[:3] == [
        "Kinderbetreuung ab Di 09.03. für: Name 1; Name 2",
        "Kinderbetreuung: nicht überall Platz für Name 3",
        "Ohne Fahrdienst ab Di 09.03.: Name 4",
    ]
    assert len(told(plan)) == 4


def test_twelve_are_named_and_the_rest_is_counted() -> None:
    twelve = "; ".join(f"Name {key}" for key in range(1, 13))
    assert told(correction(over=tuple(range(1, 13))))[0].endswith(f"gekommen: {twelve}")
    assert told(correction(over=tuple(range(1, 14))))[0].endswith(f"{twelve} und 1 weitere")


def test_eight_lines_are_shown_and_the_rest_is_counted() -> None:
    moved = tuple(f"Zeile {at}" for at in range(9))
    assert told(correction(), moved[:8]) == [*moved[:8]]
    more = "… und 1 weitere Änderungen an Terminen, Betreuung und Fahrten"
    assert told(correction(), moved) == [*moved[:8], more]


def row(table: str, key: int, before: str | None, after: str | None) -> RowChange:
    states: list[Any] = [
        {"status": status, "starts": 0, "ends": 60} if status else None
        for status in (before, after)
    ]
    return RowChange(table, key, *states)


def test_what_comes_and_falls_away_is_counted() -> None:
    new, off = (None, "planned"), ("planned", "cancelled")
    assert words.service_counts([row("childcare_slot", 1, *new), row("ride", 1, *off)]) == [
        "1 Betreuungszeit kommt dazu.",
        "1 Fahrt fällt weg.",
    ]
    rows = [row("ride", key, *new) for key in (1, 2)]
    rows += [row("ride", 3, "planned", "planned")]
    rows += [row("childcare_slot", key, *off) for key in (1, 2)]
    assert words.service_counts(rows) == [
        "2 Betreuungszeiten fallen weg.",
        "2 Fahrten kommen dazu.",
    ]
    assert words.service_counts([]) == []


def test_what_goes_with_a_course() -> None:
    gone = [RowChange("childcare_slot", 1, {}, None), RowChange("childcare_slot", 2, {}, {})]
    gone += [RowChange("ride", key, {}, None) for key in (1, 2)]
    plan = Deletion(1, "A2-03", 3, (1,), tuple(gone), "")
    head = "Kurs A2-03 wird gelöscht, mit 3 Terminen, 1 Betreuungszeit, 2 Fahrten."
    assert words.deletion_lines(plan, []) == [head]
    people = [f"Name {key}" for key in range(1, 14)]
    twelve = f"Nicht mehr angemeldet: {'; '.join(people[:12])}"
    assert words.deletion_lines(plan, people[:12]) == [head, twelve]
    assert words.deletion_lines(plan, people) == [head, twelve, "… und 1 weitere"]
