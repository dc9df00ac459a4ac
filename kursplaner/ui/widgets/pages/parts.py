"""Parts of a page: head, period, tabs, the page with nothing yet, a conflict across the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from kursplaner.ui.look import painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.buttons import Button, Choice, IconButton, PrimaryButton
from kursplaner.ui.widgets.texts import Elide, IconLabel, Text

SIDE = 24
HEAD_HEIGHT, LINE_HEIGHT = 64, 42
LEAST_HEAD = 320


def _widgets(layout: QLayout) -> list[QWidget]:
    """The widgets of a row, ready to be asked for their size."""
    found = []
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.ensurePolished()
            found.append(widget)
    return found


class PageHead(QWidget):
    """Title at the left with things beside it, tools at the right; 64 px high.

    Where even the icons of the tools do not fit beside the title, they get a line of their own.

    Signals:
        crumb_clicked: the way back above the title was clicked.
    """

    crumb_clicked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fitted: tuple[int, ...] = ()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(theme().px(SIDE), 0, theme().px(SIDE), 0)
        lines.setSpacing(0)
        self._row, self._below = QHBoxLayout(), QHBoxLayout()
        for line in (self._row, self._below):
            line.setSpacing(theme().px(8))
        lines.addLayout(self._row, 1)
        lines.addLayout(self._below)
        self._two_lines = False
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
        self._fit()
        self.updateGeometry()

    def add_tool(self, widget: QWidget) -> None:
        """Append a tool at the right; the primary button comes last."""
        self._tools.addWidget(widget)
        if self.isVisible():
            self._fit()

    def add_beside(self, widget: QWidget) -> None:
        """Append a widget right of the title: a pill, the arrows of a period."""
        self._beside.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Make room anew where the tools or what stands beside the title need another width."""
        if event.type() == QEvent.Type.LayoutRequest and self._widths() != self._fitted:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Collapse the words of tools, from the left, where title and tools need more room.

        A title of which then less than half could be read is left out: the menu names the page.
        """
        self._break(two=False)
        tools = _widgets(self._tools)
        worded = [each for each in tools if isinstance(each, Button)]
        for button in worded:
            button.collapse(collapsed=False)
        for button in worded:
            if self._needed(tools) <= self.width():
                break
            button.collapse(collapsed=True)
        lacks = self._needed(tools) - self.width()
        title = self.title.sizeHint().width()
        if tools and lacks > (0 if not self._crumb.isHidden() else title):
            self._break(two=True)
            self._widen(worded)
            lacks = self._needed(()) - self.width()
        self.title.setVisible(lacks < title / 2 or not self._crumb.isHidden())
        self._fitted = self._widths()

    def _break(self, *, two: bool) -> None:
        """Put the tools into a line of their own, or back beside the title."""
        if two != self._two_lines:
            self._two_lines = two
            old, new = (self._row, self._below) if two else (self._below, self._row)
            old.removeItem(self._tools)
            self._tools.setParent(None)
            new.addLayout(self._tools)
            if two:
                new.addStretch(1)
            else:
                old.takeAt(0)
            self._below.setContentsMargins(0, 0, 0, theme().px(10 if two else 0))
            self.updateGeometry()

    def _widen(self, worded: Sequence[Button]) -> None:
        """Show the words of as many tools as their own line has room for, from the right."""
        for button in reversed(worded):
            button.collapse(collapsed=False)
            shown = [each for each in _widgets(self._tools) if not each.isHidden()]
            wide = sum(each.sizeHint().width() + theme().px(8) for each in shown)
            if wide + theme().px(2 * SIDE) > self.width():
                button.collapse(collapsed=True)

    def _widths(self) -> tuple[int, ...]:
        parts = (*_widgets(self._tools), *_widgets(self._beside))
        return tuple(each.sizeHint().width() for each in parts if not each.isHidden())

    def _needed(self, tools: Sequence[QWidget]) -> int:
        """The width in which the title is whole and no tool is squeezed."""
        shown = [each for each in (*tools, *_widgets(self._beside)) if not each.isHidden()]
        wide = sum(each.sizeHint().width() + theme().px(8) for each in shown)
        return wide + self._title_width() + theme().px(2 * SIDE + 16)

    def _title_width(self) -> int:
        # Its frame and the room around the pill beside it are not in its own wish.
        crumb = 0 if self._crumb.isHidden() else self._crumb.sizeHint().width() + theme().px(24)
        return max(crumb, self.title.sizeHint().width())

    def sizeHint(self) -> QSize:
        height = HEAD_HEIGHT + (12 if self._crumb.isVisibleTo(self) else 0)
        height += LINE_HEIGHT if self._two_lines else 0
        return QSize(super().sizeHint().width(), theme().px(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(LEAST_HEAD), self.sizeHint().height())


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
    """Words in a row under the head of a page, one underlined; wraps where room is short.

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
        for index, choice in enumerate(choices):
            button = Button(choice.text, "tab", parent=self)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(choice.key == current or (not current and index == 0))
            button.clicked.connect(self._tell)
            self._group.addButton(button)
            self._buttons[choice.key] = button
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def current(self) -> str:
        """The key of the open tab."""
        return next((key for key, each in self._buttons.items() if each.isChecked()), "")

    def choose(self, key: str) -> None:
        """Open a tab without a signal."""
        self._buttons[key].setChecked(True)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return boxes[-1].bottom() + 1 if boxes else 0

    def sizeHint(self) -> QSize:
        width = theme().px(640)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(38))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button, box in zip(self._buttons.values(), self._boxes(self.width()), strict=True):
            button.setGeometry(box)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_buttons"):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painting.horizontal(painter, 0, self.width(), self.height() - 1, theme().c("line"))

    def _boxes(self, width: int) -> list[QRect]:
        side, gap = theme().px(SIDE), theme().px(20)
        x, y, boxes = side, 0, []
        for button in self._buttons.values():
            button.ensurePolished()
            hint = button.sizeHint()
            if x > side and x + hint.width() > width - side:
                x, y = side, y + hint.height()
            boxes.append(QRect(x, y, hint.width(), hint.height()))
            x += hint.width() + gap
        return boxes

    def _tell(self) -> None:
        self.chosen.emit(self.current())


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
        column.addWidget(_centred(Text(sentence, "head", wrap=True)))
        if hint:
            column.addWidget(_centred(Text(hint, "plain", "second", wrap=True)))
        self.button = PrimaryButton(button)
        self.button.clicked.connect(self.wanted)
        column.addWidget(self.button, 0, middle)
        self.button.setVisible(bool(button))
        column.addStretch(1)


def _centred(words: Text) -> Text:
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
    return words


class MessageCard(QWidget):
    """A conflict as a sentence with the buttons that solve it; a long sentence is not cut."""

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
        words = Text(sentence, wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row.addWidget(words, 1)

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
