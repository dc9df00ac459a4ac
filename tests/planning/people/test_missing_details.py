from datetime import date

from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import ActKind
from kursplaner.domain.people import Guardianship, Person, Profile
from kursplaner.planning.people.missing_details import MissingDetail, missing
from kursplaner.store.queries.people.people import person_detail
from kursplaner.store.workspace import Workspace

TODAY = date(2027, 2, 1)


def test_a_child_is_asked_for_what_the_carers_need(workspace: Workspace) -> None:
    with workspace.change(ActKind.PERSON_ADDED) as db:
        child, adult = Person(family_name="A"), Person(family_name="B")
        db.add_all([child, adult])
        db.flush()
        db.add(Guardianship(child_id=child.id, adult_id=adult.id))
        keys = child.id, adult.id
    with workspace.read() as db:
        child_detail, adult_detail = (person_detail(db, key) for key in keys)
    wanted = (MissingDetail.BIRTH_DATE, MissingDetail.HEIGHT, MissingDetail.HEALTH)
    assert missing(child_detail, TODAY, Settings()) == wanted
    assert missing(adult_detail, TODAY, Settings()) == ()


def test_a_driver_is_asked_for_credentials(workspace: Workspace) -> None:
    with workspace.change(ActKind.PERSON_ADDED) as db:
        driver = Person(family_name="Roth")
        db.add(driver)
        db.flush()
        db.add(Profile(person_id=driver.id, role="driver"))
        key = driver.id
    with workspace.read() as db:
        detail = person_detail(db, key)
    assert missing(detail, TODAY, Settings()) == (MissingDetail.CREDENTIAL,)
