"""The row of an act: begun before anything is written, ended with what was."""

import json
from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update

from kursplaner.basics import clock
from kursplaner.domain.kinds import ActKind
from kursplaner.store.dialect.known import dialect_of
from kursplaner.store.file.schema import ACT, JOURNAL
from kursplaner.store.session import Db

SUBJECTS = "subjects"
TOUCHED = "touched"
FINAL = frozenset(
    {ActKind.TOWN_CREATED, ActKind.DEMO_BUILT, ActKind.SHEETS_PRINTED, ActKind.PERSON_ERASED}
)


def begin(db: Db, kind: ActKind, who: str) -> int:
    """Begin an act and return its id; the journal's triggers put down what follows to it."""
    at = clock.now().isoformat(timespec="microseconds")
    values: dict[str, object] = {
        "kind": kind.value,
        "subjects": "[]",
        "who": who,
        "at": at,
        "tables": "",
        "final": kind in FINAL,
    }
    result = db.execute(insert(ACT).values(**values))
    act_id = int(result.inserted_primary_key[0])  # type: ignore[attr-defined]
    dialect_of(db).carry(db, act_id)
    return act_id


def end(db: Db, act_id: int, who: str, subjects: Sequence[tuple[str, int]]) -> set[str]:
    """End an act and return the tables it changed; one that changed nothing leaves no trace.

    What somebody had taken back can be done again no more after it.
    """
    found = select(JOURNAL.c.table_name).where(JOURNAL.c.act_id == act_id).distinct()
    journaled: set[str] = set(db.scalars(found))
    touched: set[str] = db.info.get(TOUCHED, set())
    tables = journaled | touched
    dialect_of(db).carry(db, None)
    if not tables:
        db.execute(delete(ACT).where(ACT.c.id == act_id))
        return tables
    named = list(dict.fromkeys([*subjects, *db.info.get(SUBJECTS, [])]))
    values: dict[str, object] = {"subjects": json.dumps(named), "tables": " ".join(sorted(tables))}
    if not journaled:
        values["final"] = True
    db.execute(update(ACT).where(ACT.c.id == act_id).values(**values))
    if journaled:
        undone = update(ACT).where(ACT.c.who == who, ACT.c.undone, ~ACT.c.discarded)
        db.execute(undone.values(discarded=True))
    return tables
