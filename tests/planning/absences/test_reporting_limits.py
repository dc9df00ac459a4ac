"""Which absences can be reported, to the day, and what is stored of one."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_at, minute_of
from kursplaner.domain.absences import Absence, AbsenceEnding
from kursplaner.domain.kinds import AbsenceKind, ClosureReason
from kursplaner.domain.people import Closure
from kursplaner.planning.absences import reporting
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.morning_town import draft_for
from tests.planning.small_town import NOW, TUESDAY
from tests.planning.village_town import Village, build_village
from tests.towns import passing

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def shared() -> Iterator[Village]:
    """Return the village, which nobody changes: what a test writes is taken back."""
    with passing(build_village, NOW) as made:
        yield made


@pytest.fixture
def db(shared: Village) -> Iterator[Db]:
    with shared.workspace.read() as session:
        yield session


def refused(db: Db, draft: AbsenceDraft) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as told:
        reporting.propose(db, draft)
    return told.value.kind, dict(told.value.facts)


def apply(db: Db, draft: AbsenceDraft) -> int:
    key = reporting.apply(db, reporting.propose(db, draft))
    db.flush()
    return key


def test_an_absence_lasts_a_day_to_a_year_and_a_day(db: Db, shared: Village) -> None:
    roth = shared.town.people["Roth"]
    assert refused(db, draft_for(roth, TUESDAY - DAY)) == ("end_before_start", {})
    late = TUESDAY + 366 * DAY
    assert refused(db, draft_for(roth, late)) == ("day_out_of_range", {"day": late})
    for last in (TUESDAY, TUESDAY + 365 * DAY):
        assert reporting.propose(db, draft_for(roth, last)).draft.last == last


def test_who_or_what_is_missing_must_be_there(db: Db) -> None:
    def kind(kind: AbsenceKind, key: int | None = None, village: str = "") -> str:
        reason = ClosureReason.WEATHER
        return refused(db, AbsenceDraft(kind, TUESDAY, TUESDAY, reason, key, village))[0]

    assert kind(AbsenceKind.PERSON, 9999) == kind(AbsenceKind.PERSON) == "not_found"
    assert kind(AbsenceKind.VEHICLE, 9999) == kind(AbsenceKind.VEHICLE) == "not_found"
    assert kind(AbsenceKind.VILLAGE, village=" ") == "municipality_missing"
    assert kind(AbsenceKind.VILLAGE, village="Nirgendwo") == "municipality_unknown"


@pytest.mark.parametrize(
    ("kind", "name", "bars"),
    [
        (AbsenceKind.PERSON, "Roth", True),
        (AbsenceKind.PERSON, "Seidel", True),
        (AbsenceKind.PERSON, "driver", True),
        (AbsenceKind.PERSON, "Rima", False),
        (AbsenceKind.VEHICLE, "", True),
        (AbsenceKind.VILLAGE, "", False),
        (AbsenceKind.DAY, "", False),
    ],
)
def test_a_closure_bars_who_works_here_and_vehicles(
    db: Db, shared: Village, kind: AbsenceKind, name: str, *, bars: bool
) -> None:
    people = {**shared.people, **shared.town.people}
    key = people[name] if name else shared.town.vehicle if kind == AbsenceKind.VEHICLE else None
    village = "Oelsnitz" if kind is AbsenceKind.VILLAGE else ""
    draft = AbsenceDraft(kind, TUESDAY, TUESDAY, ClosureReason.WEATHER, key, village, " Glatteis ")
    assert reporting.propose(db, draft).bars is bars
    row = by_id(db, Absence, apply(db, draft))
    starts, ends = draft.span.starts, draft.span.ends
    assert (row.kind, row.resource_id, row.municipality) == (kind.value, key, village)
    assert (row.starts, row.ends, row.reason, row.note) == (starts, ends, "weather", "Glatteis")
    assert row.reported_at == minute_at(NOW)
    closures = find(db, Closure, reason="weather")
    spans = [(c.id, c.resource_id, c.starts, c.ends) for c in closures]
    assert spans == ([(row.closure_id, key, starts, ends)] if bars else [])


def test_the_same_is_not_reported_twice_for_a_day(db: Db, shared: Village) -> None:
    roth = shared.town.people["Roth"]
    thursday = TUESDAY + 2 * DAY
    key = apply(db, draft_for(roth, thursday))

    def beside(first: date, last: date, who: int = roth) -> AbsenceDraft:
        return AbsenceDraft(AbsenceKind.PERSON, first, last, resource_id=who)

    facts = {"first": TUESDAY, "last": thursday, "id": key}
    for draft in (beside(thursday, thursday), beside(TUESDAY - DAY, TUESDAY)):
        assert refused(db, draft) == ("absent_already", facts)
    for draft in (
        beside(thursday + DAY, thursday + DAY),
        beside(TUESDAY - DAY, TUESDAY - DAY),
        beside(TUESDAY, TUESDAY, shared.town.people["Seidel"]),
    ):
        assert reporting.propose(db, draft).draft == draft
    reporting.end(db, key, TUESDAY)
    db.flush()
    again = beside(TUESDAY + DAY, thursday)
    assert reporting.propose(db, again).draft == again
    assert refused(db, beside(TUESDAY, TUESDAY))[0] == "absent_already"


def test_a_village_and_another_are_no_same_absence(db: Db) -> None:
    def village(name: str) -> AbsenceDraft:
        reason = ClosureReason.WEATHER
        return AbsenceDraft(AbsenceKind.VILLAGE, TUESDAY, TUESDAY, reason, None, name)

    apply(db, village("Oelsnitz"))
    assert refused(db, village("Oelsnitz"))[0] == "absent_already"
    assert reporting.propose(db, village("Raun")).draft == village("Raun")


def test_what_changed_since_it_was_shown_is_told(db: Db, shared: Village) -> None:
    plan = reporting.propose(db, draft_for(shared.town.people["Roth"]))
    stale = reporting.AbsencePlan(plan.draft, plan.touched[1:], plan.concerned, plan.bars)
    with pytest.raises(Refused, match="overtaken") as told:
        reporting.apply(db, stale)
    facts = {"noun": "person", "id": shared.town.people["Roth"]}
    assert told.value.facts == facts


@pytest.mark.parametrize(("days", "closed"), [(0, 1), (1, 2), (-1, None)])
def test_an_end_shortens_the_closure_to_its_last_day(
    db: Db, shared: Village, days: int, closed: int | None
) -> None:
    roth = shared.town.people["Roth"]
    key = apply(db, draft_for(roth, TUESDAY + 2 * DAY))
    reporting.end(db, key, TUESDAY + days * DAY)
    db.flush()
    ends = [row.ends for row in find(db, Closure, resource_id=roth)]
    assert ends == ([] if closed is None else [minute_of(TUESDAY) + closed * 1440])
    rows = find(db, Absence, id=key)
    since = [row.since for row in find(db, AbsenceEnding, absence_id=key)]
    assert (len(rows), since) == ((0, []) if closed is None else (1, ends))


@pytest.mark.parametrize(("days", "longer"), [(1, False), (2, True), (3, True)])
def test_an_absence_only_gets_shorter(db: Db, shared: Village, days: int, *, longer: bool) -> None:
    last = TUESDAY + 2 * DAY
    key = apply(db, draft_for(shared.town.people["Roth"], last))
    if not longer:
        reporting.end(db, key, TUESDAY + days * DAY)
        reporting.end(db, key, TUESDAY)
        db.flush()
        (row,) = find(db, AbsenceEnding, absence_id=key)
        assert row.since == minute_of(TUESDAY + DAY)
        return
    with pytest.raises(Refused, match="absence_longer") as told:
        reporting.end(db, key, TUESDAY + days * DAY)
    assert told.value.facts == {"last": last}
