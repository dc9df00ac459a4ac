"""The people of a list enrolled, families together: children, guardians, course and stop."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kursplaner.basics import clock
from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.basics.progress import Tell, each, part, untold
from kursplaner.domain.courses import Course
from kursplaner.domain.kinds import Gender, Way
from kursplaner.domain.people import (
    AuthorisedCollector,
    EmergencyContact,
    Guardianship,
    HealthNote,
    Person,
)
from kursplaner.domain.rides.rides import Stop
from kursplaner.domain.rides.seating import age_in_years
from kursplaner.exchange.people_list.contacts import phones
from kursplaner.exchange.people_list.rows import Guardian, ListedChild, PersonRow
from kursplaner.exchange.people_list.values import UnreadableError, name_parts
from kursplaner.planning.enrolments import enrolling
from kursplaner.planning.people.duplicates import SURE, KnownPeople, known
from kursplaner.planning.people.families import (
    ChildDraft,
    FamilyDraft,
    PersonDraft,
    add_family,
    add_person,
    enrol_draft,
    enrol_family,
)
from kursplaner.store.queries.courses.courses import course_id_of
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db
from kursplaner.store.workspace import concerning

GROWN_UP = 14
"""From this age on nobody is a child any more (§ 7 SGB VIII) and needs no childcare."""

People = Sequence[tuple[PersonRow, int]]


@dataclass(slots=True)
class Enrolled:
    """What became of the enrolments of a list.

    Attributes:
        enrolled, waiting, already: how many people are in, wait, or were in before.
        children: how many children came along or were put down with a parent.
        guardians: how many parents were put down because a list of children names them.
        unknown_courses, over: numbers of courses that are not there, or ended.
        unknown_stops: names of stops that are not there; nobody boards there yet.
    """

    enrolled: int = 0
    waiting: int = 0
    already: int = 0
    children: int = 0
    guardians: int = 0
    unknown_courses: set[str] = field(default_factory=set)
    over: set[str] = field(default_factory=set)
    unknown_stops: set[str] = field(default_factory=set)


def enrol_listed(db: Db, people: People, course: str = "", tell: Tell = untold) -> Enrolled:
    """Enrol the people of a list who are already stored; what does not fit waits.

    Raises:
        Refused: "course_unknown" for `course`.
    """
    if course:
        course_id_of(db, course)
    enrolling_all = _Enrolling(db, course)
    for row, key in each(people, part(tell, 0, 0.3)):
        enrolling_all.take_in(row, key)
    enrolling_all.bring_children_to_parents()
    for row, key in each(people, part(tell, 0.3, 1)):
        enrolling_all.enrol(row, key)
    return enrolling_all.done


class _Enrolling:
    def __init__(self, db: Db, course: str) -> None:
        self._db, self._course = db, course
        self.done = Enrolled()
        self._known: KnownPeople = known(db)
        self._stops = _stops_by_name(find(db, Stop, ended_on=None))
        self._courses: dict[str, int | None] = {}
        self._children: dict[int, list[ChildDraft]] = defaultdict(list)
        self._parents: dict[int, list[int]] = defaultdict(list)
        self._rows: dict[int, PersonRow] = {}

    # --- families ---------------------------------------------------------------------------

    def take_in(self, row: PersonRow, key: int) -> None:
        """Store what a row says of children, parents, emergencies and health."""
        self._rows[key] = row
        for child in row.named_children:
            self._children[key].append(self._child(child, key))
        for guardian in row.guardians:
            adult = self._guardian(guardian, row, key)
            if adult is not None:
                self._parents[key].append(adult)
        _store_care(self._db, row, key)
        self._db.flush()

    def bring_children_to_parents(self) -> None:
        """Let children who stand in rows of their own come along with their parent."""
        for bond in find(self._db, Guardianship, child_id=list(self._rows)):
            if bond.adult_id not in self._parents[bond.child_id]:
                self._parents[bond.child_id].append(bond.adult_id)

    def _child(self, child: ListedChild, parent: int) -> ChildDraft:
        family, given = self._child_name(child.name, parent)
        draft = PersonDraft(
            family, given, birth_date=child.birth_date, birth_uncertain=child.birth_uncertain
        )
        mine = {bond.child_id for bond in find(self._db, Guardianship, adult_id=parent)}
        for found in self._known.like(draft):
            if found.person_id in mine:
                return ChildDraft(person_id=found.person_id, rides=False)
        for key, row in self._rows.items():
            if key != parent and _same_name(row, draft):
                return ChildDraft(person_id=key, rides=False)
        return ChildDraft(person=draft, rides=False)

    def _child_name(self, name: str, parent: int) -> tuple[str, str]:
        """Return family and given name; a single word is the given name in the parent's family."""
        above = by_id(self._db, Person, parent).family_name
        if "," in name:
            return name_parts(name, family_first=True)
        words = name.split()
        if len(words) == 1:
            return above, name
        if fold(words[0]) == fold(above):
            return words[0], " ".join(words[1:])
        return name_parts(name, family_first=False)

    def _guardian(self, guardian: Guardian, row: PersonRow, child: int) -> int | None:
        """Return the parent a row names: one who is known, else one put down now."""
        family, given = self._child_name(guardian.name, child)
        if not given and "," not in guardian.name:
            family, given = row.family_name, family
        gender = {"mother": Gender.FEMALE, "father": Gender.MALE}.get(
            guardian.relation, Gender.UNKNOWN
        )
        draft = PersonDraft(
            family,
            given,
            gender=gender,
            phone=guardian.phone,
            street=row.street,
            postcode=row.postcode,
            municipality=row.municipality,
            address_restricted=row.restricted,
        )
        adult = next((f.person_id for f in self._known.like(draft) if f.score >= SURE), None)
        adult = adult or self._bound(draft, child)
        if adult is None:
            adult = add_person(self._db, draft)
            concerning(self._db, "person", adult)
            self._known.add(adult, draft)
            self.done.guardians += 1
        if adult != child and not find(self._db, Guardianship, child_id=child, adult_id=adult):
            bond = Guardianship(child_id=child, adult_id=adult, relation=guardian.relation)
            self._db.add(bond)
            self._db.flush()
        return adult if adult != child else None

    def _bound(self, draft: PersonDraft, child: int) -> int | None:
        """Return somebody of that name who is bound to the child already."""
        bound = {bond.adult_id for bond in find(self._db, Guardianship, child_id=child)}
        return next((f.person_id for f in self._known.like(draft) if f.person_id in bound), None)

    # --- courses ----------------------------------------------------------------------------

    def enrol(self, row: PersonRow, key: int) -> None:
        """Enrol one row with the children that come along; a child comes with its parent."""
        number = row.course_number or self._course
        if self._is_child(row, key):
            self._enrol_child(row, key, number)
            return
        rows = [
            ChildDraft(person_id=child, rides=False)
            for child, parents in self._parents.items()
            if parents[:1] == [key]
        ]
        self._enrol_family(row, key, number, (*self._children.get(key, ()), *rows))

    def _is_child(self, row: PersonRow, key: int) -> bool:
        young = row.birth_date is not None and _age(row.birth_date) < GROWN_UP
        return bool(self._parents.get(key)) and (young or bool(row.guardians))

    def _enrol_child(self, row: PersonRow, key: int, number: str) -> None:
        """Enrol the parent of a child who stands in no row of her own; else she does it herself."""
        parent = self._parents[key][0]
        if parent in self._rows or not number:
            return
        siblings = [child for child, parents in self._parents.items() if parents[:1] == [parent]]
        children = tuple(ChildDraft(person_id=child, rides=False) for child in siblings)
        self._rows[parent] = row
        self._enrol_family(replace(row, named_children=()), parent, number, children)

    def _enrol_family(
        self, row: PersonRow, key: int, number: str, children: Iterable[ChildDraft]
    ) -> None:
        along = tuple({child.person_id or child.person: child for child in children}.values())
        course = self._course_id(number) if number else None
        offers = by_id(self._db, Course, course) if course is not None else None
        cared = offers is not None and offers.childcare
        along = tuple(replace(child, childcare=cared) for child in along)
        draft = FamilyDraft(adult_id=key, children=along, course_id=course)
        if offers is None or offers.shuttle:
            draft = self._with_stop(draft, row)
        self.done.children += len(along)
        if course is None:
            add_family(self._db, draft)
            return
        try:
            waits = self._enlist(draft) if row.waiting else enrol_family(self._db, draft).waiting
        except Refused as refusal:
            self._refused(refusal, number, draft)
            return
        self.done.waiting += waits
        self.done.enrolled += not waits

    def _enlist(self, draft: FamilyDraft) -> bool:
        """Put a family on the waiting list, as the section of the list says."""
        adult, children = add_family(self._db, draft)
        plan = enrolling.propose_enrol(self._db, enrol_draft(draft, adult, children))
        enrolling.enlist(self._db, plan)
        return True

    def _refused(self, refusal: Refused, number: str, draft: FamilyDraft) -> None:
        if refusal.kind == "already_enrolled":
            self.done.already += 1
        elif refusal.kind == "course_over":
            self.done.over.add(number)
        else:
            raise refusal
        del draft

    def _course_id(self, number: str) -> int | None:
        if number not in self._courses:
            wanted = fold(number)
            found = [row.id for row in find(self._db, Course) if fold(row.number) == wanted]
            self._courses[number] = found[0] if found else None
        if self._courses[number] is None:
            self.done.unknown_courses.add(number)
        return self._courses[number]

    def _with_stop(self, draft: FamilyDraft, row: PersonRow) -> FamilyDraft:
        """Return a draft that boards where the row says, if there is such a stop."""
        if not row.stop:
            return draft
        stop = self._stops.get(_stop_key(row.stop))
        if stop is None:
            self.done.unknown_stops.add(row.stop)
            return draft
        children = tuple(replace(child, rides=True) for child in draft.children)
        return replace(draft, way=Way.SHUTTLE, stop_id=stop, children=children)


def _stops_by_name(stops: Iterable[Stop]) -> dict[str, int]:
    """Return stops by all that they are called; what two are called so means neither."""
    found: dict[str, set[int]] = defaultdict(set)
    for stop in stops:
        both = (f"{stop.municipality} {stop.name}", f"{stop.name} {stop.municipality}")
        for name in (stop.name, stop.municipality, *both):
            found[_stop_key(name)].add(stop.id)
    return {key: min(ids) for key, ids in found.items() if len(ids) == 1}


def _stop_key(name: str) -> str:
    return " ".join(fold(name).replace(",", " ").replace("/", " ").split())


def _same_name(row: PersonRow, draft: PersonDraft) -> bool:
    names = (fold(row.family_name), fold(row.given_name))
    return names == (fold(draft.family_name), fold(draft.given_name))


def _age(born: date) -> int:
    return age_in_years(born, clock.today())


def _store_care(db: Db, row: PersonRow, key: int) -> None:
    """Store health, emergency and who may collect, where a row says so."""
    if row.allergies and not find(db, HealthNote, person_id=key):
        db.add(HealthNote(person_id=key, allergies=row.allergies))
    for text in filter(None, row.emergency.split("; ")):
        name, number = _named_number(text)
        if number and not find(db, EmergencyContact, person_id=key, phone=number):
            db.add(EmergencyContact(person_id=key, name=name, phone=number))
    for text in filter(None, row.collectors.replace(",", ";").split(";")):
        name, number = _named_number(text)
        name = name.strip()
        if name and not find(db, AuthorisedCollector, child_id=key, name=name):
            db.add(AuthorisedCollector(child_id=key, name=name, phone=number))


def _named_number(text: str) -> tuple[str, str]:
    """Return the words and the number of "Oma Helga 0171 2345678"."""
    try:
        phone = next(iter(phones(text)), None)
    except UnreadableError:
        return text.strip(), ""
    if phone is None:
        return text.strip(), ""
    return phone.label, phone.shown
