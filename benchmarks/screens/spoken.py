"""What a screen reader is told of a window, and what the keyboard reaches: role, name, state."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from benchmarks.screens.faults import Fault, place_of

Role = QAccessible.Role
CONTROLS = frozenset(
    {
        *(Role.Button, Role.CheckBox, Role.RadioButton, Role.EditableText, Role.ComboBox),
        *(Role.SpinBox, Role.Slider, Role.Dial, Role.PageTab, Role.MenuItem, Role.Link),
        *(Role.Table, Role.List, Role.Tree, Role.ButtonMenu, Role.ButtonDropDown),
    }
)
ROLES = {
    QAbstractButton: frozenset(
        {Role.Button, Role.CheckBox, Role.RadioButton, Role.ButtonMenu, Role.PageTab}
    ),
    QLineEdit: frozenset({Role.EditableText}),
    QPlainTextEdit: frozenset({Role.EditableText}),
    QTextEdit: frozenset({Role.EditableText}),
    QComboBox: frozenset({Role.ComboBox}),
    QAbstractItemView: frozenset({Role.Table, Role.List, Role.Tree}),
}
WHOLE = (QAbstractSpinBox, QComboBox, QCalendarWidget, QAbstractItemView, QLineEdit)
"""Their insides are Qt's own; arrows reach them."""
DEEPEST = 60
ROWS = 3
MOST_STEPS, PATIENCE = 600, 3


def unspoken(root: QWidget) -> Iterator[Fault]:
    """Find controls that have no name, another role than what they are, or no state to tell."""
    found = QAccessible.queryAccessibleInterface(root)
    if found is not None:
        yield from _below(found, 0)


def _below(interface: QAccessibleInterface, depth: int) -> Iterator[Fault]:
    children: list[QAccessibleInterface | None] = [
        interface.child(at) for at in range(interface.childCount())
    ]
    for child in children:
        if child is None or not child.isValid() or child.state().invisible:
            continue
        thing = child.object()
        yield from _told(child, thing)
        if depth < DEEPEST and not isinstance(thing, (*WHOLE, QScrollBar)):
            yield from _below(child, depth + 1)


def _told(told: QAccessibleInterface, thing: QObject | None) -> Iterator[Fault]:
    if not isinstance(thing, QWidget) or isinstance(thing, QScrollBar) or _inside(thing):
        return
    role, name = told.role(), told.text(QAccessible.Text.Name).strip()
    control = role in CONTROLS or isinstance(thing, tuple(ROLES))
    if control and not name:
        yield Fault("nameless", place_of(thing), str(role).rpartition(".")[2])
    for kind, roles in ROLES.items():
        if isinstance(thing, kind) and role not in roles:
            yield Fault("role", place_of(thing), f"{name}: {str(role).rpartition('.')[2]}")
    yield from _state(told, thing, name)
    if isinstance(thing, QAbstractItemView):
        yield from _cells(thing)


def _state(told: QAccessibleInterface, thing: QWidget, name: str) -> Iterator[Fault]:
    state = told.state()
    if bool(state.disabled) is thing.isEnabled():
        yield Fault("state", place_of(thing), f"{name}: enabled")
    told_so = bool(state.checkable) and bool(state.checked)
    if isinstance(thing, QAbstractButton) and thing.isCheckable() and told_so != thing.isChecked():
        yield Fault("state", place_of(thing), f"{name}: checked")
    if thing.focusPolicy() != Qt.FocusPolicy.NoFocus and thing.isEnabled() and not state.focusable:
        yield Fault("state", place_of(thing), f"{name}: focusable")


def _cells(view: QAbstractItemView) -> Iterator[Fault]:
    """Look at the first rows: each says something, in at least one of its columns."""
    model = view.model()
    for row in range(min(ROWS, model.rowCount(QModelIndex()))):
        words = []
        for column in range(model.columnCount() if isinstance(view, QTableView) else 1):
            index = model.index(row, column)
            spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
            words.append(str(spoken or index.data(Qt.ItemDataRole.DisplayRole) or ""))
        if not any(word.strip() for word in words):
            yield Fault("nameless", place_of(view), f"row {row}")


def unreachable(root: QWidget) -> list[Fault]:
    """Find controls that can be pressed or written into, but that Tab never comes to."""
    wanted = [each for each in root.findChildren(QWidget) if _wants_focus(each)]
    root.activateWindow()
    QApplication.processEvents()
    reached = _walked(wanted)
    return [
        Fault("unreachable", place_of(each), each.accessibleName() or _text(each))
        for each in wanted
        if each not in reached and not _by_arrows(each, reached)
    ]


def _walked(wanted: list[QWidget]) -> set[QWidget]:
    """Return every widget that Tab comes to, once around, from the first that takes the focus."""
    reached: set[QWidget] = set()
    known, now = 0, None
    for each in wanted:
        each.setFocus()
        now = QApplication.focusWidget()
        if now is each:
            break
    for _ in range(MOST_STEPS):
        if now is None or known > PATIENCE:
            break
        known = known + 1 if now in reached else 0
        reached.add(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
    return reached


def _wants_focus(each: QWidget) -> bool:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractItemView)
    return isinstance(each, kinds) and each.isVisible() and each.isEnabled() and not _inside(each)


def _by_arrows(each: QWidget, reached: set[QWidget]) -> bool:
    """Tell whether arrows lead there from another of the same group."""
    if not isinstance(each, QAbstractButton):
        return False
    group: QButtonGroup | None = each.group()
    around = each.parentWidget()
    grouped = group is not None and group.exclusive() and bool(reached & {*group.buttons()})
    return grouped or (
        each.autoExclusive()
        and any(
            button.autoExclusive() and button.parentWidget() is around
            for button in reached
            if isinstance(button, QAbstractButton)
        )
    )


def _inside(thing: QWidget) -> bool:
    around = thing.parentWidget()
    return around is not None and (isinstance(around, WHOLE) or _inside(around))


def _text(each: QWidget) -> str:
    return each.text() if isinstance(each, QAbstractButton) else type(each).__name__
