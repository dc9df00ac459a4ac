"""What is called off when nobody stands in, and what goes on, from rows made by hand."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.absences import AbsenceEffect
from kursplaner.domain.attendance.marks import AttendanceMark
from kursplaner.domain.childcare import ChildcareSlot, ChildcareSlotLesson
from kursplaner.domain.courses import Lesson
from kursplaner.domain.kinds import AbsenceKind, CancelReason, ClosureReason
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride, RideLesson, RideSeat, Stop
from kursplaner.planning.absences import cancelling, reporting
from kursplaner.planning.absences.cancelling import CallingOff
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.morning_town import Morning, build_morning, draft_for
from tests.planning.small_town import NOW, TUESDAY, add_person
from tests.store.queries.written import written
from tests.towns import passing

NONE: tuple[int, ...] = ()
SNOW, TEACHER, CARER = CancelReason.SNOW, CancelReason.TEACHER_ILL, CancelReason.CARER_ILL


@pytest.fixture(scope="module")
def kept() -> Iterator[Morning]:
    with passing(build_morning, NOW) as made:
        yield made


@pytest.fixture
def db(kept: Morning) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


def report(db: Db, kept: Morning, what: str) -> int:
    team = {"teacher": "Seidel", "carer": "Roth", "driver": "driver"}
    if what in team:
        draft = draft_for(kept.town.people[team[what]])
    else:
        kind = AbsenceKind(what)
        values: dict[str, Any] = {"municipality": "Oelsnitz"} if what == "village" else {}
        draft = AbsenceDraft(kind, TUESDAY, TUESDAY, ClosureReason.WEATHER, note="zu", **values)
    return reporting.apply(db, reporting.propose(db, draft))


@pytest.mark.parametrize(
    ("what", "reason", "lessons", "slots", "rides"),
    [
        ("teacher", TEACHER, 1, 1, 2),
        ("carer", CARER, 0, 1, 0),
        ("driver", CancelReason.DRIVER_ILL, 0, 0, 2),
        ("village", SNOW, 0, 0, 2),
        ("day", SNOW, 1, 1, 2),
    ],
)
def test_what_goes_with_what(
    kept: Morning, db: Db, what: str, reason: CancelReason, lessons: int, slots: int, rides: int
) -> None:
    town = kept.town
    key = report(db, kept, what)
    plan = cancelling.propose(db, key)
    some = (tuple(town.lessons[:lessons]), tuple(town.slots[:slots]), tuple(town.rides[:rides]))
    assert plan == CallingOff((reason,), *some, NONE, NONE, False)
    assert cancelling.apply(db, key, plan) == ()
    models: tuple[Any, ...] = (Lesson, ChildcareSlot, Ride)
    for model, keys in zip(models, some, strict=True):
        off = {row.id: row.cancel_reason for row in find(db, model, status="cancelled")}
        assert off == dict.fromkeys(keys, reason.value)
    for source, keys in zip(("lesson", "childcare", "ride"), some, strict=True):
        assert find(db, Occupation, source=source, source_id=list(keys)) == []
    with pytest.raises(Refused, match="nothing_to_call_off"):
        cancelling.propose(db, key)


def test_lessons_are_made_up_at_the_end_where_it_is_wished(kept: Morning, db: Db) -> None:
    key = report(db, kept, "teacher")
    plan = cancelling.propose(db, key, make_up=True)
    assert (plan.make_up, plan.made_up) == (True, 1)
    (made,) = cancelling.apply(db, key, plan)
    assert by_id(db, Lesson, made).makeup_for_id == kept.town.lessons[0]


def test_what_serves_another_lesson_too_goes_on(kept: Morning, db: Db) -> None:
    town = kept.town
    other = town.lessons[5]
    written(
        db,
        ChildcareSlotLesson(slot_id=town.slots[0], lesson_id=other),
        RideLesson(ride_id=town.rides[0], lesson_id=other),
    )
    plan = cancelling.propose(db, report(db, kept, "teacher"))
    assert (plan.lesson_ids, plan.slot_ids) == ((town.lessons[0],), ())
    assert plan.ride_ids == (town.rides[1],)
    plan = cancelling.propose(db, report(db, kept, "day"))
    assert (plan.slot_ids, plan.ride_ids) == ((town.slots[0],), tuple(town.rides[:2]))


@pytest.mark.parametrize(
    ("hour", "minute", "there"), [(8, 59, True), (9, 0, True), (11, 29, True), (11, 30, False)]
)
def test_what_is_over_is_not_called_off(
    kept: Morning,
    db: Db,
    hour: int,
    minute: int,
    there: bool,  # noqa: FBT001
) -> None:
    key = report(db, kept, "teacher")
    with clock.pinned(datetime(2027, 3, 2, hour, minute)):
        if there:
            assert cancelling.propose(db, key).lesson_ids == (kept.town.lessons[0],)
        else:
            with pytest.raises(Refused, match="nothing_to_call_off"):
                cancelling.propose(db, key)


def test_a_lesson_with_attendance_stays(kept: Morning, db: Db) -> None:
    key = report(db, kept, "day")
    mark = AttendanceMark(lesson_id=kept.town.lessons[0], enrolment_id=kept.enrolments["Olena"])
    mark.mark = "X"
    written(db, mark)
    by_id(db, Ride, kept.town.rides[0]).status = "done"
    db.flush()
    with clock.pinned(datetime(2027, 3, 2, 9, 0)):
        plan = cancelling.propose(db, key)
    assert (plan.lesson_ids, plan.kept_ids) == ((), (kept.town.lessons[0],))
    assert (plan.slot_ids, plan.ride_ids) == ((kept.town.slots[0],), (kept.town.rides[1],))


Change = Callable[[Db, Morning], object]


def other_village(db: Db, kept: Morning) -> None:
    (stop,) = written(db, Stop(name="Raun", municipality="Raun"))
    guest = add_person(db, "Gast")
    written(db, RideSeat(ride_id=kept.town.rides[0], person_id=guest, stop_id=stop))


def gave_up(db: Db, kept: Morning) -> None:
    other_village(db, kept)
    find(db, RideSeat, ride_id=kept.town.rides[0])[-1].result = "cancelled_in_time"


def unknown(db: Db, kept: Morning) -> None:
    written(db, RideSeat(ride_id=kept.town.rides[0], person_id=add_person(db, "Gast")))


def all_unknown(db: Db, kept: Morning) -> None:
    unknown(db, kept)
    find(db, RideSeat, ride_id=kept.town.rides[0])[0].stop_id = None


def only_others(db: Db, kept: Morning) -> None:
    other_village(db, kept)
    find(db, RideSeat, ride_id=kept.town.rides[0])[0].result = "cancelled_in_time"


@pytest.mark.parametrize(
    ("change", "goes_on", "seats"),
    [
        (lambda *_: None, False, 0),
        (other_village, True, 1),
        (gave_up, False, 0),
        (unknown, True, 1),
        (all_unknown, False, 0),
        (only_others, True, 0),
    ],
)
def test_a_ride_goes_on_for_others_without_the_seats_of_the_village(
    kept: Morning,
    db: Db,
    change: Change,
    goes_on: bool,  # noqa: FBT001
    seats: int,
) -> None:
    out, back = kept.town.rides[:2]
    change(db, kept)
    db.flush()
    own = find(db, RideSeat, ride_id=out)[0]
    key = report(db, kept, "village")
    plan = cancelling.propose(db, key)
    assert plan.ride_ids == ((back,) if goes_on else (out, back))
    assert plan.seat_ids == (own.id,) * seats
    cancelling.apply(db, key, plan)
    assert by_id(db, Ride, out).status == ("planned" if goes_on else "cancelled")
    noted = [(e.record_id, e.cause, e.note, e.person_id) for e in find(db, AbsenceEffect)]
    assert noted == [(own.id, "called_off", "zu", kept.people["Rima"])] * seats
    if seats:
        assert (own.result, own.result_reason) == ("cancelled_in_time", "zu")


def test_a_plan_that_was_overtaken_calls_nothing_off(kept: Morning, db: Db) -> None:
    key = report(db, kept, "day")
    plan = cancelling.propose(db, key)
    by_id(db, Ride, kept.town.rides[0]).status = "done"
    db.flush()
    with pytest.raises(Refused, match="overtaken") as told:
        cancelling.apply(db, key, plan)
    assert told.value.facts == {"noun": "absence", "id": key}
    with pytest.raises(Refused, match="not_found"):
        cancelling.propose(db, 9999)
