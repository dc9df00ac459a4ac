"""Which value of two records is proposed, and why; addresses and texts that become one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kursplaner.basics import clock
from kursplaner.planning.people.addresses import AddressLine
from kursplaner.planning.people.merge_fields import (
    FieldChoice,
    MergeField,
    Side,
    Told,
    Why,
    addresses_joined,
    current,
    fields_of,
    joined_words,
    one_below_other,
    route_key,
)
from kursplaner.planning.people.person_form import PersonForm, RouteLine

TODAY = date(2027, 3, 2)
DAY = timedelta(days=1)
EARLY, LATE = date(2027, 1, 1), date(2027, 2, 1)
FIRST, SECOND, BOTH = Side.FIRST, Side.SECOND, Side.BOTH


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.pinned(datetime(2027, 3, 2, 8)):
        yield


def told(
    address: AddressLine | None = None,
    nationality: str = "",
    days: tuple[date | None, date | None] = (None, None),
    *,
    asked: bool = False,
    **form: Any,
) -> Told:
    written = PersonForm(**{"family_name": "Haddad", "given_name": "Rima", **form})
    return Told(written, nationality, None, address, days[0], days[1], asked)


def proposed(field: MergeField, first: Told, second: Told) -> FieldChoice | None:
    return next((each for each in fields_of(first, second) if each.field is field), None)


def outcome(field: MergeField, first: Told, second: Told) -> tuple[Side, Why, date | None]:
    choice = proposed(field, first, second)
    assert choice is not None
    return choice.proposed, choice.why, choice.day


TEXTS: dict[MergeField, tuple[Any, Any]] = {
    MergeField.CALL_NAME: ("Rim", "Rimi"),
    MergeField.PASSPORT_NAME: ("HADDAD RIMA", "AL HADDAD RIMA"),
    MergeField.OWN_SCRIPT: ("ريما", "ريمة"),
    MergeField.GENDER: ("f", "d"),
    MergeField.LANGUAGES: ("ar", "de"),
    MergeField.LEVEL: ("A1", "A2"),
    MergeField.HEIGHT: (98, 101),
    MergeField.NEEDS: ("Rampe", "leise"),
    MergeField.NOTE: ("ruft an", "Brief"),
}


@pytest.mark.parametrize("field", TEXTS)
def test_what_one_record_says_is_taken_and_what_none_says_is_not_asked(field: MergeField) -> None:
    name, (value, other) = field.value, TEXTS[field]
    says, silent = told(**{name: value}), told()
    assert outcome(field, says, silent) == (FIRST, Why.ONLY_FIRST, None)
    assert outcome(field, silent, says) == (SECOND, Why.ONLY_SECOND, None)
    assert outcome(field, says, says) == (FIRST, Why.SAME, None)
    assert proposed(field, silent, silent) is None
    choice = proposed(field, says, told(**{name: other}))
    assert choice is not None
    assert not choice.same
    assert choice.may_both == (field.value in ("languages", "needs", "note"))


@pytest.mark.parametrize(
    ("field", "side", "why"),
    [
        (MergeField.CALL_NAME, FIRST, Why.OLDER_RECORD),
        (MergeField.GENDER, FIRST, Why.OLDER_RECORD),
        (MergeField.LANGUAGES, BOTH, Why.KEEP_ALL),
        (MergeField.NEEDS, BOTH, Why.ONE_BELOW_OTHER),
        (MergeField.NOTE, BOTH, Why.ONE_BELOW_OTHER),
        (MergeField.LEVEL, FIRST, Why.OLDER_RECORD),
        (MergeField.HEIGHT, FIRST, Why.OLDER_RECORD),
    ],
)
def test_what_differs(field: MergeField, side: Side, why: Why) -> None:
    values = TEXTS[field]
    some = [told(**{field.value: value}) for value in values]
    assert outcome(field, *some) == (side, why, None)


@pytest.mark.parametrize(
    ("passports", "side", "why"),
    [
        (("", ""), FIRST, Why.OLDER_RECORD),
        (("HADDAD RIMA", ""), FIRST, Why.AS_IN_PASSPORT),
        (("", "Rima Al Haddad"), SECOND, Why.AS_IN_PASSPORT),
        (("Al Haddad Rima", ""), SECOND, Why.AS_IN_PASSPORT),
        (("Ganz anders", "Noch anders"), FIRST, Why.OLDER_RECORD),
    ],
)
def test_the_name_as_in_the_passport(passports: tuple[str, str], side: Side, why: Why) -> None:
    first = told(passport_name=passports[0])
    second = told(family_name="Al Haddad", passport_name=passports[1])
    assert outcome(MergeField.NAME, first, second) == (side, why, None)


BORN = date(2005, 3, 1)


@pytest.mark.parametrize(
    ("first", "second", "side", "why"),
    [
        ((BORN, False), (BORN, False), FIRST, Why.SAME),
        ((BORN, True), (BORN, False), SECOND, Why.CERTAIN),
        ((BORN, False), (date(2005, 1, 1), True), FIRST, Why.CERTAIN),
        ((BORN, False), (date(2005, 1, 3), False), FIRST, Why.DAY_AND_MONTH),
        ((BORN, True), (date(2005, 1, 3), True), FIRST, Why.DAY_AND_MONTH),
        ((BORN, False), (date(2006, 1, 3), False), FIRST, Why.OLDER_RECORD),
        ((BORN, False), (date(2005, 1, 4), False), FIRST, Why.OLDER_RECORD),
        ((None, True), (BORN, True), SECOND, Why.ONLY_SECOND),
    ],
)
def test_when_somebody_was_born(
    first: tuple[date | None, bool], second: tuple[date | None, bool], side: Side, why: Why
) -> None:
    some = [told(birth_date=day, birth_uncertain=unsure) for day, unsure in (first, second)]
    assert outcome(MergeField.BIRTH, *some) == (side, why, None)


@pytest.mark.parametrize(
    ("days", "side", "day"),
    [
        ((EARLY, LATE), SECOND, LATE),
        ((LATE, EARLY), FIRST, LATE),
        ((None, EARLY), SECOND, EARLY),
        ((EARLY, None), FIRST, EARLY),
    ],
)
def test_the_newer_level_and_height(
    days: tuple[date | None, date | None], side: Side, day: date
) -> None:
    levels = [told(level=name, days=(at, None)) for name, at in zip("AB", days, strict=True)]
    assert outcome(MergeField.LEVEL, *levels) == (side, Why.NEWER, day)
    sizes = [told(height_cm=cm, days=(None, at)) for cm, at in zip((90, 95), days, strict=True)]
    assert outcome(MergeField.HEIGHT, *sizes) == (side, Why.NEWER, day)


def test_the_newer_address_and_the_stop_that_fits_it() -> None:
    old = AddressLine(EARLY, "Weg 1", "08626", "Adorf", 7)
    new = AddressLine(LATE, "Allee 2", "08606", "Oelsnitz", 8)
    first, second = told(old), told(new)
    assert outcome(MergeField.ADDRESS, first, second) == (SECOND, Why.NEWER, LATE)
    assert outcome(MergeField.STOP, first, second) == (SECOND, Why.FITS_ADDRESS, None)
    assert outcome(MergeField.STOP, second, first) == (FIRST, Why.FITS_ADDRESS, None)
    same = told(replace(old, valid_from=LATE, stop_id=8))
    assert outcome(MergeField.ADDRESS, first, same) == (FIRST, Why.SAME, None)
    assert outcome(MergeField.STOP, first, same) == (SECOND, Why.NEWER, LATE)
    equal = told(replace(new, valid_from=EARLY))
    assert outcome(MergeField.ADDRESS, first, equal) == (FIRST, Why.OLDER_RECORD, None)
    assert outcome(MergeField.STOP, first, equal) == (FIRST, Why.OLDER_RECORD, None)
    bare = told(AddressLine(LATE, stop_id=8))
    assert outcome(MergeField.ADDRESS, bare, first) == (SECOND, Why.ONLY_SECOND, None)
    assert outcome(MergeField.STOP, bare, told()) == (FIRST, Why.ONLY_FIRST, None)


def test_numbers_count_however_they_are_written_and_consents_in_doubt_the_narrower() -> None:
    one_way = RouteLine("phone", "0176 04069059")
    same = RouteLine("phone", "+49 176/04069059", note="abends")
    assert route_key(one_way) == route_key(same)
    assert route_key(RouteLine("email", "A@B.de")) == route_key(RouteLine("email", "a@b.DE"))
    assert route_key(RouteLine("messenger", "0176 04069059")) != route_key(one_way)
    first, second = told(routes=(one_way,)), told(routes=(same,))
    assert outcome(MergeField.ROUTES, first, second) == (FIRST, Why.SAME, None)
    other = told(routes=(one_way, RouteLine("email", "a@b.de")))
    assert outcome(MergeField.ROUTES, first, other) == (BOTH, Why.KEEP_ALL, None)

    def asked(*purposes: str) -> Told:
        return told(asked=True, consents=frozenset(purposes))

    for some, side in (
        ((asked("data", "photo"), asked("data")), SECOND),
        ((asked("data"), asked("data", "photo")), FIRST),
        ((asked("data"), asked("photo")), FIRST),
        ((asked("data"), asked()), SECOND),
    ):
        assert outcome(MergeField.CONSENTS, *some) == (side, Why.NARROWER, None)
    unasked = told(consents=frozenset({"data"}))
    assert outcome(MergeField.CONSENTS, asked(), unasked) == (FIRST, Why.ONLY_FIRST, None)
    assert outcome(MergeField.NATIONALITY, told(nationality="SY"), told()) == (
        *(FIRST, Why.ONLY_FIRST),
        None,
    )


def test_what_is_chosen_holds_and_both_only_where_both_can_stay() -> None:
    choice = FieldChoice(MergeField.NOTE, "a", "b", BOTH, Why.ONE_BELOW_OTHER)
    assert choice.taken({}) is BOTH
    assert choice.taken({MergeField.NOTE: SECOND}) is SECOND
    for wish in (
        FieldChoice(MergeField.NOTE, "a", None, FIRST, Why.ONLY_FIRST),
        FieldChoice(MergeField.LEVEL, "A1", "A2", FIRST, Why.OLDER_RECORD),
        FieldChoice(MergeField.NOTE, "a", "a", FIRST, Why.SAME),
    ):
        assert wish.taken({wish.field: BOTH}) is FIRST


def test_texts_and_words_of_both() -> None:
    assert one_below_other("ruft an", "Brief", "\n") == "ruft an\nBrief"
    assert one_below_other("Ruft abends an", "abends", "\n") == "Ruft abends an"
    assert one_below_other("ABENDS", "ruft abends an", "\n") == "ruft abends an"
    assert one_below_other("gleich", "Gleich", "\n") == "gleich"
    assert joined_words("Arabisch, Deutsch", "deutsch,  Türkisch,") == "Arabisch, Deutsch, Türkisch"
    assert joined_words("", "") == ""


def test_the_address_of_today() -> None:
    lines = {day: AddressLine(day) for day in (EARLY, TODAY, TODAY + DAY)}
    assert current(lines) == lines[TODAY]
    del lines[TODAY]
    assert current(lines) == lines[EARLY]
    del lines[EARLY]
    assert current(lines) == lines[TODAY + DAY]
    assert current({}) is None


def test_older_and_coming_addresses_of_both_stay() -> None:
    chosen = {LATE: AddressLine(LATE, "neu", stop_id=8)}
    other = {
        day: AddressLine(day, "alt", stop_id=8) for day in (LATE - DAY, LATE, TODAY, TODAY + DAY)
    }
    rest = {day: other[day] for day in (LATE - DAY, TODAY + DAY)}
    for stop in (FIRST, SECOND):
        assert addresses_joined((chosen, other), FIRST, stop) == {**rest, **chosen}
        assert addresses_joined((other, chosen), SECOND, stop) == {**rest, **chosen}
        assert addresses_joined(({}, other), FIRST, stop) == other


@pytest.mark.parametrize(
    ("since", "day"), [(LATE, TODAY), (TODAY, TODAY), (TODAY + DAY, TODAY + DAY)]
)
def test_another_stop_holds_from_today(since: date, day: date) -> None:
    chosen = {since: AddressLine(since, "neu", stop_id=8)}
    other = {EARLY: AddressLine(EARLY, "alt", stop_id=9)}
    joined = addresses_joined((chosen, other), FIRST, SECOND)
    assert joined[day] == AddressLine(day, "neu", stop_id=9)
    assert joined.get(since) == (chosen[since] if since != day else joined[day])
    assert addresses_joined((chosen, other), FIRST, FIRST)[since] == chosen[since]
    without = {EARLY: AddressLine(EARLY, "alt")}
    assert addresses_joined((chosen, without), FIRST, SECOND) == {**without, **chosen}
