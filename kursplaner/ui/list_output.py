"""What every list of the window can be made into: a file, and paper; as it is shown there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QWidget

from kursplaner.basics.errors import KursplanerError
from kursplaner.desk.named_files import told
from kursplaner.desk.printing.listing import Listing, write_list
from kursplaner.exchange.lists.content import Column
from kursplaner.ui import saved_files
from kursplaner.ui.context import AppContext
from kursplaner.ui.widgets import ListTable
from kursplaner.ui.widgets.lists.model import text_of, value_of

if TYPE_CHECKING:
    from kursplaner.ui.printing.list_dialog import ListDialog


class ListOutput(QObject):
    """Serves one list; what is hidden, left out or sorted there is so here, too.

    `narrowed_by` are further buttons that narrow the list, beside those above it.
    """

    def __init__(
        self, context: AppContext, table: ListTable, title: str, *narrowed_by: QWidget
    ) -> None:
        super().__init__(table)
        self._context, self._table, self.title = context, table, title
        self._narrowed_by = narrowed_by
        table.export_wanted.connect(self.export)
        table.print_wanted.connect(self.print_list)

    def export(self) -> None:
        """Ask where to, then write what the list shows."""
        name = f"{self.title} {self._context.today().isoformat()}.xlsx"
        path = saved_files.ask_where(self._table, "Liste speichern", name, saved_files.LISTS)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the list to a file in the format of its ending."""
        try:
            with told(path):
                write_list(self.listing(), path)
        except KursplanerError as error:
            self._context.problem(error)
            return
        self._context.notice(f"Liste gespeichert: {path.name}")

    def print_list(self) -> None:
        """Show the pages of what the list shows, to be printed or saved as PDF."""
        from kursplaner.ui.printing.list_dialog import show_list

        listing = self.listing()
        window = self._table.window()
        show_list(self._context, self.title, lambda _db: listing, self._shown, window)

    def _shown(self, dialog: ListDialog) -> None:
        self.dialog = dialog

    def listing(self) -> Listing:
        """Return what the list shows: visible columns, and every row that fits the search."""
        table = self._table
        places = table.shown_columns()
        columns = [table.model.columns[at] for at in places]
        rows = table.model.all_rows()
        return Listing(
            title=self.title,
            columns=tuple(Column(column.title, column.kind) for column in columns),
            texts=tuple(tuple(text_of(row.cells[at]) for at in places) for row in rows),
            values=tuple(
                tuple(value_of(row.cells[at], table.model.columns[at].kind) for at in places)
                for row in rows
            ),
            narrowed=tuple(self._narrowed()),
            right=frozenset(at for at, column in enumerate(columns) if column.right),
        )

    def _narrowed(self) -> list[str]:
        filters = self._table.filters
        places = [filters.itemAt(at) for at in range(filters.count())]
        widgets = [place.widget() for place in places if place is not None]
        words = [
            button.text()
            for widget in (*widgets, *self._narrowed_by)
            if widget is not None
            for button in _buttons(widget)
            if button.isChecked() and button.text()
        ]
        search = self._table.model.search.strip()
        return [*words, *([f"Suche: „{search}“"] if search else [])]


def _buttons(widget: QWidget) -> list[QAbstractButton]:
    """Return the buttons of a group, or a lone box to tick."""
    own = [widget] if isinstance(widget, QAbstractButton) else []
    return [*own, *widget.findChildren(QAbstractButton)]
