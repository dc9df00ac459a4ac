"""What the correction of an enrolment says, from plans made by hand."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.desk.wording.changes import of_enrolments as words
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import Direction, LeaveReason, Way
from kursplaner.planning.enrolments.correcting import EnrolmentCorrection, EnrolmentWish
from kursplaner.planning.enrolments.wishes import EnrolDraft
from kursplaner.store.journal.rehearsal import RowChange

TUESDAY = date(2027, 3, 2)
NAMES = {("person", 5): "Sami", ("person", 6): "Nour", ("stop", 7): "Oelsnitz"}
PLAIN = EnrolDraft(1, 2, from_day=TUESDAY, way=Way.WALK)
RIDING = replace(PLAIN, way=Way.SHUTTLE, stop_id=7)
LESSONS: list[Any] = [
    SimpleNamespace(id=10 * week + day, starts=minute_of(at, 540))
    for week in range(4)
    for day in (0, 2)
    for at in [TUESDAY + timedelta(weeks=week, days=day)]
]
"""Four weeks, Tuesdays (0, 10, …) and Thursdays (2, 12, …)."""


def rows(table: str, new: int, gone: int) -> tuple[RowChange, ...]:
    come = [RowChange(table, key, None, {}) for key in range(new)]
    go = [RowChange(table, key, {}, None) for key in range(gone)]
    return (*come, *go, RowChange(table, 99, {}, {}))


def told(
    after: EnrolDraft,
    before: EnrolDraft = PLAIN,
    changed: tuple[RowChange, ...] = rows("enrolment", 0, 0),
    **reasons: Any,
) -> list[str]:
    fit: Any = None
    wish, was = EnrolmentWish(1, after, **reasons), EnrolmentWish(1, before)
    plan = EnrolmentCorrection(wish, was, fit, (), changed, "")
    return words.enrolment_lines(plan, LESSONS, NAMES, ("Fahrt neu gelegt",))


def test_nothing_is_said_to_be_nothing() -> None:
    assert told(PLAIN, changed=()) == ["Daran hat sich nichts geändert."]
    assert told(PLAIN) == ["Fahrt neu gelegt"]


@pytest.mark.parametrize(
    ("after", "says"),
    [
        (replace(PLAIN, from_day=TUESDAY + timedelta(7)), "Im Kurs ab: Di 02.03. → Di 09.03."),
        (replace(PLAIN, from_day=None), "Im Kurs ab: Di 02.03. → offen"),
        (replace(PLAIN, only_lessons=frozenset({0, 10, 20, 30})), "Termine: alle → nur Di"),
        (replace(PLAIN, only_lessons=frozenset({0, 2})), "Termine: alle → 2 von 8"),
        (replace(PLAIN, only_lessons=frozenset({0, 2, 999})), "Termine: alle → 2 von 8"),
        (replace(PLAIN, only_lessons=frozenset()), "Termine: alle → keine"),
        (
            replace(PLAIN, only_lessons=frozenset({0, 2, 20, 22})),
            "Termine: alle → jede zweite Woche, mit der ersten",
        ),
        (
            replace(PLAIN, only_lessons=frozenset({10, 12, 30, 32})),
            "Termine: alle → jede zweite Woche, ohne die erste",
        ),
        (RIDING, "Weg: zu Fuß → Fahrdienst ab Oelsnitz"),
        (
            replace(RIDING, directions=frozenset({Direction.OUT}), pram=True),
            "Weg: zu Fuß → Fahrdienst ab Oelsnitz, nur Hinfahrt, mit Kinderwagen",
        ),
        (
            replace(RIDING, wheelchair=True),
            "Weg: zu Fuß → Fahrdienst ab Oelsnitz, mit Rollstuhl",
        ),
        (replace(RIDING, stop_id=None), "Weg: zu Fuß → Fahrdienst"),
        (
            replace(
                PLAIN,
                children=(
                    ChildWish(5, childcare=True, rides=False),
                    ChildWish(6, childcare=False, rides=True),
                ),
            ),
            "Kinder in der Betreuung: keine → Sami",
        ),
        (replace(PLAIN, note=" kommt später "), "Bemerkung: keine → kommt später"),
    ],
)
def test_a_field_is_told_before_and_after(after: EnrolDraft, says: str) -> None:
    assert told(after) == [says, "Fahrt neu gelegt"]


def test_why_it_ended() -> None:
    moved = told(PLAIN, reason=LeaveReason.MOVED, reason_note=" nach Plauen ")[0]
    assert moved.startswith("Grund: keiner → ")
    assert moved.endswith(", nach Plauen")
    assert told(PLAIN, reason_note="nur so")[0] == "Grund: keiner → nur so"


def test_places_and_seats_are_counted() -> None:
    some = rows("childcare_place", 1, 2) + rows("ride_seat", 2, 1)
    assert told(PLAIN, changed=some)[:-1] == [
        "1 Platz in der Betreuung kommt dazu.",
        "2 Plätze in der Betreuung werden frei.",
        "2 Sitzplätze in Fahrten kommen dazu.",
        "1 Sitzplatz in Fahrten wird frei.",
    ]


def test_a_pattern_nobody_knows_was_chosen_date_by_date() -> None:
    assert words.pattern_text("some") == "einzeln gewählt"
    assert words.pattern_text("weekday:3") == "nur Do"
