import json
from collections.abc import Callable
from datetime import date

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.cli import timetables
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import ClosureReason
from kursplaner.domain.people import Closure
from kursplaner.domain.rooms import Room
from kursplaner.planning.timetable.problem import Progress
from kursplaner.store.queries.drafts import open_drafts
from kursplaner.store.records import by_id, find
from kursplaner.store.workspace import Workspace
from tests.cli.conftest import Town
from tests.cli.schema import faults

RANGE = ("--from", "2027-02-01", "--to", "2027-02-28", "--seconds", "1")


def places(town: Town) -> list[tuple[int, int | None]]:
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        found = [(row.starts, row.room_id) for row in find(db, Lesson)]
    workspace.close()
    return found


def drafts(town: Town) -> list[str]:
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        found = [draft.title for draft in open_drafts(db)]
    workspace.close()
    return found


def close_room(town: Town, *, second: bool) -> None:
    workspace = Workspace.open(town.path)
    with workspace.fill() as db:
        day = date(2027, 2, 2)
        reason = ClosureReason.REPAIR.value
        here = by_id(db, Room, town.ids.room)
        if second:
            db.add(Room(name="Saal", site_id=here.site_id, capacity=40))
        closed = (minute_of(day), minute_of(day, 1440 * 60))
        db.add(Closure(resource_id=here.id, starts=closed[0], ends=closed[1], reason=reason))
    workspace.close()


def test_a_closed_room_is_mended_as_a_draft(course: Callable[[], Town]) -> None:
    town = course()
    close_room(town, second=True)
    before = places(town)
    result = town.run("timetable", town.path, *RANGE, "--mend")
    assert result.exit_code == 0, result.output
    assert "Saal" in result.output
    assert "Gespeichert als Entwurf 1; der Plan selbst ist unverändert." in result.output
    assert places(town) == before
    assert drafts(town) == ["Stundenplan reparieren 01.02.–28.02.2027"]


def test_a_dry_run_stores_nothing_and_json_fits_its_schema(course: Callable[[], Town]) -> None:
    town = course()
    close_room(town, second=True)
    result = town.run("timetable", town.path, *RANGE, "--mend", "--dry-run", "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert faults("timetable", found) == []
    assert found["moves"]
    assert found["draft"] is None
    assert drafts(town) == []


def test_wishes_that_clash_end_with_3(course: Callable[[], Town]) -> None:
    town = course()
    close_room(town, second=False)
    result = town.run("timetable", town.path, *RANGE, "--mend")
    assert result.exit_code == 3
    assert "keinen Platz" in result.stdout
    assert "Schulungsraum ist gesperrt oder fehlt" in result.stdout
    assert result.stdout.endswith("Nichts gespeichert.\n")
    assert drafts(town) == []
    as_json = town.run("timetable", town.path, *RANGE, "--mend", "--json")
    assert as_json.exit_code == 3
    assert faults("timetable", json.loads(as_json.stdout)) == []


def test_a_pinned_course_stays(course: Callable[[], Town]) -> None:
    town = course()
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        number = find(db, Course)[0].number
    workspace.close()
    result = town.run("timetable", town.path, *RANGE, "--pin", number)
    assert result.exit_code == 0
    assert "Nichts zieht um" in result.stdout


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--pin", "XX"), 4, "XX"),
        (("--from", "2027-02-28", "--to", "2027-02-01"), 4, "vor seinem Beginn"),
        (("--from", "2027-02-30"), 2, "2027-02-30"),
        (("--seconds", "0"), 4, "So lange kann nicht gesucht werden"),
        (("--seconds", "-3"), 2, "keine Nummer"),
    ],
)
def test_impossible_wishes_are_refused(
    course: Callable[[], Town], options: tuple[str, ...], code: int, said: str
) -> None:
    town = course()
    result = town.run("timetable", town.path, *options)
    assert result.exit_code == code
    assert said in result.output
    assert drafts(town) == []


def test_a_course_is_taken_over_alone_or_freed(course: Callable[[], Town]) -> None:
    town = course()
    close_room(town, second=True)
    workspace = Workspace.open(town.path)
    with workspace.read() as db:
        number = find(db, Course)[0].number
    workspace.close()
    result = town.run("timetable", town.path, *RANGE, "--mend", "--course", number)
    assert result.exit_code == 0, result.output
    assert len(drafts(town)) == 1
    freed = town.run("timetable", town.path, *RANGE, "--free", number, "--dry-run")
    assert freed.exit_code == 0, freed.output
    unknown = town.run("timetable", town.path, *RANGE, "--free", "XX")
    assert unknown.exit_code == 4


def test_progress_is_told_at_most_once_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    teller = timetables._Teller()
    for seconds in (0.0, 0.4, 1.0, 1.9, 2.0, 3.5, 4.4):
        teller.tell(Progress(best=120, parked=0, bound=None, seconds=seconds))
    told = capsys.readouterr()
    lines = [line.partition(":")[0] for line in told.err.splitlines()]
    assert (told.out, lines) == ("", ["0 s", "1 s", "2 s", "4 s"])
