"""What a list knows of somebody who is stored: gaps filled, and asked where both say something.

Telephones, e-mails, languages and remarks are added to what there is; nothing is taken away.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.folding import fold, name_words
from kursplaner.domain.kinds import Gender, RouteKind
from kursplaner.domain.people import ContactRoute, Person, PersonAddress
from kursplaner.planning.people import person_form
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.people.families import PersonDraft
from kursplaner.planning.people.merge_fields import (
    MergeField,
    joined_words,
    one_below_other,
    route_key,
)
from kursplaner.planning.people.person_form import PersonForm, RouteLine
from kursplaner.store.queries.people.duplicates import home_key
from kursplaner.store.records import find
from kursplaner.store.session import Db

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Addition:
    """What a list says of somebody beyond what is stored, or against it.

    Attributes:
        stored: what is stored, None for nothing.
        listed: what the list says; of ways to reach somebody only the new ones.
        asks: both say something, and only one of them can hold.
    """

    field: MergeField
    stored: Any
    listed: Any
    asks: bool = False


def told_of(db: Db, ids: Collection[int]) -> dict[int, PersonForm]:
    """Return what is stored of many people, as far as a list can add to it."""
    found: dict[int, PersonForm] = {}
    keys = sorted(ids)
    for begin in range(0, len(keys), _AT_ONCE):
        some = keys[begin : begin + _AT_ONCE]
        routes: dict[int, list[RouteLine]] = {}
        for way in find(db, ContactRoute, person_id=some):
            routes.setdefault(way.person_id, []).append(RouteLine(way.kind, way.value))
        last: dict[int, AddressLine] = {}
        for home in sorted(find(db, PersonAddress, person_id=some), key=lambda row: row.valid_from):
            parts = (home.street, home.postcode, home.municipality, home.stop_id)
            last[home.person_id] = AddressLine(home.valid_from, *parts)
        for person in find(db, Person, id=some):
            own = {name: getattr(person, name) for name in person_form.OWN_FIELDS}
            found[person.id] = PersonForm(
                **own, routes=tuple(routes.get(person.id, ())), address=last.get(person.id)
            )
    return found


def told_by_draft(draft: PersonDraft) -> PersonForm:
    """Return a row of the same list as if it were stored already."""
    own = {name: getattr(draft, name) for name in person_form.OWN_FIELDS}
    return PersonForm(
        **own | {"gender": draft.gender.value}, routes=_routes(draft), address=_home(draft)
    )


def additions(form: PersonForm, draft: PersonDraft) -> tuple[Addition, ...]:
    """Return what a row of a list adds to somebody, and where it says something else."""
    return tuple(_additions(form, draft))


def fill(db: Db, person_id: int, draft: PersonDraft, taken: Collection[MergeField]) -> bool:
    """Store the fields `taken` of a row for somebody; tells whether anything changed.

    Rides to come follow another address, height or birth date, as when a form is stored.

    Raises:
        Refused: what `person_form.store` refuses.
    """
    before = person_form.load(db, person_id)
    chosen = [found for found in _additions(before, draft) if found.field in taken]
    if not chosen:
        return False
    person_form.store(db, _filled(before, draft, chosen), before)
    return True


def _additions(form: PersonForm, draft: PersonDraft) -> Iterator[Addition]:
    yield from _name(form, draft)
    if draft.birth_date is not None:
        listed = (draft.birth_date, draft.birth_uncertain)
        stored = (form.birth_date, form.birth_uncertain) if form.birth_date else None
        same = stored is not None and stored[0] == listed[0] and listed[1] >= stored[1]
        if not same:
            yield Addition(MergeField.BIRTH, stored, listed, asks=stored is not None)
    unknown = Gender.UNKNOWN.value
    plain: Mapping[MergeField, tuple[object, object]] = {
        MergeField.GENDER: (
            None if form.gender == unknown else form.gender,
            None if draft.gender.value == unknown else draft.gender.value,
        ),
        MergeField.LEVEL: (form.level or None, draft.level or None),
        MergeField.HEIGHT: (form.height_cm, draft.height_cm),
    }
    for field, (mine, others) in plain.items():
        if others is not None and mine != others:
            yield Addition(field, mine, others, asks=mine is not None)
    if new := _new_routes(form, draft):
        yield Addition(MergeField.ROUTES, form.routes or None, new)
    yield from _address(form, draft)
    languages = joined_words(form.languages, draft.languages)
    if fold(languages) != fold(joined_words(form.languages, "")):
        yield Addition(MergeField.LANGUAGES, form.languages or None, draft.languages)
    if draft.note and one_below_other(form.note, draft.note, "\n") != form.note:
        yield Addition(MergeField.NOTE, form.note or None, draft.note)


def _name(form: PersonForm, draft: PersonDraft) -> Iterator[Addition]:
    mine, others = (form.family_name, form.given_name), (draft.family_name, draft.given_name)
    if name_words(" ".join(mine)) != name_words(" ".join(others)):
        longer = not form.given_name and fold(form.family_name) in map(fold, others)
        yield Addition(MergeField.NAME, mine, others, asks=not (longer and draft.given_name))


def _address(form: PersonForm, draft: PersonDraft) -> Iterator[Addition]:
    listed = _home(draft)
    if listed is None:
        return
    mine = form.address
    stored = (mine.street, mine.postcode, mine.municipality) if mine is not None else ("", "", "")
    told = (listed.street, listed.postcode, listed.municipality)
    if not any(stored):
        yield Addition(MergeField.ADDRESS, None, told)
        return
    same_home = home_key(stored[0], stored[2]) == home_key(told[0], told[2])
    gaps = any(other and not own for own, other in zip(stored, told, strict=True))
    differs = any(
        own and other and fold(own) != fold(other) for own, other in zip(stored, told, strict=True)
    )
    if differs and not same_home:
        yield Addition(MergeField.ADDRESS, stored, told, asks=True)
    elif gaps:
        both = tuple(own or other for own, other in zip(stored, told, strict=True))
        yield Addition(MergeField.ADDRESS, stored, both)


def _filled(form: PersonForm, draft: PersonDraft, chosen: Sequence[Addition]) -> PersonForm:
    """Return the form with the chosen fields of the list."""
    for addition in chosen:
        form = _with(form, draft, addition)
    restricted = form.address_restricted or draft.address_restricted
    return replace(form, address_restricted=restricted)


def _with(form: PersonForm, draft: PersonDraft, addition: Addition) -> PersonForm:
    if addition.field is MergeField.ADDRESS:
        return replace(form, address=_moved(form.address, addition))
    below = one_below_other(form.note, draft.note, "\n") if form.note else draft.note
    values: Mapping[MergeField, Mapping[str, Any]] = {
        MergeField.NAME: {"family_name": draft.family_name, "given_name": draft.given_name},
        MergeField.BIRTH: {
            "birth_date": draft.birth_date,
            "birth_uncertain": draft.birth_uncertain,
        },
        MergeField.GENDER: {"gender": draft.gender.value},
        MergeField.LEVEL: {"level": draft.level},
        MergeField.HEIGHT: {"height_cm": draft.height_cm},
        MergeField.ROUTES: {"routes": (*form.routes, *_new_routes(form, draft))},
        MergeField.LANGUAGES: {"languages": joined_words(form.languages, draft.languages)},
        MergeField.NOTE: {"note": below},
    }
    return replace(form, **values[addition.field])


def _moved(line: AddressLine | None, addition: Addition) -> AddressLine:
    """Return the address of the list: its gaps filled, another one from today on."""
    street, postcode, municipality = addition.listed
    since: date = clock.today()
    if line is None:
        return AddressLine(since, street, postcode, municipality)
    since = since if addition.asks else line.valid_from
    return AddressLine(since, street, postcode, municipality, line.stop_id)


def _new_routes(form: PersonForm, draft: PersonDraft) -> tuple[RouteLine, ...]:
    known = {key for route in form.routes for key in (route_key(route), ("", route_key(route)[1]))}
    return tuple(route for route in _routes(draft) if ("", route_key(route)[1]) not in known)


def _routes(draft: PersonDraft) -> tuple[RouteLine, ...]:
    """Return the ways to reach somebody, as storing a new person puts them."""
    told = (
        (RouteKind.PHONE, draft.phone, ""),
        (RouteKind.EMAIL, draft.email, ""),
        *((RouteKind.PHONE, value, note) for value, note in draft.further_phones),
        *((RouteKind.EMAIL, value, "") for value in draft.further_emails),
    )
    return tuple(
        RouteLine(kind.value, value.strip(), note=note)
        for kind, value, note in told
        if value.strip()
    )


def _home(draft: PersonDraft) -> AddressLine | None:
    parts = (draft.street.strip(), draft.postcode.strip(), draft.municipality.strip())
    return AddressLine(clock.today(), *parts) if any(parts) else None
