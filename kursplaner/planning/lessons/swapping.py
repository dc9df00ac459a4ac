"""Two lessons that change places, or only their rooms."""

from kursplaner.basics.errors import Refused
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.queries.lessons.bundles import LessonRow, lessons_by_id
from kursplaner.store.session import Db


def swapped(db: Db, one_id: int, other_id: int) -> tuple[LessonMove, LessonMove]:
    """Return both lessons in each other's time and room; each keeps its own length.

    Raises:
        Refused: "not_found", "same_lesson".
    """
    lesson, other = _pair(db, one_id, other_id)
    return (
        LessonMove(
            lesson.id, other.starts, other.starts + lesson.ends - lesson.starts, other.room_id
        ),
        LessonMove(
            other.id, lesson.starts, lesson.starts + other.ends - other.starts, lesson.room_id
        ),
    )


def rooms_swapped(db: Db, one_id: int, other_id: int) -> tuple[LessonMove, LessonMove]:
    """Return both lessons at their times in each other's room.

    Raises:
        Refused: "not_found", "same_lesson", "same_room".
    """
    lesson, other = _pair(db, one_id, other_id)
    if lesson.room_id == other.room_id:
        raise Refused("same_room", one=one_id, other=other_id)
    return (
        LessonMove(lesson.id, lesson.starts, lesson.ends, other.room_id),
        LessonMove(other.id, other.starts, other.ends, lesson.room_id),
    )


def _pair(db: Db, one_id: int, other_id: int) -> tuple[LessonRow, LessonRow]:
    if one_id == other_id:
        raise Refused("same_lesson", id=one_id)
    rows = {row.id: row for row in lessons_by_id(db, [one_id, other_id])}
    for key in (one_id, other_id):
        if key not in rows:
            raise Refused("not_found", noun="lesson", id=key)
    return rows[one_id], rows[other_id]
