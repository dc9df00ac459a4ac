"""What two records of one person say, field by field: which value is proposed, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from kursplaner.basics import clock
from kursplaner.basics.folding import fold
from kursplaner.domain.kinds import Gender
from kursplaner.domain.people import Consent, LevelResult, Person
from kursplaner.domain.phones import number_key
from kursplaner.planning.people import person_form
from kursplaner.planning.people.addresses import AddressLine, addresses_of
from kursplaner.planning.people.person_form import PersonForm, RouteLine
from kursplaner.store.records import by_id, find
from kursplaner.store.session import Db


class MergeField(StrEnum):
    """What is chosen, in the order in which it is shown."""

    NAME = "name"
    CALL_NAME = "call_name"
    PASSPORT_NAME = "passport_name"
    OWN_SCRIPT = "own_script_name"
    BIRTH = "birth_date"
    GENDER = "gender"
    ROUTES = "routes"
    ADDRESS = "address"
    STOP = "stop"
    LANGUAGES = "languages"
    NATIONALITY = "nationality"
    LEVEL = "level"
    HEIGHT = "height_cm"
    NEEDS = "needs"
    CONSENTS = "consents"
    NOTE = "note"


class Side(StrEnum):
    """Whose value holds: that of the record that stays, of the one that goes, or both."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


class Why(StrEnum):
    """Why a value is proposed."""

    SAME = "same"
    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"
    AS_IN_PASSPORT = "as_in_passport"
    OLDER_RECORD = "older_record"
    DAY_AND_MONTH = "day_and_month"
    CERTAIN = "certain"
    NEWER = "newer"
    FITS_ADDRESS = "fits_address"
    KEEP_ALL = "keep_all"
    NARROWER = "narrower"
    ONE_BELOW_OTHER = "below"


MAY_BOTH = frozenset({MergeField.LANGUAGES, MergeField.ROUTES, MergeField.NEEDS, MergeField.NOTE})
Choices = Mapping[MergeField, Side]


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One field of two records.

    Attributes:
        first, second: what each record says; None where it says nothing.
        day: since when the proposed value holds, where that is why it is proposed.
    """

    field: MergeField
    first: Any
    second: Any
    proposed: Side
    why: Why
    day: date | None = None

    @property
    def same(self) -> bool:
        """Tell whether there is nothing to choose."""
        return self.why is Why.SAME

    @property
    def may_both(self) -> bool:
        """Tell whether both values can stay."""
        both = self.first is not None and self.second is not None
        return self.field in MAY_BOTH and both and not self.same

    def taken(self, choices: Choices) -> Side:
        """Return whose value holds: as chosen, else as proposed."""
        side = choices.get(self.field, self.proposed)
        return self.proposed if side is Side.BOTH and not self.may_both else side


@dataclass(frozen=True, slots=True)
class Told:
    """What one record says, with the days that tell which is newer."""

    form: PersonForm
    nationality: str
    registered_on: date | None
    address: AddressLine | None
    level_on: date | None
    height_on: date | None
    asked: bool

    def value(self, field: MergeField) -> Any:  # noqa: ANN401 (each field its own type)
        """Return what it says in a field; None: nothing."""
        read = _SPECIAL.get(field)
        return read(self) if read else getattr(self.form, field.value) or None


def _address(told: Told) -> tuple[str, str, str] | None:
    line = told.address
    parts = (line.street, line.postcode, line.municipality) if line else ("", "", "")
    return parts if any(parts) else None


_SPECIAL: Mapping[MergeField, Callable[[Told], object]] = {
    MergeField.NAME: lambda told: (told.form.family_name, told.form.given_name),
    MergeField.BIRTH: lambda told: (
        (told.form.birth_date, told.form.birth_uncertain) if told.form.birth_date else None
    ),
    MergeField.GENDER: lambda told: (
        None if told.form.gender == Gender.UNKNOWN.value else told.form.gender
    ),
    MergeField.ADDRESS: _address,
    MergeField.STOP: lambda told: told.address.stop_id if told.address else None,
    MergeField.NATIONALITY: lambda told: told.nationality or None,
    MergeField.CONSENTS: lambda told: told.form.consents if told.asked else None,
}


def told_by(db: Db, person_id: int) -> Told:
    """Return what a record says.

    Raises:
        Refused: kind "not_found".
    """
    person = by_id(db, Person, person_id)
    form, rows = person_form.load(db, person_id), addresses_of(db, person_id)
    levels = [row.day for row in find(db, LevelResult, person_id=person_id)]
    return Told(
        form=form,
        nationality=person.nationality,
        registered_on=person.registered_on,
        address=current(rows),
        level_on=max(levels, default=person.registered_on),
        height_on=person.height_measured_on,
        asked=bool(find(db, Consent, person_id=person_id)),
    )


def current(rows: Mapping[date, AddressLine]) -> AddressLine | None:
    """Return the address that holds today, else the first one to come."""
    today = clock.today()
    past = [day for day in rows if day <= today]
    return rows[max(past)] if past else rows[min(rows)] if rows else None


def fields_of(first: Told, second: Told) -> tuple[FieldChoice, ...]:
    """Return every field in which at least one record says something, with a proposal."""
    found: dict[MergeField, FieldChoice] = {}
    for field in MergeField:
        values = first.value(field), second.value(field)
        if values != (None, None):
            found[field] = _proposed(field, values, first, second)
    stop, address = found.get(MergeField.STOP), found.get(MergeField.ADDRESS)
    if stop is not None and address is not None and not address.same and stop.why is Why.NEWER:
        fitting = replace(stop, proposed=address.proposed, why=Why.FITS_ADDRESS, day=None)
        found[MergeField.STOP] = fitting
    return tuple(found.values())


def _proposed(field: MergeField, values: tuple[Any, Any], first: Told, second: Told) -> FieldChoice:
    one_sided = {0: (Side.SECOND, Why.ONLY_SECOND), 1: (Side.FIRST, Why.ONLY_FIRST)}
    missing = next((at for at in (0, 1) if values[at] is None), None)
    day = None
    if missing is not None:
        side, why = one_sided[missing]
    elif _same(field, *values):
        side, why = Side.FIRST, Why.SAME
    elif field in _NEWER:
        side, day = _newer(*_NEWER[field](first, second))
        why = Why.NEWER if day is not None else Why.OLDER_RECORD
    else:
        side, why = _by_content(field, values, first, second)
    return FieldChoice(field, *values, side, why, day)


def _same(field: MergeField, first: Any, second: Any) -> bool:  # noqa: ANN401
    if field is MergeField.ROUTES:
        return {route_key(route) for route in first} == {route_key(route) for route in second}
    return bool(first == second)


def route_key(route: RouteLine) -> tuple[str, str]:
    """Return what makes two ways to reach somebody the same: kind, and number or text."""
    return route.kind, number_key(route.value) or route.value.casefold()


_NEWER: Mapping[MergeField, Callable[[Told, Told], tuple[date | None, date | None]]] = {
    MergeField.ADDRESS: lambda a, b: (_since(a), _since(b)),
    MergeField.STOP: lambda a, b: (_since(a), _since(b)),
    MergeField.LEVEL: lambda a, b: (a.level_on, b.level_on),
    MergeField.HEIGHT: lambda a, b: (a.height_on, b.height_on),
}


def _since(told: Told) -> date | None:
    return told.address.valid_from if told.address else None


def _newer(first: date | None, second: date | None) -> tuple[Side, date | None]:
    """Return whose day is later, and that day; None where the days say nothing."""
    if first == second:
        return Side.FIRST, None
    later = (second or date.min) > (first or date.min)
    return (Side.SECOND, second) if later else (Side.FIRST, first)


def _by_content(
    field: MergeField, values: tuple[Any, Any], first: Told, second: Told
) -> tuple[Side, Why]:
    if field in {MergeField.LANGUAGES, MergeField.ROUTES}:
        return Side.BOTH, Why.KEEP_ALL
    if field in {MergeField.NEEDS, MergeField.NOTE}:
        return Side.BOTH, Why.ONE_BELOW_OTHER
    if field is MergeField.CONSENTS:
        return (Side.SECOND if len(values[1]) < len(values[0]) else Side.FIRST), Why.NARROWER
    if field is MergeField.NAME:
        return _name(values, first, second)
    if field is MergeField.BIRTH:
        return _birth(*values)
    return Side.FIRST, Why.OLDER_RECORD


def _name(values: tuple[Any, Any], first: Told, second: Told) -> tuple[Side, Why]:
    passports = {fold(told.form.passport_name) for told in (first, second)} - {""}
    for side, (family, given) in zip((Side.FIRST, Side.SECOND), values, strict=True):
        if passports & {fold(f"{family} {given}"), fold(f"{given} {family}")}:
            return side, Why.AS_IN_PASSPORT
    return Side.FIRST, Why.OLDER_RECORD


def _birth(first: tuple[date, bool], second: tuple[date, bool]) -> tuple[Side, Why]:
    if first[1] != second[1]:
        return (Side.SECOND if first[1] else Side.FIRST), Why.CERTAIN
    day, other = first[0], second[0]
    if (day.year, day.month, day.day) == (other.year, other.day, other.month):
        return Side.FIRST, Why.DAY_AND_MONTH
    return Side.FIRST, Why.OLDER_RECORD


def one_below_other(first: str, second: str, between: str) -> str:
    """Return both texts, or the one that holds the other."""
    if second.casefold() in first.casefold():
        return first
    return second if first.casefold() in second.casefold() else f"{first}{between}{second}"


def joined_words(first: str, second: str) -> str:
    """Return the words of both lists, each once, in their order."""
    words = [word.strip() for word in f"{first},{second}".split(",") if word.strip()]
    once: dict[str, str] = {}
    for word in words:
        once.setdefault(word.casefold(), word)
    return ", ".join(once.values())


def addresses_joined(
    rows: tuple[Mapping[date, AddressLine], Mapping[date, AddressLine]],
    address: Side,
    stop: Side,
) -> dict[date, AddressLine]:
    """Return the addresses of both: what was chosen holds now, older ones and later ones stay.

    Another stop than that of the chosen address holds from today: past rides keep theirs.
    """
    chosen, other = rows if address is Side.FIRST else (rows[1], rows[0])
    now, today = current(chosen), clock.today()
    if now is None:
        return dict(other)
    found = {day: line for day, line in other.items() if day < now.valid_from or day > today}
    found |= chosen
    from_side = current(rows[0] if stop is Side.FIRST else rows[1])
    wanted = from_side.stop_id if from_side is not None else None
    if wanted is not None and wanted != now.stop_id:
        day = max(today, now.valid_from)
        found[day] = replace(now, valid_from=day, stop_id=wanted)
    return found
