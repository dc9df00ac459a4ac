"""What a waiting family wants as it was kept, its place in line, and when it moves up."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import Direction, Way
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.rides import RideDemand, Stop
from kursplaner.planning.enrolments import waiting_list
from kursplaner.planning.enrolments.enrolling import EnrolDraft
from kursplaner.planning.enrolments.waiting_list import EVERY_WAY
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, build
from tests.store.queries.written import written
from tests.towns import passing

DAY = timedelta(days=1)
OUT, BACK = Direction.OUT, Direction.BACK


@pytest.fixture(scope="module")
def kept() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(kept: SmallTown) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


def listed(db: Db, kept: SmallTown, name: str, position: int = 1, **values: Any) -> Enrolment:
    row = Enrolment(course_id=kept.course, person_id=add_person(db, name), status="waiting")
    row.waiting_position, row.asked_on = position, TUESDAY - 9 * DAY
    for key, value in values.items():
        setattr(row, key, value)
    written(db, row)
    return row


def test_what_a_family_wants_is_as_it_was_kept(kept: SmallTown, db: Db) -> None:
    row = listed(db, kept, "Rima", way="shuttle", note="ruft an")
    first, second = add_person(db, "Sami"), add_person(db, "Nour")
    plain = EnrolDraft(kept.course, row.person_id, (), TUESDAY, Way.SHUTTLE, note="ruft an")
    assert waiting_list.draft_of(db, row.id, TUESDAY) == plain
    written(
        db,
        EnrolmentChild(enrolment_id=row.id, child_id=first, childcare=False),
        EnrolmentChild(enrolment_id=row.id, child_id=second, rides=False),
        PlannedLesson(enrolment_id=row.id, lesson_id=kept.lessons[1]),
        RideDemand(enrolment_id=row.id, direction="out", stop_id=kept.stop, pram=True),
    )
    assert waiting_list.draft_of(db, row.id, TUESDAY) == EnrolDraft(
        kept.course,
        row.person_id,
        (ChildWish(first, childcare=False), ChildWish(second, rides=False)),
        TUESDAY,
        Way.SHUTTLE,
        kept.stop,
        pram=True,
        directions=frozenset({OUT}),
        note="ruft an",
    )
    row.only_planned_lessons = True
    written(db, RideDemand(enrolment_id=row.id, direction="back", stop_id=kept.stop))
    found = waiting_list.draft_of(db, row.id, TUESDAY)
    assert found.only_lessons == frozenset({kept.lessons[1]})
    assert found.directions == EVERY_WAY


@pytest.mark.parametrize(
    ("ended", "rides"),
    [(None, True), (TUESDAY + DAY, True), (TUESDAY, True), (TUESDAY - DAY, False)],
)
def test_a_wish_to_ride_holds_on_its_last_day(
    kept: SmallTown,
    db: Db,
    ended: date | None,
    rides: bool,  # noqa: FBT001
) -> None:
    row = listed(db, kept, "Rima", way="shuttle")
    demand = RideDemand(enrolment_id=row.id, direction="back", stop_id=kept.stop, wheelchair=True)
    demand.ended_on = ended
    written(db, demand)
    found = waiting_list.draft_of(db, row.id, TUESDAY)
    told = (found.stop_id, found.wheelchair, found.pram, found.directions)
    every = (None, False, False, EVERY_WAY)
    assert told == ((kept.stop, True, False, frozenset({BACK})) if rides else every)


@pytest.mark.parametrize(("joined", "follows"), [(None, True), (TUESDAY - 2 * DAY, False)])
def test_the_stop_follows_the_address_from_when_she_asked(
    kept: SmallTown,
    db: Db,
    joined: date | None,
    follows: bool,  # noqa: FBT001
) -> None:
    row = listed(db, kept, "Rima", way="shuttle", joined_on=joined)
    written(db, RideDemand(enrolment_id=row.id, direction="out", stop_id=kept.stop))
    (new,) = written(db, Stop(name="Neu"))
    for day, stop in ((TUESDAY - 30 * DAY, kept.stop), (TUESDAY - 5 * DAY, new)):
        written(db, PersonAddress(person_id=row.person_id, valid_from=day, stop_id=stop))
    found = waiting_list.draft_of(db, row.id, TUESDAY)
    assert found.stop_id == (new if follows else kept.stop)


def test_each_is_judged_after_those_before_who_fit(kept: SmallTown, db: Db) -> None:
    by_id(db, Course, kept.course).capacity = 1
    second, first = listed(db, kept, "Zwei", 2), listed(db, kept, "Eins", 1)
    other = listed(db, kept, "Fragt", 3)
    other.status = "asked"
    db.flush()
    found = waiting_list.entries(db, kept.course)
    assert [(e.enrolment_id, e.person_id, e.position, e.asked_on, e.plan.fits) for e in found] == [
        (first.id, first.person_id, 1, TUESDAY - 9 * DAY, True),
        (second.id, second.person_id, 2, TUESDAY - 9 * DAY, False),
    ]
    assert {e.plan.draft.from_day for e in found} == {NOW.date()}
    found = waiting_list.entries(db, kept.course, TUESDAY, {first.id})
    assert [e.plan.fits for e in found] == [True, True]
    assert {e.plan.draft.from_day for e in found} == {TUESDAY}
    found = waiting_list.entries(db, kept.course, TUESDAY, {second.id})
    assert [e.plan.fits for e in found] == [True, False]


def test_only_who_waits_moves_up_or_is_passed_over(kept: SmallTown, db: Db) -> None:
    row = listed(db, kept, "Rima")
    assert waiting_list.propose_move_up(db, row.id).draft.from_day == NOW.date()
    assert waiting_list.propose_move_up(db, row.id, TUESDAY).draft.from_day == TUESDAY
    waiting_list.pass_over(db, row.id, " wartet auf Kita ")
    assert (row.reason_note, row.waiting_position, row.status) == ("wartet auf Kita", 1, "waiting")
    with pytest.raises(Refused, match="reason_missing"):
        waiting_list.pass_over(db, row.id, " \n")
    for status in ("asked", "enrolled", "refused"):
        row.status = status
        db.flush()
        for act in (
            lambda: waiting_list.propose_move_up(db, row.id),
            lambda: waiting_list.move_up(db, row.id),
            lambda: waiting_list.pass_over(db, row.id, "x"),
        ):
            with pytest.raises(Refused, match="not_waiting") as told:
                act()
            assert told.value.facts == {"id": row.id}


def test_who_moves_up_comes_from_that_day_on(kept: SmallTown, db: Db) -> None:
    row = listed(db, kept, "Rima")
    assert waiting_list.move_up(db, row.id, TUESDAY + DAY) == row.id
    assert (row.status, row.joined_on, row.waiting_position) == ("enrolled", TUESDAY + DAY, None)


def test_a_new_order_names_exactly_those_on_the_list(kept: SmallTown, db: Db) -> None:
    rows = [listed(db, kept, name, at) for at, name in enumerate("abc", 1)]
    keys = [row.id for row in rows]
    waiting_list.reorder(db, kept.course, [keys[2], keys[0], keys[1]])
    db.flush()
    assert [row.waiting_position for row in rows] == [2, 3, 1]
    for wrong in (keys[:2], [*keys, 9999], []):
        with pytest.raises(Refused, match="overtaken"):
            waiting_list.reorder(db, kept.course, wrong)
    assert len(find(db, Enrolment, course_id=kept.course)) == 3
