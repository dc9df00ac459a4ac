"""The questions that every database answers in its own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

from kursplaner.store.session import Db

OCCUPIED, UNKNOWN = "occupied", "database_failed"
KINDS = frozenset(
    {"not_unique", "still_used", "value_refused", "value_missing", "disk_full", "disk_failed"}
    | {"file_read_only", "busy", "file_damaged", OCCUPIED, UNKNOWN}
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a database said when it refused something.

    Attributes:
        kind: one of KINDS; UNKNOWN where it is none of the others.
        words: the part of its words that tells more than the kind.
        table: with "not_unique": where the row was to stand; empty where that is not told.
        columns: with it: what no two rows may have alike.
    """

    kind: str
    words: str = ""
    table: str = ""
    columns: tuple[str, ...] = ()


class Dialect(Protocol):
    """A database as the store speaks to it; all else is SQL that SQLAlchemy makes for any."""

    def lay_rules(self, connection: Connection) -> None:
        """Lay what the database does by itself, on tables that have none of it yet.

        It writes down every change of a journaled table while an act is carried, as
        `journal.triggers` says, and refuses a double use (OCCUPIED). Needed after each migration.
        """

    def take_rules_away(self, connection: Connection) -> None:
        """Take away all that would act by itself, foreign things too, before an upgrade."""

    def carry(self, db: Db, act_id: int | None) -> None:
        """Say which act the changes of this transaction belong to; None: to none any more.

        Others do not see it, and it ends with the transaction, however that ends.
        """

    def carried(self, db: Db) -> int | None:
        """Return which act this transaction carries; None outside of one."""

    def next_id(self, db: Db, table: Table) -> int:
        """Return the id that the next row of a table gets, if nobody is quicker."""

    def insert_many(self, db: Db, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
        """Insert rows, all with the keys of the first, as fast as the driver can.

        Ids among them count as used.
        """

    def data_version(self, connection: Connection) -> int:
        """Return a number that changes when others stored something; asked on one connection."""

    def rewrite(self, engine: Engine) -> None:
        """Write everything anew, outside of any transaction, so that nothing deleted is left."""

    def told(self, error: DBAPIError) -> Told:
        """Return what an error of the driver means."""
