"""What a trial on the file teaches: which choices are barred, which cost more, and how much."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest

from kursplaner.basics.errors import HardConflict, KursplanerError
from kursplaner.basics.spans import minute_of
from kursplaner.domain.conflicts.conflicts import Conflict, Subject, severity_of
from kursplaner.domain.kinds import ConflictKind
from kursplaner.planning.drafts.rehearsals import Standing
from kursplaner.planning.fixes.cost import SOFT
from kursplaner.planning.timetable.mending import mending
from kursplaner.planning.timetable.mending.choosing import PARKED, UNFILLED, Learned
from kursplaner.planning.timetable.mending.mending import Mending
from kursplaner.planning.timetable.mending.units import Chosen, Part, Pick, Role, Unit, Way
from kursplaner.planning.timetable.mending.ways import Ways
from kursplaner.store.queries.conflicts.gaps import WEEK_MINUTES, monday_of
from kursplaner.store.session import Db
from tests.planning.small_town import NINE, TUESDAY, SmallTown
from tests.planning.timetable.mending.mended_towns import fails

AT = minute_of(TUESDAY, NINE)
ILL, VOGEL, ROTH, ROOM = 1, 2, 3, 9
NO_FILE = cast("Db", None)
"""Where what was found says it all, no file is asked."""


def unit(key: int, *, optional: bool = False, lesson: int | None = 0) -> Unit:
    """Return a unit with a teacher who is ill and a slot of the number 50 more."""
    teaches = Role(Part.TEACHER, "lesson", key, ILL, 0, 90, 5, troubled=True)
    cares = Role(Part.CARER, "childcare", key + 50, ROTH, -15, 105, 3)
    who = (teaches, cares)
    lesson_id = key if lesson == 0 else lesson
    return Unit(key, 7, lesson_id, AT, AT + 90, who, 5, False, True, False, False, optional)


UNITS = tuple(unit(key) for key in (1, 2, 3))
FIRST, SECOND, THIRD = (Chosen(key, AT, (key * 10, ROTH)) for key in (1, 2, 3))
ALL = frozenset({FIRST, SECOND, THIRD})
PAIRS = tuple(zip(UNITS, (FIRST, SECOND, THIRD), strict=True))


def made(units: Sequence[Unit] = UNITS, hints: int = 0, way_hints: int = 0) -> Mending:
    ways = {
        each.id: [
            Way(
                AT,
                100 * each.id,
                ((Pick(each.id * 10, each.id, 0, hints),), (Pick(ROTH),)),
                way_hints,
            )
        ]
        for each in units
    }
    return Mending(tuple(units), cast("Ways", None), {}, _known=ways)


def conflict(*named: tuple[str, int], kind: ConflictKind = ConflictKind.TRAVEL) -> Conflict:
    subjects = tuple(Subject(*each) for each in named)
    return Conflict("x", kind, severity_of(kind), TUESDAY, AT, AT + 90, subjects, {})


@pytest.mark.parametrize(
    ("named", "blamed"),
    [
        ([("lesson", 1)], {FIRST}),
        ([("childcare", 52)], {SECOND}),
        ([("childcare", 2)], ALL),
        ([("lesson", 1), ("childcare", 53)], {FIRST, THIRD}),
        ([("person", 20)], {SECOND}),
        ([("person", ROTH)], ALL),
        ([("room", 30)], {THIRD}),
        ([("vehicle", 10)], {FIRST}),
        ([("course", 10)], ALL),
        ([("person", 20), ("lesson", 1)], {FIRST}),
        ([("person", 99)], ALL),
        ([], ALL),
    ],
)
def test_the_records_named_are_blamed_else_who_is_used_else_all(
    named: list[tuple[str, int]], blamed: set[Chosen]
) -> None:
    assert mending._blamed(conflict(*named), PAIRS) == blamed


def test_a_lesson_is_blamed_by_its_own_number_where_no_role_is_of_it() -> None:
    alone = Unit(1, 7, 41, AT, AT + 90, (), 5, False, True, False, False)
    pairs = ((alone, FIRST), (UNITS[1], SECOND))
    assert mending._blamed(conflict(("lesson", 41)), pairs) == {FIRST}
    assert mending._blamed(conflict(("room", 41)), pairs) == {FIRST, SECOND}


@pytest.mark.parametrize(
    ("known", "of_the_way", "times", "price"),
    [
        *((0, 0, 1, SOFT), (0, 0, 2, 2 * SOFT), (1, 0, 1, None), (1, 0, 2, SOFT)),
        *((0, 1, 1, None), (1, 1, 3, SOFT), (2, 0, 1, None)),
    ],
)
def test_hints_that_were_not_expected_are_priced(
    known: int, of_the_way: int, times: int, price: int | None
) -> None:
    mended = made(hints=known, way_hints=of_the_way)
    come = [conflict(("lesson", 2))] * times
    assert mending._priced(mended, PAIRS, come) is (price is not None)
    assert mended.learned.prices == ({} if price is None else {frozenset({SECOND}): price})


@pytest.mark.parametrize("kind", [ConflictKind.WEEKLY_HOURS, ConflictKind.CARER_HOURS])
def test_hours_are_in_the_model_already(kind: ConflictKind) -> None:
    mended = made()
    assert not mending._priced(mended, PAIRS, [conflict(("lesson", 2), kind=kind)])
    assert mended.learned.prices == {}


@pytest.mark.parametrize(
    ("before", "learned", "after"),
    [(SOFT - 1, True, SOFT), (SOFT, False, SOFT), (SOFT + 1, False, SOFT + 1)],
)
def test_a_price_only_rises(before: int, after: int, *, learned: bool) -> None:
    mended = made()
    mended.learned.prices[frozenset({SECOND})] = before
    assert mending._priced(mended, PAIRS, [conflict(("lesson", 2))]) is learned
    assert mended.learned.prices == {frozenset({SECOND}): after}


def test_each_group_has_its_own_price_and_one_learned_is_learned() -> None:
    mended = made()
    mended.learned.prices[frozenset({THIRD})] = SOFT
    come = [conflict(("lesson", 2)), conflict(("lesson", 3)), conflict(("lesson", 2))]
    assert mending._priced(mended, PAIRS, come)
    assert mended.learned.prices == {frozenset({SECOND}): 2 * SOFT, frozenset({THIRD}): SOFT}


@pytest.mark.parametrize(
    ("there", "points"), [((), 2 * PARKED + UNFILLED), ((1,), PARKED + UNFILLED), ((1, 2, 3), 0)]
)
def test_what_waits_costs_more_where_it_is_broken(there: tuple[int, ...], points: int) -> None:
    units = (unit(1), unit(2), unit(3, optional=True))
    assert mending._cost_of_parking(units, [Chosen(key, AT, ()) for key in there]) == points


@pytest.mark.parametrize(
    ("found", "points"),
    [
        ([], 0),
        ([FIRST], 101),
        ([FIRST, FIRST], 101),
        ([FIRST, SECOND], 101 + 202 + 7),
        ([SECOND, THIRD], 202 + 303),
        ([FIRST, SECOND, THIRD], 101 + 202 + 303 + 7),
    ],
)
def test_the_model_costs_its_ways_and_what_was_learned_of_them(
    found: list[Chosen], points: int
) -> None:
    mended = made()
    mended.learned = Learned(prices={frozenset({FIRST, SECOND}): 7})
    assert mending._model_cost(mended, found) == points


def test_whoever_a_conflict_names_is_barred() -> None:
    mended = made()
    error = HardConflict([conflict(("lesson", 2)), "occupied", conflict(("person", 30))])
    mending._bar(NO_FILE, mended, PAIRS, error)
    assert mended.learned.barred == {frozenset({SECOND}), frozenset({THIRD})}


@pytest.fixture
def monday(town: SmallTown) -> tuple[SmallTown, Unit]:
    room = Role(Part.ROOM, "lesson", town.lessons[0], town.rooms["A"], 0, 150, 5, troubled=True)
    found = Unit(
        *(1, town.course, town.lessons[0], AT, AT + 150, (room,), 5, False, True, False, False)
    )
    return town, found


def barred(
    town: SmallTown, pairs: list[tuple[Unit, Chosen]], error: KursplanerError
) -> set[frozenset[Chosen]]:
    mended = made()
    with town.workspace.rehearse() as db:
        mending._bar(db, mended, pairs, error)
    return mended.learned.barred


def test_who_cannot_be_changed_alone_is_barred_else_all_together(
    monday: tuple[SmallTown, Unit],
) -> None:
    town, first = monday
    room = Role(Part.ROOM, "lesson", town.lessons[1], town.rooms["A"], 0, 150, 5, troubled=True)
    starts = AT + 2 * 1440
    other = replace(
        first,
        id=2,
        lesson_id=town.lessons[1],
        starts=starts,
        ends=starts + 150,
        roles=(room,),
    )
    fails(town, town.rooms["tiny"])
    works = Chosen(1, AT, (town.rooms["B"],))
    closed = Chosen(1, AT, (town.rooms["tiny"],))
    beside = Chosen(2, starts, (town.rooms["B"],))
    error = HardConflict(["occupied"])
    assert barred(town, [(first, closed), (other, beside)], error) == {frozenset({closed})}
    assert barred(town, [(first, works), (other, beside)], error) == {frozenset({works, beside})}
    mended = made((first, other))
    with town.workspace.rehearse() as db:
        assert mending._trial(db, mended, [closed], Standing()) == (None, 0, True)
    assert mended.learned.barred == {frozenset({closed})}


WEEK = monday_of(AT)


def test_hours_of_now_are_counted_by_who_kind_and_week() -> None:
    night = Role(Part.CARER, "childcare", 60, ROTH, -NINE - 1440 - 1, 10, 3)
    missing = Role(Part.CARER, "childcare", 61, None, 0, 90, 3)
    more = Unit(4, 7, None, AT, AT + 90, (night, missing), 5, False, False, False, False)
    assert mending._now((*UNITS, more)) == {
        (ILL, "lesson", WEEK): 270,
        (ROTH, "childcare", WEEK): 360,
        (ROTH, "childcare", WEEK - WEEK_MINUTES): NINE + 1440 + 11,
    }


def test_nothing_chosen_is_no_trial_and_teaches_nothing() -> None:
    stays = [Chosen(1, AT, (ILL, ROTH))]
    standing = Standing()
    assert mending._trial(NO_FILE, made(), stays, standing) == (None, 0, False)


def test_without_any_choice_everything_is_parked() -> None:
    units = (unit(1), unit(2, optional=True))
    assert made(units).without_way([]) == units[:1]
    assert made(units).without_way([FIRST]) == ()
