"""The frame of a page: head, body that scrolls, tabs, inspector, and the page with nothing yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kursplaner.ui import painting
from kursplaner.ui.theme import theme
from kursplaner.ui.widgets.buttons import Button, Choice, IconButton, PrimaryButton
from kursplaner.ui.widgets.cards import Divider
from kursplaner.ui.widgets.texts import Elide, IconLabel, Pill, Text

INSPECTOR_WIDTH = 320
SIDE = 24
HEAD_HEIGHT = 64
# A body narrower than this beside the inspector turns the inspector into a drawer.
NARROW = 640


class PageHead(QWidget):
    """Title at the left with things beside it, tools at the right; 64 px high.

    Signals:
        crumb_clicked: the way back above the title was clicked.
    """

    crumb_clicked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme().px(SIDE), 0, theme().px(SIDE), 0)
        self._row.setSpacing(theme().px(8))
        column = QVBoxLayout()
        column.setSpacing(0)
        self._crumb = Button("", "crumb")
        self._crumb.clicked.connect(self.crumb_clicked)
        self._crumb.hide()
        column.addStretch(1)
        column.addWidget(self._crumb, 0, Qt.AlignmentFlag.AlignLeft)
        self.title = Elide(title, "title")
        self.title.setMaximumHeight(theme().px(28))
        column.addWidget(self.title)
        column.addStretch(1)
        self._row.addLayout(column)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(theme().px(8))
        self._beside.setContentsMargins(theme().px(6), 0, 0, 0)
        self._row.addLayout(self._beside)
        self._row.addStretch(1)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(theme().px(8))
        self._row.addLayout(self._tools)

    def show_title(self, title: str, crumb: str = "") -> None:
        """Show another title, and above it the way back ("Kurse / A2-03")."""
        self.title.show_text(title)
        self._crumb.show_text(crumb)
        self._crumb.setVisible(bool(crumb))
        self.updateGeometry()

    def add_tool(self, widget: QWidget) -> None:
        """Append a tool at the right; the primary button comes last."""
        self._tools.addWidget(widget)

    def add_beside(self, widget: QWidget) -> None:
        """Append a widget right of the title: a pill, the arrows of a period."""
        self._beside.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        height = HEAD_HEIGHT + (12 if self._crumb.isVisibleTo(self) else 0)
        return QSize(super().sizeHint().width(), theme().px(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


class PeriodStepper(QWidget):
    """Arrow back, the period in words, arrow forth, and "Heute".

    Signals:
        stepped(int): -1 or 1. today_wanted: back to today.
    """

    stepped = Signal(int)
    today_wanted = Signal()

    def __init__(self, text: str, *, width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(4))
        back = IconButton("chevron-left", "Zurück")
        forth = IconButton("chevron-right", "Weiter")
        back.clicked.connect(self._back)
        forth.clicked.connect(self._forth)
        self._text = Text(text, "strong")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if width:
            self._text.setMinimumWidth(theme().px(width))
        now = Button("Heute")
        now.clicked.connect(self.today_wanted)
        for widget in (back, self._text, forth):
            row.addWidget(widget)
        row.addSpacing(theme().px(12))
        row.addWidget(now)

    def show_text(self, text: str) -> None:
        """Show another period."""
        self._text.show_text(text)

    def _back(self) -> None:
        self.stepped.emit(-1)

    def _forth(self) -> None:
        self.stepped.emit(1)


class Tabs(QWidget):
    """Words in a row under the head of a page, one underlined.

    Signals:
        chosen(str): the key of the tab.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice],
        current: str = "",
        *,
        name: str = "Bereiche",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(SIDE), 0, theme().px(SIDE), 0)
        row.setSpacing(theme().px(20))
        for index, choice in enumerate(choices):
            button = Button(choice.text, "tab")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(choice.key == current or (not current and index == 0))
            button.clicked.connect(self._tell)
            self._group.addButton(button)
            self._buttons[choice.key] = button
            row.addWidget(button)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def current(self) -> str:
        """The key of the open tab."""
        return next((key for key, each in self._buttons.items() if each.isChecked()), "")

    def choose(self, key: str) -> None:
        """Open a tab without a signal."""
        self._buttons[key].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painting.horizontal(painter, 0, self.width(), self.height() - 1, theme().c("line"))

    def _tell(self) -> None:
        self.chosen.emit(self.current())


class Inspector(QFrame):
    """The column at the right that tells about what is selected; fill it anew each time.

    Use `begin(over, title, subtitle)`, then `add(widget)` and `section(title)`.

    Signals:
        closed: the drawer was closed.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Auswahl")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme().px(INSPECTOR_WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        self._close = IconButton("x", "Schließen")
        self._close.clicked.connect(self.closed)
        self._close.setParent(self)
        self._close.hide()
        self._scroll = QScrollArea()
        self._scroll.setProperty("ground", "surface")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._scroll, 1)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(theme().px(20), 0, theme().px(19), 0)
        outer.addLayout(self._foot)
        self._column = QVBoxLayout()
        self._fresh()

    def begin(self, over: str = "", title: str = "", subtitle: str = "") -> None:
        """Empty it and show a head."""
        self._fresh()
        if over:
            self._column.addWidget(Text(over.upper(), "label", "third"))
        if title:
            self._column.addWidget(Elide(title, "title"))
        if subtitle:
            self._column.addWidget(Text(subtitle, "plain", "second", wrap=True))
        if title or subtitle:
            self._column.addSpacing(theme().px(8))
        self.setAccessibleDescription(f"{title}. {subtitle}" if subtitle else title)

    def add(self, widget: QWidget) -> None:
        """Append a widget."""
        self._column.addWidget(widget)

    def section(self, title: str, *, small: bool = False) -> None:
        """Append a heading; `small` writes it in capitals."""
        self._column.addSpacing(theme().px(12))
        if small:
            self._column.addWidget(Text(title.upper(), "label", "third"))
        else:
            self._column.addWidget(Text(title, "head"))

    def divider(self) -> None:
        """Append a faint line."""
        self._column.addWidget(Divider())

    def space(self, pixels: int = 8) -> None:
        """Append empty room."""
        self._column.addSpacing(theme().px(pixels))

    def finish(self) -> None:
        """Push everything to the top; call after the last `add`."""
        self._column.addStretch(1)

    def show_nothing(self, sentence: str = "Nichts ausgewählt") -> None:
        """Say that nothing is selected."""
        self.begin()
        self.add(Text(sentence, "plain", "third", wrap=True))
        self.finish()

    def set_drawer(self, drawer: bool) -> None:
        """Show or hide the cross that closes the drawer."""
        self._close.setVisible(drawer)
        self._close.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painting.vertical(QPainter(self), 0, 0, self.height(), theme().c("line"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        hint = self._close.sizeHint()
        self._close.setGeometry(
            self.width() - hint.width() - theme().px(12),
            theme().px(12),
            hint.width(),
            hint.height(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._close.isVisible():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fresh(self) -> None:
        old = self._scroll.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        inside = QWidget()
        inside.setProperty("ground", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(
            theme().px(20), theme().px(20), theme().px(19), theme().px(20)
        )
        self._column.setSpacing(theme().px(4))
        self._scroll.setWidget(inside)


class Page(QWidget):
    """Base of every page: `head`, `body` (a layout) and, if asked for, `inspector`.

    Attributes:
        head: title and tools.
        body: the column beneath; it scrolls when `scroll` is true.
        inspector: the column at the right, None if not asked for.
        kinds: which change notices make `refresh` necessary; empty means all.
    """

    kinds: frozenset[str] = frozenset()

    def __init__(
        self,
        title: str,
        *,
        scroll: bool = True,
        inspector: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self._outer.addLayout(self.column, 1)
        self.head = PageHead(title)
        self.column.addWidget(self.head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(theme().px(SIDE), 0, theme().px(SIDE), theme().px(20))
        self.body.setSpacing(theme().px(16))
        if scroll:
            self._add_scrolled()
        else:
            self.column.addLayout(self.body, 1)
        self.inspector: Inspector | None = Inspector(self) if inspector else None
        self._drawer = False
        if self.inspector is not None:
            self._outer.addWidget(self.inspector)
            self.inspector.closed.connect(self.close_inspector)
            self.inspector.show_nothing()

    def refresh(self) -> None:
        """Read everything again; called when a change notice of `kinds` came."""

    def show_target(self, **target: object) -> None:
        """Show one thing of this place, e.g. `course_id=5`; called by `AppContext.go`."""

    def print_page(self) -> bool:
        """Print this page (Strg+P); False leaves it to the window."""
        return False

    def open_inspector(self) -> None:
        """Bring the inspector into view when it is a drawer."""
        if self.inspector is not None and self._drawer:
            self._place_drawer()
            self.inspector.show()
            self.inspector.raise_()

    def close_inspector(self) -> None:
        """Hide the drawer."""
        if self.inspector is not None and self._drawer:
            self.inspector.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.inspector is None:
            return
        drawer = self.width() - self.inspector.width() < theme().px(NARROW)
        if drawer != self._drawer:
            self._switch_drawer(drawer)
        if self._drawer:
            self._place_drawer()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(480), theme().px(360))

    def _add_scrolled(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("ground", "background")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside.setLayout(self.body)
        area.setWidget(inside)
        self.column.addWidget(area, 1)

    def _switch_drawer(self, drawer: bool) -> None:
        if self.inspector is None:
            return
        self._drawer = drawer
        self.inspector.set_drawer(drawer)
        if drawer:
            self._outer.removeWidget(self.inspector)
            self.inspector.hide()
        else:
            self._outer.addWidget(self.inspector)
            self.inspector.show()

    def _place_drawer(self) -> None:
        if self.inspector is not None:
            width = self.inspector.width()
            self.inspector.setGeometry(self.width() - width, 0, width, self.height())


class EmptyState(QWidget):
    """What belongs here, and the one button that starts it.

    Signals:
        wanted: the button was clicked.
    """

    wanted = Signal()

    def __init__(
        self,
        sentence: str,
        button: str = "",
        icon: str = "",
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(sentence)
        column = QVBoxLayout(self)
        column.setSpacing(theme().px(12))
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        if icon:
            column.addWidget(IconLabel(icon, "third", 32), 0, middle)
        column.addWidget(Text(sentence, "head"), 0, middle)
        if hint:
            note = Text(hint, "plain", "second")
            column.addWidget(note, 0, middle)
        self.button = PrimaryButton(button)
        self.button.setVisible(bool(button))
        self.button.clicked.connect(self.wanted)
        column.addWidget(self.button, 0, middle)
        column.addStretch(1)


class MessageCard(QWidget):
    """A conflict as a sentence with the buttons that solve it, in one line across the page."""

    def __init__(
        self,
        strong: str,
        sentence: str,
        *,
        tone: str = "bad",
        icon: str = "triangle-alert",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setAccessibleName(f"{strong} {sentence}")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme().px(16), theme().px(9), theme().px(12), theme().px(9))
        self._row.setSpacing(theme().px(12))
        shade = "bad" if tone == "bad" else "warning"
        self._row.addWidget(IconLabel(icon, "bad" if shade == "bad" else "warning"))
        if strong:
            self._row.addWidget(Text(strong, "head"))
        self._row.addWidget(Elide(sentence), 1)

    def add(self, button: QWidget) -> None:
        """Append a button that solves it."""
        self._row.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        look = theme()
        if self._tone == "bad":
            painting.frame(
                QPainter(self), QRectF(self.rect()), look.px(10), look.c("surface"), look.c("bad")
            )
        else:
            painting.frame(
                QPainter(self), QRectF(self.rect()), look.px(8), look.c(f"{self._tone}_weak")
            )


__all__ = [
    "EmptyState",
    "Inspector",
    "MessageCard",
    "Page",
    "PageHead",
    "PeriodStepper",
    "Pill",
    "Tabs",
]
