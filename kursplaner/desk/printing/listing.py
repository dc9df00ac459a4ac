"""Every list in one way, whoever shows it: on paper and as a file, as it is sorted and narrowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kursplaner.desk.wording.words.counts import counted
from kursplaner.exchange.lists.content import Column, Kind, Value, shown
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of

if TYPE_CHECKING:
    from kursplaner.desk.printing.readable import Paper


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it is shown.

    Attributes:
        texts: the cells as they are read, a row each.
        values: the same cells as a file holds them: days, numbers, texts.
        narrowed: by what it is narrowed, such as "Laufende" or "Suche: amini".
        right: places of the columns whose cells stand at the right.
    """

    title: str
    columns: tuple[Column, ...]
    texts: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Value, ...], ...]
    narrowed: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()


def listing_of(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> Listing:
    """Return a list of values, read as a German file shows them; numbers stand at the right."""
    kinds = [column.kind for column in columns]
    return Listing(
        title,
        tuple(columns),
        tuple(
            tuple(shown(kind, value) for kind, value in zip(kinds, row, strict=True))
            for row in rows
        ),
        tuple(tuple(row) for row in rows),
        right=frozenset(at for at, kind in enumerate(kinds) if kind in NUMBERS),
    )


NUMBERS = (Kind.INT, Kind.DECIMAL, Kind.EURO, Kind.MINUTES)


def list_paper(db: Db, listing: Listing, now: datetime) -> "Paper":
    """Return the list drawn, with the town's sender."""
    from kursplaner.desk.printing.readable import paper_of
    from kursplaner.desk.printing.sheets import letterhead
    from kursplaner.documents.sheets import list_sheet
    from kursplaner.documents.sheets.list_sheet import ListColumn, ListRow, ListSheet

    sheet = ListSheet(
        letterhead=letterhead(settings_of(db)),
        title=listing.title,
        day=now.date(),
        at=now.time(),
        told=(counted(len(listing.texts), "row"), *listing.narrowed),
        columns=tuple(
            ListColumn(column.title, at in listing.right)
            for at, column in enumerate(listing.columns)
        ),
        rows=tuple(ListRow(texts) for texts in listing.texts),
    )
    return paper_of(db, listing.title, sheet, list_sheet.draw)


def write_list(listing: Listing, path: Path) -> None:
    """Write the list as .xlsx, .ods or .csv, by the ending.

    Raises:
        Refused: as `exchange.lists.tables.write_table`.
        OSError: nothing half written is left.
    """
    from kursplaner.exchange.lists.tables import write_table

    write_table(path, listing.title, listing.columns, listing.values)
