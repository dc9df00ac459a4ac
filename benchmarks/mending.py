"""Mending after seeded troubles: beside the best single ways out, and beside trying everything.

Somebody is ill, a room is closed or a vehicle is down for one to three days of two weeks. What
mending proposes is compared, in the points of `planning.fixes.cost`, with the ways out of the
conflicts page taken one after the other, and, where at most eight lessons are touched, with the
cheapest of all substitutes, rooms and times of the same day, each rehearsed on the file.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, Tally
from benchmarks.mending_tried import TooMany, cheapest
from benchmarks.towns import fresh_copy
from kursplaner.basics import clock
from kursplaner.basics.errors import KursplanerError
from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.kinds import ClosureReason
from kursplaner.domain.people import Closure
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.drafts.draft_changes import DraftChange, run
from kursplaner.planning.drafts.rehearsals import rehearse
from kursplaner.planning.fixes.cost import cost, touched
from kursplaner.planning.fixes.offering import Fix, offered
from kursplaner.planning.fixes.situation import FixKind
from kursplaner.planning.timetable import laying_out
from kursplaner.planning.timetable.laying_out import TimetableWish, Town
from kursplaner.planning.timetable.mending.troubles import troubling
from kursplaner.planning.timetable.town.plan import TimetablePlan
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.queries.rides.ride_facts import rides_of_lessons
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

NOW = datetime(2027, 3, 5, 9, 0)
DAYS = (date(2027, 3, 8), date(2027, 3, 19))
LAST = date(2027, 3, 26)
COUNT, SEED, SECONDS, LIMIT = 30, 7, 3.0, 5.0
MOST_TRIED = 8
WHAT = ("teacher", "room", "carer", "vehicle", "driver")
LESSENING = frozenset(
    (FixKind.CANCEL, FixKind.CANCEL_MADE_UP, FixKind.WITHOUT_ROOM, FixKind.SHORTEN, FixKind.ACCEPT)
)
"""Ways out that leave less than a whole lesson in a room: mending does not take them by itself."""


@dataclass
class Seen:
    """What came of the troubles of one town."""

    seconds: list[float] = field(default_factory=list)
    worse: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    tried: int = 0
    left: int = 0
    troubles: int = 0


def figures(count: int = COUNT, seed: int = SEED) -> Iterator[Figure | Tally]:
    """Yield the figures of both towns."""
    draw = random.Random(seed)
    for size in ("town", "county"):
        with TemporaryDirectory() as folder, clock.pinned(NOW):
            workspace = Workspace.open(fresh_copy(size, Path(folder)))
            seen = Seen()
            for number in range(count // 2):
                _one_trouble(workspace, WHAT[number % len(WHAT)], draw, seen)
            workspace.close()
        yield from _lines(size, seen, seed)


def _lines(size: str, seen: Seen, seed: int) -> Iterator[Figure | Tally]:
    name = f"mending, {size}"
    beside = f"seed {seed}"
    well = seen.troubles - len(seen.worse)
    worse = "; ".join([beside, *seen.worse])
    yield Tally(f"{name}: not worse than the best single ways out", well, seen.troubles, worse)
    equal = seen.tried - len(seen.apart)
    left = f"{seen.left} with more than can be tried" if seen.left else beside
    apart = "; ".join([left, *seen.apart])
    yield Tally(
        f"{name}: as near as everything tried (8 lessons at most)", equal, seen.tried, apart
    )
    slowest = max(seen.seconds, default=0.0)
    middle = sorted(seen.seconds)[len(seen.seconds) // 2] if seen.seconds else 0.0
    yield Figure(
        f"{name}: slowest of {seen.troubles}", slowest, "s", LIMIT, f"median {middle:.1f} s"
    )


def _one_trouble(workspace: Workspace, what: str, draw: random.Random, seen: Seen) -> None:
    with workspace.read() as db:
        lessons = [x for x in lessons_between(db, *DAYS) if x.childcare and x.rides]
        lesson = draw.choice(lessons)
        resource = _resource(db, lesson, what, draw)
    days = draw.randint(1, 3)
    if not resource:
        return
    label = f"{what} {resource} from {lesson.starts} for {days} d"
    key = _close(workspace, resource, lesson, days)
    try:
        _measured(workspace, label, seen)
    finally:
        with workspace.fill() as db:
            db.delete(by_id(db, Closure, key))


def _measured(workspace: Workspace, label: str, seen: Seen) -> None:
    began = time.perf_counter()
    town, made = _mended(workspace)
    seen.seconds.append(time.perf_counter() - began)
    seen.troubles += 1
    with workspace.rehearse() as db:
        open_now, single = _by_single_ways(db)
    left = len(made.parked)
    if (left > open_now) or (left == open_now and made.disturbance > single):
        seen.worse.append(f"{label}: {left} open, {made.disturbance}, singly {open_now}, {single}")
    mending = town.mending
    if mending is None or sum(not unit.optional for unit in mending.units) > MOST_TRIED:
        return
    try:
        with workspace.rehearse() as db:
            best, ours = cheapest(db, mending)
    except TooMany:
        seen.left += 1
        return
    seen.tried += 1
    if best < ours:
        seen.apart.append(f"{label}: {ours} instead of {best}")


def _mended(workspace: Workspace) -> tuple[Town, TimetablePlan]:
    with workspace.read() as db:
        town = laying_out.town_of(db, TimetableWish(DAYS[0], LAST, mend=True))
    found = laying_out.search(town, SECONDS)
    with workspace.rehearse() as db:
        return town, laying_out.plan(db, town, found)


# --- Single ways out ----------------------------------------------------------------------------


def _by_single_ways(db: Db) -> tuple[int, int]:
    """Return how many lessons stay broken, and the cost, when each conflict gets its best way."""
    changes: list[DraftChange] = []
    helpless: set[str] = set()
    while conflict := next((c for c in _hard(db) if c.id not in helpless), None):
        best = _best(offered(db, conflict))
        if best is None:
            helpless.add(conflict.id)
            continue
        for change in best.changes:
            run(db, change)
        changes += best.changes
    db.rollback()
    if not changes:
        return len(_records(helpless)), 0
    return len(_records(helpless)), _together(db, changes)


def _together(db: Db, changes: Sequence[DraftChange]) -> int:
    try:
        result = rehearse(db, changes, with_people=False)
    except KursplanerError:
        return 10**6
    return cost(result, touched(db, result))


def _best(fixes: Sequence[Fix]) -> Fix | None:
    whole = [fix for fix in fixes if fix.kind not in LESSENING]
    return min(whole, key=lambda fix: fix.cost, default=None)


def _hard(db: Db) -> list[Conflict]:
    return [found for found in find(db, DAYS[0], LAST) if troubling(found) and found.hard]


def _records(conflict_ids: set[str]) -> set[str]:
    return {key.rpartition("-")[2] for key in conflict_ids}


# --- The trouble --------------------------------------------------------------------------------


def _close(workspace: Workspace, resource: int, lesson: LessonRow, days: int) -> int:
    midnight = lesson.starts - lesson.starts % 1440
    last = minute_of(DAYS[1] + timedelta(days=1))
    with workspace.fill() as db:
        closure = Closure(
            resource_id=resource,
            reason=ClosureReason.ILL.value,
            starts=midnight,
            ends=min(last, midnight + days * 1440),
        )
        db.add(closure)
        db.flush()
        return closure.id


def _resource(db: Db, lesson: LessonRow, what: str, draw: random.Random) -> int:
    rides = rides_of_lessons(db, [lesson.id])
    ride = draw.choice(rides)
    carers = lesson.childcare.carers if lesson.childcare else ()
    found = {
        "teacher": lesson.teachers[0].id if lesson.teachers else 0,
        "room": lesson.room_id,
        "carer": carers[0].id if carers else 0,
        "vehicle": ride.vehicle_id,
        "driver": ride.driver_id,
    }
    return found[what] or 0
