"""What is saved as it stands is no act: nothing stored, nothing to undo, whatever the form."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from kursplaner.basics import clock
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.availability import changing
from kursplaner.planning.availability.changing import AvailabilityWish
from kursplaner.planning.courses import correcting as courses
from kursplaner.planning.enrolments import correcting as enrolments
from kursplaner.planning.funding.grants import GrantForm, store_grant
from kursplaner.planning.people import person_form
from kursplaner.planning.rides import stops, vehicles
from kursplaner.planning.rooms import room_form
from kursplaner.store.queries.funding.grants import grant_rows
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of, store_settings
from kursplaner.store.workspace import Workspace, kept
from tests.towns import DEMO_DAY, demo_town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = Path(tmp_path_factory.mktemp("stadt"), "Adorf.kursplan")
    path.write_bytes(demo_town())
    with clock.pinned(DEMO_DAY):
        workspace = Workspace.open(path)
        yield workspace
        workspace.close()


def first(db: Db, query: str) -> int:
    return int(db.scalar(text(query)) or 0)


def person(db: Db) -> None:
    for (key,) in db.execute(text("SELECT id FROM person ORDER BY id LIMIT 12")).all():
        form = person_form.load(db, key)
        person_form.store(db, form, form)


def room(db: Db) -> None:
    room_form.store_room(db, room_form.room_form(db, first(db, "SELECT id FROM room")))


def vehicle(db: Db) -> None:
    vehicles.store_vehicle(db, vehicles.vehicle_form(db, first(db, "SELECT id FROM vehicle")))


def stop(db: Db) -> None:
    stops.store_stop(db, stops.stop_form(db, first(db, "SELECT id FROM stop")))


def grant(db: Db) -> None:
    row = grant_rows(db)[0]
    same = (row.reference, row.title, row.funding_line, row.first_day, row.last_day)
    store_grant(db, GrantForm(*same, row.proof_due_on, id=row.id, version=row.version))


def course(db: Db) -> None:
    plan = courses.propose(db, courses.wish_as_it_is(db, first(db, "SELECT id FROM course")))
    courses.apply(db, plan)


def enrolment(db: Db) -> None:
    key = first(db, "SELECT id FROM enrolment WHERE status = 'enrolled'")
    enrolments.apply(db, enrolments.propose(db, enrolments.as_it_is(db, key)))


def availability(db: Db) -> None:
    key = first(db, "SELECT resource_id FROM availability")
    changing.apply(db, changing.propose(db, AvailabilityWish(key)), {})


def settings(db: Db) -> None:
    standing = settings_of(db)
    store_settings(db, {"town.name": standing.text("town.name")})


@pytest.mark.parametrize(
    "work", [person, room, vehicle, stop, grant, course, enrolment, availability, settings]
)
def test_a_form_saved_as_it_stands_is_no_act(town: Workspace, work: Callable[[Db], object]) -> None:
    before = town.undo_summary
    with town.change(ActKind.PERSON_CHANGED) as db:
        work(db)
    assert (kept(db), town.undo_summary) == (False, before)
    with town.change(ActKind.SETTINGS_CHANGED) as db:
        store_settings(db, {"town.name": f"{settings_of(db).text('town.name')}!"})
    assert kept(db)
    town.undo()
