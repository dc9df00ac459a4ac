"""An office with many rooms sees its week by houses, unless it asks for another view."""

from datetime import date

from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.rooms import Room, Site
from kursplaner.store.queries.lessons.lessons import lessons_between
from kursplaner.store.records import by_id, find
from kursplaner.ui.calendar.lanes import MANY_ROOMS
from kursplaner.ui.calendar.page import CalendarPage
from kursplaner.ui.main_window import MainWindow

MONDAY, FRIDAY = date(2027, 3, 1), date(2027, 3, 5)


def many_rooms(window: MainWindow) -> None:
    """Give every lesson of the week a room of its own."""
    with window.workspace.change(ActKind.SETTINGS_CHANGED) as db:
        site = find(db, Site)[0].id
        for at, row in enumerate(lessons_between(db, MONDAY, FRIDAY)):
            room = Room(site_id=site, name=f"Raum {at}", capacity=20, purpose="teaching")
            db.add(room)
            db.flush()
            by_id(db, Lesson, row.id).room_id = room.id


def test_the_week_stands_by_houses_until_somebody_asks_otherwise(
    window: MainWindow, page: CalendarPage
) -> None:
    assert (page.lanes.current(), page._content.across) == ("", False)
    many_rooms(window)
    page.refresh()
    assert len(page._content.lanes) >= MANY_ROOMS
    assert (page.lanes.current(), page._content.across) == ("rooms", True)
    page.lanes.choose("")
    page._switch_lanes()
    page.refresh()
    assert (page.lanes.current(), page._content.across) == ("", False)


def test_enter_on_a_folded_house_unfolds_it_and_a_lesson_is_still_chosen(
    window: MainWindow, page: CalendarPage
) -> None:
    many_rooms(window)
    page.refresh()
    house = page._content.lanes[0].group
    page.week.group_toggled.emit(house)
    assert [lane.folded for lane in page._content.lanes if lane.group == house] == [True]
    merged = [block for block in page._content.blocks if block.grouped]
    page._open(merged[0].key) if merged else page._fold(house)
    assert not any(lane.folded for lane in page._content.lanes)
    lesson = next(block for block in page._content.blocks if block.movable)
    page.week.choose(lesson.key)
    assert page._card is not None
    assert page._card.row.id == lesson.key


def test_moved_to_the_lane_beneath_it_is_proposed_for_that_room(
    window: MainWindow, page: CalendarPage
) -> None:
    many_rooms(window)
    page.refresh()
    lesson = next(block for block in page._content.blocks if block.movable)
    lanes = [lane.key for lane in page._content.lanes]
    other = next(key for key in lanes if key != lesson.lane)
    page._dropped(lesson.key, lesson.day, lesson.starts, other)
    assert page.proposing.current is not None
    ghost = page.week.ghost()
    assert ghost is not None
    assert ghost.lane == other
