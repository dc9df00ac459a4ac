"""The list of every page: search, sort, columns, copy, export, print over a paged source."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTableView,
    QWidget,
)

from kursplaner.desk.wording.words.counts import number
from kursplaner.ui import state
from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.buttons import IconButton
from kursplaner.ui.widgets.cards import Card, Divider
from kursplaner.ui.widgets.fields import SearchField
from kursplaner.ui.widgets.lists.model import (
    PAGE,
    Cell,
    Column,
    Index,
    ListModel,
    ListRow,
    Order,
    RowSource,
    text_of,
)
from kursplaner.ui.widgets.lists.painting import CellPainter
from kursplaner.ui.widgets.pages.parts import EmptyState
from kursplaner.ui.widgets.texts import Text

ROW_HEIGHT = 36
LEAST_STRETCHED = 180


class ListTable(Card):
    """A searchable, sortable list in a card.

    Args:
        name: accessible name and key under which columns and order are remembered.
        columns: what there is to see; the first is the name of the row.
        source: where rows come from (`RowSource`); `FixedRows` serves short lists.
        empty: what to show when there is no row at all and nothing is searched.
        tools: whether search and buttons stand above.

    Signals:
        selected(object): key of the row now current, None if none.
        activated(object): key of a row opened by double click or Enter.
        export_wanted, print_wanted: the buttons; `shown_table()` gives the contents.
    """

    selected = Signal(object)
    activated = Signal(object)
    export_wanted = Signal()
    print_wanted = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        source: RowSource,
        *,
        empty: EmptyState | None = None,
        tools: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(margin=0, spacing=0, parent=parent)
        self.setAccessibleName(name)
        self._name = name
        self.body.setContentsMargins(0, 0, 0, theme().px(4))
        self.model = ListModel(columns, source, self)
        self.search = SearchField("Suchen")
        self.filters = QHBoxLayout()
        self._count = Text("", "note", "second")
        if tools:
            self._tool_row()
        self.view = _View(self.model)
        self.view.setAccessibleName(name)
        self._stack = QStackedWidget()
        self._stack.setProperty("ground", "surface")
        self._stack.addWidget(self.view)
        self._nothing = empty or EmptyState("Hier ist noch nichts.")
        self._none_found = EmptyState("Nichts gefunden.", hint="Weniger Buchstaben finden mehr.")
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._none_found)
        self.body.addWidget(self._stack, 1)
        self._listen()
        self._restore()
        self.reload()

    def reload(self) -> None:
        """Read again; keeps the current row where it still exists."""
        key = self.current_key()
        self.model.reload()
        count = self.model.rowCount()
        self._count.show_text(number(count))
        if count:
            self.view.fit_whole()
            self._stack.setCurrentWidget(self.view)
        elif self.model.search:
            self._stack.setCurrentWidget(self._none_found)
        else:
            self._stack.setCurrentWidget(self._nothing)
        if key is not None:
            self.choose(key)

    def use(self, source: RowSource) -> None:
        """Read from another source."""
        self.model.use(source)
        self.reload()

    def current_key(self) -> Hashable | None:
        """Key of the current row."""
        index = self.view.currentIndex()
        row = self.model.row(index.row()) if index.isValid() else None
        return row.key if row is not None else None

    def selected_keys(self) -> list[Hashable]:
        """Keys of all selected rows."""
        rows = (self.model.row(each.row()) for each in self.view.selectionModel().selectedRows())
        return [row.key for row in rows if row is not None]

    def choose(self, key: Hashable) -> bool:
        """Make the row of a key current; False where the search leaves it out."""
        number = self.model.place_of(key)
        if number is None:
            return False
        index = self.model.index(number, self._first_column())
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.view.selectionModel().setCurrentIndex(index, flags)
        self.view.scrollTo(index)
        return True

    def shown_table(self) -> tuple[list[str], list[list[str]]]:
        """Titles and texts of the visible columns for every row that fits the search."""
        columns = self.shown_columns()
        titles = [self.model.columns[each].title for each in columns]
        rows = [[text_of(row.cells[each]) for each in columns] for row in self.model.all_rows()]
        return titles, rows

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as a spreadsheet takes them."""
        columns = self.shown_columns()
        lines = []
        for each in sorted(self.view.selectionModel().selectedRows(), key=lambda i: i.row()):
            row = self.model.row(each.row())
            if row is not None:
                lines.append("\t".join(text_of(row.cells[at]) for at in columns))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _tool_row(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(theme().px(12), 0, theme().px(8), theme().px(0))
        row.setSpacing(theme().px(8))
        self.body.setContentsMargins(0, theme().px(10), 0, theme().px(4))
        self.search.setMaximumWidth(theme().px(280))
        row.addWidget(self.search, 1)
        self.filters.setSpacing(theme().px(8))
        row.addLayout(self.filters)
        row.addStretch(1)
        row.addWidget(self._count)
        for icon, name, act, keys in (
            ("columns-3", "Spalten wählen", self._choose_columns, ""),
            ("copy", "Auswahl kopieren", self.copy, ""),
            ("file-spreadsheet", "Liste als Excel-Datei", self.export_wanted.emit, "S"),
            ("printer", "Liste drucken", self.print_wanted.emit, "P"),
        ):
            button = IconButton(icon, name)
            button.clicked.connect(act)
            row.addWidget(button)
            if keys:
                button.setToolTip(f"{name} (Strg+Umschalt+{keys})")
                QShortcut(QKeySequence(f"Ctrl+Shift+{keys}"), self, act)
            if icon == "columns-3":
                self._columns_button = button
        self.body.addLayout(row)
        self.body.addSpacing(theme().px(8))
        self.body.addWidget(Divider("line"))

    def _listen(self) -> None:
        self.search.searched.connect(self._look_for)
        self.search.left_downwards.connect(self.view.setFocus)
        self.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.view.doubleClicked.connect(self._open)
        self.view.entered_by_key.connect(self._open)
        self.view.copy_wanted.connect(self.copy)
        self.view.selectionModel().currentRowChanged.connect(self._tell)
        self.view.selectionModel().selectionChanged.connect(self._selection_changed)

    def _look_for(self, text: str) -> None:
        self.model.search = text
        self.reload()
        self.view.scrollToTop()

    def _sort_by(self, section: int) -> None:
        column = self.model.columns[section]
        if not column.sortable:
            return
        old = self.model.order
        down = old is not None and old.column == column.key and not old.descending
        self.order_by(Order(column.key, down))

    def order_by(self, order: Order) -> None:
        """Sort, show the arrow and remember it."""
        self.model.order = order
        keys = [column.key for column in self.model.columns]
        if order.column not in keys:
            return
        side = Qt.SortOrder.DescendingOrder if order.descending else Qt.SortOrder.AscendingOrder
        header = self.view.horizontalHeader()
        header.setSortIndicatorShown(True)
        header.setSortIndicator(keys.index(order.column), side)
        state.remember(f"list/{self._name}/order", f"{order.column}:{int(order.descending)}")
        self.reload()

    def _choose_columns(self) -> None:
        menu = QMenu(self)
        for at, column in enumerate(self.model.columns):
            act = menu.addAction(column.title)
            act.setCheckable(True)
            act.setChecked(not self.view.isColumnHidden(at))
            act.setEnabled(at > 0)
            act.setData(at)
        menu.triggered.connect(self._switch_column)
        button = self._columns_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _switch_column(self, act: QAction) -> None:
        at = int(act.data())
        self.view.setColumnHidden(at, not self.view.isColumnHidden(at))
        self.view.stretch()
        shown = ",".join(self.model.columns[each].key for each in self.shown_columns())
        state.remember(f"list/{self._name}/columns", shown)

    def _restore(self) -> None:
        shown = state.remembered(f"list/{self._name}/columns")
        wanted = set(shown.split(",")) if shown else {c.key for c in self.model.columns if c.shown}
        for at, column in enumerate(self.model.columns):
            self.view.setColumnHidden(at, at > 0 and column.key not in wanted)
        column_key, _, down = state.remembered(f"list/{self._name}/order").partition(":")
        if column_key:
            self.order_by(Order(column_key, down == "1"))

    def shown_columns(self) -> list[int]:
        """Places of the visible columns, in the order in which they stand."""
        header = self.view.horizontalHeader()
        places = sorted(range(len(self.model.columns)), key=header.visualIndex)
        return [at for at in places if not self.view.isColumnHidden(at)]

    def _first_column(self) -> int:
        return next(iter(self.shown_columns()), 0)

    def _tell(self, index: Index) -> None:
        row = self.model.row(index.row()) if index.isValid() else None
        self.selected.emit(row.key if row is not None else None)

    def _selection_changed(self, now: QItemSelection) -> None:
        del now
        if not self.view.selectionModel().hasSelection():
            self.selected.emit(None)

    def _open(self, index: Index) -> None:
        row = self.model.row(index.row()) if index.isValid() else None
        if row is not None:
            self.activated.emit(row.key)


class _View(QTableView):
    """Rows of one height, whole rows selected, Enter opens, Strg+C copies."""

    entered_by_key = Signal(object)
    copy_wanted = Signal()

    def __init__(self, model: ListModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(CellPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(theme().px(4 * ROW_HEIGHT))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme().px(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setFixedHeight(theme().px(32))
        header.setSectionsMovable(True)
        self._columns = model.columns
        for at, column in enumerate(model.columns):
            self.setColumnWidth(at, theme().px(column.width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.stretch()

    def stretch(self) -> None:
        """Give what is left of the width to the stretching column, and never less than its own."""
        wide = next((at for at, column in enumerate(self._columns) if column.stretch), None)
        if wide is None or self.isColumnHidden(wide):
            return
        others = sum(
            self.columnWidth(at)
            for at in range(len(self._columns))
            if at != wide and not self.isColumnHidden(at)
        )
        least = theme().px(min(LEAST_STRETCHED, self._columns[wide].width))
        self.setColumnWidth(wide, max(least, self.viewport().width() - others))

    def fit_whole(self) -> None:
        """Widen the columns that are shown whole to their longest value among the first rows."""
        measure = painting.metrics(theme().font(13, 500))
        rows = range(min(PAGE, self.model().rowCount()))
        for at, column in enumerate(self._columns):
            if column.whole:
                words = (str(self.model().index(row, at).data() or "") for row in rows)
                wide = max(map(measure.horizontalAdvance, words), default=0) + theme().px(
                    36 if at == 0 else 22
                )
                if wide > self.columnWidth(at):
                    self.setColumnWidth(at, int(wide) + 1)
        self.stretch()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_by_key.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)


__all__ = ["Cell", "Column", "ListRow", "ListTable", "Order", "RowSource"]
