"""The values that two records of one person leave: written into the record that stays."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kursplaner.basics import clock
from kursplaner.domain.kinds import Gender
from kursplaner.domain.people import Consent, ContactRoute, OtherName, Person
from kursplaner.domain.rides.pick_ups import homes_from
from kursplaner.planning.people.addresses import AddressLine, addresses_of, keep_addresses
from kursplaner.planning.people.merge_fields import (
    Choices,
    FieldChoice,
    MergeField,
    Side,
    addresses_joined,
    joined_words,
    one_below_other,
    route_key,
)
from kursplaner.planning.people.person_form import RouteLine
from kursplaner.planning.rides import pick_ups
from kursplaner.planning.rides.pick_ups import Body
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db


def store_values(
    db: Db, pair: tuple[int, int], fields: Iterable[FieldChoice], choices: Choices
) -> None:
    """Write what holds then; `pair` stays and goes, both still have their own rows.

    Rides to come follow to where and on which seat the person rides then.
    """
    kept, gone = (by_id(db, Person, key) for key in pair)
    by_field = {choice.field: choice for choice in fields}
    sides = {key: choice.taken(choices) for key, choice in by_field.items()}
    values = {key: _value(choice, sides[key]) for key, choice in by_field.items()}
    addresses = addresses_joined(
        (addresses_of(db, kept.id), addresses_of(db, gone.id)),
        sides.get(MergeField.ADDRESS, sides.get(MergeField.STOP, Side.FIRST)),
        sides.get(MergeField.STOP, Side.FIRST),
    )
    measured = gone.height_measured_on if sides.get(MergeField.HEIGHT) is Side.SECOND else None
    body = Body(values.get(MergeField.BIRTH, (None,))[0], values.get(MergeField.HEIGHT))
    for person in (kept, gone):
        _lead_rides(db, person, addresses, body)
    _names(db, kept, gone, sides[MergeField.NAME])
    _own_columns(kept, gone, values)
    kept.height_measured_on = measured or kept.height_measured_on
    keep_addresses(db, gone.id, {})
    keep_addresses(db, kept.id, addresses)
    _routes(db, kept.id, gone.id, values.get(MergeField.ROUTES, ()))
    if MergeField.CONSENTS in values:
        _consents(db, (kept.id, gone.id), values[MergeField.CONSENTS])
    db.flush()


def _value(choice: FieldChoice, side: Side) -> Any:  # noqa: ANN401 (each field its own type)
    if side is not Side.BOTH:
        return choice.first if side is Side.FIRST else choice.second
    first, second = choice.first, choice.second
    if choice.field is MergeField.LANGUAGES:
        return joined_words(first, second)
    if choice.field is MergeField.ROUTES:
        return (*first, *second)
    return one_below_other(first, second, "\n" if choice.field is MergeField.NOTE else "; ")


def _lead_rides(db: Db, person: Person, addresses: Mapping[date, AddressLine], body: Body) -> None:
    """Lead the rides to come to where the person boards then, on the seat for her size."""
    homes = homes_from((day, line.stop_id) for day, line in addresses.items())
    own = Body(person.birth_date, person.height_cm)
    same = addresses == addresses_of(db, person.id)
    if not same or own != body:
        change = pick_ups.propose(db, person.id, homes, None if own == body else body)
        pick_ups.apply(db, change)


def _names(db: Db, kept: Person, gone: Person, side: Side) -> None:
    """Take the chosen name; the other one stays findable."""
    names = [(person.family_name, person.given_name) for person in (kept, gone)]
    chosen, other = names if side is Side.FIRST else reversed(names)
    kept.family_name, kept.given_name = chosen
    known = {
        (row.family_name, row.given_name)
        for row in find(db, OtherName, person_id=[kept.id, gone.id])
    }
    for name in {other} - known - {chosen}:
        db.add(OtherName(person_id=kept.id, family_name=name[0], given_name=name[1]))
    for row in find(db, OtherName, person_id=[kept.id, gone.id]):
        if (row.family_name, row.given_name) == chosen:
            db.delete(row)


_COLUMNS = {
    MergeField.CALL_NAME: "",
    MergeField.PASSPORT_NAME: "",
    MergeField.OWN_SCRIPT: "",
    MergeField.LANGUAGES: "",
    MergeField.NATIONALITY: "",
    MergeField.LEVEL: "",
    MergeField.NEEDS: "",
    MergeField.NOTE: "",
    MergeField.HEIGHT: None,
    MergeField.GENDER: Gender.UNKNOWN.value,
}


def _own_columns(kept: Person, gone: Person, values: Mapping[MergeField, Any]) -> None:
    for field, empty in _COLUMNS.items():
        wanted = values.get(field)
        setattr(kept, field.value, empty if wanted is None else wanted)
    kept.birth_date, kept.birth_uncertain = values.get(MergeField.BIRTH) or (None, False)
    for name in ("address_restricted", "processing_restricted"):
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    days = [person.registered_on for person in (kept, gone) if person.registered_on]
    kept.registered_on = min(days, default=None)
    kept.ended_on = kept.ended_on and gone.ended_on
    signers = [person.signer_id for person in (kept, gone) if person.signer_id]
    kept.signer_id = next((key for key in signers if key not in {kept.id, gone.id}), None)


def _routes(db: Db, kept: int, gone: int, wanted: Iterable[RouteLine]) -> None:
    """Keep the chosen ways to reach somebody, each once, in their order."""
    rows = {
        (row.kind, row.value): row
        for row in reversed(find(db, ContactRoute, person_id=[kept, gone]))
    }
    once: dict[tuple[str, str], RouteLine] = {}
    for line in wanted:
        once.setdefault(route_key(line), line)
    staying = set()
    for position, line in enumerate(once.values(), start=1):
        row = rows[line.kind, line.value]
        row.position = position
        staying.add(row.id)
    for row in find(db, ContactRoute, person_id=[kept, gone]):
        if row.id not in staying:
            db.delete(row)


def _consents(db: Db, people: tuple[int, int], purposes: frozenset[str]) -> None:
    """Let exactly the chosen consents stand; others end today and stay with their day."""
    today, standing = clock.today(), set()
    rows = sorted(find(db, Consent, person_id=list(people)), key=lambda row: row.given_on)
    for row in rows:
        if not row.given or row.revoked_on is not None:
            continue
        if row.purpose not in purposes:
            row.revoked_on = today
        elif row.purpose in standing:
            db.delete(row)
        standing.add(row.purpose)
