"""Notices at the door: one a room and day, without anybody's name."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kursplaner.basics.spans import clock_text, minute_of_day, time_of
from kursplaner.desk.printing.sheets import Owner, PlannedSheet, letterhead, shown_head
from kursplaner.desk.wording.words.counts import counted
from kursplaner.documents.page.heading import Letterhead
from kursplaner.documents.sheets.door_notice import DoorLesson, DoorNotice
from kursplaner.domain.kinds import LessonStatus, SheetKind
from kursplaner.store.queries.childcare import SlotRow, childcare_day
from kursplaner.store.queries.lessons.lessons import LessonRow, lessons_between
from kursplaner.store.queries.sheets import SheetRoom, sheet_rooms, usual_rooms
from kursplaner.store.session import Db
from kursplaner.store.settings import settings_of


@dataclass(slots=True)
class _Door:
    """What happens in a room on a day, with its absolute minutes."""

    lines: list[tuple[int, int, DoorLesson]] = field(default_factory=list)
    courses: set[int] = field(default_factory=set)

    def add(self, starts: int, ends: int, title: str, *, note: str = "", care: str = "") -> None:
        """Append a line."""
        lesson = DoorLesson(
            starts=time_of(starts),
            ends=time_of(ends),
            title=title,
            note=note,
            childcare_room=care,
        )
        self.lines.append((starts, ends, lesson))


def door_notices(
    db: Db, first: date, last: date, courses: Collection[int] | None
) -> list[PlannedSheet]:
    """Return the notices of all rooms in which something is in a period.

    A lesson in another room than usual stands on both doors; a cancelled one on its own.
    """
    lessons = lessons_between(db, first, last)
    rooms, usual = sheet_rooms(db), usual_rooms(db, {lesson.course_id for lesson in lessons})
    head = letterhead(settings_of(db))
    sheets = []
    day = first
    while day <= last:
        doors: dict[int, _Door] = defaultdict(_Door)
        for lesson in (lesson for lesson in lessons if lesson.day == day):
            _put_lesson(doors, lesson, usual.get(lesson.course_id), rooms)
        for slot in childcare_day(db, day):
            _put_slot(doors, slot, lessons)
        for room_id, door in doors.items():
            if courses is None or door.courses & set(courses):
                sheets.append(_planned(rooms[room_id], day, door, head))
        day += timedelta(days=1)
    return sheets


def _put_lesson(
    doors: Mapping[int, _Door], lesson: LessonRow, usual: int | None, rooms: Mapping[int, SheetRoom]
) -> None:
    where = lesson.room_id
    cancelled = lesson.status == LessonStatus.CANCELLED
    care = lesson.childcare.room or "" if lesson.childcare and not cancelled else ""
    moved = usual is not None and where is not None and usual != where and not cancelled
    door_id = usual if cancelled and where is None else where
    if door_id is not None:
        note = "fällt heute aus" if cancelled else ""
        if moved and usual is not None:
            note = "nur heute hier"
        _line(doors[door_id], lesson, note, care)
    if moved and usual is not None and where is not None:
        _line(doors[usual], lesson, f"heute in: {rooms[where].name}", "")


def _line(door: _Door, lesson: LessonRow, note: str, care: str) -> None:
    door.courses.add(lesson.course_id)
    title = lesson.title or lesson.number
    door.add(lesson.starts, lesson.ends, title, note=note, care=care)


def _put_slot(doors: Mapping[int, _Door], slot: SlotRow, lessons: Sequence[LessonRow]) -> None:
    if slot.room_id is None:
        return
    door = doors[slot.room_id]
    door.courses.update(lesson.course_id for lesson in lessons if lesson.id in slot.lesson_ids)
    door.add(slot.starts, slot.ends, "Kinderbetreuung")


def _planned(room: SheetRoom, day: date, door: _Door, head: Letterhead) -> PlannedSheet:
    lines = sorted(door.lines, key=lambda line: line[:2])
    place = ", ".join(part for part in (room.site, room.street) if part)
    sheet = DoorNotice(
        letterhead=head,
        room=room.name,
        place=place,
        day=day,
        lessons=tuple(line[2] for line in lines),
    )
    first = clock_text(minute_of_day(lines[0][0]))
    return PlannedSheet(
        kind=SheetKind.DOOR,
        sheet=sheet,
        owner=Owner(room_id=room.id),
        first_day=day,
        last_day=day,
        layout="day",
        day=day,
        starts=lines[0][0],
        ends=max(line[1] for line in lines),
        title=f"Türaushang {room.name}",
        subtitle=f"ab {first}, {counted(len(lines), 'lesson')}, ohne Namen",
        course_ids=frozenset(door.courses),
        shows={
            "head": shown_head(head),
            "course": [lesson.title for lesson in sheet.lessons],
            "days": day,
            "times": [(lesson.starts, lesson.ends) for lesson in sheet.lessons],
            "place": (sheet.room, sheet.place, [lesson.childcare_room for lesson in sheet.lessons]),
            "details": [lesson.note for lesson in sheet.lessons],
        },
    )
