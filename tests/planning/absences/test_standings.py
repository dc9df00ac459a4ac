"""Where somebody on a list stands, and what an absence is, as plain data."""

from datetime import date

import pytest

from kursplaner.basics.spans import Span, minute_of
from kursplaner.domain.kinds import (
    AbsenceKind,
    CallAnswer,
    CancelReason,
    ClosureReason,
    ContactResult,
)
from kursplaner.planning.absences.plan import aspects
from kursplaner.planning.absences.reach import AbsenceDraft, Part, Touched, cancel_reason
from kursplaner.planning.absences.reporting import days_of, open_parts
from kursplaner.planning.absences.words import Said, Standing
from kursplaner.store.queries.absences.calls import CallRow

REACHED, MAILBOX, OPEN = ContactResult.REACHED, ContactResult.MAILBOX, ContactResult.OPEN
HOME, COMES, SILENT = CallAnswer.STAYS_HOME, CallAnswer.COMES, CallAnswer.OPEN
TUESDAY = date(2027, 3, 2)


def said(
    now: str = "ride", told: str = "ride", result: ContactResult = REACHED, **more: object
) -> Said:
    return Said("lesson", 1, 540, now, told, result, **more)  # type: ignore[arg-type]


def standing(*units: Said, call: CallRow | None = None) -> Standing:
    return Standing(7, (), (), units, call)


def called(result: ContactResult, answer: CallAnswer = SILENT) -> CallRow:
    return CallRow(7, result.value, answer.value, 1, "")


@pytest.mark.parametrize(
    ("unit", "agrees", "otherwise"),
    [
        (said(), True, False),
        (said("ride", "childcare"), False, True),
        (said("", "ride"), False, True),
        (said("ride", "", OPEN), False, False),
        (said("", "", OPEN), True, False),
        (said("ride", "ride", OPEN), False, False),
        (said("childcare", "ride", OPEN), False, True),
        (said("ride", "ride", MAILBOX), False, False),
        (said("", "", MAILBOX), False, False),
        (said("ride", "", MAILBOX), False, True),
        (said(moved=True), False, True),
        (said("", "", OPEN, moved=True), False, False),
        (said("ride", "", OPEN, beside=True), True, False),
        (said("ride", "childcare", beside=True), True, False),
    ],
)
def test_she_knows_the_plan_or_something_else_or_nothing(
    unit: Said, agrees: bool, otherwise: bool  # noqa: FBT001
) -> None:  # fmt: skip
    assert (unit.agrees, unit.otherwise) == (agrees, otherwise)
    whole = standing(said(), unit)
    assert (whole.agrees, whole.otherwise) == (agrees, otherwise)


def test_all_is_well_again_where_nothing_of_hers_fails() -> None:
    assert standing(said("", "ride"), said("ride", beside=True)).again
    assert not standing(said("", "ride"), said("ride")).again
    assert standing().again


@pytest.mark.parametrize(
    ("units", "call", "result"),
    [
        ((said(),), None, REACHED),
        ((said(),), MAILBOX, REACHED),
        ((said("", "", OPEN),), None, OPEN),
        ((said("", "", OPEN),), REACHED, REACHED),
        ((said("", "", OPEN), said(beside=True)), MAILBOX, MAILBOX),
        ((said("ride", "ride", MAILBOX),), REACHED, MAILBOX),
        ((said("ride", "ride", MAILBOX), said()), REACHED, MAILBOX),
        ((said("ride", "ride", MAILBOX), said("", "ride")), REACHED, OPEN),
        ((said("ride", "", MAILBOX),), MAILBOX, OPEN),
        ((said("ride", "", OPEN),), REACHED, OPEN),
        ((said("ride", "", OPEN), said("ride", "ride", MAILBOX, beside=True)), None, OPEN),
    ],
)
def test_where_a_call_stands(
    units: tuple[Said, ...], call: ContactResult | None, result: ContactResult
) -> None:
    assert standing(*units, call=called(call) if call else None).result is result


@pytest.mark.parametrize(
    ("units", "call", "answer"),
    [
        ((said(answer=HOME),), None, HOME),
        ((said(answer=HOME), said(answer=COMES)), None, HOME),
        ((said(answer=HOME), said(answer=COMES)), COMES, COMES),
        ((said(answer=HOME), said(answer=COMES)), CallAnswer.UNDECIDED, HOME),
        ((said("", "", answer=HOME), said(answer=COMES)), HOME, COMES),
        ((said("", "", answer=HOME),), None, HOME),
        ((said("ride", "childcare", answer=HOME),), HOME, SILENT),
        ((said(answer=HOME, beside=True), said(answer=COMES)), None, COMES),
    ],
)
def test_what_she_said_to_what_is_planned_now(
    units: tuple[Said, ...], call: CallAnswer | None, answer: CallAnswer
) -> None:
    row = called(REACHED, call) if call else None
    assert standing(*units, call=row).answer is answer


def test_with_nothing_of_hers_the_call_alone_counts() -> None:
    assert standing(call=called(REACHED, COMES)).answer is COMES
    assert standing(call=called(MAILBOX, COMES)).answer is SILENT


def test_what_is_planned_of_one_of_hers() -> None:
    found = standing(said("ride"), Said("ride", 1, 5, "ride_out"), Said("lesson", 2, 5, "lesson"))
    units = (("lesson", 1), ("ride", 1), ("lesson", 2), ("lesson", 3))
    assert [found.now(unit) for unit in units] == ["ride", "ride_out", "lesson", ""]


def test_what_fails_in_a_state_one_by_one() -> None:
    assert [aspects(state) for state in ("", "ride", "childcare+seat_out")] == [
        (),
        ("ride",),
        ("childcare", "seat_out"),
    ]


def touched(part: Part, ends: int, *, cancelled: bool = False, starts: int = 0) -> Touched:
    return Touched(part, "lesson", 1, starts, ends, "", cancelled)


def test_until_its_last_minute_something_wants_a_stand_in() -> None:
    wanted = [touched(part, 11) for part in (Part.TEACHER, Part.CARER, Part.DRIVER, Part.VEHICLE)]
    others = [touched(part, 11) for part in (Part.PARTICIPANT, Part.VILLAGE, Part.DAY)]
    over, off = touched(Part.CARER, 10), touched(Part.CARER, 11, cancelled=True)
    assert open_parts([*others, over, *wanted, off], 10) == tuple(wanted)


def test_days_of_what_is_touched_are_told_once_and_in_order() -> None:
    at = minute_of(TUESDAY)
    rows = [touched(Part.DAY, 0, starts=start) for start in (at + 1439, at, at + 1440, at - 1)]
    days = [date(2027, 3, day) for day in (1, 2, 3)]
    assert days_of(rows) == tuple(days)


def test_a_draft_names_whom_it_is_about_and_lasts_whole_days() -> None:
    last = date(2027, 3, 4)
    for kind, key, subjects in (
        (AbsenceKind.PERSON, 5, (("person", 5),)),
        (AbsenceKind.VEHICLE, 5, (("vehicle", 5),)),
        (AbsenceKind.DAY, None, ()),
    ):
        draft = AbsenceDraft(kind, TUESDAY, last, resource_id=key)
        assert draft.subjects == subjects
        assert draft.span == Span(minute_of(TUESDAY), minute_of(TUESDAY) + 3 * 1440)


@pytest.mark.parametrize(
    ("part", "reason", "cancelled"),
    [
        (Part.TEACHER, ClosureReason.ILL, CancelReason.TEACHER_ILL),
        (Part.CARER, ClosureReason.ILL, CancelReason.CARER_ILL),
        (Part.DRIVER, ClosureReason.ILL, CancelReason.DRIVER_ILL),
        (Part.DRIVER, ClosureReason.WEATHER, CancelReason.OTHER),
        (Part.DAY, ClosureReason.WEATHER, CancelReason.SNOW),
        (Part.VILLAGE, ClosureReason.STRIKE, CancelReason.STRIKE),
        (Part.VEHICLE, ClosureReason.REPAIR, CancelReason.OTHER),
    ],
)
def test_why_something_is_called_off(
    part: Part, reason: ClosureReason, cancelled: CancelReason
) -> None:
    assert cancel_reason(part, reason) is cancelled
