"""Snow in two villages: one absence, one list, each ride without its own halts."""

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.desk.absences.call_list import read_call_list
from kursplaner.desk.absences.outcomes import outcomes
from kursplaner.domain.absences import stored_villages
from kursplaner.domain.kinds import AbsenceKind, ActKind, CallAnswer, ClosureReason
from kursplaner.planning.absences import cancelling, replanning, reporting
from kursplaner.planning.absences.reach import AbsenceDraft
from kursplaner.store.queries.absences.absences import absence
from tests.planning.morning_town import reported
from tests.planning.small_town import TUESDAY
from tests.planning.village_town import THURSDAY, Village

BOTH = ("Oelsnitz", "Raun")


def draft(*villages: str) -> AbsenceDraft:
    kind, reason = AbsenceKind.VILLAGE, ClosureReason.WEATHER
    return AbsenceDraft(kind, TUESDAY, TUESDAY, reason, None, stored_villages(villages))


def names(oelsnitz: Village, absence_id: int) -> set[str]:
    known = {key: name for name, key in oelsnitz.people.items()}
    with oelsnitz.workspace.read() as db:
        return {known.get(line.person_id, "team") for line in read_call_list(db, absence_id).lines}


def test_both_villages_stand_on_one_list(oelsnitz: Village) -> None:
    absence_id = reported(oelsnitz.town, draft(*BOTH))
    assert names(oelsnitz, absence_id) >= {"Rima", "Olena", "Layla"}
    with oelsnitz.workspace.read() as db:
        row = absence(db, absence_id)
        assert row is not None
        assert row.villages == BOTH
        found = oelsnitz.standing(absence_id, "Layla")
    assert found is not None
    assert found.units[0].now == "ride"


def test_a_ride_that_serves_only_them_is_called_off_whole(oelsnitz: Village) -> None:
    absence_id = reported(oelsnitz.town, draft(*BOTH))
    with oelsnitz.workspace.read() as db:
        plan = cancelling.propose(db, absence_id)
    assert plan.ride_ids == tuple(oelsnitz.town.rides[:2])
    assert plan.seat_ids == ()
    oelsnitz.call(absence_id, "Layla")
    oelsnitz.call_off(absence_id)
    found = oelsnitz.standing(absence_id, "Layla")
    assert found is not None
    assert found.agrees
    with oelsnitz.workspace.change(ActKind.ABSENCE_ENDED) as db:
        replanning.apply(db, absence_id, minute_of(TUESDAY), restore=True)
    found = oelsnitz.standing(absence_id, "Layla")
    assert found is not None
    assert found.otherwise
    assert found.again


def test_the_rides_name_the_villages_they_leave_out(oelsnitz: Village) -> None:
    absence_id = reported(oelsnitz.town, draft(*BOTH))
    with oelsnitz.workspace.read() as db:
        calls = read_call_list(db, absence_id)
        told = [line.text for line in outcomes(db, calls) if line.source == "ride"]
    assert told == ["ohne Oelsnitz und Raun"]


@pytest.mark.parametrize("again", [("Raun",), ("Oelsnitz",), BOTH])
def test_a_village_that_fails_already_is_not_reported_again(
    oelsnitz: Village, again: tuple[str, ...]
) -> None:
    reported(oelsnitz.town, draft(*BOTH))
    with pytest.raises(Refused, match="absent_already"), oelsnitz.workspace.read() as db:
        reporting.propose(db, draft(*again))


def test_two_absences_of_one_village_each_stay_two(oelsnitz: Village) -> None:
    first, other = reported(oelsnitz.town, draft("Raun")), oelsnitz.report()
    assert "Layla" in names(oelsnitz, first)
    assert "Layla" not in names(oelsnitz, other)
    assert names(oelsnitz, other) >= {"Rima", "Olena"}


def test_each_village_must_be_known(oelsnitz: Village) -> None:
    with pytest.raises(Refused, match="municipality_unknown") as caught:
        reported(oelsnitz.town, draft("Raun", "Nirgends"))
    assert caught.value.facts["name"] == "Nirgends"
    with pytest.raises(Refused, match="municipality_missing"):
        reported(oelsnitz.town, draft(" "))


def test_it_lasts_longer_unless_one_of_them_fails_then_already(oelsnitz: Village) -> None:
    absence_id = reported(oelsnitz.town, draft(*BOTH))
    later = AbsenceDraft(
        AbsenceKind.VILLAGE, THURSDAY, THURSDAY, ClosureReason.WEATHER, None, "Raun"
    )
    reported(oelsnitz.town, later)
    with pytest.raises(Refused, match="absent_already"), oelsnitz.workspace.rehearse() as db:
        until = minute_of(THURSDAY, 1440)
        replanning.apply(db, absence_id, until, restore=True)


def test_who_is_not_on_the_list_is_not_called(oelsnitz: Village) -> None:
    absence_id = reported(oelsnitz.town, draft("Oelsnitz"))
    before = oelsnitz.standing(absence_id, "Rima")
    with pytest.raises(Refused, match="not_on_the_list"):
        oelsnitz.call(absence_id, "Layla", CallAnswer.STAYS_HOME)
    assert oelsnitz.standing(absence_id, "Rima") == before
    assert oelsnitz.workspace.undo() is not None
    with oelsnitz.workspace.read() as db:
        assert absence(db, absence_id) is None  # the report was the last act that was stored
