from datetime import date, datetime

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.town import FollowUp
from kursplaner.planning.people import follow_ups
from kursplaner.store.records import by_id
from kursplaner.store.workspace import Workspace

DAY = date(2027, 2, 1)


def test_a_line_is_kept_trimmed_and_ticked_off_today(workspace: Workspace) -> None:
    with workspace.change(ActKind.FOLLOW_UP_ADDED) as db:
        key = follow_ups.add_follow_up(db, DAY, " Pass ansehen ")
        row = by_id(db, FollowUp, key)
        assert (row.day, row.line, row.done_on) == (DAY, "Pass ansehen", None)
    with clock.pinned(datetime(2027, 2, 3, 9)), workspace.change(ActKind.FOLLOW_UP_DONE) as db:
        follow_ups.finish_follow_up(db, key, by_id(db, FollowUp, key).version)
    with workspace.read() as db:
        assert by_id(db, FollowUp, key).done_on == date(2027, 2, 3)


def test_an_empty_line_is_refused(workspace: Workspace) -> None:
    with workspace.read() as db, pytest.raises(Refused, match="line_missing"):
        follow_ups.add_follow_up(db, DAY, " ")


def test_a_line_is_put_off_to_another_day_by_who_saw_it_last(workspace: Workspace) -> None:
    with workspace.change(ActKind.FOLLOW_UP_ADDED) as db:
        key = follow_ups.add_follow_up(db, DAY, "Pass ansehen")
        seen = by_id(db, FollowUp, key).version
    with workspace.rehearse() as db, pytest.raises(Refused, match="nothing_changes"):
        follow_ups.postpone_follow_up(db, key, seen, DAY)
    with workspace.change(ActKind.FOLLOW_UP_POSTPONED) as db:
        follow_ups.postpone_follow_up(db, key, seen, date(2027, 2, 8))
    with workspace.rehearse() as db, pytest.raises(Refused, match="overtaken"):
        follow_ups.postpone_follow_up(db, key, seen, date(2027, 2, 9))
    with workspace.read() as db:
        assert by_id(db, FollowUp, key).day == date(2027, 2, 8)
