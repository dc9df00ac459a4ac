from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.desk.exports.files import (
    export_funder,
    export_list,
)
from kursplaner.desk.exports.funder import funder_report, period_of_half_year
from kursplaner.domain.people import Person
from kursplaner.store.workspace import Workspace
from tests.towns import DEMO_DAY, demo_town

FIRST, LAST = date(2027, 2, 1), date(2027, 2, 28)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("demo") / "Adorf.kursplan"
    path.write_bytes(demo_town())
    with clock.pinned(DEMO_DAY):
        workspace = Workspace.open(path)
        yield workspace
        workspace.close()


def test_the_report_counts_what_took_place(town: Workspace) -> None:
    with town.read() as db:
        report = funder_report(db, FIRST, LAST)
    marks = sum(lesson.present for lesson in report.lessons)
    assert marks == sum(sum_of_course.present for sum_of_course in report.attendance)
    assert sum(lesson.present_minutes for lesson in report.lessons) == sum(
        attendance.minutes for attendance in report.attendance
    )
    assert len(report.people) == 22
    assert 0 < len(report.children) <= 9
    assert report.rides
    assert all(ride.metres > 0 and ride.adults + ride.children > 0 for ride in report.rides)


def test_children_hours_stay_inside_their_slots(town: Workspace) -> None:
    with town.read() as db:
        report = funder_report(db, FIRST, LAST)
    assert sum(childcare.minutes for childcare in report.childcare) == sum(
        child.minutes for child in report.children
    )


def test_the_grant_parts_the_courses(town: Workspace) -> None:
    with town.read() as db:
        everything = funder_report(db, FIRST, LAST)
        granted = funder_report(db, FIRST, LAST, everything_reference(town))
    assert {course.number for course in granted.courses} <= {
        course.number for course in everything.courses
    }
    assert granted.grant_title


def everything_reference(town: Workspace) -> str:
    from kursplaner.store.queries.funding.statistics import grant_references

    with town.read() as db:
        return grant_references(db)[0]


def test_an_unknown_grant_and_a_period_backwards_are_refused(town: Workspace) -> None:
    with town.read() as db:
        with pytest.raises(Refused) as refused:
            funder_report(db, FIRST, LAST, "gibt es nicht")
        assert refused.value.kind == "grant_unknown"
        with pytest.raises(Refused) as refused:
            funder_report(db, LAST, FIRST)
        assert refused.value.kind == "period_backwards"


def test_the_workbook_names_nobody_and_keeps_its_values(town: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "Nachweis.xlsx"
    figures = {
        indicator.key: indicator.value for indicator in export_funder(town, FIRST, LAST, None, path)
    }
    assert figures["people"] == 22
    assert figures["lessons"] > 10
    book = openpyxl.load_workbook(path, data_only=True)
    texts = {
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    with town.read() as db:
        for family, given in db.execute(select(Person.family_name, Person.given_name)):
            assert not any(f"{family}" == text or f"{family}, {given}" in text for text in texts)


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv"])
def test_lists_are_written_in_every_format(town: Workspace, tmp_path: Path, ending: str) -> None:
    assert export_list(town, "people", tmp_path / f"Personen{ending}")[0] > 30
    assert export_list(town, "lessons", tmp_path / f"Termine{ending}")[0] > 80
    assert export_list(town, "courses", tmp_path / f"Kurse{ending}")[0] == 6
    assert len(list(tmp_path.iterdir())) == 3


def test_restricted_addresses_are_not_exported(town: Workspace, tmp_path: Path) -> None:
    export_list(town, "people", tmp_path / "Personen.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "Personen.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    with town.read() as db:
        hidden = db.scalars(select(Person.id).where(Person.address_restricted)).all()
    for row in rows:
        if row[0] in hidden:
            assert not row[9]
            assert not row[10]


def test_half_years() -> None:
    assert period_of_half_year(date(2027, 3, 2)) == (date(2027, 1, 1), date(2027, 7, 31))
    assert period_of_half_year(date(2027, 9, 2)) == (date(2027, 8, 1), date(2027, 12, 31))
    assert period_of_half_year(date(2027, 7, 31)) == (date(2027, 1, 1), date(2027, 7, 31))
    assert period_of_half_year(date(2027, 8, 1)) == (date(2027, 8, 1), date(2027, 12, 31))
