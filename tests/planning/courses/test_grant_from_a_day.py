"""Another grant from a day on: lessons before keep theirs, in the preview and in the figures."""

from datetime import date, datetime, timedelta

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.desk.courses.corrections import of_correction
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.courses import Course, CourseGrant, Enrolment
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds import ActKind
from kursplaner.planning.attendance.closed_months import closed_by
from kursplaner.planning.courses.continuation import draft_of_next
from kursplaner.planning.courses.grant import (
    GrantWish,
    add_named,
    grants_of,
    name_grants,
    put_under_grant,
)
from kursplaner.store.queries.funding.service_statistics import slot_facts
from kursplaner.store.queries.funding.statistics import Period, lesson_facts
from kursplaner.store.queries.people.hanging import what_hangs
from kursplaner.store.queries.sheets import named_grants
from kursplaner.store.records import by_id, find
from tests.planning.corrections import corrected, proposed, wish
from tests.planning.small_town import TUESDAY, SmallTown, add_person, enrol_plainly

SECOND = TUESDAY + timedelta(days=6)
"""A Monday: two lessons are before it, four after."""
ALL = (minute_of(date(2027, 1, 1)), minute_of(date(2027, 12, 31)))


def grant(town: SmallTown, reference: str, **values: object) -> int:
    usual = {"title": reference, "first_day": date(2027, 1, 1), "last_day": date(2027, 12, 31)}
    with town.workspace.fill() as db:
        row = Grant(reference=reference, **{**usual, **values})
        db.add(row)
        db.flush()
        return row.id


def paid(town: SmallTown, key: int | None) -> list[int]:
    with town.workspace.read() as db:
        return [lesson.id for lesson in lesson_facts(db, Period(*ALL, key))]


def put(town: SmallTown, key: int | None) -> None:
    with town.workspace.change(ActKind.COURSE_CHANGED) as db:
        put_under_grant(db, town.course, by_id(db, Course, town.course).version, key)


def test_lessons_before_the_day_keep_their_grant_and_undo_takes_it_back(town: SmallTown) -> None:
    old, new = grant(town, "AZ-1"), grant(town, "AZ-2", last_day=SECOND + timedelta(days=7))
    put(town, old)
    plan = corrected(town, wish(town, grant=GrantWish(new), day=SECOND))
    assert plan.grant is not None
    moved = plan.grant
    assert (moved.first, moved.before, moved.after) == (SECOND, (old,), new)
    assert (moved.lessons, moved.begun, moved.outside) == (4, 0, 2)
    assert (paid(town, old), paid(town, new)) == (town.lessons[:2], town.lessons[2:])
    with town.workspace.read() as db:
        lines = of_correction(db, plan).lines
        assert grants_of(db, town.course).on(SECOND - timedelta(days=1)) == old
    assert lines[0].startswith("Förderung ab Mo 08.03.2027: AZ-1, AZ-1 → AZ-2, AZ-2, 4 Termine mit")
    assert lines[1] == "2 Termine liegen außerhalb des Zeitraums von AZ-2, AZ-2."
    town.workspace.undo()
    assert paid(town, old) == town.lessons
    town.workspace.redo()
    assert paid(town, new) == town.lessons[2:]


def test_of_a_day_gone_by_the_preview_says_what_is_done_already(town: SmallTown) -> None:
    new, day = grant(town, "AZ-2"), TUESDAY - timedelta(days=1)
    with clock.pinned(datetime(2027, 3, 3, 12, 0)):
        plan = proposed(town, wish(town, grant=GrantWish(new), day=day))
        assert plan.grant is not None
        assert (plan.grant.before, plan.grant.lessons, plan.grant.begun) == ((None,), 6, 1)
        with town.workspace.read() as db:
            lines = of_correction(db, plan).lines
        assert lines[1] == "Davon war schon 1 Termin: Ihr Nachweis ändert sich."
        for further in ({"childcare": False}, {"pause_in_school_holidays": False}):
            with pytest.raises(Refused, match="day_past"):
                proposed(town, wish(town, grant=GrantWish(new), day=day, **further))
        with pytest.raises(Refused, match="day_past"):
            proposed(town, wish(town, title="Neu", day=day))
    with pytest.raises(Refused, match="not_found"):
        proposed(town, wish(town, grant=GrantWish(new + 1), day=SECOND))


def test_a_step_that_changes_nothing_is_none(town: SmallTown) -> None:
    old, new = grant(town, "AZ-1"), grant(town, "AZ-2")
    put(town, old)
    assert proposed(town, wish(town, grant=GrantWish(old), day=SECOND)).empty
    corrected(town, wish(town, grant=GrantWish(new), day=SECOND))
    corrected(town, wish(town, grant=GrantWish(None), day=SECOND))
    assert (paid(town, new), paid(town, 0)) == ([], town.lessons[2:])
    corrected(town, wish(town, grant=GrantWish(old), day=SECOND))
    with town.workspace.read() as db:
        assert find(db, CourseGrant) == []


def test_the_overview_corrects_what_pays_today(town: SmallTown) -> None:
    old, new = grant(town, "AZ-1"), grant(town, "AZ-2")
    put(town, old)
    corrected(town, wish(town, grant=GrantWish(new), day=TUESDAY))
    with clock.pinned(datetime(2027, 3, 2, 8, 0)):
        put(town, None)
    with town.workspace.read() as db:
        assert by_id(db, Course, town.course).grant_id == old
        assert [row.grant_id for row in find(db, CourseGrant)] == [None]


def test_proof_childcare_next_course_and_merging_ask_for_the_day(town: SmallTown) -> None:
    due = date(2026, 1, 1)
    old, new = grant(town, "AZ-1", proof_due_on=due), grant(town, "AZ-2")
    put(town, old)
    corrected(town, wish(town, grant=GrantWish(new), day=SECOND))
    with town.workspace.fill() as db:
        assert closed_by(db, town.lessons[2]) is None
        closed = closed_by(db, town.lessons[1])
        assert closed is not None
        assert closed.proof == ("AZ-1", due)
        by_id(db, Course, town.course).language = "Dari"
        follows = draft_of_next(db, town.course, date(2027, 8, 1))
        assert (follows.grant_id, follows.language) == (new, "Dari")
        mother, child = add_person(db, "Mutter"), add_person(db, "Kind")
        enrol_plainly(db, town.course, mother)
        db.flush()
        (stay,) = find(db, Enrolment, person_id=mother)
        for slot in town.slots[:3:2]:
            place = {"slot_id": slot, "child_id": child, "enrolment_id": stay.id}
            db.add(ChildcarePlace(status="brought", **place))
        db.flush()
        slots = [[slot.id for slot in slot_facts(db, Period(*ALL, key), {})] for key in (old, new)]
        assert slots == [[town.slots[0]], [town.slots[2]]]
        assert what_hangs(db, mother).grants == ("AZ-1", "AZ-2")


@pytest.mark.parametrize(
    ("text", "kind"), [("x" * 41, "language_too_long"), ("a\u0000b", "text_unreadable")]
)
def test_a_language_that_cannot_stand_anywhere_is_refused(
    town: SmallTown, text: str, kind: str
) -> None:
    with pytest.raises(Refused, match=kind):
        proposed(town, wish(town, language=text))
    assert proposed(town, wish(town, language=f" {'x' * 40}\n")).fields[0].after == "x" * 40


def named(town: SmallTown, course_id: int | None = None) -> tuple[int, ...]:
    key = course_id or town.course
    with town.workspace.read() as db:
        return named_grants(db, [key]).get(key, ())


def test_a_course_names_further_grants_in_order_and_undo_takes_that_back(town: SmallTown) -> None:
    first, second = grant(town, "AZ-7"), grant(town, "AZ-8")
    version = 0
    for wanted in ((first,), (second, first), (second,), ()):
        before = named(town)
        with town.workspace.read() as db:
            version = by_id(db, Course, town.course).version
        with town.workspace.change(ActKind.COURSE_CHANGED) as db:
            name_grants(db, town.course, version, wanted)
        assert named(town) == wanted
        town.workspace.undo()
        assert named(town) == before
        town.workspace.redo()
        assert named(town) == wanted
    with town.workspace.change(ActKind.COURSE_CHANGED) as db, pytest.raises(Refused):
        name_grants(db, town.course, version - 1, (first,))


def test_named_grants_go_along_where_they_still_hold(town: SmallTown) -> None:
    over = grant(town, "AZ-7", last_day=date(2027, 1, 31))
    holds = grant(town, "AZ-8")
    with town.workspace.fill() as db:
        add_named(db, town.course, (over, holds))
        assert draft_of_next(db, town.course).named_grants == (holds,)
