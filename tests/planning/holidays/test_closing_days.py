from datetime import date

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.town import ClosingDay
from kursplaner.planning.holidays import closing_days
from kursplaner.store.records import by_id
from kursplaner.store.workspace import Workspace

DAY = date(2027, 2, 1)


def test_one_day_is_put_down_and_taken_away(workspace: Workspace) -> None:
    with workspace.change(ActKind.SETTINGS_CHANGED) as db:
        key = closing_days.add_closing_days(db, DAY, DAY, " Brückentag ")
        row = by_id(db, ClosingDay, key)
        assert (row.first_day, row.last_day, row.name) == (DAY, DAY, "Brückentag")
        closing_days.remove_closing_days(db, key)
        db.flush()
        assert db.get(ClosingDay, key) is None


def test_what_cannot_be_is_refused(workspace: Workspace) -> None:
    with workspace.read() as db:
        with pytest.raises(Refused, match="name_missing"):
            closing_days.add_closing_days(db, DAY, DAY, " ")
        with pytest.raises(Refused, match="end_before_start"):
            closing_days.add_closing_days(db, DAY, date(2027, 1, 31), "x")
        with pytest.raises(Refused, match="not_found"):
            closing_days.remove_closing_days(db, 9)
