"""Ways out of one conflict on a county: the median of the slowest kind, each rehearsed whole."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, median_ms
from benchmarks.towns import fresh_copy
from kursplaner.basics import clock
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ClosureReason, ConflictKind
from kursplaner.domain.people import Closure
from kursplaner.planning.conflicts import finding
from kursplaner.planning.fixes import offering
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 3, 5, 9, 0)
WEEKS = (date(2027, 3, 8), date(2027, 3, 19))
LIMIT = 300


def figures() -> Iterator[Figure]:
    """Close a room, a teacher, a carer and a vehicle, and ask what to do about each."""
    with TemporaryDirectory() as folder, clock.pinned(NOW):
        town = Workspace.open(fresh_copy("county", Path(folder)))
        with town.fill() as db:
            _trouble(db)
        with town.rehearse() as db:
            found = finding.find(db, *WEEKS, kinds={ConflictKind.CLOSURE})
            for noun, conflict in _one_of_each(found).items():
                count = len(offering.offered(db, conflict))

                def ask(conflict: Conflict = conflict) -> None:
                    offering.offered(db, conflict)

                name = f"fixes for one conflict on county ({noun}: {count} offered)"
                yield Figure(name, median_ms(ask, 5), limit=LIMIT)
        town.close()


def _trouble(db: Db) -> None:
    whole = [served for served in lessons_between(db, *WEEKS) if served.childcare and served.rides]
    for at, key in enumerate(("room", "teacher", "carer", "vehicle")):
        lesson = whole[4 * at]
        resource = _resource(lesson, key)
        reason = ClosureReason.ILL.value
        span = {"starts": lesson.starts - 60, "ends": lesson.ends + 60}
        db.add(Closure(resource_id=resource, reason=reason, **span))


def _resource(lesson: LessonRow, key: str) -> int:
    carers = lesson.childcare.carers if lesson.childcare else ()
    found = {
        "room": lesson.room_id,
        "teacher": lesson.teachers[0].id,
        "carer": carers[0].id,
        "vehicle": lesson.rides[0].vehicle_id,
    }
    return found[key] or 0


def _one_of_each(found: list[Conflict]) -> dict[str, Conflict]:
    """Return one conflict for each kind of record that something closed is needed for."""
    known: dict[str, Conflict] = {}
    for conflict in found:
        known.setdefault(f"{conflict.subjects[0].noun} of {conflict.subjects[1].noun}", conflict)
    return known
