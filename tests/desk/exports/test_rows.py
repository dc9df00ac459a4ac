"""What each row of the lists and each date of the calendar says, field by field."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.desk.exports.calendars import Whose, export_calendar
from kursplaner.desk.exports.files import export_list
from kursplaner.domain.courses import CourseGrant, Lesson
from kursplaner.domain.funding import Grant
from kursplaner.domain.people import Person
from kursplaner.domain.rides.rides import Ride
from kursplaner.store.records import by_id
from tests.documents.reading import pages
from tests.towns import passing
from tests.ui.office import NOW, TODAY, Office, build


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """Return an office with a doubtful birth date and without some things; tests only read."""
    with passing(build, NOW) as made:
        with made.workspace.fill() as db:
            layla = by_id(db, Person, made.people["Layla"])
            layla.birth_uncertain, layla.own_script_name = True, "李明"
            by_id(db, Lesson, made.lessons["NH-01"][0]).room_id = None
            by_id(db, Ride, 3).vehicle_id = None
            grant = Grant(reference="IM-1", title="Deutsch", first_day=TODAY, last_day=TODAY)
            db.add(grant)
            db.flush()
            course, day = by_id(db, Lesson, 1).course_id, TODAY + timedelta(days=1)
            db.add(CourseGrant(course_id=course, starts=minute_of(day), grant_id=grant.id))
        yield made


def rows(path: Path, kind: str, office: Office) -> list[str]:
    """Return the lines of a list below its head, which are as many as it says."""
    count, _ = export_list(office.workspace, kind, path)
    _, *found = path.read_text(encoding="utf-8-sig").splitlines()
    assert count == len(found)
    return found


def test_a_row_of_people(office: Office, tmp_path: Path) -> None:
    found = rows(tmp_path / "p.csv", "people", office)
    assert (
        "6;Amini, Zahra;زهرا امینی;Teilnehmende;weiblich;02.02.1986;;A2;Dari;Oelsnitz;"
        '"\t0171 39200 11"'
    ) in found
    (layla,) = (line for line in found if "Bakr" in line)
    assert ";03.03.1987;ja;A2;" in layla


def test_a_row_of_lessons(office: Office, tmp_path: Path) -> None:
    found = rows(tmp_path / "t.csv", "lessons", office)
    head = "02.03.2027;09:00;11:30;3;geplant;Schulungsraum;Seidel, Katrin;14;3;2"
    assert found[2] == f"1;A2-03;A2 Alltag;{head};"
    assert found[3] == "9;NH-01;Nachhilfe;02.03.2027;15:00;16:30;2;geplant;;;0;0;0;"
    assert len(found) == 16
    path = tmp_path / "heute.csv"
    tomorrow = TODAY + timedelta(days=1)
    assert export_list(office.workspace, "lessons", path, TODAY, TODAY)[0] == 3
    assert export_list(office.workspace, "lessons", path, last=TODAY)[0] == 5
    assert export_list(office.workspace, "lessons", path, first=tomorrow)[0] == 11


def test_each_lesson_names_the_grant_that_pays_for_it(office: Office, tmp_path: Path) -> None:
    found = [row.split(";") for row in rows(tmp_path / "t.csv", "lessons", office)]
    said = [(row[3], row[-1]) for row in found if row[1] == "A2-03"]
    assert [day for day, reference in said if not reference] == ["02.03.2027"]
    assert {reference for _, reference in said[1:]} == {"IM-1"}


def test_a_row_of_courses(office: Office, tmp_path: Path) -> None:
    assert rows(tmp_path / "k.csv", "courses", office) == [
        "A1-07;A1.1 Frauen;Kommunaler Deutschkurs;A1.1;22.02.2027;15.03.2027;12;4;4;3;1",
        "A2-03;A2 Alltag;Kommunaler Deutschkurs;A2;02.03.2027;23.03.2027;12;4;16;14;0",
        "B1-01;B1 Abend;Kommunaler Deutschkurs;B1;02.03.2027;23.03.2027;12;4;16;6;0",
        "NH-01;Nachhilfe;Nachhilfe;;02.03.2027;23.03.2027;8;4;16;0;0",
    ]


def dates(office: Office, name: str, path: Path) -> list[tuple[str, str, str]]:
    """Return title, place and description of each date of a person."""
    count = export_calendar(office.workspace, Whose(office.people[name]), path)
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert str(calendar["X-WR-CALNAME"]) == "Kurse Adorf/Vogtl."
    events = calendar.walk("VEVENT")
    assert len(events) == count
    keys = ("SUMMARY", "LOCATION", "DESCRIPTION")
    return [tuple(str(event.get(key, "")) for key in keys) for event in events]  # type: ignore[misc]


def test_a_date_at_work_says_what_and_where(office: Office, tmp_path: Path) -> None:
    path, stop = tmp_path / "x.ics", "Oelsnitz, Markt"
    assert dates(office, "Peter", path) == [
        ("Hinfahrt, Bus 1: A2 Alltag (A2-03)", stop, f"7:50 {stop}\n8:50 Rathaus"),
        ("Rückfahrt, Bus 1: A2 Alltag (A2-03)", stop, f"11:45 {stop}\n12:40 Rathaus"),
        ("Hinfahrt, ohne Fahrzeug: B1 Abend (B1-01)", stop, f"16:05 {stop}\n16:45 Rathaus"),
    ]
    assert dates(office, "Anke", path) == [
        ("Kinderbetreuung: A2 Alltag (A2-03)", "Nebenraum, Rathaus, Markt 1", "")
    ]
    lessons = dates(office, "Katrin", path)
    assert len(lessons) == 8
    assert ("A2 Alltag (A2-03)", "Schulungsraum, Rathaus, Markt 1", "") in lessons


def test_every_kind_of_list_has_its_rows(office: Office, tmp_path: Path) -> None:
    assert rows(tmp_path / "r.csv", "rooms", office)[0].count(";") == 7
    found = rows(tmp_path / "f.csv", "rides", office)
    assert any("ohne Fahrzeug" in line for line in found)
    assert all(line.startswith(("02.03.", "09.03.", "16.03.", "23.03.")) for line in found)
    (waiting,) = rows(tmp_path / "w.csv", "waiting", office)
    assert waiting.startswith("A1-07;A1.1 Frauen;1;")
    assert rows(tmp_path / "v.csv", "availability", office)
    assert any("Raum" in line for line in rows(tmp_path / "c.csv", "conflicts", office))
    assert rows(tmp_path / "u.csv", "follow_ups", office)[0].startswith("02.03.2027;")


def test_a_period_that_ends_before_it_begins_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="period_backwards"):
        export_list(office.workspace, "rides", tmp_path / "f.csv", TODAY, TODAY - timedelta(days=1))


def test_a_list_becomes_paper_and_says_what_has_no_font(office: Office, tmp_path: Path) -> None:
    count, found = export_list(office.workspace, "people", tmp_path / "p.pdf")
    first, *_ = pages((tmp_path / "p.pdf").read_bytes())
    assert f"{count} Zeilen" in first
    assert "Seite 1 von " in first
    assert ("Bakr, Layla", ("Personen",)) in [(entry.entry, entry.sheets) for entry in found]
