"""The rows of a list that is being read in, as its preview shows them."""

from collections.abc import Hashable, Mapping, Sequence

from kursplaner.desk.people.importing import OPEN, ImportRow, Outcome
from kursplaner.desk.people.list_storing import Decision, decision_of
from kursplaner.desk.wording import list_words
from kursplaner.desk.wording.people.people import birth_text
from kursplaner.desk.wording.words import names
from kursplaner.exchange.people_list.rows import Place
from kursplaner.ui.widgets import Cell, Column, ListRow
from kursplaner.ui.widgets.lists.model import Order, text_of

COLUMNS = (
    Column("row", "Zeile", 84, right=True),
    Column("name", "Name", 176),
    Column("birth", "Geboren", 110),
    Column("phone", "Telefon", 124),
    Column("place", "Wohnort", 120),
    Column("outcome", "Was daraus wird", 214),
    Column("take", "Entscheidung", 150, sortable=False),
    Column("like", "Ähnlich wie, zu prüfen", 140, stretch=True),
)
PILLS = {
    Outcome.NEW: "good",
    Outcome.SIMILAR: "warning",
    Outcome.ALIKE: "warning",
    Outcome.DOUBTFUL: "warning",
}
MARKS = {
    Decision.NEW: Cell("anlegen", icon="check", tone="accent"),
    Decision.SAME: Cell("dieselbe Person", tone="second"),
    Decision.LATER: Cell("später ansehen", icon="clock", tone="accent"),
    Decision.LEAVE: Cell("auslassen", tone="third"),
}
_KEYS = [column.key for column in COLUMNS]


class ImportRows:
    """The source of the preview: rows become words as they come into sight."""

    def __init__(
        self,
        rows: Sequence[ImportRow],
        decisions: Mapping[Place, Decision],
        *,
        hidden: bool = False,
    ) -> None:
        self._rows, self._decisions, self._hidden = rows, decisions, hidden
        self._several = len({row.row.sheet for row in rows}) > 1
        self._order: Order | None = None
        self._sorted: Sequence[ImportRow] = rows
        self._places: dict[Place, int] = {}
        self._number()

    def rows(self, offset: int, limit: int, _search: str, order: Order | None) -> list[ListRow]:
        return [self._words(row) for row in self._in_order(order)[offset : offset + limit]]

    def count(self, _search: str) -> int:
        return len(self._rows)

    def place_of(self, key: Hashable, _search: str, order: Order | None) -> int | None:
        self._in_order(order)
        return self._places.get(key)  # type: ignore[call-overload,no-any-return]

    def _in_order(self, order: Order | None) -> Sequence[ImportRow]:
        if order != self._order:
            self._order = order
            self._sorted = self._rows if order is None else self._by(order)
            self._number()
        return self._sorted

    def _number(self) -> None:
        self._places = {row.place: at for at, row in enumerate(self._sorted)}

    def _by(self, order: Order) -> Sequence[ImportRow]:
        if order.column == "row":
            return sorted(self._rows, key=lambda row: row.place, reverse=order.descending)
        at = _KEYS.index(order.column)
        return sorted(
            self._rows,
            key=lambda row: text_of(self._words(row).cells[at]).casefold(),
            reverse=order.descending,
        )

    def _words(self, row: ImportRow) -> ListRow:
        hidden, draft = self._hidden, row.draft
        pill = PILLS.get(row.outcome, "neutral")
        birth = birth_text(draft.birth_date, uncertain=draft.birth_uncertain)
        return ListRow(
            row.place,
            (
                f"{row.row.sheet} {row.row.row}" if self._several else str(row.row.row),
                Cell(names.shown(row.name, hidden=hidden), strong=True),
                "" if hidden else birth,
                "" if hidden else draft.phone,
                "" if hidden or row.row.restricted else draft.municipality,
                Cell(list_words.OUTCOMES[row.outcome], pill=pill),  # type: ignore[arg-type]
                self._mark(row),
                Cell(_like(row, hidden=hidden), tone="second"),
            ),
        )

    def _mark(self, row: ImportRow) -> Cell:
        if row.outcome in OPEN and row.place not in self._decisions:
            return Cell("noch offen", tone="third")
        return MARKS[decision_of(row, self._decisions)]


def _like(row: ImportRow, *, hidden: bool) -> str:
    if row.outcome is Outcome.DOUBTFUL and row.row.doubts:
        return "" if hidden else list_words.fault_text(row.row.doubts[0])
    if row.likeness is not None:
        reasons = list_words.reasons_text(row.likeness.reasons)
        return f"{names.shown(row.known_name, hidden=hidden)}: {reasons}"
    if row.twin is not None:
        return f"Zeile {row.twin[1]}: {list_words.reasons_text(row.why)}"
    return ""
