from datetime import date

import pytest

from kursplaner.domain.kinds import ConflictKind
from kursplaner.domain.people import Credential, Person
from kursplaner.planning.conflicts.finding import accept, find, find_for
from kursplaner.planning.conflicts.missing_credentials import CREDENTIALS_OF
from kursplaner.store.records import by_id
from kursplaner.store.records import find as records
from kursplaner.store.settings import store_settings
from tests.planning.small_town import SmallTown

CREDENTIAL = [ConflictKind.CREDENTIAL]
CASES = [(role, kind.value) for role, kinds in CREDENTIALS_OF.items() for kind in kinds]
WHO = {"carer": "Roth", "driver": "driver"}


def key_of(town: SmallTown, role: str) -> int:
    return town.vehicle if role == "vehicle" else town.people[WHO[role]]


@pytest.mark.parametrize(("role", "kind"), CASES)
def test_a_missing_credential_is_told_once_unless_the_town_does_not_want_it(
    town: SmallTown, role: str, kind: str
) -> None:
    key = key_of(town, role)
    with town.workspace.fill() as db:
        (credential,) = records(db, Credential, resource_id=key, kind=kind)
        db.delete(credential)
        db.flush()
        (found,) = find(db, kinds=CREDENTIAL)
        assert (found.subjects[0].id, found.facts["paper"], found.facts["lacking"]) == (
            key,
            kind,
            True,
        )
        assert find_for(db, town.lessons[:1], CREDENTIAL) == [found]
        store_settings(db, {f"papers.needed.{role}.{kind}": "false"})
        assert find(db, kinds=CREDENTIAL) == []


@pytest.mark.parametrize(("role", "kind"), CASES)
def test_an_expired_credential_is_told_at_the_first_work_after_it(
    town: SmallTown, role: str, kind: str
) -> None:
    with town.workspace.fill() as db:
        (credential,) = records(db, Credential, resource_id=key_of(town, role), kind=kind)
        credential.valid_until = date(2027, 3, 4)
        db.flush()
        (found,) = find(db, kinds=CREDENTIAL)
        assert (found.day, found.facts["valid_until"]) == (date(2027, 3, 9), date(2027, 3, 4))
        assert find_for(db, town.lessons[:2], CREDENTIAL) == []
        credential.valid_until = date(2027, 12, 31)
        db.flush()
        assert find(db, kinds=CREDENTIAL) == []


def test_measles_protection_only_from_a_birth_year_on(town: SmallTown) -> None:
    carer = town.people["Roth"]
    with town.workspace.fill() as db:
        (credential,) = records(db, Credential, resource_id=carer, kind="measles")
        db.delete(credential)
        for born, count in ((date(1970, 12, 31), 0), (date(1971, 1, 1), 1)):
            by_id(db, Person, carer).birth_date = born
            db.flush()
            assert len(find(db, kinds=CREDENTIAL)) == count


def test_an_accepted_gap_stays_accepted_on_the_next_day(town: SmallTown) -> None:
    with town.workspace.fill() as db:
        (credential,) = records(db, Credential, resource_id=town.vehicle, kind="insurance")
        credential.valid_until = date(2027, 2, 1)
        db.flush()
        accept(db, find(db, kinds=CREDENTIAL), "Bestätigung liegt vor")
        (later,) = find(db, date(2027, 3, 10), kinds=CREDENTIAL)
        assert later.facts["accepted"] == "Bestätigung liegt vor"
        credential.valid_until = date(2027, 2, 2)
        db.flush()
        assert "accepted" not in find(db, kinds=CREDENTIAL)[0].facts
