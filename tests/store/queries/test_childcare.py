"""The childcare of a day: which slots it has, and each of them whole."""

from kursplaner.domain.childcare import ChildcarePlace, ChildcareSlotCarer, ChildcareSlotLesson
from kursplaner.domain.courses import Course
from kursplaner.domain.people import HealthNote
from kursplaner.store.queries import childcare
from kursplaner.store.queries.childcare import SlotCarer, SlotChild, SlotRow
from kursplaner.store.records import by_id
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_course, add_person, enrol_plainly
from tests.store.queries.written import MIDNIGHT, WEDNESDAY, lessons, slots, written

NINE, TEN = MIDNIGHT + 540, MIDNIGHT + 600
CAME: dict[str, object] = {
    "status": "collected",
    "brought_at": NINE,
    "brought_by": "Rim",
    "collected_at": TEN,
    "collected_by": "Opa",
    "over_limit_reason": "Notfall",
    "remark": "schläft",
}


def test_a_day_has_the_slots_that_begin_in_it(kept: SmallTown, db: Db) -> None:
    times = [(MIDNIGHT + minute, MIDNIGHT + minute + 5) for minute in (1440, 1439, 0, -1)]
    _, last, first, _ = slots(db, times)
    dropped, left_behind = slots(db, [(NINE, TEN), (NINE + 1, TEN)], status="cancelled")
    child = kept.people["Roth"]
    for slot, status in ((dropped, "collected"), (left_behind, "brought")):
        db.add(ChildcarePlace(slot_id=slot, child_id=child, status=status))
    db.flush()
    found = childcare.childcare_day(db, WEDNESDAY)
    assert [row.id for row in found] == [first, left_behind, last]
    assert childcare.childcare_slot(db, 10_000) is None
    assert childcare.childcare_slot(db, first) == SlotRow(
        *(first, 1, None, None, MIDNIGHT, MIDNIGHT + 5, (), 0, (), (), ())
    )


def test_a_slot_whole(kept: SmallTown, db: Db) -> None:
    second = add_course(db, kept, "K2")
    by_id(db, Course, kept.course).colour, by_id(db, Course, second).colour = 4, 5
    (slot,) = slots(db, [(NINE, TEN)], room_id=kept.rooms["side"])
    served = lessons(db, kept.course, [(NINE, TEN)]) + lessons(db, second, [(NINE, TEN)])
    written(db, *(ChildcareSlotLesson(slot_id=slot, lesson_id=key) for key in served))
    written(db, ChildcareSlotCarer(slot_id=slot, person_id=kept.people["Vogel"]))
    part = ChildcareSlotCarer(slot_id=slot, person_id=kept.people["Roth"])
    part.starts, part.ends = NINE + 1, TEN - 1
    mother = add_person(db, "Rima")
    stay = enrol_plainly(db, kept.course, mother)
    sami = add_person(db, "Sami", birth_date=TUESDAY, languages="ar")
    guest = add_person(db, "Gast")
    came = {"slot_id": slot, "child_id": sami, "enrolment_id": stay, **CAME}
    full = ChildcarePlace(carer_id=kept.people["Roth"], **came)
    bare = ChildcarePlace(slot_id=slot, child_id=guest)
    written(db, part, full, bare, HealthNote(person_id=sami, allergies="Nüsse"))
    room, carer = kept.rooms["side"], kept.people["Roth"]
    assert childcare.childcare_slot(db, slot) == SlotRow(
        *(slot, 1, room, "side", NINE, TEN, ("Kurs K1", "Kurs K2"), 4, tuple(served)),
        (
            SlotCarer(kept.people["Vogel"], "Vogel, Vog", NINE, TEN),
            SlotCarer(carer, "Roth, Rot", NINE + 1, TEN - 1),
        ),
        (
            SlotChild(
                *(bare.id, 1, guest, "Gast, Gas", "Gas", "Gast", None, "", "", None, None),
                *("planned", None, "", None, "", "", ""),
                has_health_note=False,
            ),
            SlotChild(
                *(full.id, 1, sami, "Sami, Sam", "Sam", "Sami", TUESDAY, "ar", "Rima, Rim"),
                *(stay, carer, "collected", NINE, "Rim", TEN, "Opa", "Notfall", "schläft"),
                has_health_note=True,
            ),
        ),
    )
