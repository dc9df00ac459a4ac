"""Ideas in time: where to, how far, how much shorter, with whom exchanged, cancelled for what."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Course, Lesson
from kursplaner.domain.kinds import CancelReason, ClosureReason, ConflictKind
from kursplaner.domain.people import Availability, Closure
from kursplaner.domain.town import ClosingDay
from kursplaner.planning.drafts.draft_changes import CancelLessons, Rearrange
from kursplaner.planning.fixes.situation import FixKind, Idea, Situation
from kursplaner.planning.fixes.times import cancelled, other_times, shortened, swapped_lessons
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.fixes.situations import AT, ENDS, FIRST_LESSON, conflict, situation, told
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_lesson

Kind = ConflictKind
DAY = 1440


@pytest.fixture
def db(quiet: SmallTown) -> Iterator[Db]:
    with quiet.workspace.rehearse() as opened:
        yield opened


def lone(db: Db, town: SmallTown, starts: int, minutes: int = 150) -> int:
    """Add a lesson of a course of its own, without a room or anybody."""
    return add_lesson(db, add_course(db, town, f"K{starts}-{minutes}"), starts, minutes=minutes)


def moves(found: Iterator[Idea]) -> list[tuple[str, int, int]]:
    """Return kind, days and minutes of the clock by which a lesson would move, and its rank."""
    by = [(idea, int(str(idea.facts["to"])) - int(str(idea.facts["from"]))) for idea in found]
    return [(idea.kind.value, minutes, idea.rank) for idea, minutes in by]


def closed_day(db: Db, first: int, last: int) -> None:
    """Close the town on some days after the Tuesday."""
    days = [TUESDAY + timedelta(days=number) for number in (first, last)]
    db.add(ClosingDay(first_day=days[0], last_day=days[1], name="Stadtfest"))
    db.flush()


def test_a_lesson_goes_to_the_next_free_half_hours_and_the_nearest_days(
    db: Db, quiet: SmallTown
) -> None:
    """On the same day where its room, teacher, childcare and rides are free before and after."""
    starts = AT + 2 * DAY
    db.add(Closure(resource_id=quiet.rooms["A"], starts=starts, ends=starts + 60, reason="repair"))
    db.flush()
    lesson = quiet.lessons[1]
    about = (("room", quiet.rooms["A"]), ("lesson", lesson))
    found = list(other_times(situation(db, Kind.CLOSURE, *about, span=(starts, starts + 60))))
    assert moves(iter(found)) == [
        ("other_time", 60, 22),
        ("other_day", -DAY, 65),
        ("other_day", DAY, 65),
        ("other_day", 4 * DAY, 80),
    ]
    move = LessonMove(lesson, starts + 60, starts + 210, quiet.rooms["A"])
    facts: Any = {**told(quiet, lesson), "from": starts, "to": starts + 60, "ends": starts + 210}
    assert found[0] == Idea(FixKind.OTHER_TIME, (Rearrange((move,)),), facts, 22)


def around(db: Db, lesson: int, kind: Kind = Kind.COURSE, minutes: int = 1) -> list[int]:
    """Return by how many minutes a lesson would move on its own day."""
    starts = by_id(db, Lesson, lesson).starts
    known = situation(db, kind, ("lesson", lesson), span=(starts, starts + minutes))
    found = [(kind_, by) for kind_, by, _ in moves(other_times(known))]
    return [by for kind_, by in found if kind_ == "other_time"]


def test_a_free_lesson_goes_half_an_hour_on_or_back(db: Db, quiet: SmallTown) -> None:
    assert around(db, lone(db, quiet, AT)) == [30, -30]


def test_what_verdicts_do_not_know_needs_as_long_a_step_as_the_clash(
    db: Db, quiet: SmallTown
) -> None:
    lesson = lone(db, quiet, AT + 60)
    for kind, minutes, expected in (
        (Kind.PARTICIPANT, 60, [60, -60]),
        (Kind.TRAVEL, 61, [90, -90]),
        (Kind.ROOM, 61, [30, -30]),
    ):
        assert around(db, lesson, kind, minutes) == expected


@pytest.mark.parametrize(
    ("minute", "expected"),
    [
        (480, [30]),
        (510, [30, -30]),
        (1110, [-30]),
        (1080, [30, -30]),
        (1200, [-30]),
        (450, [30]),
        (505, [5, -25]),
    ],
)
def test_people_are_asked_to_come_in_the_towns_hours_or_the_lessons_own(
    db: Db, quiet: SmallTown, minute: int, expected: list[int]
) -> None:
    assert around(db, lone(db, quiet, minute_of(TUESDAY, minute))) == expected


def other_days(db: Db, lesson: int, **values: int) -> list[tuple[int, int]]:
    starts = by_id(db, Lesson, lesson).starts
    known = conflict(Kind.COURSE, ("lesson", lesson), span=(starts, starts + 1))
    found = moves(other_times(Situation(db, known, **values)))
    return [(by, rank) for kind, by, rank in found if kind == "other_day"]


def test_other_days_are_the_nearest_three_of_a_day_before_and_a_week_after(
    db: Db, quiet: SmallTown
) -> None:
    lesson = lone(db, quiet, AT + DAY)
    assert other_days(db, lesson) == [(-DAY, 65), (DAY, 65), (2 * DAY, 70)]
    closed_day(db, 2, 6)
    assert other_days(db, lesson) == [(-DAY, 65), (6 * DAY, 90), (7 * DAY, 95)]
    closed_day(db, 0, 0)
    assert other_days(db, lesson) == [(6 * DAY, 90), (7 * DAY, 95)]
    closed_day(db, 7, 7)
    assert other_days(db, lesson) == [(7 * DAY, 95)]


def test_yesterday_is_no_other_day(db: Db, quiet: SmallTown) -> None:
    lesson = lone(db, quiet, AT + DAY)
    assert other_days(db, lesson, now=AT + DAY - 1)[0] == (DAY, 65)


def test_another_day_keeps_the_hour_where_it_can_and_else_goes_to_the_nearest(
    db: Db, quiet: SmallTown
) -> None:
    lesson = lone(db, quiet, AT + DAY)
    by_id(db, Lesson, lesson).room_id = quiet.rooms["tiny"]
    closed_day(db, 3, 9)
    for day, ends in ((0, 60), (2, 120)):
        starts = AT + day * DAY
        span = {"starts": starts, "ends": starts + ends}
        db.add(Closure(resource_id=quiet.rooms["tiny"], reason="repair", **span))
    db.flush()
    assert other_days(db, lesson) == [(-DAY + 60, 67), (DAY + 120, 69)]


def test_weekends_are_taken_only_by_lessons_of_the_weekend(db: Db, quiet: SmallTown) -> None:
    friday = lone(db, quiet, AT + 3 * DAY)
    assert [by for by, _ in other_days(db, friday)] == [-DAY, 3 * DAY, 4 * DAY]
    saturday = lone(db, quiet, AT + 4 * DAY)
    assert [by for by, _ in other_days(db, saturday)] == [-DAY, 2 * DAY, 3 * DAY]
    assert around(db, saturday) == [30, -30]


def test_where_nothing_is_quite_free_a_soft_hint_is_taken_on(db: Db, quiet: SmallTown) -> None:
    """Only these hours suit the room; a place outside is proposed where none is inside."""
    lesson, tiny = lone(db, quiet, AT), quiet.rooms["tiny"]
    by_id(db, Lesson, lesson).room_id = tiny
    for weekday in range(7):
        hours = {"starts": 600, "ends": 780} if weekday == 1 else {"starts": 0, "ends": 1}
        db.add(Availability(resource_id=tiny, kind="available", weekday=weekday, **hours))
    db.flush()
    assert around(db, lesson) == [60]
    assert other_days(db, lesson) == [(7 * DAY + 60, 97)]
    span = {"starts": AT + 60, "ends": AT + 61}
    db.add(Closure(resource_id=tiny, reason="repair", **span))
    db.flush()
    assert around(db, lesson) == [90]


def test_two_lessons_at_most_are_moved(db: Db, quiet: SmallTown) -> None:
    lessons = [lone(db, quiet, AT + by) for by in (0, 1, 2)]
    about = [("lesson", key) for key in lessons]
    for maker in (other_times, cancelled):
        found = maker(situation(db, Kind.COURSE, *about))
        assert {idea.facts["lesson"] for idea in found} == set(lessons[:2])


@pytest.mark.parametrize(
    ("span", "starts", "ends", "minutes"),
    [
        ((ENDS - 1, ENDS + 60), AT, ENDS - 45, 45),
        ((ENDS - 45, ENDS), AT, ENDS - 45, 45),
        ((ENDS - 46, ENDS), AT, ENDS - 90, 90),
        ((ENDS - 90, ENDS), AT, ENDS - 90, 90),
        ((AT - 60, AT + 1), AT + 45, ENDS, 45),
        ((AT, AT + 45), AT + 45, ENDS, 45),
        ((AT, AT + 46), AT + 90, ENDS, 90),
        ((AT + 10, AT + 40), AT + 45, ENDS, 45),
        ((AT + 71, AT + 80), AT, ENDS - 90, 90),
        ((AT + 70, AT + 80), AT + 90, ENDS, 90),
        ((AT + 60, AT + 90), AT + 90, ENDS, 90),
    ],
)
def test_a_lesson_ends_earlier_or_begins_later_whichever_costs_less(
    db: Db, quiet: SmallTown, span: tuple[int, int], starts: int, ends: int, minutes: int
) -> None:
    lesson = quiet.lessons[0]
    facts: Any = {**told(quiet, lesson), "minutes": minutes, "at_end": starts == AT}
    facts |= {"from": starts, "ends": ends}
    move = LessonMove(lesson, starts, ends, quiet.rooms["A"])
    found = list(shortened(situation(db, Kind.ROOM, ("lesson", lesson), span=span)))
    assert found == [Idea(FixKind.SHORTEN, (Rearrange((move,)),), facts, 70 + minutes)]


def test_no_lesson_is_cut_by_more_than_two_units_or_down_to_less_than_one(
    db: Db, quiet: SmallTown
) -> None:
    lesson = quiet.lessons[0]

    def cuts(*span: int) -> list[object]:
        known = situation(db, Kind.ROOM, ("lesson", lesson), span=(span[0], span[1]))
        return [idea.facts["minutes"] for idea in shortened(known)]

    assert cuts(ENDS - 91, ENDS) == cuts(AT, AT + 91) == cuts(AT, ENDS) == []
    assert cuts(ENDS, ENDS + 60) == cuts(AT - 60, AT) == []
    for taught, expected in ((90, [45]), (89, [])):
        by_id(db, Lesson, lesson).teaching_minutes = taught
        db.flush()
        assert cuts(ENDS - 1, ENDS) == expected
    by_id(db, Lesson, lesson).teaching_minutes = 135
    by_id(db, Course, quiet.course).unit_minutes = 60
    db.flush()
    assert cuts(ENDS - 16, ENDS) == [30]


def test_a_lesson_is_cut_by_what_its_childcare_or_ride_must_leave(db: Db, quiet: SmallTown) -> None:
    about = ("childcare", quiet.slots[0])
    found = list(shortened(situation(db, Kind.CARER, about, span=(ENDS + 5, ENDS + 60))))
    assert [(idea.facts["minutes"], idea.facts["at_end"]) for idea in found] == [(45, True)]
    ride = ("ride", quiet.rides[0])
    found = list(shortened(situation(db, Kind.DRIVER, ride, span=(AT - 60, AT - 40))))
    assert [(idea.facts["minutes"], idea.facts["at_end"]) for idea in found] == [(45, False)]


def test_a_lesson_changes_places_with_the_nearest_of_its_length(db: Db, quiet: SmallTown) -> None:
    mine = lone(db, quiet, AT + 5 * DAY)
    lone(db, quiet, AT + 5 * DAY + 149)
    after = lone(db, quiet, AT + 5 * DAY + 150)
    lone(db, quiet, AT + 5 * DAY + 300, minutes=151)
    lone(db, quiet, AT + 5 * DAY + 300, minutes=149)
    before = lone(db, quiet, AT + 5 * DAY - 180)
    lone(db, quiet, AT + 5 * DAY + 400)
    own = by_id(db, Lesson, mine).course_id
    add_lesson(db, own, AT + 5 * DAY + 200)
    found = list(swapped_lessons(situation(db, Kind.COURSE, ("lesson", mine))))
    known: Any = {"lesson": mine, "course": own, "title": f"Kurs K{AT + 5 * DAY}-150"}
    starts = AT + 5 * DAY
    assert found == [
        Idea(
            FixKind.SWAP_LESSONS,
            (
                Rearrange(
                    (
                        LessonMove(mine, to, to + 150, None),
                        LessonMove(other, starts, starts + 150, None),
                    )
                ),
            ),
            known | {"other": other, "other_title": f"Kurs K{to}-150", "to": to, "ends": to + 150},
            90,
        )
        for other, to in ((after, starts + 150), (before, starts - 180))
    ]


def test_places_are_changed_within_a_day_before_and_the_day_after(db: Db, quiet: SmallTown) -> None:
    midnight = minute_of(TUESDAY + timedelta(days=14))
    mine = lone(db, quiet, midnight + 540)
    known = conflict(Kind.COURSE, ("lesson", mine))
    for starts, changes, now in (
        (midnight - DAY, True, 0),
        (midnight - DAY - 1, False, 0),
        (midnight + 2 * DAY - 1, True, 0),
        (midnight + 2 * DAY, False, 0),
        (midnight - 200, True, midnight - 200),
        (midnight - 199, False, midnight - 198),
    ):
        other = lone(db, quiet, starts)
        found = list(swapped_lessons(Situation(db, known, now=now)))
        assert bool(found) is changes, starts
        by_id(db, Lesson, other).status = "cancelled"
        db.flush()


@pytest.mark.parametrize(
    ("kind", "about", "because", "reason"),
    [
        (Kind.HOLIDAY, "lesson", "", CancelReason.HOLIDAY),
        (Kind.CLOSING_DAY, "lesson", "", CancelReason.HOLIDAY),
        (Kind.ROOM, "lesson", "ill", CancelReason.OTHER),
        (Kind.CLOSURE, "room", "repair", CancelReason.ROOM_CLOSED),
        (Kind.CLOSURE, "room", "strike", CancelReason.ROOM_CLOSED),
        (Kind.CLOSURE, "vehicle", ClosureReason.STRIKE.value, CancelReason.STRIKE),
        (Kind.CLOSURE, "vehicle", ClosureReason.WEATHER.value, CancelReason.SNOW),
        (Kind.CLOSURE, "person", ClosureReason.HOLIDAY.value, CancelReason.HOLIDAY),
        (Kind.CLOSURE, "vehicle", "repair", CancelReason.OTHER),
        (Kind.CLOSURE, "person", ClosureReason.ILL.value, CancelReason.TEACHER_ILL),
    ],
)
def test_a_lesson_is_cancelled_for_what_stands_against_it(
    db: Db, quiet: SmallTown, kind: Kind, about: str, because: str, reason: CancelReason
) -> None:
    lesson = quiet.lessons[0]
    subjects = ((about, lesson if about == "lesson" else 999), ("lesson", lesson))
    found = list(cancelled(situation(db, kind, *subjects, reason=because)))
    facts: Any = {**told(quiet, lesson), "from": FIRST_LESSON[0], "ends": FIRST_LESSON[1]}
    made_up = CancelLessons((lesson,), reason.value, make_up=True)
    for_good = CancelLessons((lesson,), reason.value)
    assert found == [
        Idea(FixKind.CANCEL_MADE_UP, (made_up,), facts, 200),
        Idea(FixKind.CANCEL, (for_good,), facts, 300),
    ]


def test_who_is_ill_is_told_by_where_she_is_missing(db: Db, quiet: SmallTown) -> None:
    slot, ride = ("childcare", quiet.slots[0]), ("ride", quiet.rides[0])
    for records, reason in (
        ((slot,), CancelReason.CARER_ILL),
        ((ride,), CancelReason.DRIVER_ILL),
        ((slot, ride), CancelReason.DRIVER_ILL),
    ):
        known = situation(db, Kind.CLOSURE, ("person", 999), *records, reason="ill")
        changes = {change for idea in cancelled(known) for change in idea.changes}
        assert {c.reason for c in changes if isinstance(c, CancelLessons)} == {reason.value}
