"""The access report: all that is stored of a person, nothing of anybody else."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.desk.privacy import access
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.kinds.privacy import DataClass
from kursplaner.domain.people import ContactRoute, Person
from kursplaner.domain.privacy.entries import columns
from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.queries.privacy.belongings import ways
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace
from tests.desk.privacy.test_erasing import describe
from tests.planning.small_town import NOW, SmallTown, build
from tests.towns import DEMO_DAY, copied, demo_town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[SmallTown]:
    with copied(build, tmp_path / "stadt.kursplan", NOW) as made:
        yield made


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("demo") / "demo.kursplan"
    path.write_bytes(demo_town())
    with clock.pinned(DEMO_DAY):
        opened = Workspace.open(path, who="Test")
        yield opened
        opened.close()


def direct_values(db: Db, person: int) -> set[tuple[str, str, object]]:
    """Return what rows that name her by a key say, looked up without the report's own ways."""
    found: set[tuple[str, str, object]] = set()
    for way in ways():
        table = SCHEMA.tables[way.table]
        for row in db.execute(select(table).where(table.c[way.column] == person)).mappings():
            for name, value in row.items():
                column = columns()[way.table, name]
                if (
                    column.data is not DataClass.NONE
                    and not column.others
                    and value not in {None, ""}
                ):
                    found.add((way.table, name, value))
    return found


def test_all_of_her_and_nothing_of_others_in_a_whole_town(demo: Workspace) -> None:
    private = ("family_name", "passport_name", "own_script_name")
    with demo.read() as db:
        people = find(db, Person)
        phones = {row.value: row.person_id for row in find(db, ContactRoute)}
        for person in people[::9]:
            report = access.read_access(db, person.id)
            said = {
                (part.table, name, value)
                for part in report.sections
                for row in part.rows
                for name, value in row.items()
            }
            only_named = {("vehicle", "usual_driver_id"), ("ride", "driver_id"),
                          ("childcare_place", "carer_id")}  # fmt: skip
            tables = {table for table, _ in only_named}
            missing = direct_values(db, person.id) - said
            assert {item for item in missing if item[0] not in tables} == set()
            own = {getattr(person, name) for name in private}
            texts = {value for _, _, value in said if isinstance(value, str)}
            texts |= {value for _, _, value in report.earlier if isinstance(value, str)}
            others = {getattr(other, name) for other in people for name in private} - own - {""}
            assert not others & texts
            mine = {row.value for row in find(db, ContactRoute, person_id=person.id)}
            assert not (set(phones) - mine) & texts


def test_each_kind_of_row_is_told_with_purpose_and_period(town: SmallTown, tmp_path: Path) -> None:
    with town.workspace.change(ActKind.PERSON_ADDED) as db:
        key = describe(db, town)
    with town.workspace.change(ActKind.PERSON_CHANGED) as db:
        by_id(db, Person, key).note = "jetzt mit Mütze"
    out = tmp_path / "auskunft.json"
    count, _ = access.export(town.workspace, key, out)
    told = json.loads(out.read_text(encoding="utf-8"))
    sections = {part["table"]: part for part in told["sections"]}
    assert {"person", "other_name", "health_note", "attendance_mark", "guardianship"} <= set(
        sections
    )
    assert sections["health_note"]["special_category"] is True
    assert sections["contact_route"]["special_category"] is False
    assert all(part["purpose"] and part["kept"] for part in told["sections"])
    assert told["sources"]
    assert told["recipients"]
    assert told["rights"]
    earlier = [(row["column"], row["value"]) for row in told["earlier_values"]]
    assert ("note", "kommt nur mit Hut") in earlier
    assert ("note", "jetzt mit Mütze") not in earlier
    marks = sections["attendance_mark"]["rows"]
    assert len(marks) == 3
    assert marks[0]["lesson_name"]
    values = sum(len(part["rows"]) for part in told["sections"])
    assert count > values > 0
    assert "Großmutter" not in out.read_text(encoding="utf-8")


def test_it_is_a_pdf_by_its_ending(town: SmallTown, tmp_path: Path) -> None:
    out = tmp_path / "auskunft.pdf"
    count, unprintable = access.export(town.workspace, town.people["Seidel"], out)
    assert count > 0
    assert unprintable == ()
    assert out.read_bytes().startswith(b"%PDF")


def test_nobody_is_not_found(town: SmallTown) -> None:
    with town.workspace.read() as db, pytest.raises(Refused, match="not_found"):
        access.read_access(db, 987)


def test_empty_is_not_told_and_a_day_is_a_day(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        person = Person(family_name="Leer", birth_date=date(1990, 1, 2))
        db.add(person)
        db.flush()
        report = access.read_access(db, person.id)
    (section,) = report.sections
    assert "note" not in section.rows[0]
    assert section.rows[0]["birth_date"] == date(1990, 1, 2)
    assert report.made_on == datetime(2027, 3, 1).date()
