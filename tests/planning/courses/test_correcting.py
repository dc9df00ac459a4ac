"""A course is corrected: K1 of the small town, twelve places, Tuesdays and Thursdays."""

from datetime import date
from typing import Any

import pytest

from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.domain.courses import Course, Enrolment
from kursplaner.domain.kinds import ActKind, ConflictKind, LeaveReason
from kursplaner.domain.town import AcceptedConflict
from kursplaner.planning.courses import correcting
from kursplaner.planning.enrolments import enrolling
from kursplaner.store.records import by_id, find
from tests.planning.corrections import corrected, filled, proposed, statuses, wish
from tests.planning.small_town import SmallTown
from tests.planning.two_courses import state


def test_each_field_is_corrected_and_taken_back_by_one_undo(town: SmallTown) -> None:
    wanted = wish(
        town,
        number=" K7\n",
        title="Neuer Titel",
        course_type="literacy",
        level="A2",
        colour=3,
        women_only=True,
        walk_in=True,
        required_units=80,
        unit_minutes=60,
        needs_accessible=True,
        needs_equipment="beamer  tafel",
        note="Notiz",
    )
    with town.workspace.read() as db:
        before = state(db)
    plan = corrected(town, wanted)
    names = [field.name for field in plan.fields]
    assert names == [
        *("number", "title", "course_type", "level", "colour", "women_only", "walk_in"),
        *("required_units", "unit_minutes", "needs_accessible", "needs_equipment", "note"),
    ]
    assert plan.minutes == (0, 6 * 135)
    with town.workspace.read() as db:
        course = by_id(db, Course, town.course)
        assert (course.number, course.title, course.needs_equipment) == (
            "K7",
            "Neuer Titel",
            "beamer tafel",
        )
        assert "k7" in course.search_text
    town.workspace.undo()
    with town.workspace.read() as db:
        assert state(db) == before


def test_what_changes_nothing_is_told_so(town: SmallTown) -> None:
    assert proposed(town, wish(town)).empty
    assert not proposed(town, wish(town, title="Anders")).empty


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"number": "  "}, "number_missing"),
        ({"number": "K" * 41}, "number_too_long"),
        ({"title": ""}, "title_missing"),
        ({"capacity": 0}, "capacity_out_of_range"),
        ({"required_units": 0}, "units_out_of_range"),
        ({"unit_minutes": 241}, "unit_minutes_out_of_range"),
        ({"site_id": 99999}, "not_found"),
        ({"grant_id": 99999}, "not_found"),
        ({"version": 99}, "overtaken"),
        ({"day": date(2027, 2, 28)}, "day_past"),
        ({"passed_over": frozenset((1,)), "why_passed_over": " "}, "reason_missing"),
    ],
)
def test_what_cannot_be_is_refused(town: SmallTown, values: dict[str, Any], kind: str) -> None:
    with pytest.raises(Refused) as refused:
        proposed(town, wish(town, **values))
    assert refused.value.kind == kind


def test_two_more_places_are_filled_from_the_waiting_list_in_its_order(town: SmallTown) -> None:
    people = filled(town, 2, waiting=3)
    with town.workspace.read() as db:
        before = state(db)
    plan = corrected(town, wish(town, capacity=4))
    assert [entry.person_id for entry in plan.moving_up] == [people["Wartet0"], people["Wartet1"]]
    assert [entry.person_id for entry in plan.staying] == [people["Wartet2"]]
    assert statuses(town, people) == "eeeew"
    assert town.workspace.history(1)[0].kind == ActKind.COURSE_CHANGED
    town.workspace.undo()
    with town.workspace.read() as db:
        assert state(db) == before


def test_who_is_passed_over_keeps_the_reason_and_leaves_the_place_to_the_next(
    town: SmallTown,
) -> None:
    people = filled(town, 2, waiting=2)
    skipped = frozenset((people["Wartet0*"],))
    wanted = wish(town, capacity=3, passed_over=skipped, why_passed_over="kommt erst im Mai")
    plan = corrected(town, wanted)
    assert [entry.person_id for entry in plan.passed_over] == [people["Wartet0"]]
    assert statuses(town, people) == "eewe"
    with town.workspace.read() as db:
        assert by_id(db, Enrolment, people["Wartet0*"]).reason_note == "kommt erst im Mai"
    corrected(town, wish(town, capacity=4))
    assert statuses(town, people) == "eeee"
    with town.workspace.read() as db:
        assert by_id(db, Enrolment, people["Wartet0*"]).reason_note == ""


def test_fewer_places_than_people_need_a_reason_and_name_who_came_last(town: SmallTown) -> None:
    people = filled(town, 3)
    plan = proposed(town, wish(town, capacity=2))
    assert plan.over == (people["Da2"],)
    assert [c.kind for c in plan.hard] == [ConflictKind.COURSE_CAPACITY]
    with (
        pytest.raises(HardConflict),
        town.workspace.change(ActKind.COURSE_CHANGED) as db,
    ):
        correcting.apply(db, plan)
    with town.workspace.read() as db:
        assert by_id(db, Course, town.course).capacity == 3
    corrected(town, wish(town, capacity=2, accept="Raum wird kleiner"))
    with town.workspace.read() as db:
        assert by_id(db, Course, town.course).capacity == 2
        assert [row.reason for row in find(db, AcceptedConflict)] == ["Raum wird kleiner"]
    assert proposed(town, wish(town, capacity=3)).conflicts == ()


def test_fewer_places_that_are_enough_need_no_reason(town: SmallTown) -> None:
    filled(town, 3)
    corrected(town, wish(town, capacity=9))
    plan = proposed(town, wish(town, capacity=3))
    assert (plan.over, plan.conflicts) == ((), ())


def test_what_another_desk_changed_in_between_is_not_overwritten(town: SmallTown) -> None:
    people = filled(town, 2, waiting=1)
    wanted = wish(town, capacity=3)
    plan = proposed(town, wanted)
    with town.workspace.change(ActKind.ENROLMENT_REFUSED) as db:
        enrolling.refuse(db, town.course, people["Wartet0"], LeaveReason.FULL)
    with (
        pytest.raises(Refused) as refused,
        town.workspace.change(ActKind.COURSE_CHANGED) as db,
    ):
        correcting.apply(db, plan)
    assert refused.value.kind == "overtaken"
    corrected(town, wish(town, title="Anders"))
    with pytest.raises(Refused) as refused:
        proposed(town, wanted)
    assert refused.value.kind == "overtaken"
