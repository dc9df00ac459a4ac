"""What is due on a day, and which papers run out by it."""

from kursplaner.domain.people import Credential
from kursplaner.domain.town import FollowUp
from kursplaner.store.queries.people import follow_ups
from kursplaner.store.queries.people.follow_ups import ExpiringCredential, FollowUpRow
from kursplaner.store.session import Db
from tests.planning.small_town import TUESDAY, SmallTown, add_person
from tests.store.queries.written import DAY, WEDNESDAY, written


def test_what_is_open_is_due_up_to_its_day(kept: SmallTown, db: Db) -> None:
    person = add_person(db, "Rima")
    _, today, early, _ = written(
        db,
        FollowUp(day=WEDNESDAY + DAY, line="morgen"),
        FollowUp(day=WEDNESDAY, line="heute", person_id=person),
        FollowUp(day=TUESDAY, line="gestern", course_id=kept.course),
        FollowUp(day=TUESDAY, line="erledigt", done_on=TUESDAY),
    )
    assert follow_ups.open_follow_ups(db, WEDNESDAY) == [
        FollowUpRow(early, 1, TUESDAY, "gestern", None, kept.course),
        FollowUpRow(today, 1, WEDNESDAY, "heute", person, None),
    ]


def test_papers_run_out_up_to_their_day(kept: SmallTown, db: Db) -> None:
    person = add_person(db, "Weiss")
    for key, kind, until in (
        *((person, "hygiene", WEDNESDAY), (kept.vehicle, "tachograph", TUESDAY)),
        *((person, "measles", WEDNESDAY + DAY), (person, "first_aid", None)),
    ):
        db.add(Credential(resource_id=key, kind=kind, valid_until=until))
    db.flush()
    assert follow_ups.expiring_credentials(db, WEDNESDAY) == [
        ExpiringCredential(kept.vehicle, "Bus 1", "tachograph", TUESDAY),
        ExpiringCredential(person, "Weiss, Wei", "hygiene", WEDNESDAY),
    ]
