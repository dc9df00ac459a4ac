"""The plan of an absence changes: shorter, longer, back; what was called off drives again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.spans import minute_of
from kursplaner.domain.absences import AbsenceEffect, AbsenceEnding
from kursplaner.domain.childcare import ChildcareSlot
from kursplaner.domain.kinds import AbsenceKind, ActKind, CallAnswer, ClosureReason
from kursplaner.domain.occupations import Occupation
from kursplaner.domain.rides.rides import Ride, RideSeat
from kursplaner.planning.absences import replanning
from kursplaner.planning.absences.reach import AbsenceDraft, row_of
from kursplaner.planning.absences.replanning import Replanned
from kursplaner.store.occupations import Claim, occupy
from kursplaner.store.records import by_id, find
from tests.planning.morning_town import draft_for, reported
from tests.planning.small_town import TUESDAY
from tests.planning.village_town import THURSDAY, Village, still_as_planned

NOON = minute_of(TUESDAY, 720)


def replan(oelsnitz: Village, absence_id: int, until: int, *, restore: bool = True) -> Replanned:
    """Try it, store it, and see that both say the same."""
    with oelsnitz.workspace.rehearse() as db:
        seen = replanning.propose(db, absence_id, until, restore=restore)
    with oelsnitz.workspace.change(ActKind.ABSENCE_ENDED) as db:
        done = replanning.apply(db, absence_id, until, restore=restore)
    assert seen == done
    return done


def rides(oelsnitz: Village) -> list[str]:
    with oelsnitz.workspace.read() as db:
        return [ride.status for ride in find(db, Ride, id=oelsnitz.town.rides[:4])]


def test_a_bus_called_off_drives_again_from_another_minute_on(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("bus", last_day=True)
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.call_off(absence_id)
    oelsnitz.take_over(absence_id)
    assert rides(oelsnitz) == ["cancelled"] * 4
    start = minute_of(TUESDAY, 660)
    done = replan(oelsnitz, absence_id, start)
    assert [touched.id for touched in done.again] == oelsnitz.town.rides[1:4]
    assert (done.stays_off, done.away) == ((), ())
    assert rides(oelsnitz) == ["cancelled", "planned", "planned", "planned"]
    assert oelsnitz.people["Rima"] in done.to_call
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is not None
    assert [said.now for said in found.units if not said.beside] == ["ride_out", ""]
    replan(oelsnitz, absence_id, minute_of(TUESDAY))
    assert oelsnitz.taken_out("Rima") == still_as_planned("Rima")
    assert rides(oelsnitz) == ["planned"] * 4
    for _ in range(3):
        oelsnitz.workspace.undo()
    assert rides(oelsnitz) == ["cancelled"] * 4


def test_what_is_taken_since_stays_off_and_what_is_wished_so(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("bus")
    oelsnitz.call_off(absence_id)
    with oelsnitz.workspace.change(ActKind.RIDE_CHANGED) as db:
        at = minute_of(TUESDAY, 690)
        occupy(db, [Claim(oelsnitz.town.people["driver"], at, at + 60, "ride", 999)])
    with oelsnitz.workspace.rehearse() as db:
        kept = replanning.apply(db, absence_id, minute_of(TUESDAY), restore=False)
        assert (kept.again, kept.stays_off) == ((), ())
    done = replan(oelsnitz, absence_id, minute_of(TUESDAY))
    assert [touched.id for touched in done.again] == oelsnitz.town.rides[:1]
    assert [touched.id for touched in done.stays_off] == oelsnitz.town.rides[1:2]


def test_a_village_of_a_shared_bus_is_served_again_from_noon(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("village", last_day=True)
    oelsnitz.call_off(absence_id)
    replan(oelsnitz, absence_id, NOON)
    with oelsnitz.workspace.read() as db:
        seats = find(db, RideSeat, person_id=oelsnitz.people["Rima"])
        out = {seat.ride_id for seat in seats if seat.result != "open"}
    assert out == set(oelsnitz.town.rides[:2])


def test_longer_reaches_further_people_and_days(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("village")
    oelsnitz.call(absence_id, "Rima", CallAnswer.COMES)
    done = replan(oelsnitz, absence_id, minute_of(THURSDAY, 1440))
    assert oelsnitz.people["Rima"] in done.to_call
    found = oelsnitz.standing(absence_id, "Rima")
    assert found is not None
    assert [said.now for said in found.units if not said.beside] == ["ride", "ride"]
    ill = reported(oelsnitz.town, draft_for(oelsnitz.people["Layla"]))
    replan(oelsnitz, ill, minute_of(THURSDAY, 1440))
    with oelsnitz.workspace.read() as db:
        starts = {effect.starts for effect in find(db, AbsenceEffect, absence_id=ill)}
    assert len({at // 1440 for at in starts}) == 2


def test_what_changes_nothing_or_cannot_be_is_refused(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    for until, kind in (
        (minute_of(TUESDAY, 1440), "absence_unchanged"),
        (minute_of(TUESDAY.replace(year=2028, month=4)), "day_out_of_range"),
    ):
        with (
            pytest.raises(Refused, match=kind),
            oelsnitz.workspace.change(ActKind.ABSENCE_ENDED) as db,
        ):
            replanning.apply(db, absence_id, until)
    oelsnitz.call(absence_id, "Rima")
    oelsnitz.end(absence_id)
    with (
        pytest.raises(Refused, match="absence_withdrawn"),
        oelsnitz.workspace.change(ActKind.ABSENCE_ENDED) as db,
    ):
        replanning.apply(db, absence_id, NOON)


def slot_of(oelsnitz: Village) -> tuple[str, str | None, int]:
    """Return how the childcare of Tuesday stands, and how many it keeps busy."""
    with oelsnitz.workspace.read() as db:
        slot = by_id(db, ChildcareSlot, oelsnitz.town.slots[0])
        busy = find(db, Occupation, source="childcare", source_id=slot.id, active=True)
        return slot.status, slot.cancel_reason, len(busy)


def test_childcare_called_off_takes_place_again_unless_its_room_is_taken(
    oelsnitz: Village,
) -> None:
    before = slot_of(oelsnitz)
    absence_id = oelsnitz.report("carer")
    oelsnitz.call_off(absence_id)
    assert (slot_of(oelsnitz)[0], slot_of(oelsnitz)[2]) == ("cancelled", 0)
    with oelsnitz.workspace.read() as db:
        slot = by_id(db, ChildcareSlot, oelsnitz.town.slots[0])
        room, starts, ends = slot.room_id, slot.starts, slot.ends
    assert room is not None
    for at, taken in ((ends - 1, True), (starts - 5, False), (ends, False)):
        with oelsnitz.workspace.rehearse() as db:
            occupy(db, [Claim(room, at, at + 5, "booking", 999)])
            done = replanning.apply(db, absence_id, minute_of(TUESDAY))
            assert [t.id for t in done.stays_off] == oelsnitz.town.slots[:1] * taken
            assert [t.id for t in done.again] == oelsnitz.town.slots[:1] * (not taken)
    done = replan(oelsnitz, absence_id, minute_of(TUESDAY))
    assert [touched.id for touched in done.again] == oelsnitz.town.slots[:1]
    assert slot_of(oelsnitz) == before


def test_longer_ends_where_the_next_one_of_the_same_begins(oelsnitz: Village) -> None:
    first = oelsnitz.report("village")
    after = TUESDAY + timedelta(days=1)
    draft = AbsenceDraft(
        AbsenceKind.VILLAGE, THURSDAY, THURSDAY, ClosureReason.WEATHER, None, "Oelsnitz"
    )
    later = reported(oelsnitz.town, draft)
    elsewhere = replace(draft, first=after, last=after, municipality="Raun")
    reported(oelsnitz.town, elsewhere)
    replan(oelsnitz, first, minute_of(THURSDAY))
    with (
        pytest.raises(Refused, match="absent_already") as refused,
        oelsnitz.workspace.change(ActKind.ABSENCE_ENDED) as db,
    ):
        replanning.apply(db, first, minute_of(THURSDAY) + 1)
    assert refused.value.facts["id"] == later
    with oelsnitz.workspace.change(ActKind.ABSENCE_ENDED) as db:
        replanning.apply(db, later, minute_of(THURSDAY))
    replan(oelsnitz, first, minute_of(THURSDAY, 1440))


def test_what_was_shortened_can_be_lengthened_within_its_days(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("village", last_day=True)
    oelsnitz.call(absence_id, "Rima")
    for until in (NOON, minute_of(TUESDAY, 1440), minute_of(THURSDAY, 720)):
        replan(oelsnitz, absence_id, until)
        with oelsnitz.workspace.read() as db:
            assert row_of(db, absence_id).ends == until
    replan(oelsnitz, absence_id, minute_of(THURSDAY, 1440))
    with oelsnitz.workspace.read() as db:
        assert find(db, AbsenceEnding, absence_id=absence_id) == []
        assert row_of(db, absence_id).ends == minute_of(THURSDAY, 1440)


def test_no_absence_lasts_longer_than_a_year(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("village")
    longest = minute_of(TUESDAY + timedelta(days=366))
    replan(oelsnitz, absence_id, longest)
    with (
        pytest.raises(Refused, match="day_out_of_range") as refused,
        oelsnitz.workspace.rehearse() as db,
    ):
        replanning.apply(db, absence_id, longest + 1)
    assert refused.value.facts == {"day": TUESDAY + timedelta(days=366)}
