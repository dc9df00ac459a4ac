from dataclasses import replace
from datetime import date

import pytest

from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import ActKind, MissingDetail
from kursplaner.domain.people import Guardianship, Person, Profile
from kursplaner.planning.people.missing_details import missing
from kursplaner.store.queries.people.people import (
    CredentialRow,
    PersonCourse,
    PersonDetail,
    RouteRow,
    person_detail,
)
from kursplaner.store.session import Db
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


@pytest.fixture
def rima(db: Db) -> PersonDetail:
    person = Person(family_name="Haddad")
    db.add(person)
    db.flush()
    return person_detail(db, person.id)


def asked(detail: PersonDetail, **values: object) -> tuple[MissingDetail, ...]:
    """Return what is asked of somebody who is otherwise; row fields and others alike."""
    of_row = {key: values.pop(key) for key in ("roles", "birth_date") if key in values}
    row = replace(detail.row, **of_row)  # type: ignore[arg-type]
    return missing(replace(detail, row=row, **values), TODAY, Settings())  # type: ignore[arg-type]


def test_who_is_in_a_course_is_asked_how_to_reach_her_and_whether_she_consents(
    rima: PersonDetail,
) -> None:
    contact, consent = MissingDetail.CONTACT, MissingDetail.CONSENT
    routes = (RouteRow("phone", "0171 1", "", ""),)

    def course(status: str) -> tuple[PersonCourse, ...]:
        return (PersonCourse(1, 1, "K1", "K1", status, TODAY, None),)

    enrolled = course("enrolled")
    assert asked(rima, courses=enrolled) == (contact, consent)
    assert asked(rima, courses=course("waiting")) == (contact, consent)
    assert asked(rima, courses=course("left")) == ()
    assert asked(rima, courses=enrolled, routes=routes) == (consent,)
    assert asked(rima, courses=enrolled, consents=(("data", True),)) == (contact,)
    some = (("data", False), ("photo", True))
    assert asked(rima, courses=enrolled, consents=some, routes=routes) == (consent,)


def test_carers_and_drivers_are_asked_for_the_credentials_that_their_roles_need(
    rima: PersonDetail,
) -> None:
    def credentials(*kinds: str) -> tuple[CredentialRow, ...]:
        return tuple(CredentialRow(kind, None, None) for kind in kinds)

    carer = ("police_certificate", "first_aid", "measles", "hygiene")
    driver = ("licence_check", "police_certificate", "driver_briefing")
    lacks = (MissingDetail.CREDENTIAL,)
    assert asked(rima, roles=("teacher",)) == ()
    for role, kinds in (("carer", carer), ("driver", driver)):
        assert asked(rima, roles=(role,), credentials=credentials(*kinds)) == ()
        assert asked(rima, roles=(role,), credentials=credentials(*kinds[1:])) == lacks
    assert asked(rima, roles=("carer", "driver"), credentials=credentials(*carer)) == lacks
    assert asked(rima, roles=("carer", "driver"), credentials=credentials(*carer, *driver)) == ()


@pytest.mark.parametrize(
    ("born", "height", "wanted"),
    [
        (date(2015, 2, 2), None, (MissingDetail.HEIGHT,)),
        (date(2015, 2, 1), None, ()),
        (date(2015, 2, 2), 140, ()),
        (None, 140, (MissingDetail.BIRTH_DATE,)),
    ],
)
def test_a_child_too_old_for_a_seat_is_not_measured(
    rima: PersonDetail, born: date | None, height: int | None, wanted: tuple[MissingDetail, ...]
) -> None:
    child = {"roles": ("child",), "birth_date": born, "height_cm": height}
    assert asked(rima, **child, has_health_note=True) == wanted
    assert asked(rima, **child) == (*wanted, MissingDetail.HEALTH)
