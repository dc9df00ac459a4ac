"""Inputs: a label with its input, text, choice, number, search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kursplaner.ui.look import icons, painting
from kursplaner.ui.look.theme import theme
from kursplaner.ui.widgets.buttons import Choice
from kursplaner.ui.widgets.texts import Text


def written_in(box: QWidget) -> bool:
    """Tell whether somebody typed something into a form that is not stored yet."""
    lines = (each for each in box.findChildren(QLineEdit) if not isinstance(each, SearchField))
    if any(each.isModified() and not each.isReadOnly() for each in lines):
        return True
    texts: list[QPlainTextEdit | QTextEdit] = [*box.findChildren(QPlainTextEdit)]
    texts += box.findChildren(QTextEdit)
    return any(each.document().isModified() and not each.isReadOnly() for each in texts)


class TextField(QLineEdit):
    """One line of text."""

    def __init__(
        self, text: str = "", *, name: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setCursorPosition(0)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)

    def setText(self, text: str | None) -> None:
        """Show another text from its beginning on."""
        super().setText(text or "")
        if not self.hasFocus():
            self.setCursorPosition(0)


class SearchField(QLineEdit):
    """Search as you type; `searched(str)` follows when no more keys wait.

    Signals:
        searched(str): the text to look for.
        left_downwards: arrow down, for the list beneath to take the focus.
    """

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, hint: str = "Suchen", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("k", "search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.setTextMargins(theme().px(22), 0, 0, 0)
        clear = self.findChild(QToolButton, "")
        if clear is not None:
            clear.setAccessibleName("Suche")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._wait)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme().px(16)
        top = (self.height() - side) / 2
        icons.draw(QPainter(self), "search", theme().c("text2"), theme().px(10), top, side)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setTextMargins(theme().px(22), 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pause.stop()
            self._tell()
        else:
            super().keyPressEvent(event)

    def _wait(self) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self.searched.emit(self.text().strip())


ARROW = 36
"""What the frame and the arrow of a list to choose from take of its width."""


class ChoiceField(QComboBox):
    """One of several in a list.

    Signals:
        chosen(str): the key the user chose.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice],
        current: str = "",
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.show_choices(choices, current)
        self.activated.connect(self._tell)
        self.currentIndexChanged.connect(self._show_whole)

    def show_choices(self, choices: Sequence[Choice], current: str = "") -> None:
        """Replace the entries."""
        self.clear()
        for choice in choices:
            if choice.icon:
                self.addItem(icons.icon(choice.icon, "text2"), choice.text, choice.key)
            else:
                self.addItem(choice.text, choice.key)
        self.choose(current)

    def current(self) -> str:
        """The chosen key."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose without a signal."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_whole()

    def _show_whole(self) -> None:
        """Let a tool tip say the chosen words where they are longer than the field."""
        long = self.fontMetrics().horizontalAdvance(self.currentText())
        self.setToolTip(self.currentText() if long > self.width() - theme().px(ARROW) else "")

    def _tell(self) -> None:
        self.chosen.emit(self.current())


class NumberField(QLineEdit):
    """A whole number with its unit at the right end; arrows step by one.

    Signals:
        valueChanged(int): the new number, while one types and steps.
    """

    valueChanged = Signal(int)  # noqa: N815 - named as Qt's own number fields name it

    def __init__(
        self,
        value: int = 0,
        *,
        name: str,
        unit: str = "",
        least: int = 0,
        most: int = 999_999,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(str(value), parent)
        self._unit, self._least, self._most = unit, least, most
        self._value = value
        told = not unit or unit.casefold() in name.casefold()
        self.setAccessibleName(name if told else f"{name} in {unit}")
        self.setValidator(QIntValidator(min(0, least), most, self))
        self.setMinimumWidth(theme().px(64))
        self.setMaxLength(9)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._finish)

    def value(self) -> int:
        """The number, never outside its limits."""
        return self._value

    def setValue(self, value: int) -> None:
        """Show another number and tell it when it differs."""
        value = max(self._least, min(self._most, value))
        self.setText(str(value))
        self._keep(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setValue(self._value + step)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unit:
            box = QRectF(self.rect()).adjusted(0, 0, -theme().px(10), 0)
            painting.text(
                QPainter(self),
                box,
                self._unit,
                theme().font(),
                theme().c("text2"),
                Qt.AlignmentFlag.AlignRight,
            )

    def _typed(self, text: str) -> None:
        if text.lstrip("-").isdigit() and self._least <= int(text) <= self._most:
            self._keep(int(text))

    def _finish(self) -> None:
        self.setText(str(self._value))

    def _keep(self, value: int) -> None:
        if value != self._value:
            self._value = value
            self.valueChanged.emit(value)


class Field(QWidget):
    """A label above an input, with room for a note or a complaint beneath."""

    def __init__(
        self, label: str, inner: QWidget, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.inner = inner
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme().px(8))
        column.setSpacing(theme().px(4))
        self._label = Text(label, "note", "second")
        self._label.setBuddy(inner)
        if not inner.accessibleName():
            inner.setAccessibleName(label)
        column.addWidget(self._label)
        column.addWidget(inner)
        self._note = Text(note, "note", "second", wrap=True)
        self._note.setVisible(bool(note))
        self._usual = note
        column.addWidget(self._note)

    def show_label(self, label: str) -> None:
        """Show another label."""
        self._label.show_text(label)

    def complain(self, sentence: str) -> None:
        """Show what is wrong in red under the input; "" takes it away."""
        self._note.set_tone("bad" if sentence else "second")
        self._note.show_text(sentence or self._usual)
        self._note.setVisible(bool(sentence or self._usual))
        self.inner.setAccessibleDescription(sentence)


def beside(*parts: tuple[str, QWidget, int], spacing: int = 12) -> QHBoxLayout:
    """Return labelled inputs side by side, each with its share of the width."""
    line = QHBoxLayout()
    line.setSpacing(theme().px(spacing))
    for label, widget, share in parts:
        line.addWidget(Field(label, widget), share)
    return line


def beside_button(field: QWidget, button: QWidget) -> QWidget:
    """Return an input with a button at its right, to stand under one label."""
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme().px(8))
    line.addWidget(field, 1)
    line.addWidget(button)
    whole.setFocusProxy(field)
    return whole
