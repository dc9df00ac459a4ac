"""The shuttle's day in words, from facts made by hand."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.desk.wording import rides as words
from kursplaner.domain.kinds import SeatKind
from kursplaner.planning.rides.day import RuleCheck, RuleKind
from kursplaner.planning.rides.day_plan import LeftBehind, Loan, SeatedChild
from kursplaner.store.queries.rides.rides import Halt, RideRow

DAY = date(2027, 3, 2)
FARM = Halt(1, "Am Hof", "", None, None, 480, is_site=False)
MARKET = Halt(2, "Markt", "Oelsnitz", None, None, 490, is_site=False)
SITE = Halt(None, "Markt 1", "Adorf", None, None, 510, is_site=True)


def left(**facts: object) -> LeftBehind:
    plain = {
        "person_id": 1,
        "name": "Hana S.",
        "stop_id": 2,
        "with_children": (),
        "stop": "Oelsnitz, Markt",
        "course_id": 3,
        "course": "A1",
        "directions": ("out", "back"),
        "reason": "seats",
    }
    return LeftBehind(**(plain | facts))  # type: ignore[arg-type]


def ride(direction: str, *halts: Halt) -> RideRow:
    return RideRow(
        *(1, 1, direction, 1, "Bus", "V-AB 1", None, None, 480, 510, 0, "planned"),
        *(False, None, None, "", 8, (), (), 0, halts, ()),
    )


@pytest.mark.parametrize(
    ("minute", "part"),
    [
        (0, "Morgen"),
        (11 * 60 - 1, "Morgen"),
        (11 * 60, "Mittag"),
        (14 * 60 - 1, "Mittag"),
        (14 * 60, "Nachmittag"),
        (17 * 60 - 1, "Nachmittag"),
        (17 * 60, "Abend"),
        (24 * 60 - 1, "Abend"),
    ],
)
def test_the_parts_of_a_day_begin_at_eleven_two_and_five(minute: int, part: str) -> None:
    assert words.part_of_day(minute) == part


def test_a_stop_is_named_with_its_place_once() -> None:
    assert words.place_name("Markt", "Oelsnitz") == "Oelsnitz, Markt"
    assert words.place_name("Oelsnitz Markt", "Oelsnitz") == "Oelsnitz Markt"
    assert words.place_name("Markt", "") == "Markt"


def test_a_tour_is_called_by_its_farthest_place() -> None:
    assert words.tour_title(ride("out", FARM, MARKET, SITE)) == "Am Hof"
    assert words.tour_title(ride("back", SITE, FARM, MARKET)) == "Oelsnitz"
    assert words.tour_title(ride("out", MARKET, FARM, SITE)) == "Oelsnitz"
    assert words.tour_title(ride("back", SITE)) == "freigehalten"


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("child_seat", "Sitzplätze wären frei, aber es fehlt: Kindersitz."),
        ("booster", "Sitzplätze wären frei, aber es fehlt: Sitzerhöhung."),
        ("infant_carrier", "Sitzplätze wären frei, aber es fehlt: Babyschale."),
        ("wheelchair", "Kein Fahrzeug hat einen freien Rollstuhlplatz."),
        ("seats", "In keinem Fahrzeug sind genug Sitzplätze frei."),
        ("no_stop", "Der Haltepunkt gilt nicht mehr."),
        ("too_late", "Der Kurs hat schon begonnen."),
        ("would_fit", "Seit der Anmeldung wurde nicht neu geplant; es ist Platz."),
        ("anything", "Diese Fahrt passt in keine Tour."),
    ],
)
def test_why_a_party_has_no_seat(reason: str, says: str) -> None:
    assert words.left_reason(left(reason=reason)) == says


def test_who_has_no_seat_with_the_children_their_stop_and_ways() -> None:
    children = (
        SeatedChild("Said, Petr", date(2022, 3, 2), "child_seat"),
        SeatedChild("Mila", None, "booster"),
    )
    assert words.left_who(left(with_children=children), "Hana S.", DAY) == (
        "Hana S., Petr, 5 J. und Mila",
        "Oelsnitz, Markt, hin und zurück",
    )
    assert words.left_who(left(directions=("out",)), "Hana S.", DAY) == (
        "Hana S.",
        "Oelsnitz, Markt, hin",
    )
    one_place = left(directions=("back",), stop="Oelsnitz, Oelsnitz Siedlung")
    assert words.left_who(one_place, "Hana S.", DAY)[1] == "Oelsnitz Siedlung, zurück"
    assert words.left_who(left(stop="Hof"), "Hana S.", DAY)[1] == "Hof, hin und zurück"
    assert words.left_who(left(stop=""), "Hana S.", DAY)[1] == "hin und zurück"


def test_the_button_that_helps_fits_the_reason() -> None:
    loan = Loan(SeatKind.CHILD_SEAT, 1, "Bus 1", 2, "Bus 2")
    assert words.left_fix(left(reason="child_seat", loan=loan)) == (
        "repeat-2",
        "Kindersitz aus Bus 1 nehmen",
        "plan",
    )
    assert words.left_fix(left(reason="would_fit")) == ("wand-sparkles", "Einplanen", "plan")
    assert words.left_fix(left(reason="no_stop")) == (
        "map-pin-plus",
        "Haltepunkt eintragen",
        "person",
    )
    assert words.left_fix(left(reason="too_late")) == ("", "", "")
    assert words.left_fix(left(reason="seats")) == ("bus", "Fahrzeuge und Sitze", "fleet")


def test_the_margin_belongs_to_the_beginning_or_the_end() -> None:
    assert words.margin_text(15, "out") == "15 min vor Kursbeginn"
    assert words.margin_text(10, "back") == "10 min nach Kursende"


def rule(kind: RuleKind, state: str = "good", /, **facts: object) -> tuple[str, str, str, str]:
    return words.rule_words(RuleCheck(kind, state, facts))


def test_when_rides_arrive_beside_what_is_allowed() -> None:
    limits: dict[str, Any] = {"allowed_least": 10, "allowed_most": 20}
    assert rule(RuleKind.ARRIVAL, least=10, most=15, **limits) == (
        "clock",
        "Ankunft 10–15 min vor Kurs",
        "Vorgabe 10–20 Minuten",
        "passt",
    )
    found = rule(RuleKind.ARRIVAL, least=5, most=5, wrong=1, allowed_least=10, allowed_most=10)
    assert found[1:] == ("Ankunft 5 min vor Kurs", "Vorgabe 10 Minuten", "1 Fahrt daneben")
    assert rule(RuleKind.ARRIVAL, **limits)[1] == "Ankunft und Abfahrt"
    assert rule(RuleKind.ARRIVAL, wrong=2, **limits)[3] == "2 Fahrten daneben"


@pytest.mark.parametrize(
    ("children", "alone", "line", "pill"),
    [
        (0, 0, "keine Kinder", "passt"),
        (1, 0, "1 Kind, alle mit Begleitung", "passt"),
        (3, 0, "3 Kinder, alle mit Begleitung", "passt"),
        (3, 1, "3 Kinder", "1 ohne Begleitung"),
    ],
)
def test_young_children_need_company(children: int, alone: int, line: str, pill: str) -> None:
    found = rule(RuleKind.COMPANY, years=6, children=children, alone=alone)
    assert found == ("users", "Kinder unter 6", line, pill)


def test_child_seats_are_told_for_each_vehicle() -> None:
    vehicles = (("Bus 1", "child_seat", 2, 3), ("Bus 2", "booster", 1, 1))
    assert rule(RuleKind.CHILD_SEATS, vehicles=vehicles) == (
        "armchair",
        "Kindersitze",
        "Bus 1: 2 von 3, Bus 2: Sitzerhöhung 1 von 1",
        "passt",
    )
    assert rule(RuleKind.CHILD_SEATS, missing=1)[2:] == ("keine gebraucht", "1 fehlt")
    assert rule(RuleKind.CHILD_SEATS, missing=2, vehicles=())[2:] == ("keine gebraucht", "2 fehlen")


def test_rides_without_a_driver_are_counted() -> None:
    assert rule(RuleKind.NO_DRIVER, "bad", rides=1) == (
        "user-x",
        "Ohne Fahrer:in",
        "1 Fahrt",
        "fehlt",
    )
    assert rule(RuleKind.NO_DRIVER, "bad", rides=2)[2] == "2 Fahrten"
    assert rule(RuleKind.NO_DRIVER, "bad", rides=2, vehicles=1)[2] == (
        "2 Fahrten, 1 Fahrt ohne Fahrzeug"
    )
    assert rule(RuleKind.NO_DRIVER, "bad", rides=0, vehicles=1)[1:3] == (
        "Ohne Fahrzeug",
        "1 Fahrt",
    )


def test_papers_are_valid_missing_overdue_or_due_soon() -> None:
    assert rule(RuleKind.DRIVER_CREDENTIAL) == (
        "id-card",
        "Nachweise der Fahrenden",
        "alle gültig",
        "passt",
    )
    assert rule(RuleKind.VEHICLE_CREDENTIAL)[:2] == ("shield-check", "HU und Versicherung")
    assert rule(RuleKind.VEHICLE_CREDENTIAL, papers=("insurance",))[1] == "Versicherung"
    assert rule(RuleKind.DRIVER_CREDENTIAL, "warning", without=2)[2:] == (
        "soweit eingeteilt gültig, 2 Fahrten ohne Fahrer:in",
        "unvollständig",
    )
    paper: dict[str, Any] = {"paper": "inspection", "name": "Bus 1"}
    title = "Hauptuntersuchung (HU)"
    assert rule(RuleKind.VEHICLE_CREDENTIAL, "bad", **paper)[1:] == (
        title,
        "Bus 1, kein Nachweis",
        "fehlt",
    )
    for now, said in (
        (DAY + timedelta(days=1), ("Bus 1, abgelaufen 02.03.2027", "abgelaufen")),
        (DAY, ("Bus 1, gilt nur bis 02.03.2027", "gilt dann nicht")),
    ):
        with clock.pinned(datetime.combine(now, time())):
            found = rule(RuleKind.VEHICLE_CREDENTIAL, "bad", until=DAY, **paper)
        assert found[1:] == (title, *said)
    assert rule(RuleKind.VEHICLE_CREDENTIAL, "warning", until=DAY, **paper)[1:] == (
        title,
        "Bus 1, fällig am 02.03.2027",
        "bald fällig",
    )
