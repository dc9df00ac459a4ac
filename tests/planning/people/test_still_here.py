"""Nobody is put down anew who is kept in the papers alone."""

from dataclasses import replace

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.domain.kinds import ActKind, LeaveReason
from kursplaner.domain.people import Person
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.interpreters import engaging
from kursplaner.planning.interpreters.engaging import InterpreterForm
from kursplaner.planning.people.still_here import person_here
from kursplaner.store.records import by_id
from tests.planning.new_families import BIG, draft
from tests.planning.small_town import TUESDAY, SmallTown, add_person


def test_who_is_ended_is_refused_by_name_and_day(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        gone = add_person(db, "Weg")
        assert person_here(db, gone).id == gone
        by_id(db, Person, gone).ended_on = TUESDAY
    with town.workspace.read() as db, pytest.raises(Refused, match="person_gone") as told:
        person_here(db, gone)
    assert told.value.facts == {"name": "Weg, Weg", "day": TUESDAY}


def test_nobody_ended_is_enrolled_refused_or_interprets(town: SmallTown) -> None:
    wish = draft(town, (BIG,))
    with town.workspace.fill() as db:
        gone = add_person(db, "Weg", ended_on=TUESDAY)
        by_id(db, Person, wish.children[0].person_id).ended_on = TUESDAY
    with town.workspace.read() as db:
        with pytest.raises(Refused, match="person_gone"):
            enrolling.propose_enrol(db, replace(wish, person_id=gone, children=()))
        with pytest.raises(Refused, match="person_gone"):
            enrolling.propose_enrol(db, wish)
        with pytest.raises(Refused, match="person_gone"):
            engaging.propose(db, InterpreterForm(town.lessons[0], "ar", person_id=gone))
        assert enrolling.propose_enrol(db, replace(wish, children=())).fit is not None
    with (
        pytest.raises(Refused, match="person_gone"),
        town.workspace.change(ActKind.ENROLMENT_REFUSED) as db,
    ):
        enrolling.refuse(db, town.course, gone, LeaveReason.FULL)
