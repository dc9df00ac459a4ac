"""The rows of a list that is being read in, as its preview shows them."""

from collections.abc import Collection, Hashable, Sequence

from kursplaner.desk.people.importing import ImportRow, Outcome
from kursplaner.desk.wording import list_words
from kursplaner.desk.wording.people.people import birth_text
from kursplaner.desk.wording.words import names
from kursplaner.ui.widgets import Cell, Column, ListRow
from kursplaner.ui.widgets.lists.model import Order, text_of

COLUMNS = (
    Column("take", "Übernehmen", 100, sortable=False),
    Column("name", "Name", 176),
    Column("birth", "Geboren", 142),
    Column("phone", "Telefon", 120),
    Column("outcome", "Was daraus wird", 168),
    Column("like", "Ähnlich wie", 112, stretch=True),
    Column("row", "Zeile", 72, right=True),
)
PILLS = {Outcome.NEW: "good", Outcome.SIMILAR: "warning"}
_KEYS = [column.key for column in COLUMNS]


class ImportRows:
    """The source of the preview: rows become words as they come into sight."""

    def __init__(
        self, rows: Sequence[ImportRow], taken: Collection[int], *, hidden: bool = False
    ) -> None:
        self._rows, self._taken, self._hidden = rows, taken, hidden
        self._order: Order | None = None
        self._sorted: Sequence[ImportRow] = rows

    def rows(self, offset: int, limit: int, _search: str, order: Order | None) -> list[ListRow]:
        return [self._words(row) for row in self._in_order(order)[offset : offset + limit]]

    def count(self, _search: str) -> int:
        return len(self._rows)

    def place_of(self, key: Hashable, _search: str, order: Order | None) -> int | None:
        found = (at for at, row in enumerate(self._in_order(order)) if row.row.row == key)
        return next(found, None)

    def _in_order(self, order: Order | None) -> Sequence[ImportRow]:
        if order != self._order:
            self._order = order
            self._sorted = self._rows if order is None else self._by(order)
        return self._sorted

    def _by(self, order: Order) -> Sequence[ImportRow]:
        if order.column == "row":
            return sorted(self._rows, key=lambda row: row.row.row, reverse=order.descending)
        at = _KEYS.index(order.column)
        return sorted(
            self._rows,
            key=lambda row: text_of(self._words(row).cells[at]).casefold(),
            reverse=order.descending,
        )

    def _words(self, row: ImportRow) -> ListRow:
        hidden, draft = self._hidden, row.draft
        taken = row.row.row in self._taken
        mark = Cell("ja", icon="check", tone="accent") if taken else Cell("nein", tone="third")
        pill = PILLS.get(row.outcome, "neutral")
        birth = birth_text(draft.birth_date, uncertain=draft.birth_uncertain)
        return ListRow(
            row.row.row,
            (
                mark,
                Cell(names.shown(row.name, hidden=hidden), strong=True),
                "" if hidden else birth,
                "" if hidden else draft.phone,
                Cell(list_words.OUTCOMES[row.outcome], pill=pill),  # type: ignore[arg-type]
                Cell(_like(row, hidden=hidden), tone="second"),
                str(row.row.row),
            ),
        )


def _like(row: ImportRow, *, hidden: bool) -> str:
    if row.likeness is None:
        return ""
    reasons = ", ".join(list_words.REASONS.get(why, why) for why in row.likeness.reasons)
    return f"{names.shown(row.known_name, hidden=hidden)}: {reasons}"
