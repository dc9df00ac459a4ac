"""A change of the plan in which somebody is known by another number."""

import pytest

from kursplaner.planning.drafts.draft_changes import (
    CancelLessons,
    ChangeCarer,
    ChangeRide,
    ChangeSlotRoom,
    ChangeSlotTimes,
    DraftChange,
    Rearrange,
    SplitSlot,
    Substitute,
    renamed,
)
from kursplaner.planning.lessons.moving_together import LessonMove

GONE, KEPT = 5, 6


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ChangeCarer(5, 5, 7), ChangeCarer(5, 6, 7)),
        (ChangeCarer(5, 7, 5), ChangeCarer(5, 7, 6)),
        (ChangeCarer(5, None, None), ChangeCarer(5, None, None)),
        (ChangeRide(5, 7, 5), ChangeRide(5, 7, 6)),
        (ChangeRide(5, 7, 8), ChangeRide(5, 7, 8)),
        (SplitSlot(5, 7, 5, (4, 5)), SplitSlot(5, 7, 6, (4, 6))),
        (SplitSlot(5, 7, 8, (5, 6, 4)), SplitSlot(5, 7, 8, (6, 4))),
        (SplitSlot(5, 7, 8, (4, 7)), SplitSlot(5, 7, 8, (4, 7))),
        (Substitute("lesson", (5, 7), 5, 7), Substitute("lesson", (5, 7), 6, 7)),
        (Substitute("lesson", (5,), 7, 5), Substitute("lesson", (5,), 7, 6)),
        (Substitute("ride", (5,), 7, None), Substitute("ride", (5,), 7, None)),
        (ChangeSlotRoom(5, 7), ChangeSlotRoom(5, 7)),
        (ChangeSlotTimes(5, 5, 9), ChangeSlotTimes(5, 5, 9)),
        (CancelLessons((5, 4), "ill", make_up=True), CancelLessons((5, 4), "ill", make_up=True)),
        (
            Rearrange((LessonMove(5, 5, 9, 7, 5, 8), LessonMove(4, 1, 5, 7, 8, 5))),
            Rearrange((LessonMove(5, 5, 9, 7, 6, 8), LessonMove(4, 1, 5, 7, 8, 6))),
        ),
        (Rearrange(()), Rearrange(())),
    ],
)
def test_people_are_renamed_once_and_records_keep_their_numbers(
    before: DraftChange, after: DraftChange
) -> None:
    assert renamed(before, GONE, KEPT) == after
