"""A parent with children put down in one act; what is not known yet becomes a follow-up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.domain.conflicts.conflicts import Conflict, hard_ones
from kursplaner.domain.families import ChildWish
from kursplaner.domain.kinds import Asking, Gender, MissingDetail, RouteKind, Way, asking_line
from kursplaner.domain.people import (
    AuthorisedCollector,
    ContactRoute,
    EmergencyContact,
    Guardianship,
    HealthNote,
    OtherName,
    Person,
    PersonAddress,
    Profile,
)
from kursplaner.domain.town import FollowUp
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.enrolments.wishes import EnrolDraft, EnrolPlan
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning

DAYS_TO_ASK = 7


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as told; whatever is not known stays empty.

    Attributes:
        phone, email, messenger: ways to reach the person, in this order.
        further_phones, further_emails: more of them, behind; each with a word for whose it is.
        roles: profiles to make, as values of `Role`.
    """

    family_name: str
    given_name: str = ""
    call_name: str = ""
    passport_name: str = ""
    own_script_name: str = ""
    birth_date: date | None = None
    birth_uncertain: bool = False
    gender: Gender = Gender.UNKNOWN
    languages: str = ""
    nationality: str = ""
    level: str = ""
    phone: str = ""
    email: str = ""
    messenger: str = ""
    street: str = ""
    postcode: str = ""
    municipality: str = ""
    stop_id: int | None = None
    address_restricted: bool = False
    height_cm: int | None = None
    needs: str = ""
    note: str = ""
    roles: tuple[str, ...] = ()
    further_phones: tuple[tuple[str, str], ...] = ()
    further_emails: tuple[str, ...] = ()
    birth_name: str = ""


@dataclass(frozen=True, slots=True)
class ChildDraft:
    """A child that comes along: a new person, or one that is known (`person_id`).

    Attributes:
        allergies: None: not asked yet; empty: none.
        collectors: who else may collect it: (name, phone).
    """

    person: PersonDraft | None = None
    person_id: int | None = None
    childcare: bool = True
    rides: bool = True
    allergies: str | None = None
    medicine: str = ""
    collectors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyDraft:
    """A parent with children and the course they shall come to.

    Attributes:
        adult: a new person, or `adult_id` of one that is known.
        relation: of the adult to the children ("mother", "father", …).
        course_id: None: the people are only put down.
        accept: the reason with which is taken on what lacks (`wishes.EnrolDraft`).
        ride_days: the weekdays on which they ride (Monday is 0; None: all).
    """

    adult: PersonDraft | None = None
    adult_id: int | None = None
    children: tuple[ChildDraft, ...] = ()
    relation: str = ""
    course_id: int | None = None
    from_day: date | None = None
    way: Way = Way.UNKNOWN
    stop_id: int | None = None
    wheelchair: bool = False
    pram: bool = False
    accept: str = ""
    note: str = ""
    ride_days: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class StoredFamily:
    """What was made.

    Attributes:
        waiting: whether the family went on the waiting list because something lacks.
        missing: kinds asked for later, by person id.
        hints: what speaks against it without stopping it, a level that does not suit; of who
            waits: what she waits for, or that others wait before her.
    """

    adult_id: int
    child_ids: tuple[int, ...]
    enrolment_id: int | None
    waiting: bool
    missing: dict[int, tuple[MissingDetail, ...]]
    hints: tuple[Conflict, ...] = ()


def add_person(db: Db, draft: PersonDraft) -> int:
    """Store a person with address and contact routes; returns the id.

    Raises:
        Refused: "name_missing", "birth_in_future".
    """
    if not draft.family_name.strip() and not draft.given_name.strip():
        raise Refused("name_missing")
    if draft.birth_date is not None and draft.birth_date > clock.today():
        raise Refused("birth_in_future", day=draft.birth_date)
    family, given = draft.family_name.strip(), draft.given_name.strip()
    person = Person(
        family_name=family or given,
        given_name=given if family else "",
        call_name=draft.call_name.strip(),
        passport_name=draft.passport_name.strip(),
        own_script_name=draft.own_script_name.strip(),
        birth_date=draft.birth_date,
        birth_uncertain=draft.birth_uncertain,
        gender=draft.gender.value,
        height_cm=draft.height_cm,
        height_measured_on=clock.today() if draft.height_cm else None,
        languages=draft.languages,
        nationality=draft.nationality,
        level=draft.level,
        address_restricted=draft.address_restricted,
        needs=draft.needs,
        note=draft.note,
        registered_on=clock.today(),
    )
    db.add(person)
    db.flush()
    _store_address(db, person.id, draft)
    _store_routes(db, person.id, draft)
    if draft.birth_name.strip():
        other = OtherName(person_id=person.id, family_name=draft.birth_name.strip())
        other.given_name = person.given_name
        db.add(other)
    db.add_all([Profile(person_id=person.id, role=role) for role in draft.roles])
    db.flush()
    return person.id


def _store_address(db: Db, person_id: int, draft: PersonDraft) -> None:
    if any((draft.street, draft.postcode, draft.municipality, draft.stop_id)):
        db.add(
            PersonAddress(
                person_id=person_id,
                valid_from=clock.today(),
                street=draft.street.strip(),
                postcode=draft.postcode.strip(),
                municipality=draft.municipality.strip(),
                stop_id=draft.stop_id,
            )
        )


def _store_routes(db: Db, person_id: int, draft: PersonDraft) -> None:
    told = (
        (RouteKind.PHONE, draft.phone, ""),
        (RouteKind.MESSENGER, draft.messenger, ""),
        (RouteKind.EMAIL, draft.email, ""),
        *((RouteKind.PHONE, value, note) for value, note in draft.further_phones),
        *((RouteKind.EMAIL, value, "") for value in draft.further_emails),
    )
    language = draft.languages.replace(",", " ").split()[:1]
    routes = [route for route in told if route[1].strip()]
    for position, (kind, value, note) in enumerate(routes, start=1):
        db.add(
            ContactRoute(
                person_id=person_id,
                position=position,
                kind=kind.value,
                value=value.strip(),
                language=language[0] if language else "",
                note=note,
            )
        )


def add_family(db: Db, draft: FamilyDraft) -> tuple[int, tuple[int, ...]]:
    """Store the people of a family and their bonds; returns the adult's and the children's ids."""
    adult = draft.adult_id if draft.adult_id is not None else _new(db, draft.adult)
    parent = draft.adult if draft.adult_id is None else as_told(db, adult)
    children = []
    for child in draft.children:
        new = _inherited(child.person, parent)
        key = child.person_id if child.person_id is not None else _new(db, new)
        children.append(key)
        _store_bond(db, key, adult, draft.relation)
        _store_care(db, key, child)
    return adult, tuple(children)


def _new(db: Db, draft: PersonDraft | None) -> int:
    if draft is None:
        raise Refused("name_missing")
    return add_person(db, draft)


def as_told(db: Db, adult: int) -> PersonDraft:
    """Return what children take over from a parent who is known."""
    person, today = by_id(db, Person, adult), clock.today()
    rows = sorted(find(db, PersonAddress, person_id=adult), key=lambda row: row.valid_from)
    past = [row for row in rows if row.valid_from <= today]
    home = next(iter([*reversed(past), *rows]), PersonAddress(street="", municipality=""))
    return PersonDraft(
        family_name=person.family_name,
        languages=person.languages,
        street=home.street,
        postcode=home.postcode or "",
        municipality=home.municipality,
        stop_id=home.stop_id,
        address_restricted=person.address_restricted,
    )


def _inherited(child: PersonDraft | None, adult: PersonDraft | None) -> PersonDraft | None:
    """Return a child with the parent's family name, languages and address where it has none."""
    if child is None or adult is None:
        return child
    name = child.family_name or adult.family_name
    languages = child.languages or adult.languages
    if child.street or child.municipality:
        return replace(child, family_name=name, languages=languages)
    return replace(
        child,
        family_name=name,
        languages=languages,
        street=adult.street,
        postcode=adult.postcode,
        municipality=adult.municipality,
        stop_id=child.stop_id or adult.stop_id,
        address_restricted=child.address_restricted or adult.address_restricted,
    )


def _store_bond(db: Db, child: int, adult: int, relation: str) -> None:
    if child == adult:
        raise Refused("own_child", id=adult)
    if not find(db, Guardianship, child_id=child, adult_id=adult):
        db.add(Guardianship(child_id=child, adult_id=adult, relation=relation))


def _store_care(db: Db, child: int, draft: ChildDraft) -> None:
    if draft.allergies or draft.medicine:
        note = next(iter(find(db, HealthNote, person_id=child)), None)
        note = note or HealthNote(person_id=child)
        note.allergies = draft.allergies or note.allergies or ""
        note.medicine = draft.medicine or note.medicine or ""
        db.add(note)
    for name, phone in draft.collectors:
        db.add(AuthorisedCollector(child_id=child, name=name, phone=phone))
        if phone:
            db.add(EmergencyContact(person_id=child, name=name, phone=phone))
    db.flush()


def enrol_draft(draft: FamilyDraft, adult: int, children: Sequence[int]) -> EnrolDraft:
    """Return what the family asks of its course."""
    wishes = tuple(
        ChildWish(key, child.childcare, child.rides)
        for key, child in zip(children, draft.children, strict=True)
    )
    return EnrolDraft(
        course_id=draft.course_id or 0,
        person_id=adult,
        children=wishes,
        from_day=draft.from_day,
        way=draft.way,
        stop_id=draft.stop_id,
        wheelchair=draft.wheelchair,
        pram=draft.pram,
        accept=draft.accept,
        note=draft.note,
        ride_days=draft.ride_days,
    )


def enrol_family(db: Db, draft: FamilyDraft, *, else_waiting: bool = True) -> StoredFamily:
    """Put down a family and enrol it in one act.

    What does not fit wholly goes on the waiting list, parent and children together; with
    `else_waiting` off nothing is stored then.

    Raises:
        HardConflict: with what lacks, if it shall not wait.
        Refused: as `add_person` and `enrolments.propose_enrol`.
    """
    adult, children = add_family(db, draft)
    concerning(db, "person", adult)
    missing = _missing(db, draft, adult, children)
    if draft.course_id is None:
        _follow_up(db, missing, None)
        return StoredFamily(adult, children, None, waiting=False, missing=missing)
    plan: EnrolPlan = enrolling.propose_enrol(db, enrol_draft(draft, adult, children))
    waits = not plan.fits and else_waiting
    enrolment = enrolling.enlist(db, plan) if waits else enrolling.apply(db, plan)
    if MissingDetail.STOP in plan.missing:
        missing[adult] = (*missing.get(adult, ()), MissingDetail.STOP)
    _follow_up(db, missing, draft.course_id)
    hints = hard_ones(plan.lacks) if waits else tuple(c for c in plan.lacks if not c.hard)
    return StoredFamily(adult, children, enrolment, waiting=waits, missing=missing, hints=hints)


def _missing(
    db: Db, draft: FamilyDraft, adult: int, children: Iterable[int]
) -> dict[int, tuple[MissingDetail, ...]]:
    """Return what should be asked later, by person."""
    found: dict[int, tuple[MissingDetail, ...]] = {}
    if draft.adult is not None and not (draft.adult.phone or draft.adult.messenger):
        found[adult] = (MissingDetail.PHONE,)
    for key, child in zip(children, draft.children, strict=True):
        person = by_id(db, Person, key)
        asked = {
            MissingDetail.BIRTH_DATE: person.birth_date is not None,
            MissingDetail.ALLERGIES: child.allergies is not None
            or bool(find(db, HealthNote, person_id=key)),
            MissingDetail.HEIGHT: person.height_cm is not None or draft.way is not Way.SHUTTLE,
        }
        kinds = tuple(kind for kind, known in asked.items() if not known)
        if kinds:
            found[key] = kinds
    return found


def _follow_up(
    db: Db, missing: dict[int, tuple[MissingDetail, ...]], course_id: int | None
) -> None:
    for person, kinds in missing.items():
        add_follow_up(db, person, kinds, course_id)


def add_follow_up(
    db: Db, person_id: int, kinds: Iterable[MissingDetail], course_id: int | None = None
) -> None:
    """Note that something should be asked; the line holds kinds, not a sentence."""
    db.add(
        FollowUp(
            day=clock.today() + timedelta(days=DAYS_TO_ASK),
            line=asking_line(Asking.MISSING, kinds),
            person_id=person_id,
            course_id=course_id,
        )
    )
