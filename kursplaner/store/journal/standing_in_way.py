"""Why an act cannot be played again: what was changed or taken since, by whom and when."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from kursplaner.basics.errors import HardConflict, KursplanerError, Refused
from kursplaner.domain.conflicts.conflicts import Subject
from kursplaner.domain.conflicts.replays import ActSince, TakenSince
from kursplaner.domain.occupations import Occupation
from kursplaner.store.dialect.dialect import OCCUPIED, Told
from kursplaner.store.dialect.known import dialect_of
from kursplaner.store.file.schema import SCHEMA
from kursplaner.store.journal.acts import ActSummary, acts_by_id
from kursplaner.store.journal.since import RowSince, rows_since
from kursplaner.store.journal.triggers import Row, typed
from kursplaner.store.queries.conflicts.scopes import kinds_of
from kursplaner.store.queries.labels import labels
from kursplaner.store.session import Db

ROWS_CLASH = frozenset({"not_unique", "still_used", "value_refused", "value_missing"})
OWN_NOUN: Mapping[str, str] = MappingProxyType(
    {"childcare_slot": "childcare", "room_booking": "booking"}
)
PARENTS = (
    *(("ride_id", "ride"), ("slot_id", "childcare"), ("lesson_id", "lesson")),
    *(("enrolment_id", "enrolment"), ("course_id", "course"), ("vehicle_id", "vehicle")),
    *(("room_id", "room"), ("child_id", "person"), ("person_id", "person")),
)
"""The record that a row without a name of its own belongs to, the nearest first."""
NAMED = frozenset({"ride", "lesson", "course", "person", "room", "vehicle", *OWN_NOUN})
TIMED: Mapping[str, str] = MappingProxyType(
    {"ride": "ride", "childcare": "childcare_slot", "lesson": "lesson", "booking": "room_booking"}
)
OCCUPATION = Occupation.__table__
TAKEN = Occupation.__tablename__


@dataclass(frozen=True, slots=True)
class Step:
    """One row changed by an act, seen in the direction in which it is played."""

    table: str
    row_id: int
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Replay:
    """An act that is to be played again.

    Attributes:
        backwards: undo; else redo.
        place: where it stood in the journal: what stands behind was done since.
    """

    act_id: int
    backwards: bool
    place: int
    steps: tuple[Step, ...]


def step_of(db: Db, replay: Replay) -> ActSince | None:
    """Return the act that is to be played again, with its names."""
    found = acts_since(db, acts_by_id(db, [replay.act_id]).values())
    return found[0] if found else None


def acts_since(db: Db, acts: Iterable[ActSummary]) -> tuple[ActSince, ...]:
    """Return acts with the names of what they are about, each once, in their order."""
    once = list(dict.fromkeys(acts))
    named = labels(db, {subject for act in once for subject in act.subjects})
    return tuple(
        ActSince(
            act.kind,
            tuple(Subject(*subject, named.get(subject, "")) for subject in act.subjects),
            act.who,
            act.at,
            act.undone,
        )
        for act in once
    )


def changed_since(db: Db, replay: Replay, table: str, ids: Collection[int]) -> Refused:
    """Return the refusal where rows are no longer as the act left them."""
    since = rows_since(db, replay.act_id, replay.place, {table})
    mine = [row for row in since if row.id in set(ids)]
    return _refused(db, replay, _first_of_last_act(mine), table, ids)


def changed_by(db: Db, replay: Replay, row: RowSince) -> Refused:
    """Return the refusal where a row touched since no longer goes with what the act did."""
    return _refused(db, replay, row, row.table, [row.id])


def refused_since(db: Db, replay: Replay, error: DBAPIError) -> KursplanerError | None:
    """Return the refusal that tells what was changed since; None: it has nothing to do with it."""
    told = dialect_of(db).told(error)
    if told.kind == OCCUPIED:
        return HardConflict([_taken(db, replay) or OCCUPIED])
    if told.kind not in ROWS_CLASH:
        return None
    since = rows_since(db, replay.act_id, replay.place)
    if told.kind == "not_unique":
        alike = _rows_alike(db, replay, told)
        found = [row for row in since if (row.table, row.id) in alike]
    else:
        found = _nearest(replay, since)
    return _refused(db, replay, _first_of_last_act(found), "", ())


def _first_of_last_act(rows: Sequence[RowSince]) -> RowSince | None:
    return next((row for row in rows if row.act == rows[-1].act), None)


def _refused(
    db: Db, replay: Replay, row: RowSince | None, table: str, ids: Collection[int]
) -> Refused:
    record = _record(db, row) if row is not None else None
    act = acts_since(db, [row.act])[0] if row is not None else None
    facts: dict[str, object] = {"table": table, "ids": tuple(ids), "backwards": replay.backwards}
    facts |= {"step": step_of(db, replay), "record": record, "act": act}
    return Refused("changed_since", **facts, starts=_starts(db, record))


def _starts(db: Db, record: Subject | None) -> int | None:
    """Return when what was changed takes place, if it has a time."""
    if record is None or record.noun not in TIMED:
        return None
    table = SCHEMA.tables[TIMED[record.noun]]
    found = db.execute(select(table.c.starts).where(table.c.id == record.id)).scalar()
    return None if found is None else int(found)


def _record(db: Db, row: RowSince) -> Subject:
    """Return what somebody would say was changed: the ride, not one of its halts."""
    noun, key = OWN_NOUN.get(row.table, row.table), row.id
    values = row.now or row.then or {}
    if row.table not in NAMED:
        for column, of in PARENTS:
            found = values.get(column)
            if isinstance(found, int):
                noun, key = of, found
                break
    return Subject(noun, key, labels(db, [(noun, key)]).get((noun, key), ""))


def _nearest(replay: Replay, since: list[RowSince]) -> list[RowSince]:
    """Return what hangs on the replay's own rows by now, or was taken from under them."""
    own = {(step.table, step.row_id) for step in replay.steps}
    around = {ref for step in replay.steps for ref in _refs(step, step.after)}
    return [row for row in since if own & _touched(row) or _gone(row) & around]


def _touched(row: RowSince) -> set[tuple[str, int]]:
    return set(_refs(row, row.now))


def _gone(row: RowSince) -> set[tuple[str, int]]:
    return {(row.table, row.id)} if row.now is None else set()


def _refs(of: Step | RowSince, row: Row | None) -> Iterator[tuple[str, int]]:
    """Yield the records that a row refers to."""
    for column in SCHEMA.tables[of.table].columns:
        key = (row or {}).get(column.name)
        if isinstance(key, int):
            for foreign in column.foreign_keys:
                yield foreign.column.table.name, key


def _rows_alike(db: Db, replay: Replay, told: Told) -> set[tuple[str, int]]:
    """Return the rows that have what a replayed row must have alone."""
    found: set[tuple[str, int]] = set()
    for step in replay.steps:
        if step.table == told.table and step.after is not None:
            table = SCHEMA.tables[step.table]
            wanted = typed(table, step.after)
            same = (table.c[name] == wanted[name] for name in told.columns)
            found |= {(step.table, key) for key in db.scalars(select(table.c.id).where(*same))}
    return found


def _taken(db: Db, replay: Replay) -> TakenSince | None:
    """Return what has been put where the replay would put something."""
    mine = [step for step in replay.steps if step.table == TAKEN]
    own = {step.row_id for step in mine}
    for step in mine:
        wanted = step.after
        if wanted is None or not wanted["active"]:
            continue
        query = select(OCCUPATION).where(
            OCCUPATION.c.resource_id == wanted["resource_id"],
            OCCUPATION.c.active.is_(True),
            OCCUPATION.c.starts < wanted["ends"],
            OCCUPATION.c.ends > wanted["starts"],
            OCCUPATION.c.id.not_in(own),
        )
        row = db.execute(query.order_by(OCCUPATION.c.starts)).first()
        if row is not None:
            return _told_taken(db, replay, row)
    return None


def _told_taken(db: Db, replay: Replay, row: Any) -> TakenSince:  # noqa: ANN401 (row of occupation)
    since = rows_since(db, replay.act_id, replay.place, {TAKEN})
    acts = acts_since(db, [change.act for change in since if change.id == row.id])
    resource, by = row.resource_id, (row.source, row.source_id)
    noun = next(iter(kinds_of(db, [resource])))
    named = labels(db, [(noun, resource), by])
    return TakenSince(
        replay.backwards,
        step_of(db, replay),
        Subject(noun, resource, named.get((noun, resource), "")),
        Subject(*by, named.get(by, "")),
        row.starts,
        row.ends,
        acts[0] if acts else None,
    )
