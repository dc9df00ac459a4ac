"""Until when a proof of use needs somebody's data."""

from datetime import date

from kursplaner.basics.settings import Settings
from kursplaner.domain.courses import Course
from kursplaner.domain.funding import Grant
from kursplaner.domain.kinds.privacy import RetentionRule
from kursplaner.planning.privacy.periods import months_after, months_of, proof_until
from kursplaner.store.queries.privacy.belongings import belongings
from kursplaner.store.records import by_id
from tests.planning.small_town import SmallTown, add_course, add_person, enrol_plainly


def test_months_are_counted_to_the_same_day_or_the_last() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert months_after(date(2026, 1, 15), 12) == date(2027, 1, 15)


def test_years_count_twelve_months() -> None:
    assert months_of(Settings(), RetentionRule.PROOF) == 60
    assert months_of(Settings({"privacy.rides_months": "3"}), RetentionRule.RIDES) == 3


def test_a_proof_holds_from_its_day_else_half_a_year_after_the_grant(town: SmallTown) -> None:
    with town.workspace.rehearse() as db:
        person, course = add_person(db, "Wer"), add_course(db, town, "P-1")
        enrol_plainly(db, course, person)
        assert proof_until(db, belongings(db, person), Settings()) is None
        grant = Grant(reference="Z-1", title="Z", first_day=date(2026, 1, 1),
                      last_day=date(2026, 12, 31), financing="share")  # fmt: skip
        db.add(grant)
        db.flush()
        by_id(db, Course, course).grant_id = grant.id
        db.flush()
        assert proof_until(db, belongings(db, person), Settings()) == date(2032, 6, 30)
        grant.proof_due_on = date(2027, 3, 31)
        db.flush()
        assert proof_until(db, belongings(db, person), Settings()) == date(2032, 3, 31)
