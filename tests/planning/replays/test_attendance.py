"""Undo and redo of marks in what is closed by now say why, and the reason is kept."""

from datetime import date

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.attendance.marks import AttendanceMark, ClosedMonth
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.town import AcceptedConflict, PrintedSheet
from kursplaner.planning.attendance.closed_months import Closed, closed_by, kept_reason
from kursplaner.planning.replays import playing
from kursplaner.planning.replays.attendance import lessons_marked_by
from kursplaner.store.records import find
from tests.planning.attendance.test_closing import MARCH, close, mark, stay
from tests.planning.small_town import SmallTown

__all__ = ["stay"]


def test_undo_and_redo_of_marks_closed_since_say_why_and_name_the_list(
    town: SmallTown, stay: int
) -> None:
    mark(town, stay, "X")
    with town.workspace.fill() as db:
        db.add(ClosedMonth(course_id=town.course, month=MARCH, closed_at=0))
        facts = {"kind": "attendance", "layout": "result", "code": "A 1", "fingerprint": ""}
        days = {"first_day": MARCH, "last_day": date(2027, 3, 31), "printed_at": 0}
        db.add(PrintedSheet(course_id=town.course, **facts, **days))
    for play, there, why in ((playing.undo, [], "irrtümlich"), (playing.redo, ["X"], "doch da")):
        before = [] if there else ["X"]
        with pytest.raises(Refused, match="attendance_closed") as refused:
            play(town.workspace, "  ")
        closed = refused.value.facts["closed"]
        assert isinstance(closed, Closed)
        assert len(closed.sheets) == 1
        assert signs(town) == before
        assert play(town.workspace, why) is not None
        with town.workspace.read() as db:
            assert kept_reason(db, town.lessons[0]) == why
        assert signs(town) == there
    assert playing.undo(town.workspace, "noch einmal") is not None
    with town.workspace.read() as db:
        assert len(find(db, AcceptedConflict)) == 1


def test_what_was_corrected_with_a_reason_is_taken_back_with_one(
    town: SmallTown, stay: int
) -> None:
    close(town, stay)
    mark(town, stay, "U", 0, "Zeile verrutscht")
    with pytest.raises(Refused, match="attendance_closed"):
        playing.undo(town.workspace)
    playing.undo(town.workspace, "war richtig")
    with town.workspace.read() as db:
        assert kept_reason(db, town.lessons[0]) == "war richtig"
        assert closed_by(db, town.lessons[0]) is not None
    playing.redo(town.workspace, "doch nicht")
    assert signs(town)[0] == "U"


def test_other_acts_and_open_months_are_played_without_a_word(town: SmallTown, stay: int) -> None:
    mark(town, stay, "X")
    playing.undo(town.workspace)
    playing.redo(town.workspace)
    with town.workspace.fill() as db:
        db.add(ClosedMonth(course_id=town.course, month=MARCH, closed_at=0, reopened_at=1))
    assert playing.undo(town.workspace) is not None


def signs(town: SmallTown) -> list[str]:
    with town.workspace.read() as db:
        return [row.mark for row in find(db, AttendanceMark)]


def test_an_act_names_the_lessons_in_which_it_marks(town: SmallTown, stay: int) -> None:
    mark(town, stay, "X", 2)
    with town.workspace.change(ActKind.ATTENDANCE_MARKED) as db:
        (row,) = find(db, AttendanceMark)
        row.note = "ohne Bedeutung"
    acts = town.workspace.history(2)
    with town.workspace.read() as db:
        found = [lessons_marked_by(db, act.id) for act in acts]
    assert found == [[], [town.lessons[2]]]
