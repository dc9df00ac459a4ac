"""What is missing for the funder's figures, and the figures themselves."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.desk.exports.files import export_funder
from kursplaner.desk.exports.proof import Gap, Proof, figure_text, read_proof
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Ride
from kursplaner.domain.town import Setting
from kursplaner.exchange.funder.indicators import Indicator
from kursplaner.planning.attendance import entering
from kursplaner.store.records import by_id, find
from tests.towns import passing
from tests.ui.office import NOW, Office, build

FIRST, LAST = date(2027, 2, 1), date(2027, 3, 31)


@pytest.fixture
def office() -> Iterator[Office]:
    with passing(build, NOW) as made:
        yield made


def proof(office: Office, first: date = FIRST, last: date = LAST, **more: bool) -> Proof:
    with office.workspace.read() as db:
        return read_proof(db, first, last, None, **more)


def gap(found: Proof, words: str) -> Gap:
    (only,) = (each for each in found.gaps if words in each.title)
    return only


def mark_first(office: Office) -> None:
    """Mark everybody present in the lesson of A2 that is on."""
    with office.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        entering.all_present(db, office.lessons["A2-03"][0])


def test_each_gap_leads_to_where_it_is_closed(office: Office) -> None:
    missing = gap(proof(office), "Anwesenheit")
    assert (missing.verb, missing.place) == ("Eintragen", "courses")
    assert missing.target["course_id"] == office.courses["A1-07"]
    ahead = gap(proof(office), "noch nicht vorbei")
    assert (ahead.place, ahead.reason[:3]) == ("", "14 ")


def test_what_is_unknown_of_people_who_came_is_named(office: Office) -> None:
    assert not [each for each in proof(office).gaps if "fehlt bei" in each.title]
    mark_first(office)
    with office.workspace.fill() as db:
        by_id(db, Person, office.people["Rima"]).birth_date = None
        by_id(db, Person, office.people["Rima"]).gender = "unknown"
    found = gap(proof(office), "Geschlecht")
    assert found.target == {"person_id": office.people["Rima"]}
    assert "Rima Haddad" in found.reason
    assert "R. H." in gap(proof(office, hidden=True), "Geburtsdatum").reason


def test_a_ride_lacks_its_result_and_then_its_odometer(office: Office) -> None:
    def of_rides() -> list[str]:
        titles = [each.title for each in proof(office).gaps if "Fahrt" in each.title]
        return [title for title in titles if "Betrag" not in title]

    assert of_rides() == ["1 Fahrt ohne Ergebnis"]
    with office.workspace.fill() as db:
        ride = by_id(db, Ride, 1)
        ride.status = "done"
    assert of_rides() == ["1 Fahrt ohne Kilometerstand"]
    with office.workspace.fill() as db:
        ride = by_id(db, Ride, 1)
        ride.odometer_start_km, ride.odometer_end_km = 10, 47
    assert of_rides() == []


def test_nothing_is_missing_where_nothing_was(office: Office) -> None:
    assert proof(office, date(2020, 1, 1), date(2020, 3, 31)).gaps == ()


def test_the_preview_says_what_the_file_says(office: Office, tmp_path: Path) -> None:
    mark_first(office)
    with clock.pinned(datetime(2027, 3, 2, 23, 0)):
        shown = proof(office).figures
        written = export_funder(office.workspace, FIRST, LAST, None, tmp_path / "n.xlsx")
    assert [(f.key, f.value) for f in shown] == [(f.key, f.value) for f in written]


def test_a_period_that_ends_before_it_begins_is_refused(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        proof(office, LAST, FIRST)
    assert refused.value.kind == "period_backwards"


@pytest.mark.parametrize(
    ("value", "form", "unit", "text"),
    [
        (1234.0, "int", "Termine", "1.234"),
        (12.5, "hours", "Zeitstunden", "12,5 Zeitstunden"),
        (37.04, "km", "km", "37 km"),
        (12.95, "euro", "", "12,95\N{NO-BREAK SPACE}€"),
        (0.4818, "percent", "", "48,2 %"),
    ],
)
def test_a_figure_reads_as_the_office_writes_it(
    value: float, form: str, unit: str, text: str
) -> None:
    assert figure_text(Indicator("x", "X", value, form, unit, "")) == text


def test_kilometres_without_a_rate_are_said_with_the_way_to_the_rates(office: Office) -> None:
    mark_first(office)
    with office.workspace.fill() as db:
        for ride in find(db, Ride):
            ride.metres = 12_500
    found = gap(proof(office), "ohne Betrag")
    assert (found.title, found.place, found.target) == (
        "1 Fahrt ohne Betrag", "settings", {"section": "rules.rides"},
    )  # fmt: skip
    assert found.reason.startswith("Fahrzeug gehört „Kommune“: 0 ct für 12,5 km")
    with office.workspace.fill() as db:
        db.add(Setting(key="mileage.town", value="30"))
    assert not [each for each in proof(office).gaps if "ohne Betrag" in each.title]
