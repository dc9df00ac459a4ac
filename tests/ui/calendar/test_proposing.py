from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kursplaner.basics.spans import minute_of
from kursplaner.planning.conflicts.finding import find_for, judged, named
from kursplaner.planning.lessons.copying import CopyWish
from kursplaner.planning.lessons.moving import MoveWish
from kursplaner.planning.lessons.staffing import StandIn
from kursplaner.planning.lessons.stretching import StretchWish
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.ui.calendar.judging import Judge
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.main_window import MainWindow
from kursplaner.ui.widgets import CalendarBlock
from tests.ui.calendar.lesson_hands import anyway, drag_to, lesson, moved, open_proposal, starts
from tests.ui.town_window import drag

TUESDAY, THURSDAY = date(2027, 3, 2), date(2027, 3, 4)


def test_a_dragged_lesson_is_judged_proposed_and_moved(
    window: MainWindow, page: CalendarPage
) -> None:
    b1 = lesson(window, THURSDAY, "B1-02")
    asked: list[str] = []
    judge = page._judge

    def listening(block: CalendarBlock) -> Judge:
        asked.append(block.title)
        return judge(block)

    page.week.set_judge(listening)
    drag_to(page.week, b1.id, date(2027, 3, 5), 1020)
    proposal = page.proposing.current
    assert asked == ["B1 Abend"]
    assert proposal is not None
    assert proposal.head == "Verschieben auf Fr 05.03. 17:00"
    assert starts(window, b1.id) == b1.starts
    assert page.week.ghost() is not None
    assert page.panel is not None
    page.panel.take_over.click()
    assert starts(window, b1.id) == minute_of(date(2027, 3, 5), 1020)
    assert page.proposing.current is None
    assert page.week.ghost() is None
    window.undo()
    assert starts(window, b1.id) == b1.starts


def test_something_hard_stops_it_and_offers_ways_out(
    window: MainWindow, page: CalendarPage
) -> None:
    b1 = lesson(window, TUESDAY, "B1-02")
    drag_to(page.week, b1.id, THURSDAY, 960)
    assert page.panel is not None
    proposal = page.proposing.current
    assert proposal is not None
    assert proposal.plan.hard
    assert not page.panel.take_over.isEnabled()
    assert page.panel.ways_out
    page.panel.ways_out[0].click()
    assert page.proposing.current is not None
    assert not page.proposing.current.plan.hard
    assert page.panel.take_over.isEnabled()


def test_the_foot_of_a_block_stretches_the_lesson(window: MainWindow, page: CalendarPage) -> None:
    a2 = lesson(window, THURSDAY, "A2-03")
    row = page.week._blocks.row_of(a2.id)
    foot = page.week.visualRect(page.week._blocks.index(row))
    grip = QPoint(foot.center().x(), foot.bottom() - 2)
    hour = page.week.geometry_now().hour
    drag(page.week.viewport(), grip, grip + QPoint(0, round(hour * 0.75)))
    assert lesson(window, THURSDAY, "A2-03") == a2
    assert page.panel is not None
    page.panel.take_over.click()
    longer = lesson(window, THURSDAY, "A2-03")
    assert longer.ends == a2.ends + 45
    assert longer.teaching_minutes == a2.teaching_minutes + 45
    assert a2.childcare is not None
    assert longer.childcare is not None
    assert longer.childcare.ends == a2.childcare.ends + 45
    window.undo()
    assert lesson(window, THURSDAY, "A2-03").ends == a2.ends


def test_another_length_reaches_as_far_as_is_chosen(window: MainWindow, page: CalendarPage) -> None:
    a2 = lesson(window, THURSDAY, "A2-03")
    wish = StretchWish(a2.id, a2.starts, a2.ends + 45)
    assert page.proposing.propose(wish)
    assert page.panel is not None
    assert page.panel.reach is not None
    counts = []
    for reach in ("one", "rest", "all"):
        page.proposing.reach_to(reach)
        assert page.proposing.current is not None
        counts.append(len(page.proposing.current.plan.moved.lessons))
    assert counts[0] == 1
    assert counts[0] < counts[1] <= counts[2]
    assert page._pending() == a2.id
    page._discard()
    assert page.proposing.current is None
    assert lesson(window, THURSDAY, "A2-03") == a2


def test_all_of_a_series_moves_from_its_first_lesson_to_come(
    window: MainWindow, page: CalendarPage
) -> None:
    a2 = lesson(window, THURSDAY + timedelta(days=7), "A2-03")
    assert page.proposing.propose(MoveWish(a2.id, minute_of(a2.day, 1020)))
    assert page.panel is not None
    page.proposing.reach_to("rest")
    assert page.proposing.current is not None
    rest = len(page.proposing.current.plan.moved.lessons)
    page.proposing.reach_to("all")
    assert page.proposing.current.reach == "all"
    moved = page.proposing.current.plan.moved.lessons
    assert len(moved) == rest + 1
    assert min(row.starts for row in moved) < a2.starts


def test_from_here_on_takes_the_series_along(window: MainWindow, page: CalendarPage) -> None:
    b1 = lesson(window, THURSDAY, "B1-02")
    assert page.proposing.propose(MoveWish(b1.id, minute_of(date(2027, 3, 5), 1020)))
    page.proposing.reach_to("rest")
    assert page.proposing.current is not None
    assert len(page.proposing.current.plan.moved.lessons) > 1


def test_keys_move_select_take_over_and_discard(window: MainWindow, page: CalendarPage) -> None:
    b1 = lesson(window, THURSDAY, "B1-02")
    page.show_target(lesson_id=b1.id)
    page.week.setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(page.week, Qt.Key.Key_Right, alt)
    QTest.keyClick(page.week, Qt.Key.Key_Up, alt)
    QTest.keyClick(page.week, Qt.Key.Key_Up, alt)
    assert page.proposing.current is not None
    assert moved(page).to == minute_of(date(2027, 3, 5), 990)
    QTest.keyClick(page.week, Qt.Key.Key_Escape)
    assert open_proposal(page.proposing) is None
    QTest.keyClick(page.week, Qt.Key.Key_Right, alt)
    QTest.keyClick(page.week, Qt.Key.Key_Return)
    assert starts(window, b1.id) == minute_of(date(2027, 3, 5), 1020)


@pytest.mark.parametrize("kind", ["stretched", "copied"])
def test_something_hard_is_taken_on_with_a_reason(
    window: MainWindow, page: CalendarPage, kind: str
) -> None:
    b1, a2 = (lesson(window, THURSDAY, number) for number in ("B1-02", "A2-03"))
    stretched = StretchWish(a2.id, a2.starts, b1.starts + 30)
    assert page.proposing.propose(stretched if kind == "stretched" else CopyWish(a2.id, a2.starts))
    assert page.panel is not None
    assert not page.panel.take_over.isEnabled()
    anyway(page, "Mit allen abgesprochen")
    proposal = page.proposing.current
    assert proposal is not None
    assert not proposal.plan.hard
    page.panel.take_over.click()
    assert open_proposal(page.proposing) is None
    with window.workspace.read() as db:
        rows = [row for row in lessons_between(db, THURSDAY, THURSDAY) if row.number == "A2-03"]
        found = [c for row in rows for c in find_for(db, [row.id])]
        taken_on = [c for c in named(db, judged(db, found)) if c.facts.get("accepted")]
    assert {row.ends for row in rows} >= {b1.starts + 30 if kind == "stretched" else a2.ends}
    assert len(rows) == (1 if kind == "stretched" else 2)
    assert taken_on
    assert not [c for c in taken_on if c.hard]


def test_strg_held_copies_the_lesson_with_what_is_free(
    window: MainWindow, page: CalendarPage
) -> None:
    a2 = lesson(window, THURSDAY, "A2-03")
    friday = date(2027, 3, 5)
    page.week.block_copied.emit(a2.id, friday, 540, "")
    proposal = page.proposing.current
    assert proposal is not None
    assert proposal.head == "Neuer Termin am Fr 05.03. 9:00"
    ghost = page.week.ghost()
    assert ghost is not None
    assert ghost.text == "Kopie"
    QTest.keyClick(page.week, Qt.Key.Key_Return)
    assert page.proposing.current is None
    extra = lesson(window, friday, "A2-03")
    assert extra.room_id == a2.room_id
    assert extra.teachers == a2.teachers
    assert extra.childcare is not None
    assert len(extra.rides) == len(a2.rides)
    assert starts(window, a2.id) == a2.starts
    assert page.week.current_key() == extra.id
    window.undo()
    with window.workspace.read() as db:
        assert all(row.number != "A2-03" for row in lessons_between(db, friday, friday))
    assert all(block.key != extra.id for block in page._content.blocks)


def test_a_copy_beside_its_own_course_cannot_be_taken_over(
    window: MainWindow, page: CalendarPage
) -> None:
    a2 = lesson(window, THURSDAY, "A2-03")
    page.week.block_copied.emit(a2.id, THURSDAY, 600, "")
    assert page.panel is not None
    assert not page.panel.take_over.isEnabled()
    page.week.setFocus()
    QTest.keyClick(page.week, Qt.Key.Key_Escape)
    assert page.proposing.current is None
    assert page.week.ghost() is None


def test_a_block_dropped_on_a_room_lane_takes_that_room(
    window: MainWindow, page: CalendarPage
) -> None:
    b1 = lesson(window, THURSDAY, "B1-02")
    page.lanes.choose("rooms")
    page._switch()
    lanes = [lane.key for lane in page._content.lanes if lane.key != str(b1.room_id)]
    page.week.block_dropped.emit(b1.id, THURSDAY, 1020, lanes[0])
    assert page.proposing.current is not None
    assert moved(page).room_id == int(lanes[0])
    if not page.proposing.current.plan.hard:
        assert page.proposing.apply()
        assert lesson(window, THURSDAY, "B1-02").room_id == int(lanes[0])


def test_a_block_dropped_on_a_teacher_lane_proposes_that_teacher(
    window: MainWindow, page: CalendarPage
) -> None:
    b1 = lesson(window, THURSDAY, "B1-02")
    page.lanes.choose("teachers")
    page._switch()
    own = {str(person.id) for person in b1.teachers}
    lanes = [lane.key for lane in page._content.lanes if lane.key.isdigit() and lane.key not in own]
    taken_by: list[str] = []
    for lane in lanes:
        page.week.block_dropped.emit(b1.id, THURSDAY, 1020, lane)
        proposal = page.proposing.current
        assert proposal is not None
        assert moved(page).stand_in == StandIn(int(lane))
        assert proposal.head == "Andere Lehrkraft am Do 04.03. 17:00"
        ghost = page.week.ghost()
        assert ghost is not None
        assert ghost.lane == lane
        taken_by += [] if proposal.plan.hard else [lane]
    page.week.block_dropped.emit(b1.id, THURSDAY, 1020, taken_by[0])
    assert page.proposing.apply()
    assert [str(person.id) for person in lesson(window, THURSDAY, "B1-02").teachers] == taken_by[:1]
    window.undo()
    assert {str(person.id) for person in lesson(window, THURSDAY, "B1-02").teachers} == own
