"""What a plan fills in by itself: stop, first day, place on the list; and what is stored of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.courses import Course, Enrolment, EnrolmentChild, PlannedLesson
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import ConflictKind, LeaveReason, Way
from kursplaner.domain.people import PersonAddress
from kursplaner.domain.rides.rides import RideDemand, RideSeat, Stop
from kursplaner.planning.enrolments import enrolling, waiting_list, wishes
from kursplaner.planning.enrolments.wishes import EnrolDraft, from_minute
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, build, enrol_plainly
from tests.towns import passing

TODAY = NOW.date()


@pytest.fixture(scope="module")
def shared() -> Iterator[SmallTown]:
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(shared: SmallTown) -> Iterator[Db]:
    """Return a town to write to of which nothing stays."""
    with clock.pinned(NOW), shared.workspace.rehearse() as db:
        yield db


def a_stop(db: Db, name: str) -> int:
    stop = Stop(name=name, latitude=50_410_000, longitude=12_170_000)
    db.add(stop)
    db.flush()
    return stop.id


def waiting(db: Db, course: int, name: str, position: int | None) -> int:
    values = {"status": "waiting", "waiting_position": position}
    return enrol_plainly(db, course, add_person(db, name), **values)


def test_who_rides_and_names_no_stop_boards_at_the_stop_of_her_address(
    shared: SmallTown, db: Db
) -> None:
    old, new, moves = a_stop(db, "Alt"), a_stop(db, "Neu"), TUESDAY + timedelta(days=7)
    person = add_person(db, "Novak")
    for since, stop in ((date(2026, 8, 1), old), (moves, new)):
        db.add(PersonAddress(person_id=person, valid_from=since, stop_id=stop))
    db.flush()
    wish = EnrolDraft(shared.course, person, way=Way.SHUTTLE)
    homeless = EnrolDraft(shared.course, add_person(db, "Kaya"), way=Way.SHUTTLE)
    expected: tuple[tuple[EnrolDraft, date, int | None], ...] = (
        (wish, TODAY, old),
        (replace(wish, from_day=moves - timedelta(days=1)), moves - timedelta(days=1), old),
        (replace(wish, from_day=moves), moves, new),
        (replace(wish, stop_id=shared.stop), TODAY, shared.stop),
        (homeless, TODAY, None),
        *((replace(wish, way=way), TODAY, None) for way in Way if way is not Way.SHUTTLE),
        (replace(wish, way=Way.UNKNOWN, stop_id=shared.stop), TODAY, shared.stop),
    )
    for asked, first, boards in expected:
        filled = enrolling.propose_enrol(db, asked).draft
        assert filled == replace(asked, from_day=first, stop_id=boards)
        assert wishes.wish_of(filled).stop_id == (boards if asked.way is Way.SHUTTLE else None)


def test_who_waits_keeps_her_place_and_who_comes_stands_last(shared: SmallTown, db: Db) -> None:
    wish = EnrolDraft(shared.course, add_person(db, "Neu"))
    assert enrolling.propose_enrol(db, wish).waiting_position == 1
    first, second, third = (waiting(db, shared.course, f"W{at}", at) for at in (2, 5, 7))
    assert enrolling.propose_enrol(db, wish).waiting_position == 8
    for key, position in ((first, 2), (second, 5), (third, 7)):
        plan = waiting_list.propose_move_up(db, key)
        assert (plan.waiting_position, plan.enrolment_id) == (position, key)
        assert enrolling.enlist(db, plan) == key
        assert by_id(db, Enrolment, key).waiting_position == position
    waiting_list.reorder(db, shared.course, [third, first, second])
    listed = waiting_list.entries(db, shared.course)
    assert [(entry.enrolment_id, entry.position) for entry in listed] == [
        (third, 1),
        (first, 2),
        (second, 3),
    ]


def test_only_who_left_returns(shared: SmallTown, db: Db) -> None:
    for status, back in (("left", True), ("refused", False)):
        person = add_person(db, "Novak")
        enrol_plainly(db, shared.course, person, status=status)
        plan = enrolling.propose_enrol(db, EnrolDraft(shared.course, person))
        assert (plan.returning, plan.enrolment_id) == (back, None)
    person = add_person(db, "Kaya")
    assert not enrolling.propose_enrol(db, EnrolDraft(shared.course, person)).returning


def test_who_waits_or_comes_is_not_enrolled_a_second_time(shared: SmallTown, db: Db) -> None:
    for status in ("waiting", "enrolled"):
        person = add_person(db, "Novak")
        key = enrol_plainly(db, shared.course, person, status=status)
        wish = EnrolDraft(shared.course, person)
        with pytest.raises(Refused, match="already_enrolled") as told:
            enrolling.propose_enrol(db, wish)
        assert told.value.facts == {"course_id": shared.course, "person_id": person}
        assert enrolling.propose_enrol(db, wish, key).enrolment_id == key
        if status == "enrolled":
            with pytest.raises(Refused, match="not_waiting"):
                waiting_list.propose_move_up(db, key)


@pytest.mark.parametrize(
    ("born", "height", "rides", "way", "missing"),
    [
        (date(2022, 5, 1), 110, True, Way.SHUTTLE, ()),
        (date(2022, 5, 1), None, True, Way.SHUTTLE, ("heights",)),
        (date(2022, 5, 1), None, False, Way.SHUTTLE, ()),
        (date(2022, 5, 1), None, True, Way.UNKNOWN, ()),
        (None, 110, True, Way.SHUTTLE, ("birth_dates",)),
        (None, 110, False, Way.UNKNOWN, ("birth_dates",)),
    ],
)
def test_of_children_the_height_is_asked_where_they_ride(
    shared: SmallTown,
    db: Db,
    born: date | None,
    height: int | None,
    way: Way,
    missing: tuple[str, ...],
    *,
    rides: bool,
) -> None:
    child = ChildWish(add_person(db, "Kind", birth_date=born, height_cm=height), rides=rides)
    wish = EnrolDraft(shared.course, add_person(db, "Neu"), (child,), way=way, stop_id=shared.stop)
    assert enrolling.propose_enrol(db, wish).missing == missing


def test_places_are_given_from_that_day_on_and_never_for_what_has_begun() -> None:
    with clock.pinned(datetime(2027, 3, 2, 10, 15)):
        now = minute_of(TUESDAY, 615)
        assert from_minute(TUESDAY - timedelta(days=1)) == from_minute(TUESDAY) == now
        assert from_minute(TUESDAY + timedelta(days=1)) == minute_of(TUESDAY, 1440)
    with clock.pinned(datetime(2027, 3, 2)):
        assert from_minute(TUESDAY) == minute_of(TUESDAY)


def test_a_reason_helps_where_nothing_is_offered_and_where_the_course_is_full(
    shared: SmallTown, db: Db
) -> None:
    by_id(db, Course, shared.course).capacity = 0
    for key in shared.slots:
        by_id(db, ChildcareSlot, key).status = "cancelled"
    db.flush()
    child = ChildWish(add_person(db, "Kind", birth_date=date(2022, 5, 1)))
    wish = EnrolDraft(shared.course, add_person(db, "Neu"), (child,))
    full, missing = ConflictKind.COURSE_CAPACITY, ConflictKind.CHILDCARE_MISSING
    for reason, hard in (("", {full, missing}), (" Oma kommt ", set[ConflictKind]())):
        plan = enrolling.propose_enrol(db, replace(wish, accept=reason))
        assert {lack.kind for lack in plan.lacks} == {full, missing}
        assert {lack.kind for lack in plan.lacks if lack.hard} == hard
        told = {lack.kind: lack.facts.get("accepted") for lack in plan.lacks}
        assert told == dict.fromkeys((full, missing), reason.strip() or None)


def test_a_wish_that_is_kept_again_replaces_the_one_before(shared: SmallTown, db: Db) -> None:
    kids = [ChildWish(add_person(db, f"Kind{at}", birth_date=date(2022, 5, 1))) for at in (1, 2)]
    wish = EnrolDraft(
        *(shared.course, add_person(db, "Neu"), tuple(kids)),
        way=Way.SHUTTLE,
        stop_id=shared.stop,
        pram=True,
        only_lessons=frozenset(shared.lessons[:2]),
        note="vormittags",
    )
    key = enrolling.enlist(db, enrolling.propose_enrol(db, wish))
    other = replace(
        wish,
        children=(replace(kids[1], childcare=False, rides=False),),
        stop_id=a_stop(db, "Neu"),
        wheelchair=True,
        pram=False,
        only_lessons=frozenset(shared.lessons[1:2]),
        note="",
    )
    for kept in (wish, other):
        assert enrolling.enlist(db, enrolling.propose_enrol(db, kept, key)) == key
        row = by_id(db, Enrolment, key)
        assert (row.asked_on, row.joined_on, row.waiting_position) == (TODAY, None, 1)
        assert row.childcare_wanted is kept.children[0].childcare
        assert row.only_planned_lessons
        assert wishes.draft_of(db, key, TUESDAY) == replace(kept, from_day=TUESDAY)
        assert len(find(db, RideDemand, enrolment_id=key)) == 2
        assert len(find(db, EnrolmentChild, enrolment_id=key)) == len(kept.children)
    assert [row.lesson_id for row in find(db, PlannedLesson)] == shared.lessons[1:2]
    assert find(db, RideSeat) == []


def test_who_moves_up_is_off_the_list_from_that_day_on(shared: SmallTown, db: Db) -> None:
    wish = EnrolDraft(*(shared.course, add_person(db, "Neu")), way=Way.SHUTTLE, stop_id=shared.stop)
    key = enrolling.enlist(db, enrolling.propose_enrol(db, wish))
    day = TUESDAY + timedelta(days=7)
    assert waiting_list.move_up(db, key, day) == key
    row = by_id(db, Enrolment, key)
    assert (row.status, row.joined_on, row.waiting_position) == ("enrolled", day, None)
    assert {seat.ride_id for seat in find(db, RideSeat, enrolment_id=key)} == set(shared.rides[4:])
    assert find(db, PlannedLesson) == []


def test_a_refusal_keeps_when_she_asked_and_takes_her_from_the_list(
    shared: SmallTown, db: Db
) -> None:
    asked = TODAY - timedelta(days=9)
    person = add_person(db, "Novak")
    values = {"status": "waiting", "waiting_position": 4, "asked_on": asked}
    key = enrol_plainly(db, shared.course, person, **values)
    by_id(db, Enrolment, key).joined_on = None
    unasked = add_person(db, "Kaya")
    for who, since in ((person, asked), (unasked, TODAY)):
        made = enrolling.refuse(db, shared.course, who, LeaveReason.FULL, "kein Platz")
        row = by_id(db, Enrolment, made)
        assert (made == key) == (who == person)
        assert (row.course_id, row.person_id, row.status) == (shared.course, who, "refused")
        assert (row.asked_on, row.left_on, row.waiting_position) == (since, TODAY, None)
        assert (row.reason, row.reason_note) == ("full", "kein Platz")
    inside = add_person(db, "Drin")
    enrol_plainly(db, shared.course, inside)
    with pytest.raises(Refused, match="already_enrolled") as told:
        enrolling.refuse(db, shared.course, inside, LeaveReason.FULL)
    assert told.value.facts == {"course_id": shared.course, "person_id": inside}
    for course, who in ((9999, person), (shared.course, 9999)):
        with pytest.raises(Refused, match="not_found"):
            enrolling.refuse(db, course, who, LeaveReason.FULL)
