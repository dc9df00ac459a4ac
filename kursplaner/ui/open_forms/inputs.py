"""What stands in the inputs of a form, by their names, and how it comes back into them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from kursplaner.ui.widgets import SearchField

Standing = dict[str, str]
"""The text of each input, by its accessible name; a second one of that name is numbered."""
ON, OFF = "on", "off"
_ROUNDS = 20
"""So often a form may grow by a line while it is filled in."""


def standing(box: QWidget) -> Standing:
    """Return what stands in every input of a form."""
    return {name: _text(each) for name, each in _inputs(box)}


def differing(now: Standing, before: Standing) -> Standing:
    """Return what stands elsewhere than it stood before."""
    return {name: text for name, text in now.items() if before.get(name) != text}


def fill_in(box: QWidget, wanted: Mapping[str, str]) -> None:
    """Bring back what stood there, as if it was typed and clicked; lines grow with it.

    What a choice fills in by itself gives way to what stood there. A name that the form does not
    have any more is left out.
    """
    missing = dict(wanted)
    for _ in range(_ROUNDS):
        known = [(name, each) for name, each in _inputs(box) if name in missing]
        if not known:
            break
        for name, each in known:
            _bring(each, missing.pop(name))
    for name, each in list(_inputs(box)):
        if name in wanted and _text(each) != wanted[name]:
            _bring(each, wanted[name])


def _inputs(box: QWidget) -> Iterator[tuple[str, QWidget]]:
    seen: Counter[str] = Counter()
    for each in box.findChildren(QWidget):
        if not _is_input(each):
            continue
        name = each.accessibleName() or type(each).__name__
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} {seen[name]}", each


def _is_input(each: QWidget) -> bool:
    """Tell whether somebody writes or chooses here; what hides its text is never kept."""
    if isinstance(each, QLineEdit):
        shown = each.echoMode() is QLineEdit.EchoMode.Normal
        own = not isinstance(each.parent(), QComboBox)
        return shown and own and not each.isReadOnly() and not isinstance(each, SearchField)
    if isinstance(each, QPlainTextEdit):
        return not each.isReadOnly()
    if isinstance(each, QAbstractButton):
        return each.isCheckable()
    return isinstance(each, QComboBox)


def _text(each: QWidget) -> str:
    if isinstance(each, QLineEdit):
        return each.text()
    if isinstance(each, QPlainTextEdit):
        return each.toPlainText()
    if isinstance(each, QAbstractButton):
        return ON if each.isChecked() else OFF
    if isinstance(each, QComboBox):
        return str(each.currentData() or each.currentText())
    return ""


def _bring(each: QWidget, text: str) -> None:
    if _text(each) == text:
        return
    if isinstance(each, QLineEdit):
        each.setText(text)
        each.textEdited.emit(text)
        each.editingFinished.emit()
        each.setModified(True)
    elif isinstance(each, QPlainTextEdit):
        each.setPlainText(text)
        each.document().setModified(True)
    elif isinstance(each, QAbstractButton):
        _press(each, on=text == ON)
    elif isinstance(each, QComboBox):
        at = each.findData(text)
        at = at if at >= 0 else each.findText(text)
        if at >= 0 and at != each.currentIndex():
            each.setCurrentIndex(at)
            each.activated.emit(at)


def _press(button: QAbstractButton, *, on: bool) -> None:
    """Click where that leads there; of several that shut each other out only the chosen one."""
    group: QButtonGroup | None = button.group()
    if button.isChecked() is on or (group is not None and group.exclusive() and not on):
        return
    if button.isEnabled():
        button.click()
    else:
        button.setChecked(on)
