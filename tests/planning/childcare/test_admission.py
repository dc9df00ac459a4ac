from datetime import datetime

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.childcare import ChildcarePlace
from kursplaner.domain.kinds import ActKind, ConflictKind
from kursplaner.domain.people import AuthorisedCollector, EmergencyContact, HealthNote, Person
from kursplaner.domain.town import FollowUp
from kursplaner.planning.childcare import admission
from kursplaner.planning.childcare.admission import DoorDraft
from kursplaner.planning.conflicts.finding import find
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from tests.planning.small_town import SmallTown

AT_THE_DOOR = datetime(2027, 3, 2, 8, 55)
LINE = DoorDraft("Mila", 4, "Nüsse", "0170 7654321", "Oma Vera")


def admit(town: SmallTown, draft: DoorDraft, reason: str = "") -> int:
    with town.workspace.change(ActKind.CHILD_ADMITTED) as db:
        plan = admission.propose_admission(db, town.slots[0], draft)
        return admission.admit(db, plan, reason)


def test_one_line_is_enough_and_the_rest_is_asked_later(town: SmallTown) -> None:
    with clock.pinned(AT_THE_DOOR):
        key = admit(town, LINE)
    with town.workspace.read() as db:
        place = by_id(db, ChildcarePlace, key)
        child = by_id(db, Person, place.child_id)
        assert (place.status, place.brought_at) == ("brought", minute_at(AT_THE_DOOR))
        assert (child.family_name, child.birth_uncertain) == ("Mila", True)
        assert [note.allergies for note in records(db, HealthNote)] == ["Nüsse"]
        assert [row.name for row in records(db, AuthorisedCollector)] == ["Oma Vera"]
        assert [row.phone for row in records(db, EmergencyContact)] == ["0170 7654321"]
        lines = [row.line for row in records(db, FollowUp)]
        assert lines == ["missing:family_name,birth_date,guardian,consents"]


def test_on_a_day_to_come_a_child_is_expected_not_brought(town: SmallTown) -> None:
    key = admit(town, LINE)
    with town.workspace.read() as db:
        place = by_id(db, ChildcarePlace, key)
        assert (place.status, place.brought_at, place.brought_by) == ("planned", None, "")


def test_over_the_ratio_only_with_a_reason(town: SmallTown) -> None:
    for number in range(5):
        admit(town, DoorDraft(f"Kind{number}", 5))
    with pytest.raises(HardConflict):
        admit(town, LINE)
    with town.workspace.read() as db:
        assert len(records(db, ChildcarePlace)) == 5
    admit(town, LINE, "Mutter muss ins Krankenhaus")
    with town.workspace.read() as db:
        found = find(db, kinds=[ConflictKind.CHILDCARE_CAPACITY])
        assert [(c.hard, c.facts["accepted"]) for c in found] == [
            (False, "Mutter muss ins Krankenhaus")
        ]


@pytest.mark.parametrize(
    ("kind", "draft"),
    [("name_missing", DoorDraft(" ")), ("age_unlikely", DoorDraft("Mila", 44))],
)
def test_an_impossible_line_is_refused(town: SmallTown, kind: str, draft: DoorDraft) -> None:
    with pytest.raises(Refused, match=kind):
        admit(town, draft)


def test_a_child_is_there_only_once(town: SmallTown) -> None:
    key = admit(town, LINE)
    with town.workspace.read() as db:
        child = by_id(db, ChildcarePlace, key).child_id
    with pytest.raises(Refused, match="already_there"):
        admit(town, DoorDraft("Mila", child_id=child))


def test_the_ratio_at_the_door_counts_children_present_not_those_collected(
    town: SmallTown,
) -> None:
    keys = [admit(town, DoorDraft(f"Kind{number}", 5)) for number in range(5)]
    with town.workspace.fill() as db:
        by_id(db, ChildcarePlace, keys[0]).status = "collected"
    admit(town, LINE)
    with pytest.raises(HardConflict):
        admit(town, DoorDraft("Nora", 5))
