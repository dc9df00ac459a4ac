"""What a merge sets right beside the foreign keys: pairs, repeated lines, what counts of two."""

from datetime import date

import pytest

from kursplaner.domain.kinds.counting import PLACES_BY_WEIGHT, SEATS_RIDING
from kursplaner.domain.people import NeverTogether, Person
from kursplaner.domain.town import AcceptedConflict, FollowUp
from kursplaner.planning.people import merge_folds
from kursplaner.planning.people.merging import MergeWish
from kursplaner.store.records import by_id, find
from tests.planning.people.test_merging import FIRST, SECOND, merged, two
from tests.planning.small_town import TUESDAY, SmallTown, add_person


def test_who_must_not_meet_either_must_not_meet_the_one(town: SmallTown) -> None:
    seidel, vogel = town.people["Seidel"], town.people["Vogel"]
    with town.workspace.fill() as db:
        both, only, older = (add_person(db, name) for name in ("Beide", "Nur", "Ältere"))
        db.add(NeverTogether(first_id=vogel, second_id=both, reason=""))
        db.add(NeverTogether(first_id=seidel, second_id=both, reason="Streit"))
        db.add(NeverTogether(first_id=vogel, second_id=only, reason="Gericht"))
        by_id(db, Person, older).family_name = "Alt"
        rest = NeverTogether(first_id=seidel, second_id=older, reason="bleibt")
        db.add(rest)
    merged(town, MergeWish(seidel, vogel))
    with town.workspace.read() as db:
        pairs = {(row.first_id, row.second_id): row.reason for row in find(db, NeverTogether)}
    assert pairs == {
        (seidel, both): "Streit",
        (seidel, only): "Gericht",
        (seidel, older): "bleibt",
    }


def test_the_smaller_number_stands_first_also_where_the_other_record_stays(
    town: SmallTown,
) -> None:
    with town.workspace.fill() as db:
        first, between, second = (add_person(db, name) for name in ("Eins", "Zwei", "Drei"))
        db.add(NeverTogether(first_id=first, second_id=between))
    merged(town, MergeWish(second, first))
    with town.workspace.read() as db:
        pairs = [(row.first_id, row.second_id) for row in find(db, NeverTogether)]
    assert pairs == [(between, second)]


def test_lines_that_say_the_same_stand_once_and_others_stay(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        first, second = two(db)
        for person, line in ((first, "Anrufen"), (second, "Anrufen"), (second, "Brief")):
            db.add(FollowUp(day=TUESDAY, line=line, person_id=person))
    merged(town, MergeWish(first, second))
    with town.workspace.read() as db:
        assert [row.line for row in find(db, FollowUp)] == ["Anrufen", "Brief"]


def test_an_accepted_conflict_of_both_is_accepted_once(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        first, second = two(db)
        for person, reason in ((first, "bleibt"), (second, "geht")):
            key = f"teacher:{person}:lesson1-lesson2"
            db.add(AcceptedConflict(conflict=key, reason=reason, accepted_at=0))
    merged(town, MergeWish(first, second))
    with town.workspace.read() as db:
        told = [(row.conflict, row.reason) for row in find(db, AcceptedConflict)]
    assert told == [(f"teacher:{first}:lesson1-lesson2", "bleibt")]


@pytest.mark.parametrize(
    ("gone", "kept", "ends"),
    [(None, FIRST, None), (SECOND, None, None), (FIRST, SECOND, SECOND), (SECOND, FIRST, SECOND)],
)
def test_a_wish_to_ride_that_holds_longer_holds_on(
    gone: date | None, kept: date | None, ends: date | None
) -> None:
    fold = merge_folds.FOLDS["ride_demand"]
    plain = {"wheelchair": False, "pram": False}
    found = fold({**plain, "pram": True, "ended_on": gone}, {**plain, "ended_on": kept})
    assert found == {"wheelchair": False, "pram": True, "ended_on": ends}


def test_the_place_and_the_seat_that_were_used_stay() -> None:
    place, seat = merge_folds.FOLDS["childcare_place"], merge_folds.FOLDS["ride_seat"]
    names = "brought_at brought_by collected_at collected_by carer_id over_limit_reason remark"
    empty = dict.fromkeys((*names.split(), "enrolment_id"))
    for at, status in enumerate(PLACES_BY_WEIGHT):
        for other_at, other in enumerate(PLACES_BY_WEIGHT):
            found = place({**empty, "status": status}, {**empty, "status": other})
            assert found.get("status", other) == (status if at < other_at else other)
    body = {"wheelchair": False, "pram": False, "result_reason": "", "stop_id": 1, "kind": "x"}
    results = (*reversed(SEATS_RIDING), "cancelled")
    for at, result in enumerate(results):
        for other_at, other in enumerate(results):
            found = seat(
                {**body, "enrolment_id": 1, "result": result, "pram": True},
                {**body, "enrolment_id": 2, "result": other},
            )
            assert found.get("result", other) == (result if at < other_at else other)
            assert found["pram"] is True
