"""What an absence reaches, and whom somebody calls, from rows written by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.absences import Absence, AbsenceEnding
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot, ChildcareSlotCarer
from kursplaner.domain.courses import Lesson, LessonPerson
from kursplaner.domain.kinds import AbsenceKind, CancelReason, ClosureReason
from kursplaner.domain.rides.rides import Ride
from kursplaner.planning.absences import reach
from kursplaner.planning.absences.reach import AbsenceDraft, Part, Touched
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.morning_town import Morning, build_morning, draft_for
from tests.planning.small_town import NINE, NOW, TUESDAY, add_lesson, add_person, enrol_plainly
from tests.store.queries.written import written
from tests.towns import passing

DAY = timedelta(days=1)
START = minute_of(TUESDAY, NINE)
CARE, OUT, BACK = (START - 15, START + 165), (START - 50, START - 10), (START + 160, START + 200)
LESSON = (START, START + 150)


@pytest.fixture(scope="module")
def kept() -> Iterator[Morning]:
    with passing(build_morning, NOW) as made:
        yield made


@pytest.fixture
def db(kept: Morning) -> Iterator[Db]:
    with kept.workspace.rehearse() as opened:
        yield opened


def draft(kind: AbsenceKind, **values: Any) -> AbsenceDraft:
    usual: dict[str, Any] = {"first": TUESDAY, "last": TUESDAY, **values}
    return AbsenceDraft(kind, **usual)


def drafts(kept: Morning) -> dict[Part, AbsenceDraft]:
    town = kept.town
    return {
        Part.TEACHER: draft_for(town.people["Seidel"]),
        Part.CARER: draft_for(town.people["Roth"]),
        Part.DRIVER: draft_for(town.people["driver"]),
        Part.VEHICLE: draft(AbsenceKind.VEHICLE, resource_id=town.vehicle),
        Part.VILLAGE: draft(AbsenceKind.VILLAGE, municipality="Oelsnitz"),
        Part.DAY: draft(AbsenceKind.DAY),
        Part.PARTICIPANT: draft_for(kept.people["Rima"]),
    }


def records(kept: Morning, at: int = 0) -> dict[str, tuple[str, int, int, int]]:
    """Return the records of a date: source, id, times."""
    town, later = kept.town, (0, 2 * 1440)[at]
    out, back = town.rides[2 * at : 2 * at + 2]
    return {
        "out": ("ride", out, OUT[0] + later, OUT[1] + later),
        "care": ("childcare", town.slots[at], CARE[0] + later, CARE[1] + later),
        "lesson": ("lesson", town.lessons[at], LESSON[0] + later, LESSON[1] + later),
        "back": ("ride", back, BACK[0] + later, BACK[1] + later),
    }


WHAT = {
    Part.TEACHER: ("lesson",),
    Part.CARER: ("care",),
    Part.DRIVER: ("out", "back"),
    Part.VEHICLE: ("out", "back"),
    Part.VILLAGE: ("out", "back"),
    Part.DAY: ("out", "care", "lesson", "back"),
    Part.PARTICIPANT: ("out", "care", "lesson", "back"),
}


@pytest.mark.parametrize("part", WHAT)
def test_what_is_touched_in_order_of_time(kept: Morning, db: Db, part: Part) -> None:
    wish, own = drafts(kept)[part], records(kept)
    found = reach.reach(db, wish)
    assert [replace(each, title="") for each in found] == [
        Touched(part, *own[name]) for name in WHAT[part]
    ]
    assert all(each.title for each in found)
    longer = reach.reach(db, replace(wish, last=TUESDAY + 2 * DAY))
    assert len(longer) == 2 * len(found)
    assert longer[: len(found)] == found
    assert reach.reach(db, replace(wish, first=TUESDAY + DAY, last=TUESDAY + DAY)) == ()


@pytest.mark.parametrize("part", WHAT)
def test_an_end_within_the_day_leaves_what_begins_then(kept: Morning, db: Db, part: Part) -> None:
    wish, own = drafts(kept)[part], records(kept)
    for name in WHAT[part]:
        begin = own[name][2] - minute_of(TUESDAY)
        for until, there in ((begin, False), (begin + 1, True)):
            touched = reach.reached(db, replace(wish, until=until))
            assert (own[name][:2] in {(t.source, t.id) for t in touched}) is there


OWN_REASONS = {
    Part.TEACHER: {CancelReason.TEACHER_ILL},
    Part.CARER: {CancelReason.CARER_ILL},
    Part.DRIVER: {CancelReason.DRIVER_ILL},
    Part.VEHICLE: {CancelReason.SNOW, CancelReason.STRIKE},
    Part.VILLAGE: {CancelReason.SNOW, CancelReason.STRIKE},
    Part.DAY: {CancelReason.SNOW, CancelReason.STRIKE},
}


@pytest.mark.parametrize("part", WHAT)
def test_what_was_cancelled_for_another_reason_is_not_touched(
    kept: Morning, db: Db, part: Part
) -> None:
    models: dict[str, Any] = {"lesson": Lesson, "childcare": ChildcareSlot, "ride": Ride}
    own = records(kept)[WHAT[part][0]]
    row = by_id(db, models[own[0]], own[1])
    counting = OWN_REASONS[part] | {CancelReason.OTHER} if part in OWN_REASONS else set()
    for reason in CancelReason:
        row.status, row.cancel_reason = "cancelled", reason.value
        db.flush()
        found = {(t.source, t.id): t.cancelled for t in reach.reached(db, drafts(kept)[part])}
        assert found.get(own[:2], False) is (reason in counting)
        others = [records(kept)[name][:2] for name in WHAT[part][1:]]
        assert [found[key] for key in others] == [False] * len(others)


def test_who_works_in_it_does_not_take_part_in_it_too(kept: Morning, db: Db) -> None:
    rima, lesson = kept.people["Rima"], kept.town.lessons[0]
    written(db, LessonPerson(lesson_id=lesson, person_id=rima))
    found = reach.reached(db, draft_for(rima))
    assert sorted((t.part.value, t.source) for t in found) == [
        ("participant", "childcare"),
        ("participant", "ride"),
        ("participant", "ride"),
        ("teacher", "lesson"),
    ]


def test_whom_the_history_names_and_when_it_is() -> None:
    person = draft(AbsenceKind.PERSON, resource_id=7, last=TUESDAY + DAY, until=60)
    assert person.subjects == (("person", 7),)
    assert draft(AbsenceKind.VEHICLE, resource_id=7).subjects == (("vehicle", 7),)
    assert draft(AbsenceKind.VILLAGE, municipality="Adorf").subjects == ()
    midnight = minute_of(TUESDAY)
    assert person.span == Span(midnight, midnight + 1440 + 60)
    assert draft(AbsenceKind.DAY).span == Span(midnight, midnight + 1440)


def reported(db: Db, key: int, first: date, last: date, since: int | None = None) -> int:
    row = Absence(kind="person", resource_id=key, reason="ill", reported_at=0)
    row.starts, row.ends = minute_of(first), minute_of(last + DAY)
    (found,) = written(db, row)
    if since is not None:
        written(db, AbsenceEnding(absence_id=found, since=since))
    return found


@pytest.mark.parametrize(
    ("since", "touched"),
    [
        (None, (False, True)),
        (minute_of(TUESDAY + 3 * DAY), (False, True)),
        (minute_of(TUESDAY + DAY), (False, True)),
        (START + 2880, (False, True)),
        (START + 2880 + 1, (False, True)),
        (minute_of(TUESDAY), (True,)),
    ],
)
def test_what_was_called_off_stays_touched_after_the_end(
    kept: Morning, db: Db, since: int | None, touched: tuple[bool, ...]
) -> None:
    town = kept.town
    second = by_id(db, Lesson, town.lessons[1])
    second.status, second.cancel_reason = "cancelled", "teacher_ill"
    key = reported(db, town.people["Seidel"], TUESDAY, TUESDAY + 2 * DAY, since)
    found = reach.touched_by(db, key)
    assert [each.cancelled for each in found] == list(touched)
    assert [each.id for each in found] == town.lessons[:2][-len(touched) :]


def test_what_was_called_off_after_the_last_day_is_of_another_absence(
    kept: Morning, db: Db
) -> None:
    seidel, lessons = kept.town.people["Seidel"], kept.town.lessons
    second = by_id(db, Lesson, lessons[1])
    second.status, second.cancel_reason = "cancelled", "teacher_ill"
    for days, found in ((1, lessons[:0]), (2, lessons[1:2])):
        key = reported(db, seidel, TUESDAY, TUESDAY + days * DAY, minute_of(TUESDAY))
        assert [each.id for each in reach.touched_by(db, key)] == found


def test_what_was_not_called_off_ends_with_the_absence(kept: Morning, db: Db) -> None:
    seidel, lessons = kept.town.people["Seidel"], kept.town.lessons
    for since, count in (
        (START + 2880, 1),
        (START + 2880 + 1, 2),
        (START, 0),
        (START + 1, 1),
        (minute_of(TUESDAY), 0),
    ):
        key = reported(db, seidel, TUESDAY, TUESDAY + 2 * DAY, since)
        row = reach.row_of(db, key)
        assert [each.id for each in reach.touched_by(db, key)] == lessons[:count]
        wish = reach.draft_of(row)
        assert (wish.first, wish.span.ends, row.until) == (TUESDAY, row.ends, minute_of(
            TUESDAY + 3 * DAY))  # fmt: skip
        assert (wish.reason, wish.resource_id, wish.kind) == (
            ClosureReason.ILL,
            seidel,
            AbsenceKind.PERSON,
        )
    with pytest.raises(Refused, match="not_found"):
        reach.row_of(db, 9999)


def test_a_carers_own_times_count(kept: Morning, db: Db) -> None:
    roth = kept.town.people["Roth"]
    (row,) = find(db, ChildcareSlotCarer, slot_id=kept.town.slots[0])
    for times in ((START, None), (None, START + 60), (START, START + 60)):
        row.starts, row.ends = times
        db.flush()
        (found,) = reach.reached(db, draft_for(roth))
        assert (found.starts, found.ends) == (times[0] or CARE[0], times[1] or CARE[1])


def test_another_course_is_reached_only_where_she_is_expected(kept: Morning, db: Db) -> None:
    rima = kept.people["Rima"]
    lesson = add_lesson(db, kept.town.course, START + 300)
    stranger = add_person(db, "Fremd")
    enrol_plainly(db, kept.town.course, stranger, only_planned_lessons=True)
    assert lesson in {t.id for t in reach.reached(db, draft_for(rima)) if t.source == "lesson"}
    assert reach.reached(db, draft_for(stranger)) == []
    assert by_id(db, ChildcarePlace, 1).child_id == kept.people["Sami"]
