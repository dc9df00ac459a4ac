"""A town that is open: reading, changing, undo, history, and who is told of a change."""

import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, update
from sqlalchemy.orm import Session

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import ActKind
from kursplaner.store import guards
from kursplaner.store.backups import backup
from kursplaner.store.dialect.known import dialect_of
from kursplaner.store.file import database
from kursplaner.store.file.connection import WRITES
from kursplaner.store.file.database import OpenTown
from kursplaner.store.file.schema import ACT, kinds_of
from kursplaner.store.journal import undo
from kursplaner.store.journal.acts import (
    ActSummary,
    last_forgotten,
    next_to_redo,
    next_to_undo,
    recent_acts,
)
from kursplaner.store.journal.undo import Judge
from kursplaner.store.journal.writing import SUBJECTS, TOUCHED, begin, end
from kursplaner.store.keys.envelope import Access
from kursplaner.store.naming import named
from kursplaner.store.refusals import translated
from kursplaner.store.session import Db, logged_in
from kursplaner.store.settings import settings_of, store_settings

Subject = tuple[str, int]
Listener = Callable[[frozenset[str]], None]
KEPT = "kept"
LONGEST_WAIT = 30.0
AT_END, RESCUED = "ende", "gerettet"


def concerning(db: Db, noun: str, key: int) -> None:
    """Name a subject of the running act that was not known when it began (a new course)."""
    db.info.setdefault(SUBJECTS, []).append((noun, key))


def touching(db: Db, table: str) -> None:
    """Name a table outside the journal that the running act writes to (printed sheets).

    Its listeners are told, and the act stays in the history even if it changes nothing else.
    """
    db.info.setdefault(TOUCHED, set()).add(table)


def kept(db: Db) -> bool:
    """Tell whether an act that has ended stored anything; where not, there is nothing to undo."""
    return bool(db.info.get(KEPT))


class Workspace:
    """One open town file; the only door through which it is changed."""

    def __init__(self, town: OpenTown, who: str = "") -> None:
        """Take an opened file; use `open` or `create`."""
        self.path = town.path
        self.set_aside = town.set_aside
        self.who = who or logged_in()
        self._listeners: list[Listener] = []
        self._writing = threading.Lock()
        self._changed = False
        self._copying = threading.Lock()
        self._version = 0
        self._take(town)

    def _take(self, town: OpenTown) -> None:
        self._town = town
        self._engine = town.engine
        self._dialect = dialect_of(town.engine)
        self._writer = town.engine.execution_options(**{WRITES: True})
        # Open as long as the town is: without any connection another process would close last, and
        # one made when the file is gone or replaced would not read this town any more.
        self._watcher: Connection = self._engine.connect()
        self._rests = False

    @classmethod
    def open(cls, path: Path, who: str = "") -> "Workspace":
        """Open a town file; raises Refused as `store.database.open_town` says."""
        town = database.open_town(path)
        try:
            with translated(town.path, dialect_of(town.engine)):
                return cls(town, who)
        except BaseException:
            town.leave()
            raise

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        town: str = "",
        land: str = "SN",
        who: str = "",
        more: Mapping[str, str] | None = None,
        access: Access | None = None,
    ) -> "Workspace":
        """Make a new town file with its name, Land and further settings, and open it.

        With `access`, a new envelope opened, the file is encrypted and has the envelope's UUID.

        Raises:
            Refused: as `store.database.new_file` says; no half-made town is left then, nor when
                the program is killed.
        """
        number = str(uuid.uuid4()) if access is None else access.envelope.town
        settings = {"town.name": town, "calendar.land": land, **(more or {}), "town.uuid": number}
        with database.new_file(path, access) as unfinished:
            founded = cls.open(unfinished, who)
            try:
                with founded.change(ActKind.TOWN_CREATED) as db:
                    store_settings(db, settings)
            finally:
                founded.close()
        return cls.open(path, who)

    def close(self, *, with_backup: bool = False) -> None:
        """Close the file; with a verified backup beside it if something was changed.

        Raises:
            Refused: what `back_up` says.
        """
        try:
            if with_backup and self._changed and not self._rests:
                self.back_up(AT_END)
        finally:
            self.rest()
            self._rests = False  # closed is not locked

    def rest(self) -> None:
        """Close the file while it is locked; until `wake` nothing can be read or stored."""
        with self._copying:
            if not self._rests:
                self._rests = True
                self._watcher.close()
                self._town.leave()

    def wake(self) -> None:
        """Open the file again; listeners stay. Raises Refused as `open`."""
        if self._rests:
            self._take(database.open_town(self.path))

    def back_up(self, reason: str) -> Path:
        """Make a verified backup of what is stored, while others go on writing; return it.

        Raises:
            Refused: "backup_failed"; "town_rescued" when the file was taken away or replaced
                meanwhile: what was stored in it until then lies in the backup `rescued`;
                "town_replaced" when it was overwritten and can no longer be read: what was stored
                since the last closing stays in the log beside it.
        """
        with self._copying:
            source = self._watcher.connection.driver_connection
            try:
                self.look_after_file()
            except Refused as gone:
                if not self._town.watch.readable:
                    raise
                rescued = backup.back_up(source, self.path, RESCUED)
                raise Refused("town_rescued", path=self.path, rescued=rescued) from gone
            return backup.back_up(source, self.path, reason)

    def rewrite(self) -> None:
        """Write the whole town anew, so that no page keeps what was deleted.

        It goes to the log like every act; the file itself holds nothing of it once the last one
        has closed the town.

        Raises:
            Refused: "busy" while others use the town; "disk_full".
        """
        if not self._writing.acquire(timeout=LONGEST_WAIT):
            raise Refused("act_within_act")
        try:
            self.look_after_file()
            with translated(self.path, self._dialect):
                self._dialect.rewrite(self._engine)
        finally:
            self._writing.release()

    def look_after_file(self) -> None:
        """See that the file under the town's name is still the one that was opened.

        Raises:
            Refused: "town_gone", "town_replaced": nothing may be stored any more.
        """
        if self._rests:
            raise Refused("locked", path=self.path)
        self._town.watch.look()

    @contextmanager
    def read(self) -> Iterator[Db]:
        """Read one consistent state; nothing written here is kept."""
        if self._rests:
            raise Refused("locked", path=self.path)
        with (
            translated(self.path, self._dialect),
            Session(self._engine, autoflush=False, expire_on_commit=False) as db,
            named(db),
        ):
            yield db
            db.rollback()

    @contextmanager
    def change(self, kind: ActKind, subjects: Sequence[Subject] = ()) -> Iterator[Db]:
        """Change the town: one act, one transaction, one undo step.

        An act that changes nothing leaves no trace. Whatever is raised inside takes everything
        back.

        Raises:
            Refused: "act_within_act", "overtaken", "not_unique", "still_used", "disk_full",
                "file_read_only", "busy", or what the guards refuse.
            HardConflict: the database refused a double booking.
        """
        with self._unit() as db:
            act_id = begin(db, kind, self.who)
            yield db
            db.flush()
            tables = end(db, act_id, self.who, subjects)
        db.info[KEPT] = bool(tables)
        self._tell(tables)

    @contextmanager
    def rehearse(self) -> Iterator[Db]:
        """Write as in an act and see what came of it; everything is taken back at the end.

        `store.rehearsal` tells which rows were changed. Nobody is told, nothing is kept.

        Raises:
            Refused, HardConflict: as `change`.
        """
        with self._writing_unit() as db:
            begin(db, ActKind.DRAFT_APPLIED, self.who)
            yield db
            db.rollback()

    @contextmanager
    def fill(self) -> Iterator[Db]:
        """Write without journal, for a new demo town: no act, no undo, quick."""
        with self._unit() as db:
            yield db
            db.flush()
        self._tell({"lesson", "person", "room", "ride", "childcare_slot", "setting"})

    @contextmanager
    def aside(self, patience: float = 0) -> Iterator[Db]:
        """Write what is nobody's act and what no page shows: forms half filled in.

        Somebody else who writes here is waited for no longer than `patience` seconds.

        Raises:
            Refused: "act_within_act"; as `change`.
        """
        with self._unit(patience) as db:
            yield db
        for listener in list(self._listeners):
            listener(frozenset())

    @contextmanager
    def _unit(self, patience: float = LONGEST_WAIT) -> Iterator[Db]:
        with self._writing_unit(patience) as db:
            yield db
            db.flush()
            self.look_after_file()
            db.commit()
            self.look_after_file()

    @contextmanager
    def _writing_unit(self, patience: float = LONGEST_WAIT) -> Iterator[Db]:
        if not self._writing.acquire(timeout=patience):
            raise Refused("act_within_act")
        try:
            self.look_after_file()
            with (
                translated(self.path, self._dialect),
                Session(self._writer, expire_on_commit=False) as db,
                named(db),
            ):
                guards.watch(db)
                yield db
        finally:
            self._writing.release()

    def _tell(self, tables: set[str]) -> None:
        if not tables:
            return
        self._changed = True
        kinds = kinds_of(tables)
        for listener in list(self._listeners):
            listener(kinds)

    def undo(self, judge: Judge | None = None) -> ActSummary | None:
        """Take back one's own last act; None when there is none.

        Rows alone know no limits of courses, childcare and vehicles: `planning.replays` asks
        here with the judge who does.

        Raises:
            Refused: "changed_since" when somebody changed its rows afterwards.
            HardConflict: what it needs has been taken since, or what the judge raises.
        """
        return self._replay(judge, backwards=True)

    def redo(self, judge: Judge | None = None) -> ActSummary | None:
        """Do again what was taken back last; None when there is nothing. Raises as `undo`."""
        return self._replay(judge, backwards=False)

    def _replay(self, judge: Judge | None, *, backwards: bool) -> ActSummary | None:
        with self._unit() as db:
            act = next_to_undo(db, self.who) if backwards else next_to_redo(db, self.who)
            if act is None:
                if backwards and last_forgotten(db, self.who):
                    raise Refused("undo_erased")
                return None
            tables = undo.replay(db, act.id, backwards=backwards, judge=judge)
            db.execute(update(ACT).where(ACT.c.id == act.id).values(undone=backwards))
        self._tell(tables)
        return act

    @property
    def undo_summary(self) -> ActSummary | None:
        """The act that `undo` would take back."""
        with self.read() as db:
            return next_to_undo(db, self.who)

    @property
    def redo_summary(self) -> ActSummary | None:
        """The act that `redo` would do again."""
        with self.read() as db:
            return next_to_redo(db, self.who)

    def history(self, limit: int = 100) -> list[ActSummary]:
        """Return the last acts of everybody, newest first."""
        with self.read() as db:
            return recent_acts(db, limit)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` after each change which kinds of record changed; returns the way out."""
        self._listeners.append(listener)

        def leave() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return leave

    @property
    def settings(self) -> Settings:
        """The town's settings as they are stored now."""
        with self.read() as db:
            return settings_of(db)

    def data_version(self) -> int:
        """Return a number that changes whenever something was written to the file.

        It is asked on one connection kept for that, because it means nothing across several. While
        a backup is made of that connection, the number stays.
        """
        if not self._rests and self._copying.acquire(blocking=False):
            try:
                self._version = self._dialect.data_version(self._watcher)
                self._watcher.rollback()
            finally:
                self._copying.release()
        return self._version
