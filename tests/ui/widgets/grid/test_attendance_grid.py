from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kursplaner.ui.widgets import AttendanceGrid, GridCell, samples


def shown(qtbot: QtBot) -> AttendanceGrid:
    grid = AttendanceGrid()
    qtbot.addWidget(grid)
    grid.resize(1000, 620)
    grid.show_content(samples.grid())
    grid.show()
    qtbot.waitExposed(grid)
    grid.setFocus()
    return grid


def test_one_key_marks_and_goes_down(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    grid.choose(0, 5)
    told: list[tuple[int, int, str]] = []
    grid.mark_wanted.connect(lambda *mark: told.append(mark))
    for key in (
        Qt.Key.Key_X,
        Qt.Key.Key_E,
        Qt.Key.Key_U,
        Qt.Key.Key_W,
        Qt.Key.Key_P,
        Qt.Key.Key_Space,
        Qt.Key.Key_Delete,
    ):
        QTest.keyClick(grid, key)
    assert told == [
        (0, 5, "X"),
        (1, 5, "E"),
        (2, 5, "U"),
        (3, 5, "W"),
        (4, 5, "P"),
        (5, 5, "X"),
        (6, 5, ""),
    ]
    assert grid.current_cell() == (7, 5)
    assert grid.model().index(1, 6).data() == "E"


def test_a_day_before_the_entry_takes_no_mark(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    grid.choose(9, 0)
    told: list[object] = []
    grid.mark_wanted.connect(told.append)
    QTest.keyClick(grid, Qt.Key.Key_X)
    assert told == []
    assert grid.open_times() is None


def test_arrows_move_and_the_cell_is_told(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    grid.choose(4, 4)
    with qtbot.waitSignal(grid.cell_selected) as told:
        QTest.keyClick(grid, Qt.Key.Key_Right)
    assert told.args == [4, 5]


def test_all_present_and_person(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    grid.choose(3, 5)
    with qtbot.waitSignal(grid.all_present_wanted) as told:
        QTest.keyClick(grid, Qt.Key.Key_A)
    assert told.args == [5]
    with qtbot.waitSignal(grid.person_activated) as person:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert person.args == [3]


def test_late_comers_get_their_time(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    grid.choose(2, 5)
    popup = grid.open_times()
    assert popup is not None
    popup.came.setText("920")
    with qtbot.waitSignal(grid.times_wanted) as told:
        QTest.keyClick(popup.came, Qt.Key.Key_Return)
    assert told.args == [2, 5, 560, None]


def test_a_newcomer_is_typed_beneath(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    line = grid.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText(" Rossi, Carla ")
    with qtbot.waitSignal(grid.newcomer_wanted) as told:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert told.args == ["Rossi, Carla"]


def test_cells_are_named_in_words(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    words = grid.model().index(4, 5).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Haddad, Rima, Di 02.03.: entschuldigt"
    late = grid.model().index(6, 4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert late.endswith("anwesend, kam 9:20")
    role = Qt.Orientation.Vertical
    assert grid.model().headerData(4, role) == "Haddad, Rima"


def test_sums_follow(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    grid.set_cell(0, 5, GridCell("X"))
    grid.set_sums(["1"] * 10, ["50 %"] * 12, "75 %")
    assert grid.model().index(12, 6).data() == "1"
    assert grid.model().index(12, 11).data() == "75 %"


def test_names_stay_while_dates_scroll(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    grid.resize(420, 400)
    grid.choose(0, 9)
    assert grid.horizontalScrollBar().value() > 0
    assert grid.indexAt(QPoint(20, 10)).column() == 0
    grid.choose(0, 0)
    assert grid.visualRect(grid.currentIndex()).left() >= grid.columnWidth(0)
    assert not grid.grab().isNull()


def test_the_cursor_leaves_nothing_behind_outside_its_cells(qtbot: QtBot) -> None:
    grid = shown(qtbot)
    grid.choose(3, 3)
    before, old = grid.viewport().grab().toImage(), grid.visualRect(grid.currentIndex())
    grid.choose(5, 6)
    after, new = grid.viewport().grab().toImage(), grid.visualRect(grid.currentIndex())
    changed = [
        (x, y)
        for x in range(before.width())
        for y in range(old.top() - 3, new.bottom() + 4)
        if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert changed
    assert [at for at in changed if not (old.contains(*at) or new.contains(*at))] == []
