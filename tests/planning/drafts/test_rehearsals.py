from datetime import date

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.basics.summer_time import exists
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.conflicts.finding import find
from kursplaner.planning.drafts import draft_changes, rehearsals
from kursplaner.planning.lessons import swapping
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.journal.rehearsal import changed_rows, tried
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, SmallTown, add_course, add_lesson

WEDNESDAY = date(2027, 3, 3)
TO = minute_of(WEDNESDAY, NINE)
Place = tuple[int, int, int | None]


def place(db: Db, lesson_id: int) -> Place:
    lesson = by_id(db, Lesson, lesson_id)
    return lesson.starts, lesson.ends, lesson.room_id


def other_lesson(town: SmallTown, at: int = TO, room: str = "A") -> int:
    with town.workspace.fill() as db:
        return add_lesson(db, add_course(db, town, "K2"), at, room=town.rooms[room])


def moved(town: SmallTown, to: int = TO) -> draft_changes.Rearrange:
    with town.workspace.read() as db:
        starts, ends, room = place(db, town.lessons[0])
    return draft_changes.Rearrange((LessonMove(town.lessons[0], to, to + ends - starts, room),))


def test_a_rehearsal_tells_what_changes_and_keeps_nothing(town: SmallTown) -> None:
    with town.workspace.read() as db:
        before = place(db, town.lessons[0])
    with town.workspace.rehearse() as db:
        seen = rehearsals.rehearse(db, [moved(town)])
        assert place(db, town.lessons[0]) == before
        assert changed_rows(db) == []
    with town.workspace.read() as db:
        assert place(db, town.lessons[0]) == before
    tables = {change.table for change in seen.rows}
    assert {"lesson", "childcare_slot", "ride", "ride_stop", "occupation"} <= tables
    assert town.lessons[0] in seen.lesson_ids
    assert seen.come == ()
    assert seen.people.everybody
    assert town.workspace.undo_summary is None


def test_applied_steps_are_one_act_and_one_undo(town: SmallTown) -> None:
    other = other_lesson(town)
    with town.workspace.rehearse() as db:
        swap = draft_changes.Rearrange(swapping.swapped(db, town.lessons[0], other))
        seen = rehearsals.rehearse(db, [swap])
    with town.workspace.read() as db:
        before = [place(db, key) for key in (town.lessons[0], other)]
    with town.workspace.change(ActKind.LESSONS_SWAPPED) as db:
        rehearsals.apply(db, [swap], seen.state)
    with town.workspace.read() as db:
        after = [place(db, key) for key in (town.lessons[0], other)]
        assert [lesson[0] for lesson in after] == [before[1][0], before[0][0]]
        assert [lesson[2] for lesson in after] == [before[1][2], before[0][2]]
        assert [end - start for start, end, _ in after] == [b - a for a, b, _ in before]
        assert [c for c in find(db) if c.hard] == []
    town.workspace.undo()
    with town.workspace.read() as db:
        assert [place(db, key) for key in (town.lessons[0], other)] == before


def test_two_rooms_change_places_at_the_same_time(town: SmallTown) -> None:
    with town.workspace.read() as db:
        starts, _, room = place(db, town.lessons[0])
    free = next(name for name, key in town.rooms.items() if key != room)
    other = other_lesson(town, starts, free)
    with town.workspace.change(ActKind.ROOMS_SWAPPED) as db:
        moves = swapping.rooms_swapped(db, town.lessons[0], other)
        rehearsals.apply(db, [draft_changes.Rearrange(moves)])
    with town.workspace.read() as db:
        assert place(db, town.lessons[0])[2] == town.rooms[free]
        assert place(db, other)[2] == room


def test_a_step_against_something_hard_is_refused_and_names_it(town: SmallTown) -> None:
    other_lesson(town)
    with town.workspace.rehearse() as db, pytest.raises(HardConflict) as refused:
        rehearsals.rehearse(db, [moved(town)])
    assert {c.kind for c in refused.value.conflicts} == {ConflictKind.ROOM}  # type: ignore[attr-defined]


def test_steps_build_on_each_other(town: SmallTown) -> None:
    other = other_lesson(town)
    with town.workspace.rehearse() as db:
        starts, ends, room = place(db, other)
        away = draft_changes.Rearrange((LessonMove(other, starts + 300, ends + 300, room),))
        assert rehearsals.rehearse(db, [away, moved(town)]).come == ()


def test_facts_that_changed_since_are_noticed(town: SmallTown) -> None:
    change = moved(town)
    with town.workspace.rehearse() as db:
        seen = rehearsals.rehearse(db, [change])
    with town.workspace.change(ActKind.RIDE_CHANGED) as db:
        by_id(db, Ride, town.rides[0]).remark = "Umweg"
    with (
        pytest.raises(Refused, match="overtaken_plan"),
        town.workspace.change(ActKind.FIX_APPLIED) as db,
    ):
        rehearsals.apply(db, [change], seen.state)


def test_tried_takes_back_only_what_was_tried(town: SmallTown) -> None:
    with town.workspace.change(ActKind.LESSON_CHANGED) as db:
        by_id(db, Lesson, town.lessons[0]).topic = "Wetter"
        with tried(db):
            by_id(db, Lesson, town.lessons[1]).topic = "Sport"
            assert len(changed_rows(db)) == 2
        assert len(changed_rows(db)) == 1
    with town.workspace.read() as db:
        topics = {row.topic for row in records(db, Lesson, id=town.lessons[:2])}
    assert topics == {"Wetter", ""}


@pytest.mark.parametrize(
    "change",
    [
        draft_changes.Rearrange((LessonMove(1, 2, 3, None, 4, 5), LessonMove(6, 7, 8, 9))),
        draft_changes.CancelLessons((1, 2), "snow", make_up=True),
        draft_changes.ChangeCarer(1, 2, 3),
        draft_changes.ChangeSlotRoom(1, None),
        draft_changes.SplitSlot(1, 2, 3, (4, 5)),
        draft_changes.ChangeRide(1, None, 2),
        draft_changes.ChangeSlotTimes(1, 2, 3),
        draft_changes.Substitute("lesson", (1, 2), 3, 4),
    ],
)
def test_a_change_is_read_as_it_was_written(change: draft_changes.DraftChange) -> None:
    assert draft_changes.read(*draft_changes.written(change)) == change


@pytest.mark.parametrize("content", ["", "{}", '{"moves": 3}', '{"other": 1}', "[1]"])
def test_an_unreadable_step_is_refused(content: str) -> None:
    with pytest.raises(Refused, match="step_unreadable"):
        draft_changes.read("rearrange", content)


def test_the_hour_that_spring_lacks_is_refused(town: SmallTown) -> None:
    night = minute_of(date(2027, 3, 28), 150)
    assert not exists(night)
    assert exists(night + 30)
    assert exists(night - 31)
    assert exists(minute_of(date(2027, 3, 21), 150))
    with town.workspace.rehearse() as db, pytest.raises(Refused, match="hour_missing"):
        rehearsals.rehearse(db, [moved(town, night)])


@pytest.mark.parametrize(
    ("move", "kind"),
    [
        (LessonMove(99_999, TO, TO + 90, None), "not_found"),
        (LessonMove(1, TO, TO, None), "end_before_start"),
        (LessonMove(1, TO, TO + 5, None), "lesson_too_short"),
        (LessonMove(1, TO, TO + 200, -3), "not_found"),
        (LessonMove(1, 100, 300, None), "into_past"),
    ],
)
def test_impossible_moves_are_refused(town: SmallTown, move: LessonMove, kind: str) -> None:
    from dataclasses import replace

    wanted = replace(move, lesson_id=town.lessons[0]) if move.lesson_id == 1 else move
    with town.workspace.rehearse() as db, pytest.raises(Refused, match=kind):
        rehearsals.rehearse(db, [draft_changes.Rearrange((wanted,))])
