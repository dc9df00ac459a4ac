"""What is not yet known of a person although somebody will need it."""

from datetime import date

from kursplaner.basics.settings import Settings
from kursplaner.domain.kinds import ConsentPurpose, MissingDetail, Role
from kursplaner.domain.kinds.counting import ENROLMENTS_OPEN
from kursplaner.domain.rides.seating import age_in_years, seat_rules
from kursplaner.planning.conflicts.missing_credentials import needed_credentials
from kursplaner.store.queries.people.people import PersonDetail
from kursplaner.store.queries.people.searching import CHILD


def missing(detail: PersonDetail, today: date, settings: Settings) -> tuple[MissingDetail, ...]:
    """Return what is to be asked, in the order in which it matters."""
    if CHILD in detail.row.roles:
        return _of_child(detail, today, settings)
    found = []
    enrolled = any(course.status in ENROLMENTS_OPEN for course in detail.courses)
    if enrolled and not detail.routes:
        found.append(MissingDetail.CONTACT)
    if enrolled and not _given(detail, ConsentPurpose.DATA):
        found.append(MissingDetail.CONSENT)
    present = {credential.kind for credential in detail.credentials}
    needed = {
        *(needed_credentials(settings, "carer") if Role.CARER in detail.row.roles else ()),
        *(needed_credentials(settings, "driver") if Role.DRIVER in detail.row.roles else ()),
    }
    if needed - present:
        found.append(MissingDetail.CREDENTIAL)
    return tuple(found)


def _of_child(detail: PersonDetail, today: date, settings: Settings) -> tuple[MissingDetail, ...]:
    found = []
    born = detail.row.birth_date
    if born is None:
        found.append(MissingDetail.BIRTH_DATE)
    young = born is None or age_in_years(born, today) < seat_rules(settings).seat_years
    if young and detail.height_cm is None:
        found.append(MissingDetail.HEIGHT)
    if not detail.has_health_note:
        found.append(MissingDetail.HEALTH)
    return tuple(found)


def _given(detail: PersonDetail, purpose: ConsentPurpose) -> bool:
    return any(name == purpose and given for name, given in detail.consents)
