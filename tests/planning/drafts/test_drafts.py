from datetime import date

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.courses import Lesson
from kursplaner.domain.drafts import DraftStep
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.drafts import drafts, rehearsals
from kursplaner.planning.drafts.draft_changes import CancelLessons, DraftChange, Rearrange
from kursplaner.planning.drafts.drafts import DraftView
from kursplaner.planning.lessons.moving_together import LessonMove
from kursplaner.store.queries.drafts import open_drafts
from kursplaner.store.records import by_id, find
from tests.planning.small_town import NINE, SmallTown, add_course, add_lesson

WEDNESDAY = date(2027, 3, 3)
TO = minute_of(WEDNESDAY, NINE)


def move(town: SmallTown, at: int = 0, to: int = TO) -> Rearrange:
    with town.workspace.read() as db:
        lesson = by_id(db, Lesson, town.lessons[at])
        length = lesson.ends - lesson.starts
        return Rearrange((LessonMove(lesson.id, to, to + length, lesson.room_id),))


def drafted(town: SmallTown, *changes: DraftChange) -> int:
    with town.workspace.change(ActKind.DRAFT_CHANGED) as db:
        return drafts.new(db, "Nach Ostern", changes)


def seen(town: SmallTown, draft: int) -> DraftView:
    with town.workspace.rehearse() as db:
        return drafts.view(db, draft)


def starts(town: SmallTown) -> list[tuple[int, str]]:
    with town.workspace.read() as db:
        return [(row.starts, row.status) for row in find(db, Lesson, course_id=town.course)]


def test_a_draft_shows_all_its_changes_and_the_plan_stays(town: SmallTown) -> None:
    before = starts(town)
    draft = drafted(town, move(town), CancelLessons((town.lessons[1],), "snow", make_up=True))
    view = seen(town, draft)
    assert view.works
    assert len(view.steps) == 2
    assert view.rehearsal is not None
    assert {town.lessons[0], town.lessons[1]} <= view.rehearsal.lesson_ids
    assert starts(town) == before
    with town.workspace.read() as db:
        assert [(summary.title, summary.steps) for summary in open_drafts(db)] == [
            ("Nach Ostern", 2)
        ]


def test_an_applied_draft_is_one_act_and_one_undo(town: SmallTown) -> None:
    before = starts(town)
    draft = drafted(town, move(town), CancelLessons((town.lessons[1],), "snow"))
    view = seen(town, draft)
    assert view.rehearsal is not None
    with town.workspace.change(ActKind.DRAFT_APPLIED) as db:
        drafts.apply(db, draft, view.rehearsal.state)
    after = starts(town)
    assert after[0][0] == TO
    assert after[1][1] == "cancelled"
    with town.workspace.read() as db:
        assert open_drafts(db) == []
    town.workspace.undo()
    assert starts(town) == before
    with town.workspace.read() as db:
        assert len(open_drafts(db)) == 1


def test_a_later_step_builds_on_an_earlier_one(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        other = add_lesson(db, add_course(db, town, "K2"), TO, room=town.rooms["A"])
    away = Rearrange((LessonMove(other, TO + 400, TO + 550, town.rooms["A"]),))
    assert seen(town, drafted(town, away, move(town))).works
    view = seen(town, drafted(town, move(town), away))
    assert not view.works
    assert isinstance(view.steps[0].error, HardConflict)
    assert view.steps[1].error is None


def test_a_step_can_be_taken_out_and_the_draft_thrown_away(town: SmallTown) -> None:
    draft = drafted(town, move(town), move(town, 1, TO + 600))
    first = seen(town, draft).steps[0]
    with town.workspace.change(ActKind.DRAFT_CHANGED) as db:
        drafts.take_out(db, first.id)
    assert len(seen(town, draft).steps) == 1
    with town.workspace.change(ActKind.DRAFT_DISCARDED) as db:
        drafts.discard(db, draft)
    with town.workspace.read() as db:
        assert open_drafts(db) == []
        assert find(db, DraftStep) == []


def test_a_draft_over_changed_facts_is_refused(town: SmallTown) -> None:
    draft = drafted(town, move(town))
    view = seen(town, draft)
    with town.workspace.change(ActKind.LESSON_MOVED) as db:
        rehearsals.apply(db, [move(town, 0, TO + 600)])
    assert view.rehearsal is not None
    with (
        pytest.raises(Refused, match="overtaken_plan"),
        town.workspace.change(ActKind.DRAFT_APPLIED) as db,
    ):
        drafts.apply(db, draft, view.rehearsal.state)
    assert seen(town, draft).works


def test_an_empty_title_and_an_unreadable_step(town: SmallTown) -> None:
    with (
        pytest.raises(Refused, match="title_missing"),
        town.workspace.change(ActKind.DRAFT_CHANGED) as db,
    ):
        drafts.new(db, "  ")
    draft = drafted(town, move(town))
    with town.workspace.change(ActKind.DRAFT_CHANGED) as db:
        find(db, DraftStep, draft_id=draft)[0].content = "Unsinn"
    view = seen(town, draft)
    assert view.rehearsal is None
    assert not view.works
    assert str(view.steps[0].error) == "step_unreadable"
