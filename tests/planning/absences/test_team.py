"""Drivers, carers and substitutes on the list: who is told what, and who is called again."""

from kursplaner.domain.kinds import CallAnswer
from kursplaner.planning.absences.plan import FREE
from kursplaner.planning.absences.reach import Part, on_duty, touched_by
from tests.planning.morning_town import draft_for, reported
from tests.planning.village_town import Village


def states(oelsnitz: Village, absence_id: int, name: str) -> list[str] | None:
    """Return what is planned now for somebody of the team; None: not listed."""
    oelsnitz.people[name] = oelsnitz.town.people.get(name) or oelsnitz.people[name]
    found = oelsnitz.standing(absence_id, name)
    if found is None:
        return None
    assert all(said.work for said in found.units if not said.beside)
    return [said.now.partition(":")[0] for said in found.units if not said.beside]


def test_the_driver_leaves_a_village_out_drives_again_and_hears_both(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report()
    assert states(oelsnitz, absence_id, "driver") == ["detour", "detour"]
    oelsnitz.call(absence_id, "driver", CallAnswer.OPEN)
    oelsnitz.call_off(absence_id)
    found = oelsnitz.standing(absence_id, "driver")
    assert found is not None
    assert found.agrees
    assert found.units[0].without == ("Oelsnitz",)
    oelsnitz.end(absence_id)
    assert states(oelsnitz, absence_id, "driver") == ["", ""]
    found = oelsnitz.standing(absence_id, "driver")
    assert found is not None
    assert found.otherwise
    oelsnitz.call(absence_id, "driver", CallAnswer.OPEN)
    found = oelsnitz.standing(absence_id, "driver")
    assert found is not None
    assert found.agrees


def test_a_substitute_is_told_and_hears_when_she_is_not_needed(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("carer")
    assert states(oelsnitz, absence_id, "Weiss") is None
    assert states(oelsnitz, absence_id, "Roth") is None
    oelsnitz.stand_in(absence_id, Part.CARER, oelsnitz.town.slots[:1])
    assert states(oelsnitz, absence_id, "Weiss") == [""]
    found = oelsnitz.standing(absence_id, "Weiss")
    assert found is not None
    assert (found.agrees, found.otherwise) == (False, False)
    oelsnitz.call(absence_id, "Weiss", CallAnswer.OPEN)
    found = oelsnitz.standing(absence_id, "Weiss")
    assert found is not None
    assert found.agrees
    day = oelsnitz.report("day")
    assert states(oelsnitz, day, "Weiss") == ["childcare"]
    assert states(oelsnitz, absence_id, "Weiss") == ["childcare"]


def test_who_is_back_hears_that_somebody_else_works(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("carer")
    oelsnitz.stand_in(absence_id, Part.CARER, oelsnitz.town.slots[:1])
    assert states(oelsnitz, absence_id, "Roth") is None
    oelsnitz.end(absence_id)
    assert states(oelsnitz, absence_id, "Roth") == [FREE]


def test_a_substitute_who_falls_ill_herself_is_not_called(oelsnitz: Village) -> None:
    absence_id = oelsnitz.report("carer")
    oelsnitz.stand_in(absence_id, Part.CARER, oelsnitz.town.slots[:1])
    reported(oelsnitz.town, draft_for(oelsnitz.people["Weiss"]))
    assert states(oelsnitz, absence_id, "Weiss") is None


def test_a_lesson_called_off_takes_carer_and_driver_along(oelsnitz: Village) -> None:
    absence_id = reported(oelsnitz.town, draft_for(oelsnitz.town.people["Seidel"]))
    assert states(oelsnitz, absence_id, "driver") is None
    oelsnitz.call_off(absence_id)
    assert states(oelsnitz, absence_id, "driver") == ["ride", "ride"]
    assert states(oelsnitz, absence_id, "Roth") == ["childcare"]
    with oelsnitz.workspace.read() as db:
        working = {person for _, person in on_duty(db, touched_by(db, absence_id))}
    assert {oelsnitz.town.people[name] for name in ("driver", "Roth", "Seidel")} == working
