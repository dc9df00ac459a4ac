"""Taking an act back and doing it again, from the journal, checked against what is there now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BindParameter,
    Executable,
    Integer,
    String,
    Table,
    bindparam,
    case,
    cast,
    delete,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from kursplaner.store.file.schema import JOURNAL, JOURNAL_STATE, SCHEMA
from kursplaner.store.journal.since import last_played
from kursplaner.store.journal.standing_in_way import Replay, Step, changed_since, refused_since
from kursplaner.store.journal.triggers import Row, columns_of, row_of, typed
from kursplaner.store.session import Db

Judge = Callable[[Db, Replay], AbstractContextManager[None]]
"""Looks at the town before and after an act is played again, and raises what must not be."""
FLOOR_STEP = 1_000_000
BATCH = 500
SHEETS_OF = {
    "course": "course_id",
    "childcare_slot": "slot_id",
    "ride": "ride_id",
    "room": "room_id",
}
PRINTED = SCHEMA.tables["printed_sheet"]
_VOID = "void "
ROW: BindParameter[int] = bindparam("row", type_=Integer)
"""The id of the row that a statement is about; columns have names of their own."""


def steps_of(db: Session, act_id: int, *, backwards: bool) -> list[Step]:
    """Return what an act did row by row, in the direction in which it would be played."""
    order = JOURNAL.c.id.desc() if backwards else JOURNAL.c.id.asc()
    query = select(
        JOURNAL.c.table_name, JOURNAL.c.row_id, JOURNAL.c.old_row, JOURNAL.c.new_row
    ).where(JOURNAL.c.act_id == act_id)
    steps = []
    for name, row_id, old, new in db.execute(query.order_by(order)):
        table = SCHEMA.tables[name]
        was, became = row_of(table, old), row_of(table, new)
        before, after = (became, was) if backwards else (was, became)
        steps.append(Step(name, row_id, before, after))
    return steps


def _same(table: Table, present: Mapping[str, object] | None, wanted: Row | None) -> bool:
    """Compare a row with what it should be; its version does not count (model.md 14)."""
    if present is None or wanted is None:
        return present is wanted
    values = typed(table, wanted)
    return all(present[name] == values[name] for name in values if name != "version")


def _expected(steps: Iterable[Step]) -> dict[str, dict[int, Row | None]]:
    """Return the state each touched row must have now: what the first step starts from."""
    expected: dict[str, dict[int, Row | None]] = {}
    for step in steps:
        expected.setdefault(step.table, {}).setdefault(step.row_id, step.before)
    return expected


def _present(db: Session, table: Table, ids: list[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    names = columns_of(table)
    for first in range(0, len(ids), BATCH):
        some = ids[first : first + BATCH]
        for row in db.execute(select(table).where(table.c.id.in_(some))):
            found = dict(zip(names, row, strict=True))
            yield found["id"], found


def _check(db: Session, replay: Replay) -> None:
    for name, rows in _expected(replay.steps).items():
        table = SCHEMA.tables[name]
        present = dict(_present(db, table, list(rows)))
        changed = [key for key, row in rows.items() if not _same(table, present.get(key), row)]
        if changed:
            raise changed_since(db, replay, name, changed)


def _statement(table: Table, operation: str) -> Executable:
    if operation == "delete":
        return delete(table).where(table.c.id == ROW)
    return insert(table) if operation == "insert" else update(table).where(table.c.id == ROW)


def _sheets_let_go(column: str) -> Executable:
    """Return the statement that voids the printed sheets of a record about to vanish.

    They remember whose they were, and whether they held, for the act to be done again.
    """
    own = PRINTED.c[column] == ROW
    whose = case((PRINTED.c.voided, f"{_VOID}{column} "), else_=f"{column} ")
    values = {column: None, "voided": True, "let_go": whose + cast(PRINTED.c[column], String)}
    return update(PRINTED).where(own).values(values)


def _sheets_taken_up(column: str) -> Executable:
    """Return the statement that gives a record that came back its printed sheets."""
    whose = literal(f"{column} ") + cast(ROW, String)
    held = PRINTED.c.let_go == whose
    own = held | (PRINTED.c.let_go == literal(_VOID) + whose)
    values = {column: ROW, "voided": ~held, "let_go": ""}
    return update(PRINTED).where(own).values(values)


def _operation(step: Step) -> str:
    if step.after is None:
        return "delete"
    return "insert" if step.before is None else "update"


def _play(db: Session, steps: Iterable[Step], version: int) -> None:
    connection = db.connection()
    for (name, operation), group in groupby(steps, key=lambda step: (step.table, _operation(step))):
        table = SCHEMA.tables[name]
        rows = [_values(table, step, version) for step in group]
        if operation == "delete" and name in SHEETS_OF:
            connection.execute(_sheets_let_go(SHEETS_OF[name]), rows)
        connection.execute(_statement(table, operation), rows)
        if operation == "insert" and name in SHEETS_OF:
            back = [{ROW.key: row["id"]} for row in rows]
            connection.execute(_sheets_taken_up(SHEETS_OF[name]), back)


def _values(table: Table, step: Step, version: int) -> dict[str, Any]:
    """Return what the statement of a step binds."""
    if step.after is None:
        return {ROW.key: step.row_id}
    values = typed(table, step.after)
    if "version" in values:
        values["version"] = version
    if step.before is not None:
        values[ROW.key] = values.pop("id")
    return values


def _next_floor(db: Session) -> int:
    floor = JOURNAL_STATE.c.version_floor
    raised = update(JOURNAL_STATE).values(version_floor=floor + FLOOR_STEP).returning(floor)
    return int(db.execute(raised).scalar_one()) - FLOOR_STEP


@contextmanager
def _explained(db: Session, replay: Replay) -> Iterator[None]:
    """Say what was changed since, where the database refuses what is played inside."""
    try:
        with db.begin_nested():
            yield
    except DBAPIError as error:
        told = refused_since(db, replay, error)
        if told is None:
            raise
        raise told from error


def _put_last(db: Session, act_id: int) -> None:
    """Put the act's rows behind all others of the journal: it is what was played last.

    So that whoever asks what happened since (`store.since`) need not know who played what again.
    """
    mine = JOURNAL.c.act_id == act_id
    upto = last_played(db, act_id)
    names = [column.name for column in JOURNAL.columns if column.name != "id"]
    rows = select(*(JOURNAL.c[name] for name in names)).where(mine).order_by(JOURNAL.c.id)
    db.execute(insert(JOURNAL).from_select(names, rows))
    db.execute(delete(JOURNAL).where(mine, JOURNAL.c.id <= upto))


def replay(db: Session, act_id: int, *, backwards: bool, judge: Judge | None = None) -> set[str]:
    """Play an act backwards (undo) or forwards (redo); return the tables it touched.

    Every row must still be as the act left it, else nothing changes. Versions rise: all rows
    touched take a number above any that was ever given out. The `judge` has the last word.

    Raises:
        Refused: kind "changed_since" when somebody changed one of its rows after it, or what
            its rows depend on.
        HardConflict: a room, person or vehicle has been taken since, or what the judge raises.
    """
    again = Replay(
        act_id, backwards, last_played(db, act_id), tuple(steps_of(db, act_id, backwards=backwards))
    )
    _check(db, again)
    with judge(db, again) if judge else nullcontext():
        with _explained(db, again):
            _play(db, again.steps, _next_floor(db))
        db.expire_all()
    _put_last(db, act_id)
    return {step.table for step in again.steps}
