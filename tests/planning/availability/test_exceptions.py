"""Exceptions from a week: their days, how they lie in the file, what is shown as one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.absences import Absence
from kursplaner.domain.kinds import AbsenceKind, ClosureReason
from kursplaner.domain.people import Availability, Closure
from kursplaner.planning.availability import exceptions
from kursplaner.planning.availability.exceptions import SpecialHours, exceptions_of
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown

DAY = timedelta(days=1)
THURSDAY = TUESDAY + 2 * DAY


def kept(town: SmallTown, *specials: SpecialHours) -> list[tuple[SpecialHours, int, int]]:
    """Store exceptions of a teacher, read them back, and take all of it back."""
    with town.workspace.rehearse() as db:
        for special in specials:
            exceptions.add(db, town.people["Seidel"], special)
        db.flush()
        found = exceptions_of(db, town.people["Seidel"])
    return [(each.special, len(each.closures), len(each.hours)) for each in found]


@pytest.mark.parametrize(
    ("special", "kind"),
    [
        (SpecialHours(TUESDAY, TUESDAY - DAY), "period_backwards"),
        (SpecialHours(TUESDAY, TUESDAY, 600, 600), "end_before_start"),
        (SpecialHours(TUESDAY, TUESDAY, 0, 1441), "end_before_start"),
        (SpecialHours(TUESDAY, TUESDAY, -1, 60), "end_before_start"),
        (SpecialHours(TUESDAY, TUESDAY + 366 * DAY), "day_out_of_range"),
        (SpecialHours(TUESDAY, THURSDAY, weekdays=frozenset({4})), "no_day_between"),
    ],
)
def test_what_is_no_time_is_refused(special: SpecialHours, kind: str) -> None:
    with pytest.raises(Refused, match=kind):
        special.days()


def test_its_days_lie_between_and_on_its_weekdays() -> None:
    assert SpecialHours(TUESDAY, TUESDAY, 0, 1).days() == (TUESDAY,)
    assert len(SpecialHours(TUESDAY, TUESDAY + 365 * DAY).days()) == 366
    some = SpecialHours(TUESDAY, TUESDAY + 8 * DAY, weekdays=frozenset({1, 3}))
    week = 7 * DAY
    assert some.days() == (TUESDAY, THURSDAY, TUESDAY + week)
    assert [SpecialHours(TUESDAY, TUESDAY, *at).whole_days for at in ((0, 1440), (0, 1439))] == [
        True,
        False,
    ]


def test_whole_days_in_a_row_are_one_row(town: SmallTown) -> None:
    away = SpecialHours(TUESDAY, THURSDAY, note=" Kur ", reason=ClosureReason.HOLIDAY)
    assert kept(town, away) == [(replace(away, note="Kur"), 1, 0)]
    single = SpecialHours(TUESDAY, TUESDAY)
    assert kept(town, single) == [(single, 1, 0)]


def test_hours_of_several_days_are_a_row_each_and_shown_as_one(town: SmallTown) -> None:
    mornings = SpecialHours(TUESDAY, THURSDAY, 480, 720)
    assert kept(town, mornings) == [(mornings, 3, 0)]
    weekly = SpecialHours(TUESDAY, TUESDAY + 14 * DAY, 480, 720, weekdays=frozenset({1}))
    assert kept(town, weekly) == [(weekly, 3, 0)]


@pytest.mark.parametrize(
    ("second", "together"),
    [
        ({"first": TUESDAY + 7 * DAY, "last": TUESDAY + 7 * DAY}, True),
        ({"first": TUESDAY + 8 * DAY, "last": TUESDAY + 8 * DAY}, False),
        ({"ends": 721}, False),
        ({"starts": 481}, False),
        ({"note": "anders"}, False),
        ({"reason": ClosureReason.ILL}, False),
        ({}, True),
    ],
)
def test_the_same_hours_within_a_week_are_one(
    town: SmallTown,
    second: dict[str, object],
    together: bool,  # noqa: FBT001
) -> None:
    first = SpecialHours(TUESDAY, TUESDAY, 480, 720)
    usual: dict[str, object] = {"first": TUESDAY + DAY, "last": TUESDAY + DAY}
    found = kept(town, first, replace(first, **(usual | second)))  # type: ignore[arg-type]
    assert len(found) == (1 if together else 2)


def test_whole_days_stay_apart_and_a_reported_absence_too(town: SmallTown) -> None:
    day, next_day = SpecialHours(TUESDAY, TUESDAY), SpecialHours(TUESDAY + DAY, TUESDAY + DAY)
    assert kept(town, day, next_day) == [(day, 1, 0), (next_day, 1, 0)]
    teacher = town.people["Seidel"]
    with town.workspace.rehearse() as db:
        for first in (TUESDAY, TUESDAY + DAY, THURSDAY):
            exceptions.add(db, teacher, SpecialHours(first, first, 480, 720))
        db.flush()
        middle = sorted(row.id for row in find(db, Closure, resource_id=teacher))[1]
        report(db, teacher, middle)
        found = exceptions_of(db, teacher)
        told = [(e.special.first, e.special.last, e.special.weekdays, e.reported) for e in found]
        assert told == [
            (TUESDAY, THURSDAY, frozenset({1, 3}), False),
            (TUESDAY + DAY, TUESDAY + DAY, exceptions.EVERY_DAY, True),
        ]
        key = next(each.key for each in found if each.reported)
        with pytest.raises(Refused, match="exception_reported"):
            exceptions.remove(db, teacher, key)


def report(db: Db, teacher: int, closure: int) -> None:
    row = by_id(db, Closure, closure)
    db.add(
        Absence(
            kind=AbsenceKind.PERSON.value,
            resource_id=teacher,
            closure_id=closure,
            starts=row.starts,
            ends=row.ends,
            reason=ClosureReason.ILL.value,
            reported_at=0,
        )
    )
    db.flush()


def test_hours_beside_the_usual_ones_are_a_row_for_each_weekday(town: SmallTown) -> None:
    more = SpecialHours(TUESDAY, THURSDAY, 960, 1080, present=True)
    assert kept(town, more) == [(more, 0, 3)]
    weekly = SpecialHours(
        TUESDAY, TUESDAY + 14 * DAY, 960, 1080, present=True, weekdays=frozenset({1, 3})
    )
    assert kept(town, weekly) == [(weekly, 0, 2)]
    other = replace(weekly, ends=1081)
    assert kept(town, weekly, other) == [(weekly, 0, 2), (other, 0, 2)]


def test_a_night_away_counts_as_whole_days_and_other_rows_are_left_out(town: SmallTown) -> None:
    teacher = town.people["Seidel"]
    with town.workspace.rehearse() as db:
        night = Closure(resource_id=teacher, reason="von früher")
        night.starts, night.ends = minute_of(TUESDAY, 1200), minute_of(TUESDAY + DAY, 400)
        db.add(night)
        for kind, until in (("usual", THURSDAY), ("extra", None)):
            row = Availability(resource_id=teacher, kind=kind, weekday=1, starts=0, ends=60)
            row.valid_from, row.valid_until = TUESDAY, until
            db.add(row)
        db.flush()
        (found,) = exceptions_of(db, teacher)
        special = found.special
        assert (special.first, special.last) == (TUESDAY, TUESDAY + DAY)
        assert special.whole_days
        assert special.reason is ClosureReason.OTHER


def test_only_what_ends_on_the_day_or_later_is_shown_in_order_of_time(town: SmallTown) -> None:
    teacher = town.people["Seidel"]
    with town.workspace.rehearse() as db:
        for first in (THURSDAY, TUESDAY):
            exceptions.add(db, teacher, SpecialHours(first, first))
        exceptions.add(db, town.people["Vogel"], SpecialHours(TUESDAY, TUESDAY))
        db.flush()

        def since(day: date | None) -> list[date]:
            return [each.special.first for each in exceptions_of(db, teacher, day)]

        assert since(None) == since(TUESDAY) == [TUESDAY, THURSDAY]
        assert since(TUESDAY + DAY) == since(THURSDAY) == [THURSDAY]
        assert since(THURSDAY + DAY) == []


def test_it_is_taken_away_whole_and_only_of_whom_it_is(town: SmallTown) -> None:
    teacher, other = town.people["Seidel"], town.people["Vogel"]
    with town.workspace.rehearse() as db:
        exceptions.add(db, teacher, SpecialHours(TUESDAY, THURSDAY, 480, 720))
        exceptions.add(db, teacher, SpecialHours(TUESDAY, THURSDAY, 960, 1080, present=True))
        db.flush()
        keys = [each.key for each in exceptions_of(db, teacher)]
        assert sorted(key[0] for key in keys) == ["a", "x"]
        for key, of in ((keys[0], other), ("a0", teacher)):
            with pytest.raises(Refused, match="exception_unknown"):
                exceptions.remove(db, of, key)
        for key in keys:
            exceptions.remove(db, teacher, key)
            db.flush()
        assert find(db, Closure, resource_id=teacher) == []
        assert find(db, Availability, resource_id=teacher) == []
