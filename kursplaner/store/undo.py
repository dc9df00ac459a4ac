"""Taking an act back and doing it again, from the journal, checked against what is there now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Table, select, text, update
from sqlalchemy.orm import Session

from kursplaner.basics.errors import Refused
from kursplaner.store.journal import columns_of, parse_row
from kursplaner.store.schema import JOURNAL, JOURNAL_STATE, SCHEMA

type_of_row = dict[str, int | str | None]
FLOOR_STEP = 1_000_000
BATCH = 500
PAPER_OF = {
    "course": "course_id",
    "childcare_slot": "slot_id",
    "ride": "ride_id",
    "room": "room_id",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One row changed by an act, seen in the direction in which it is played."""

    table: str
    row_id: int
    before: type_of_row | None
    after: type_of_row | None


def _row(table: Table, literals: str | None) -> type_of_row | None:
    if literals is None:
        return None
    return dict(zip(columns_of(table), parse_row(literals), strict=True))


def _steps(db: Session, act_id: int, *, backwards: bool) -> list[Step]:
    order = JOURNAL.c.id.desc() if backwards else JOURNAL.c.id.asc()
    query = select(
        JOURNAL.c.table_name, JOURNAL.c.row_id, JOURNAL.c.old_row, JOURNAL.c.new_row
    ).where(JOURNAL.c.act_id == act_id)
    steps = []
    for name, row_id, old, new in db.execute(query.order_by(order)):
        table = SCHEMA.tables[name]
        was, became = _row(table, old), _row(table, new)
        before, after = (became, was) if backwards else (was, became)
        steps.append(Step(name, row_id, before, after))
    return steps


def _same(first: type_of_row | None, second: type_of_row | None) -> bool:
    """Compare two states of a row; its version does not count (model.md 14)."""
    if first is None or second is None:
        return first is second
    return all(first[key] == second[key] for key in first if key != "version")


def _expected(steps: Iterable[Step]) -> dict[str, dict[int, type_of_row | None]]:
    """Return the state each touched row must have now: what the first step starts from."""
    expected: dict[str, dict[int, type_of_row | None]] = {}
    for step in steps:
        expected.setdefault(step.table, {}).setdefault(step.row_id, step.before)
    return expected


def _present(db: Session, table: Table, ids: list[int]) -> Iterator[tuple[int, type_of_row]]:
    names = ", ".join(f'"{name}"' for name in columns_of(table))
    for first in range(0, len(ids), BATCH):
        some = ids[first : first + BATCH]
        marks = ", ".join(str(int(one)) for one in some)
        rows = db.execute(text(f'SELECT {names} FROM "{table.name}" WHERE id IN ({marks})'))
        for row in rows:
            found = dict(zip(columns_of(table), row, strict=True))
            yield int(found["id"]), found


def _check(db: Session, steps: list[Step]) -> None:
    for name, rows in _expected(steps).items():
        present = dict(_present(db, SCHEMA.tables[name], list(rows)))
        changed = [key for key, wanted in rows.items() if not _same(present.get(key), wanted)]
        if changed:
            raise Refused("changed_since", table=name, ids=tuple(changed))


def _statement(table: Table, operation: str) -> str:
    names = columns_of(table)
    if operation == "delete":
        return f'DELETE FROM "{table.name}" WHERE id = :id'
    if operation == "insert":
        quoted = ", ".join(f'"{name}"' for name in names)
        values = ", ".join(f":{name}" for name in names)
        return f'INSERT INTO "{table.name}" ({quoted}) VALUES ({values})'
    assignments = ", ".join(f'"{name}" = :{name}' for name in names if name != "id")
    return f'UPDATE "{table.name}" SET {assignments} WHERE id = :id'


def _paper_let_go(column: str) -> str:
    """Return the statement that voids the printed sheets of a record about to vanish."""
    return f'UPDATE printed_sheet SET "{column}" = NULL, voided = 1 WHERE "{column}" = :id'


def _operation(step: Step) -> str:
    if step.after is None:
        return "delete"
    return "insert" if step.before is None else "update"


def _play(db: Session, steps: list[Step], version: int) -> None:
    connection = db.connection()
    for (name, operation), group in groupby(steps, key=lambda step: (step.table, _operation(step))):
        rows = [_values(step, version) for step in group]
        if operation == "delete" and name in PAPER_OF:
            connection.execute(text(_paper_let_go(PAPER_OF[name])), rows)
        connection.execute(text(_statement(SCHEMA.tables[name], operation)), rows)


def _values(step: Step, version: int) -> type_of_row:
    if step.after is None:
        return {"id": step.row_id}
    return {**step.after, "version": version} if "version" in step.after else step.after


def _next_floor(db: Session) -> int:
    floor = int(db.execute(select(JOURNAL_STATE.c.version_floor)).scalar_one())
    db.execute(update(JOURNAL_STATE).values(version_floor=floor + FLOOR_STEP))
    return floor


def replay(db: Session, act_id: int, *, backwards: bool) -> set[str]:
    """Play an act backwards (undo) or forwards (redo); return the tables it touched.

    Every row must still be as the act left it, else nothing changes. Versions rise: all rows
    touched take a number above any that was ever given out.

    Raises:
        Refused: kind "changed_since" when somebody changed one of its rows after it.
    """
    steps = _steps(db, act_id, backwards=backwards)
    _check(db, steps)
    _play(db, steps, _next_floor(db))
    return {step.table for step in steps}
