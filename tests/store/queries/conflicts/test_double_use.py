"""Where one resource is used twice at once, and where lessons of one course overlap."""

from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import OccupationSource
from kursplaner.domain.occupations import Occupation
from kursplaner.store.queries.conflicts import double_use
from kursplaner.store.queries.conflicts.double_use import CourseOverlap, DoubleUse
from kursplaner.store.queries.conflicts.scopes import of_lessons, stretch
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import SmallTown, add_course
from tests.store.queries.written import MIDNIGHT, lessons, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600
DAY_SCOPE = stretch(MIDNIGHT, MIDNIGHT + 1440)
SOURCE = OccupationSource.LESSON.value


def test_an_accepted_overlap_lasts_as_long_as_both(kept: SmallTown, db: Db) -> None:
    course, room = add_course(db, kept, "K2"), kept.rooms["B"]
    first, second = lessons(db, course, [(NINE, TEN), (NINE + 20, TEN + 30)])

    def use(lesson: int, starts: int, ends: int, reason: str = "") -> Occupation:
        return Occupation(
            resource_id=room, starts=starts, ends=ends, active=not reason,
            source=SOURCE, source_id=lesson, accepted_reason=reason,
        )  # fmt: skip

    written(db, use(first, NINE, TEN), use(second, TEN, TEN + 30))
    assert double_use.double_uses(db, DAY_SCOPE) == []
    accepted = use(second, NINE + 20, TEN, "kurz beides")
    written(db, accepted)
    pair = (SOURCE, second, SOURCE, first, NINE + 20, TEN, "kurz beides")
    turned = (SOURCE, first, SOURCE, second, NINE + 20, TEN, "kurz beides")
    mine, its = DoubleUse(room, "room", *pair), DoubleUse(room, "room", *turned)
    assert double_use.double_uses(db, DAY_SCOPE) == [mine]
    assert double_use.double_uses(db, of_lessons(db, [second])) == [mine]
    assert double_use.double_uses(db, of_lessons(db, [first])) == [its]
    accepted.starts, accepted.ends = NINE - 5, TEN + 1
    db.flush()
    (found,) = double_use.double_uses(db, DAY_SCOPE)
    assert (found.starts, found.ends) == (NINE, TEN), "its own stretch is no second use"
    accepted.source_id = first
    db.flush()
    (found,) = double_use.double_uses(db, DAY_SCOPE)
    assert (found.source_id, found.other_id, found.starts, found.ends) == (
        first, second, TEN, TEN + 1,
    )  # fmt: skip


def test_lessons_of_a_course_overlap_from_the_first_common_minute(kept: SmallTown, db: Db) -> None:
    course, other = add_course(db, kept, "K2"), add_course(db, kept, "K3")
    first, second = lessons(db, course, [(NINE, TEN), (TEN, TEN + 60)])
    lessons(db, other, [(NINE, TEN)])

    def found() -> list[list[CourseOverlap]]:
        db.flush()
        every = (DAY_SCOPE, of_lessons(db, [first]), of_lessons(db, [second, first]))
        return [double_use.course_overlaps(db, scope) for scope in every]

    assert found() == [[], [], []]
    by_id(db, Lesson, second).starts = TEN - 1
    assert found() == [[CourseOverlap(course, first, second, TEN - 1, TEN)]] * 3
    by_id(db, Lesson, second).ends = TEN
    by_id(db, Lesson, second).starts = NINE - 9
    assert found() == [[CourseOverlap(course, first, second, NINE, TEN)]] * 3
    for cancelled in (first, second):
        by_id(db, Lesson, cancelled).status = "cancelled"
        assert found() == [[], [], []]
        by_id(db, Lesson, cancelled).status = "held"
    assert len(found()[0]) == 1
    assert double_use.course_overlaps(db, of_lessons(db, [])) == []
