"""Invented people of a demo town: families, teachers, carers, drivers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from kursplaner.desk.demo.ground import Ground
from kursplaner.desk.demo.names import (
    Name,
    any_gender,
    any_language,
    any_name,
    mail_of,
    phones,
    relative_of,
)
from kursplaner.desk.demo.places import Place, any_place, any_street
from kursplaner.domain.kinds import (
    AvailabilityKind,
    CredentialKind,
    Gender,
    Role,
    RouteKind,
)
from kursplaner.domain.people import (
    Availability,
    ContactRoute,
    Credential,
    Guardianship,
    Person,
    PersonAddress,
    Profile,
)
from kursplaner.store.session import Db

MOVED_IN = date(2026, 8, 1)
GROWN_UP_LANGUAGES = ("cs", "ar", "uk", "fa", "tr", "vi", "ti")


@dataclass(frozen=True, slots=True)
class Resident:
    """A person that was added."""

    id: int
    name: Name
    place: Place | None
    stop_id: int | None


@dataclass
class Household:
    """A parent with children."""

    parent: Resident
    children: list[Resident] = field(default_factory=list)


@dataclass
class Registry:
    """Adds people to a town; seeded, so that the same seed gives the same town."""

    db: Db
    rng: Random
    ground: Ground
    places: tuple[Place, ...]
    numbers: Iterator[str]

    @classmethod
    def of(cls, db: Db, rng: Random, ground: Ground, places: tuple[Place, ...]) -> "Registry":
        """Return a registry with telephone numbers that belong to nobody."""
        return cls(db, rng, ground, places, phones(rng))

    def person(self, name: Name, place: Place | None, **values: object) -> Resident:
        """Add a person; with a place also address and stop."""
        person = Person(
            family_name=name.family,
            given_name=name.given,
            own_script_name=name.own_script,
            passport_name=name.passport,
            languages=name.language,
            nationality=name.nationality,
            gender=name.gender.value,
            registered_on=MOVED_IN,
            **values,
        )
        self.db.add(person)
        self.db.flush()
        stop = self._live(person.id, place) if place is not None else None
        return Resident(person.id, name, place, stop)

    def _live(self, person_id: int, place: Place) -> int | None:
        stops = self.ground.stops.get(place.name, [])
        stop = self.rng.choice(stops) if stops else None
        self.db.add(
            PersonAddress(
                person_id=person_id,
                valid_from=MOVED_IN,
                street=any_street(self.rng),
                postcode=place.postcode,
                municipality=place.municipality,
                stop_id=stop,
            )
        )
        return stop

    def reach(self, resident: Resident, *, mail: bool = False) -> None:
        """Give a person a telephone, and mail if wished."""
        language = resident.name.language
        self.db.add(
            ContactRoute(
                person_id=resident.id,
                position=1,
                kind=RouteKind.PHONE.value,
                value=next(self.numbers),
                language=language,
            )
        )
        if mail:
            self.db.add(
                ContactRoute(
                    person_id=resident.id,
                    position=2,
                    kind=RouteKind.EMAIL.value,
                    value=mail_of(resident.name),
                    language=language,
                )
            )

    def adult(self, gender: Gender | None = None, place: Place | None = None) -> Resident:
        """Add a grown-up who may take part."""
        language = any_language(self.rng)
        name = any_name(self.rng, language, gender or any_gender(self.rng))
        born = date(self.rng.randint(1962, 2006), self.rng.randint(1, 12), self.rng.randint(1, 28))
        where = place or any_place(self.rng, self.places)
        resident = self.person(name, where, birth_date=born)
        self.reach(resident, mail=self.rng.random() < 0.4)
        return resident

    def child(self, parent: Resident, born: date, height_cm: int | None) -> Resident:
        """Add a child of a grown-up, living with her."""
        name = relative_of(self.rng, parent.name, any_gender(self.rng, 50))
        child = self.person(
            name,
            None,
            birth_date=born,
            height_cm=height_cm,
            height_measured_on=MOVED_IN if height_cm else None,
        )
        self.db.add(
            PersonAddress(
                person_id=child.id,
                valid_from=MOVED_IN,
                municipality=parent.place.municipality if parent.place else "",
                postcode=parent.place.postcode if parent.place else "",
                stop_id=parent.stop_id,
            )
        )
        mother = parent.name.gender == Gender.FEMALE
        self.bond(child, parent, "Mutter" if mother else "Vater")
        return child

    def bond(self, child: Resident, adult: Resident, relation: str, **values: bool) -> None:
        """Make an adult a child's guardian."""
        self.db.add(Guardianship(child_id=child.id, adult_id=adult.id, relation=relation, **values))

    def worker(
        self,
        role: Role,
        *,
        credentials: Sequence[tuple[CredentialKind, date]] = (),
        days: Sequence[int] = range(5),
        hours: tuple[int, int] = (480, 1260),
        weekly_minutes: int | None = None,
        gender: Gender | None = None,
    ) -> Resident:
        """Add somebody who works here, with credentials and the weekly times she can."""
        name = any_name(self.rng, "de", gender or any_gender(self.rng, 65))
        resident = self.person(name, any_place(self.rng, self.places))
        self.reach(resident, mail=True)
        self.db.add(
            Profile(
                person_id=resident.id,
                role=role.value,
                weekly_minutes=weekly_minutes,
                fee_cents=2500 if role == Role.TEACHER else None,
            )
        )
        self.db.add_all(
            [
                Credential(resource_id=resident.id, kind=kind.value, valid_until=day)
                for kind, day in credentials
            ]
        )
        self.db.add_all(
            [
                Availability(
                    resource_id=resident.id,
                    kind=AvailabilityKind.AVAILABLE.value,
                    weekday=day,
                    starts=hours[0],
                    ends=hours[1],
                )
                for day in days
            ]
        )
        return resident
