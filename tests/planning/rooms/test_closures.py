from datetime import date

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.kinds import ActKind, ClosureReason, ConflictKind
from kursplaner.planning.conflicts import finding
from kursplaner.planning.rooms import closures
from tests.planning.small_town import TUESDAY, SmallTown


def test_an_absence_names_what_it_touches_and_shows_as_conflict(town: SmallTown) -> None:
    teacher = town.people["Seidel"]
    span = (minute_of(TUESDAY), minute_of(TUESDAY, 1440))
    with town.workspace.read() as db:
        plan = closures.propose(db, teacher, *span, ClosureReason.ILL)
    assert [(touched.source, touched.id) for touched in plan.touched] == [
        ("lesson", town.lessons[0])
    ]
    assert plan.touched[0].title == "Kurs K1"
    with town.workspace.change(ActKind.CLOSURE_ADDED) as db:
        key = closures.apply(db, plan)
    with town.workspace.read() as db:
        found = finding.find(db, TUESDAY, TUESDAY, {ConflictKind.CLOSURE})
    assert len(found) == 1
    with town.workspace.change(ActKind.CLOSURE_REMOVED) as db:
        closures.remove(db, key)
    with town.workspace.read() as db:
        assert not finding.find(db, TUESDAY, TUESDAY, {ConflictKind.CLOSURE})


def test_an_end_before_the_start_is_refused(town: SmallTown) -> None:
    with town.workspace.read() as db, pytest.raises(Refused) as refused:
        closures.propose(db, town.rooms["A"], 10, 10, ClosureReason.REPAIR)
    assert refused.value.kind == "end_before_start"


def test_a_closure_touches_what_lies_in_its_minutes_and_lasts_ten_years_at_most(
    town: SmallTown,
) -> None:
    room, starts = town.rooms["A"], minute_of(TUESDAY, 540)
    longest = minute_of(date(2037, 3, 9))
    with town.workspace.read() as db:
        for span, lessons in (
            ((starts - 60, starts), []),
            ((starts - 60, starts + 1), town.lessons[:1]),
            ((starts + 149, longest + 1439), town.lessons),
        ):
            plan = closures.propose(db, room, *span, ClosureReason.REPAIR, " Dach ")
            assert [touched.id for touched in plan.touched] == lessons
            assert (plan.resource_id, plan.starts, plan.ends) == (room, *span)
            assert (plan.reason, plan.note) == (ClosureReason.REPAIR, "Dach")
        with pytest.raises(Refused) as refused:
            closures.propose(db, room, starts, longest + 1440, ClosureReason.REPAIR)
    assert refused.value.kind == "day_out_of_range"
    assert refused.value.facts == {"day": date(2037, 3, 10)}
