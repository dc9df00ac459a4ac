"""What speaks against a choice, in the words beside it."""

from datetime import date

import pytest

from kursplaner.desk.wording.conflicts.obstacles import against_text, choice_text, on_days
from kursplaner.domain.conflicts.obstacles import Against, Choice, Obstacle, soft

DAYS = tuple(date(2027, 3, day) for day in (2, 4, 9, 11))


@pytest.mark.parametrize(
    ("free", "of", "says"),
    [
        (1, 1, "frei"),
        (0, 1, "frei an 0 von 1 Termin"),
        (1, 2, "frei an 1 von 2 Terminen"),
        (18, 1200, "frei an 18 von 1.200 Terminen"),
    ],
)
def test_on_how_many_dates_it_is_free(free: int, of: int, says: str) -> None:
    assert choice_text(Choice(1, "Saal", free, of)) == says


def test_what_speaks_against_it_stands_behind() -> None:
    against = (soft(Obstacle.BUSY, DAYS[:1]), soft(Obstacle.NOT_ACCESSIBLE))
    assert choice_text(Choice(1, "Saal", 1, 2, against)) == (
        "frei an 1 von 2 Terminen; belegt am Di 02.03.; nicht barrierefrei"
    )


def test_up_to_three_days_are_named() -> None:
    assert on_days(DAYS[:3]) == "am Di 02.03., Do 04.03. und Di 09.03."
    assert on_days(DAYS) == "an 4 Tagen (ab Di 02.03.)"


def test_a_day_with_two_rides_is_told_once() -> None:
    there_and_back = [day for day in DAYS for _ in range(2)]
    assert on_days(there_and_back[:2]) == "am Di 02.03."
    assert on_days(there_and_back[:6]) == "am Di 02.03., Do 04.03. und Di 09.03."
    assert on_days(there_and_back) == "an 4 Tagen (ab Di 02.03.)"


@pytest.mark.parametrize(
    ("obstacle", "facts", "says"),
    [
        (Obstacle.CLOSED, {"reason": "repair"}, "gesperrt (Reparatur)"),
        (Obstacle.CLOSED, {"reason": "closed"}, "gesperrt"),
        (Obstacle.CLOSED, {}, "gesperrt"),
        (
            Obstacle.NOT_AVAILABLE,
            {"weekday": 0, "from": 480, "until": 0},
            "nicht verfügbar (Mo nur 8:00–0:00)",
        ),
        (Obstacle.NOT_AVAILABLE, {"weekday": 0, "from": 480}, "nicht verfügbar"),
        (Obstacle.NOT_AVAILABLE, {"weekday": 0, "until": 480}, "nicht verfügbar"),
        (Obstacle.NOT_AVAILABLE, {"from": 0, "until": 480}, "nicht verfügbar"),
        (Obstacle.IF_NEEDED, {}, "nur wenn nötig"),
        (Obstacle.TOO_SMALL, {"capacity": 9, "wanted": 10}, "zu klein (9 statt 10 Plätze)"),
        (Obstacle.OTHER_SITE, {"site": "Rathaus"}, "anderer Standort (Rathaus)"),
        (Obstacle.NO_PROFILE, {"role": "carer"}, "nicht eingetragen als Betreuungsperson"),
        (
            Obstacle.EQUIPMENT,
            {"missing": ("beamer", "whiteboard")},
            "es fehlt: Beamer und Whiteboard",
        ),
        (Obstacle.EQUIPMENT, {"missing": "beamer"}, "es fehlt: Beamer"),
        (
            Obstacle.WEEKLY_LIMIT,
            {"minutes": 661, "limit": 600},
            "über der Wochengrenze (11 Std. 1 Min., Grenze 10 Std.)",
        ),
        (
            Obstacle.CREDENTIAL_EXPIRES,
            {"paper": "first_aid", "valid_until": date(2099, 1, 31)},
            "Erste Hilfe am Kind gilt nur bis 31.01.2099; betrifft Termine",
        ),
        (
            Obstacle.CREDENTIAL_EXPIRES,
            {"paper": "first_aid"},
            "Erste Hilfe am Kind läuft ab; betrifft Termine",
        ),
        (Obstacle.TOO_FEW_SEATS, {"seats": 0, "wanted": 3}, "zu wenige Sitze (0 statt 3)"),
        (
            Obstacle.CHILD_SEATS,
            {"kind": "booster", "seats": 1, "wanted": 2},
            "Sitzerhöhung fehlt (1 statt 2)",
        ),
        (Obstacle.WHEELCHAIR, {"wanted": 1}, "zu wenige Rollstuhlplätze (0 statt 1)"),
    ],
)
def test_an_obstacle_says_its_facts(
    obstacle: Obstacle, facts: dict[str, object], says: str
) -> None:
    assert against_text(Against(obstacle, facts=facts)) == says
