"""Undo and redo as everybody may ask for them: nobody passes a full course, slot or vehicle.

Nor is anybody left at a stop (`replayed_rides`).

The rule: a step is not played again where some limit would then be passed by more than it is now,
and something done since it was last played has a part in that (who got the place, who took the
carer away, who made the course smaller). So what frees places is always played; and what somebody
had taken on over a limit comes back as long as nothing else took the place.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict
from kursplaner.basics.spans import minute_at
from kursplaner.domain.conflicts import Conflict, Subject
from kursplaner.domain.courses import Enrolment
from kursplaner.domain.kinds import ConflictKind, EnrolmentStatus
from kursplaner.domain.replays import Came, Overfilled
from kursplaner.planning.conflicts import named
from kursplaner.planning.fullness import Overfull, overfull
from kursplaner.planning.replayed_rides import keeping_stops
from kursplaner.store.acts import ActSummary
from kursplaner.store.journal import Row
from kursplaner.store.queries.labels import labels
from kursplaner.store.queries.limits import GIVEN_UP, PRESENT_PLACES, STAYING
from kursplaner.store.queries.reached import Reached, reached_by
from kursplaner.store.records import one as one_of
from kursplaner.store.session import Db
from kursplaner.store.since import RowSince, rows_since
from kursplaner.store.standing_in_way import Replay, acts_since, step_of
from kursplaner.store.workspace import Workspace

GUESTS: Mapping[str, str] = MappingProxyType(
    {
        "enrolment": "person_id",
        "planned_lesson": "enrolment_id",
        "childcare_place": "child_id",
        "ride_seat": "person_id",
    }
)
"""Rows that take a place, and whose it is."""
LIMITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "course": ("capacity",),
        "room": ("capacity",),
        "lesson": ("room_id", "status"),
        "childcare_slot": ("room_id", "starts", "ends", "status"),
        "ride": ("vehicle_id", "status"),
        "vehicle": ("seats", "wheelchair_places", "pram_places"),
        "person": ("birth_date",),
        "setting": ("value",),
    }
)
"""Rows that say how many there may be, and by what."""
GIVING = frozenset({"childcare_slot_carer", "vehicle_seat"})
"""Rows that bring places with them: more of them is never worse."""
HOW_MANY = frozenset({"capacity", "seats", "wheelchair_places", "pram_places", "count"})
COUNTED_SETTINGS = frozenset(
    {
        *("childcare.children_per_carer", "childcare.under_three_weight_tenths"),
        *("childcare.under_three_years", "rides.most_passengers"),
    }
)
JUDGED = frozenset({*GUESTS, *LIMITS, *GIVING})


def undo(workspace: Workspace) -> ActSummary | None:
    """Take back one's own last act; None when there is none.

    Raises:
        Refused: "changed_since".
        HardConflict: with `Overfilled` or `TakenSince`; nothing is changed.
    """
    return workspace.undo(keeping_limits)


def redo(workspace: Workspace) -> ActSummary | None:
    """Do again what was taken back last; None when there is nothing. Raises as `undo`."""
    return workspace.redo(keeping_limits)


@contextmanager
def keeping_limits(db: Db, replay: Replay) -> Iterator[None]:
    """Look at what an act reaches before and after it is played inside, and judge.

    Raises:
        Refused: as `keeping_stops`.
        HardConflict: with one `Overfilled` for each course, group and vehicle.
    """
    reached = _reached(db, replay)
    before = overfull(db, reached)
    with keeping_stops(db, replay):
        yield
    worse = [
        one
        for key, one in overfull(db, _reached(db, replay)).items()
        if one.excess > (before[key].excess if key in before else 0)
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
    for one in worse:
        theirs = [row for row in since if _adds(one, row.table, row.then, row.now)]
        if not theirs:
            continue
        (conflict,) = named(db, [one.conflict])
        like = (conflict.kind, conflict.facts.get("seat"), _place(conflict))
        known = alike.get(like)
        if known is not None:
            alike[like] = replace(known, more=known.more + 1)
            continue
        people = _people(db, _own_guests(replay, one))
        came = _came(db, theirs)
        step = step_of(db, replay)
        alike[like] = Overfilled(replay.backwards, step, conflict, 0, people, came)
    return list(alike.values())


def _place(conflict: Conflict) -> tuple[str, str]:
    """Return what is the same on all days alike: the course, or the vehicle."""
    last = conflict.subjects[0 if conflict.kind is ConflictKind.COURSE_CAPACITY else -1]
    return last.noun, last.label


def _adds(one: Overfull, table: str, then: Row | None, now: Row | None) -> bool:
    """Tell whether a change of a row takes a place where it is too full, or leaves fewer."""
    if table in GUESTS:
        return _counts(one, table, now) and not _counts(one, table, then)
    if not any(_holds(one, table, row) for row in (then, now)):
        return False
    if table == "setting":
        return (now or then or {}).get("key") in COUNTED_SETTINGS
    if then is None or now is None:
        return table in GIVING and now is None
    return _fewer(then, now, LIMITS.get(table, tuple(then)))


def _holds(one: Overfull, table: str, row: Row | None) -> bool:
    """Tell whether a row has to do with a limit that is passed."""
    return row is not None and any(
        of == table and (not column or row[column] == key) for of, column, key in one.held_by
    )


def _counts(one: Overfull, table: str, row: Row | None) -> bool:
    """Tell whether a row takes a place where it is too full."""
    if row is None or not _holds(one, table, row):
        return False
    if table == "enrolment":
        return _comes(row, one.conflict.day.isoformat())
    if table == "childcare_place":
        return row["status"] in PRESENT_PLACES
    return table != "ride_seat" or _sits(row, str(one.conflict.facts.get("seat")))


def _sits(row: Row, seat: str) -> bool:
    """Tell whether somebody needs a seat ("seats": any, else of a kind) in a vehicle."""
    if row["result"] in GIVEN_UP:
        return False
    return seat == "seats" or row["kind"] == seat or bool(row.get(seat))


def _comes(row: Row, day: str) -> bool:
    """Tell whether somebody is in a course on a day (`limits.belongs`, by a row of the journal)."""
    joined, left = row["joined_on"], row["left_on"]
    if row["only_planned_lessons"] or row["status"] not in STAYING:
        return False
    if left is None and row["status"] != EnrolmentStatus.ENROLLED.value:
        return False
    return (joined is None or str(joined) <= day) and (left is None or str(left) >= day)


def _fewer(then: Row, now: Row, columns: Iterable[str]) -> bool:
    """Tell whether something else is meant now, or a number is smaller."""
    for name in columns:
        was, is_ = then[name], now[name]
        if name in HOW_MANY and isinstance(was, int) and isinstance(is_, int):
            if is_ < was:
                return True
        elif was != is_:
            return True
    return False


def _own_guests(replay: Replay, one: Overfull) -> list[tuple[str, Row]]:
    """Return the rows of the act itself that would take places where it is too full."""
    first: dict[tuple[str, int], Row | None] = {}
    last: dict[tuple[str, int], Row | None] = {}
    for step in replay.steps:
        first.setdefault((step.table, step.row_id), step.before)
        last[step.table, step.row_id] = step.after
    return [
        (table, now)
        for (table, key), now in last.items()
        if table in GUESTS and now is not None and _adds(one, table, first[table, key], now)
    ]


def _came(db: Db, rows: Collection[RowSince]) -> tuple[Came, ...]:
    """Return the acts since, in order, each with those who got places by it."""
    by_act: dict[ActSummary, list[tuple[str, Row]]] = {}
    for row in rows:
        guests = by_act.setdefault(row.act, [])
        if row.table in GUESTS and row.now is not None:
            guests.append((row.table, row.now))
    acts = acts_since(db, by_act)
    return tuple(
        Came(_people(db, guests), act) for guests, act in zip(by_act.values(), acts, strict=True)
    )


def _people(db: Db, rows: Iterable[tuple[str, Row]]) -> tuple[Subject, ...]:
    """Return whose rows these are, each person once, with the name."""
    keys: set[int] = set()
    for table, row in rows:
        key = int(row[GUESTS[table]] or 0)
        keys.add(one_of(db, Enrolment, key).person_id if table == "planned_lesson" else key)
    known = labels(db, {("person", key) for key in keys})
    return tuple(Subject("person", key, known.get(("person", key), "")) for key in sorted(keys))
