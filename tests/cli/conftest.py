from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kursplaner.basics import clock
from kursplaner.cli.main import shell
from kursplaner.domain.kinds import ActKind, Role
from kursplaner.domain.people import Guardianship, Person, Profile
from kursplaner.domain.rides.rides import Vehicle
from kursplaner.domain.rooms import Room, Site
from kursplaner.store.workspace import Workspace
from tests.towns import copied

JANUARY = datetime(2027, 1, 11, 8, 0)
DRAFT = """
number = "27-A1"
title = "Deutsch A1"
kind = "general"
level = "A1.1"
units = 12
first_day = 2027-02-02
weekdays = ["tue", "thu"]
starts = "09:00"
ends = "11:15"
capacity = 12
childcare = true
"""


@dataclass(frozen=True)
class Ids:
    """The records of the small town."""

    room: int
    side_room: int
    teacher: int
    carer: int
    mother: int
    child: int
    father: int


@dataclass(frozen=True)
class Town:
    """A small town in a file, and a way to call the shell on it."""

    path: Path
    ids: Ids

    def run(self, *args: object) -> Result:
        return CliRunner().invoke(shell, [str(arg) for arg in args])

    def write(self, name: str, text: str) -> Path:
        path = self.path.parent / name
        path.write_text(text, encoding="utf-8")
        return path

    def add_course(self, text: str = DRAFT) -> Result:
        return self.run("course", "add", self.path, "--spec", self.write("draft.toml", text))


@pytest.fixture(autouse=True)
def _january() -> object:
    with clock.pinned(JANUARY):
        yield


@dataclass
class Small:
    """The open town and its records."""

    workspace: Workspace
    ids: Ids


def build(path: Path) -> Small:
    """Make the town in a new file."""
    workspace = Workspace.create(path, town="Adorf", land="SN")
    with workspace.change(ActKind.PERSON_ADDED) as db:
        site = Site(name="Markt 1", land="SN")
        db.add(site)
        db.flush()
        room = Room(site_id=site.id, name="Schulungsraum", capacity=20)
        side = Room(site_id=site.id, name="Nebenraum", capacity=10, purpose="childcare")
        people = [
            Person(family_name="Wolf", given_name="Anna", gender="female"),
            Person(family_name="Richter", given_name="Bea", gender="female"),
            Person(family_name="Haddad", given_name="Rima", gender="female"),
            Person(family_name="Haddad", given_name="Noor", birth_date=date(2023, 5, 1)),
            Person(family_name="Dvořák", given_name="Jan", gender="male"),
        ]
        db.add_all([room, side, *people, Vehicle(name="Bus 1", seats=9)])
        db.flush()
        teacher, carer, mother, child, father = (person.id for person in people)
        db.add_all(
            [
                Profile(person_id=teacher, role=Role.TEACHER.value),
                Profile(person_id=carer, role=Role.CARER.value),
                Guardianship(child_id=child, adult_id=mother),
            ]
        )
        ids = Ids(room.id, side.id, teacher, carer, mother, child, father)
    return Small(workspace, ids)


def with_course(path: Path) -> Small:
    """Make the town with the course of the draft in it."""
    made = build(path)
    made.workspace.close()
    result = Town(path, made.ids).add_course()
    assert result.exit_code == 0, result.output
    return Small(Workspace.open(path), made.ids)


def with_family(path: Path) -> Small:
    """Make the town with its course; a mother with her child and a father are in it."""
    made = with_course(path)
    made.workspace.close()
    town = Town(path, made.ids)
    for person, *more in ((made.ids.mother, "--with-children"), (made.ids.father,)):
        result = town.run("enrol", path, "--course", "27-A1", "--person", person, *more)
        assert result.exit_code == 0, result.output
    return Small(Workspace.open(path), made.ids)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    with copied(build, tmp_path / "adorf.kursplan", JANUARY) as made:
        return Town(made.workspace.path, made.ids)


@pytest.fixture
def course(tmp_path: Path) -> Callable[[], Town]:
    def add() -> Town:
        with copied(with_course, tmp_path / "adorf.kursplan", JANUARY) as made:
            return Town(made.workspace.path, made.ids)

    return add


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Return a town with its course and a family in it, for tests that only read."""
    path = tmp_path_factory.mktemp("kept") / "adorf.kursplan"
    with copied(with_family, path, JANUARY) as made:
        return Town(made.workspace.path, made.ids)
