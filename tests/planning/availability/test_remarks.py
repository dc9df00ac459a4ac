"""Remarks on a week hold from a day on, and end with the next."""

from datetime import timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import WeekNote
from kursplaner.planning.availability import changing
from kursplaner.planning.availability.changing import AvailabilityWish
from kursplaner.planning.availability.remarks import Remark, remark_on, remarks_of, store
from kursplaner.store.records import find
from tests.planning.small_town import TUESDAY, SmallTown

LATER, DAY = TUESDAY + timedelta(days=7), timedelta(days=1)


def test_a_remark_holds_until_the_next_begins(town: SmallTown) -> None:
    key = town.people["Seidel"]
    with town.workspace.fill() as db:
        for first, text in ((LATER, ""), (TUESDAY, " nur  vormittags ")):
            store(db, key, Remark(first, text))
            db.flush()
        assert find(db, WeekNote)[0].note == "nur vormittags"
        store(db, key, Remark(LATER, "wieder ganz"))
        db.flush()
        known = remarks_of(db, key)
        days = (TUESDAY - DAY, TUESDAY, LATER - DAY, LATER)
        said = ["", "nur vormittags", "nur vormittags", "wieder ganz"]
        assert [remark_on(known, day) for day in days] == said
        store(db, key, Remark(LATER, "nur vormittags"))
        db.flush()
        assert remarks_of(db, key) == (Remark(TUESDAY, "nur vormittags"),)
        store(db, key, Remark(TUESDAY, "anders"))
        store(db, key, Remark(LATER, ""))
        db.flush()
        assert [remark.text for remark in remarks_of(db, key)] == ["anders", ""]
        with pytest.raises(Refused, match="text_too_long"):
            store(db, key, Remark(LATER, "x" * 201))
        store(db, key, Remark(LATER, "x" * 200))


def test_it_is_one_act_with_the_week(town: SmallTown) -> None:
    key = town.people["Seidel"]
    wish = AvailabilityWish(key, remark=Remark(TUESDAY, "ruft zurück"))
    with town.workspace.rehearse() as db:
        plan = changing.propose(db, wish)
        assert remarks_of(db, key) == ()
    with town.workspace.change(ActKind.AVAILABILITY_CHANGED) as db:
        changing.apply(db, plan, {})
    with town.workspace.read() as db:
        assert remarks_of(db, key) == (wish.remark,)
    town.workspace.undo()
    with town.workspace.read() as db:
        assert remarks_of(db, key) == ()
