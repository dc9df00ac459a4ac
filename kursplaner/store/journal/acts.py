"""What was done, by whom, and what can be taken back."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select

from kursplaner.store.file.schema import ACT
from kursplaner.store.refusals import UnreadableError
from kursplaner.store.session import Db


@dataclass(frozen=True, slots=True)
class ActSummary:
    """One act; its German title is made in desk/wording from kind and subjects."""

    id: int
    kind: str
    subjects: tuple[tuple[str, int], ...]
    who: str
    at: datetime
    undone: bool


def _acts() -> Select[tuple[int, str, str, str, str, bool]]:
    return select(ACT.c.id, ACT.c.kind, ACT.c.subjects, ACT.c.who, ACT.c.at, ACT.c.undone)


def _summary(row: Row[tuple[int, str, str, str, str, bool]]) -> ActSummary:
    try:
        subjects = tuple((str(noun), int(key)) for noun, key in json.loads(row.subjects))
        moment = datetime.fromisoformat(row.at)
    except (ValueError, TypeError) as error:
        raise UnreadableError from error
    return ActSummary(row.id, row.kind, subjects, row.who, moment, bool(row.undone))


def next_to_undo(db: Db, who: str) -> ActSummary | None:
    """Return this user's last act that stands and may be taken back.

    None behind an act of which something was erased: what is older stays, too.
    """
    query = _acts().where(ACT.c.who == who, ~ACT.c.undone, ~ACT.c.final)
    query = query.where(ACT.c.id > last_forgotten(db, who))
    row = db.execute(query.order_by(ACT.c.id.desc()).limit(1)).first()
    return _summary(row) if row else None


def last_forgotten(db: Db, who: str) -> int:
    """Return this user's last act that lost its way back with an erased person; 0: none."""
    forgotten = ACT.c.final, ACT.c.tables == ""
    query = select(func.max(ACT.c.id)).where(ACT.c.who == who, ~ACT.c.undone, *forgotten)
    return int(db.execute(query).scalar() or 0)


def next_to_redo(db: Db, who: str) -> ActSummary | None:
    """Return the act this user took back last, unless a new one came after it."""
    query = _acts().where(ACT.c.who == who, ACT.c.undone, ~ACT.c.discarded, ~ACT.c.final)
    row = db.execute(query.order_by(ACT.c.id.asc()).limit(1)).first()
    return _summary(row) if row else None


def acts_by_id(db: Db, ids: Collection[int]) -> dict[int, ActSummary]:
    """Return some acts by their ids."""
    rows = db.execute(_acts().where(ACT.c.id.in_(list(ids))))
    return {row.id: _summary(row) for row in rows}


def recent_acts(db: Db, limit: int) -> list[ActSummary]:
    """Return the last acts of everybody, newest first."""
    rows = db.execute(_acts().order_by(ACT.c.id.desc()).limit(limit))
    return [_summary(row) for row in rows]
