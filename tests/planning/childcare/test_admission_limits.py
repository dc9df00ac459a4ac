"""At the door: who is let in, to the year of age, and what is kept of one line."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from kursplaner.basics import clock
from kursplaner.basics.errors import HardConflict, Refused
from kursplaner.basics.spans import minute_at
from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlot
from kursplaner.domain.people import AuthorisedCollector, EmergencyContact, HealthNote, Person
from kursplaner.domain.town import FollowUp
from kursplaner.planning.childcare import admission
from kursplaner.planning.childcare.admission import DoorDraft, born_about
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from tests.planning.small_town import NOW, TUESDAY, SmallTown, add_person, build
from tests.towns import passing

DOOR = datetime(2027, 3, 2, 8, 55)
BORN = date(2022, 5, 1)


@pytest.fixture(scope="module")
def shared() -> Iterator[SmallTown]:
    """Return the small town, which nobody changes: what a test writes is taken back."""
    with passing(build, NOW) as made:
        yield made


@pytest.fixture
def db(shared: SmallTown) -> Iterator[Db]:
    with clock.pinned(DOOR), shared.workspace.read() as session:
        yield session


def admit(db: Db, slot: int, draft: DoorDraft, reason: str = "") -> ChildcarePlace:
    plan = admission.propose_admission(db, slot, draft)
    assert (plan.slot_id, plan.draft) == (slot, draft)
    key = admission.admit(db, plan, reason)
    db.flush()
    return by_id(db, ChildcarePlace, key)


def refused(db: Db, slot: int, draft: DoorDraft) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as told:
        admission.propose_admission(db, slot, draft)
    return told.value.kind, dict(told.value.facts)


def test_what_is_asked_at_the_door_must_be_likely(db: Db, shared: SmallTown) -> None:
    slot = shared.slots[0]
    for age in (-1, 18):
        assert refused(db, slot, DoorDraft("Mila", age)) == ("age_unlikely", {"age": age})
    for age in (0, 17):
        assert admission.propose_admission(db, slot, DoorDraft("Mila", age)).over is None
    assert refused(db, slot, DoorDraft(" ")) == ("name_missing", {})
    known = add_person(db, "Sami", birth_date=BORN)
    assert admission.propose_admission(db, slot, DoorDraft("", child_id=known)).over is None
    by_id(db, ChildcareSlot, slot).status = "cancelled"
    db.flush()
    assert refused(db, slot, DoorDraft("Mila")) == ("slot_cancelled", {"id": slot})


def test_an_age_stands_for_the_first_day_of_its_year() -> None:
    assert born_about(4, TUESDAY) == date(2023, 1, 1)
    assert born_about(0, TUESDAY) == date(2027, 1, 1)
    assert born_about(None, TUESDAY) is None


@pytest.mark.parametrize(
    ("status", "there"),
    [("planned", True), ("brought", True), ("collected", False), ("excused", False)],
)
def test_a_child_in_care_is_not_let_in_again_and_another_comes_back(
    db: Db, shared: SmallTown, status: str, *, there: bool
) -> None:
    child = add_person(db, "Sami", birth_date=BORN)
    old = ChildcarePlace(slot_id=shared.slots[0], child_id=child, status=status)
    old.collected_at, old.collected_by = minute_at(DOOR) - 5, "Oma"
    db.add(old)
    db.flush()
    draft = DoorDraft("", collector=" Papa ", child_id=child)
    if there:
        assert refused(db, shared.slots[0], draft) == ("already_there", {"id": child})
        return
    place = admit(db, shared.slots[0], draft, "egal")
    assert (place.id, place.status, place.brought_at) == (old.id, "brought", minute_at(DOOR))
    assert (place.brought_by, place.collected_at, place.collected_by) == ("Papa", None, "")
    assert place.over_limit_reason == ""
    assert find(db, FollowUp) == []


def test_a_slot_of_an_earlier_day_takes_its_beginning(db: Db, shared: SmallTown) -> None:
    slot = by_id(db, ChildcareSlot, shared.slots[0])
    with clock.pinned(datetime(2027, 3, 3, 8, 0)):
        place = admit(db, slot.id, DoorDraft("Mila", collector="Oma"))
    assert (place.status, place.brought_at, place.brought_by) == ("brought", slot.starts, "Oma")
    with clock.pinned(datetime(2027, 3, 1, 8, 0)):
        place = admit(db, slot.id, DoorDraft("Nora", collector="Oma"))
    assert (place.status, place.brought_at, place.brought_by) == ("planned", None, "")


def kept(db: Db, draft: DoorDraft, slot: int) -> tuple[object, ...]:
    """Return what is kept: child, allergies, collectors, contacts, and what is to be asked."""
    child = by_id(db, Person, admit(db, slot, draft).child_id)
    notes = [row.allergies for row in find(db, HealthNote, person_id=child.id)]
    collectors = find(db, AuthorisedCollector, child_id=child.id)
    contacts = find(db, EmergencyContact, person_id=child.id)
    (line,) = [row.line for row in find(db, FollowUp, person_id=child.id)]
    return (
        (child.family_name, child.birth_date, child.birth_uncertain, child.registered_on),
        notes,
        [(row.name, row.phone) for row in collectors],
        [(row.name, row.phone) for row in contacts],
        line.removeprefix("missing:family_name,birth_date,guardian,consents"),
    )


def test_what_was_said_is_kept_and_the_rest_is_asked_later(db: Db, shared: SmallTown) -> None:
    slot = shared.slots[0]
    whole = DoorDraft(" Mila ", 4, " Nüsse ", " 0170 1 ", " Oma ")
    born = date(2023, 1, 1)
    assert kept(db, whole, slot) == (
        *(("Mila", born, True, TUESDAY), ["Nüsse"], [("Oma", "0170 1")], [("Oma", "0170 1")]),
        "",
    )
    assert kept(db, DoorDraft("Nora"), slot) == (
        *(("Nora", None, False, TUESDAY), [], [], []),
        ",allergies,collector,phone",
    )
    assert kept(db, DoorDraft("Olga", allergies=" ", phone="0170 2"), slot) == (
        *(("Olga", None, False, TUESDAY), [], [], [("0170 2", "0170 2")]),
        ",collector",
    )
    assert kept(db, DoorDraft("Pia", collector="Opa"), slot) == (
        *(("Pia", None, False, TUESDAY), [], [("Opa", "")], []),
        ",allergies,phone",
    )


def test_over_the_ratio_a_reason_is_wanted_and_kept(db: Db, shared: SmallTown) -> None:
    slot = shared.slots[0]
    for number in range(5):
        assert admission.propose_admission(db, slot, DoorDraft("Kind", 5)).over is None
        assert admit(db, slot, DoorDraft(f"Kind{number}", 5), "umsonst").over_limit_reason == ""
    plan = admission.propose_admission(db, slot, DoorDraft("Mila", 5))
    assert plan.over is not None
    assert plan.over.hard
    for reason in ("", "  "):
        with pytest.raises(HardConflict):
            admission.admit(db, plan, reason)
    assert len(find(db, ChildcarePlace, slot_id=slot)) == 5
    place = admit(db, slot, DoorDraft("Mila", 5), " Notfall ")
    assert (place.over_limit_reason, place.status) == ("Notfall", "brought")


def test_a_child_counts_by_the_birth_date_that_is_known(db: Db, shared: SmallTown) -> None:
    """Three small children and one more are over five places; a known big one is not."""
    slot = shared.slots[0]
    for number in range(3):
        admit(db, slot, DoorDraft(f"Klein{number}", 1))
    small = add_person(db, "Klein", birth_date=date(2026, 1, 1))
    unknown = add_person(db, "Unbekannt")
    assert admission.propose_admission(db, slot, DoorDraft("", child_id=small)).over is not None
    assert admission.propose_admission(db, slot, DoorDraft("", 1, child_id=small)).over is not None
    assert admission.propose_admission(db, slot, DoorDraft("", child_id=unknown)).over is not None
    admit(db, shared.slots[1], DoorDraft("Anders", 5))
    with_four = [admission.propose_admission(db, shared.slots[1], d).over for d in (
        DoorDraft("", child_id=small), DoorDraft("", 1, child_id=unknown), DoorDraft("Neu"),
    )]  # fmt: skip
    assert with_four == [None, None, None]
