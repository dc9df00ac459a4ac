"""Undo and redo as everybody may ask for them: nobody passes a full course, slot or vehicle.

Nor is anybody left at a stop (`rides`), nor does a stay end before a day attended (`stays`), nor
are closed marks changed without a reason (`attendance`).

The rule: a step is not played again where some limit would then be passed by more than it is now,
and something done since it was last played has a part in that (who got the place, who took the
carer away, who made the course smaller). So what frees places is always played; and what somebody
had taken on over a limit comes back as long as nothing else took the place.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict
from kursplaner.basics.spans import minute_at
from kursplaner.domain.conflicts.conflicts import Conflict
from kursplaner.domain.conflicts.replays import Overfilled
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.conflicts.finding import named
from kursplaner.planning.replays.attendance import keeping_closed
from kursplaner.planning.replays.fullness import Overfull, overfull
from kursplaner.planning.replays.rides import keeping_stops
from kursplaner.planning.replays.stays import keeping_stays
from kursplaner.planning.replays.taken_since import (
    COUNTED_SETTINGS,
    GUESTS,
    JUDGED,
    adds,
    people_of,
    who_came,
)
from kursplaner.store.journal.acts import ActSummary
from kursplaner.store.journal.since import RowSince, rows_since
from kursplaner.store.journal.standing_in_way import Replay, step_of
from kursplaner.store.journal.triggers import Row
from kursplaner.store.queries.absences.reached import Reached, reached_by
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace


def undo(workspace: Workspace, because: str = "") -> ActSummary | None:
    """Take back one's own last act; None when there is none.

    `because` tells why attendance that is closed is taken back.

    Raises:
        Refused: "changed_since"; "attendance_closed" with `Closed` where no reason is given.
        HardConflict: with `Overfilled` or `TakenSince`; nothing is changed.
    """
    return workspace.undo(partial(keeping_limits, because=because))


def redo(workspace: Workspace, because: str = "") -> ActSummary | None:
    """Do again what was taken back last; None when there is nothing. Raises as `undo`."""
    return workspace.redo(partial(keeping_limits, because=because))


@contextmanager
def keeping_limits(db: Db, replay: Replay, because: str = "") -> Iterator[None]:
    """Look at what an act reaches before and after it is played inside, and judge.

    Raises:
        Refused: as `keeping_closed`, `keeping_stops` and `keeping_stays`.
        HardConflict: with one `Overfilled` for each course, group and vehicle.
    """
    reached = _reached(db, replay)
    before = overfull(db, reached)
    kept = keeping_closed(db, replay, because)
    with kept, keeping_stops(db, replay), keeping_stays(db, replay):
        yield
    worse = [
        lack
        for key, lack in overfull(db, _reached(db, replay)).items()
        if lack.excess > (before[key].excess if key in before else 0)
    ]
    if worse:
        since = rows_since(db, replay.act_id, replay.place, JUDGED)
        told = _told(db, replay, worse, since)
        if told:
            raise HardConflict(told)


def _reached(db: Db, replay: Replay) -> Reached:
    rows = [
        (step.table, step.row_id, row)
        for step in replay.steps
        if step.table in JUDGED
        for row in (step.before, step.after)
        if row is not None and (step.table != "setting" or row["key"] in COUNTED_SETTINGS)
    ]
    return reached_by(db, rows, minute_at(clock.now()))


def _told(
    db: Db, replay: Replay, worse: Iterable[Overfull], since: Collection[RowSince]
) -> list[Overfilled]:
    """Return what is worse by what happened since: one for all days alike."""
    alike: dict[tuple[object, ...], Overfilled] = {}
    for lack in worse:
        theirs = [row for row in since if adds(lack, row.table, row.then, row.now)]
        if not theirs:
            continue
        (conflict,) = named(db, [lack.conflict])
        like = (conflict.kind, conflict.facts.get("seat"), _place(conflict))
        known = alike.get(like)
        if known is not None:
            alike[like] = replace(known, more=known.more + 1)
            continue
        people = people_of(db, _own_guests(replay, lack))
        came = who_came(db, theirs)
        step = step_of(db, replay)
        alike[like] = Overfilled(replay.backwards, step, conflict, 0, people, came)
    return list(alike.values())


def _place(conflict: Conflict) -> tuple[str, str]:
    """Return what is the same on all days alike: the course, or the vehicle."""
    last = conflict.subjects[0 if conflict.kind is ConflictKind.COURSE_CAPACITY else -1]
    return last.noun, last.label


def _own_guests(replay: Replay, lack: Overfull) -> list[tuple[str, Row]]:
    """Return the rows of the act itself that would take places where it is too full."""
    first: dict[tuple[str, int], Row | None] = {}
    last: dict[tuple[str, int], Row | None] = {}
    for step in replay.steps:
        first.setdefault((step.table, step.row_id), step.before)
        last[step.table, step.row_id] = step.after
    return [
        (table, now)
        for (table, key), now in last.items()
        if table in GUESTS and now is not None and adds(lack, table, first[table, key], now)
    ]
