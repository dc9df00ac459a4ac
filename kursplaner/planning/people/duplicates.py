"""People who are likely stored twice: by names in all spellings, birth date where certain."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kursplaner.basics.folding import fold, spellings
from kursplaner.basics.progress import Tell, each, untold
from kursplaner.domain.kinds import Gender
from kursplaner.domain.people import Guardianship
from kursplaner.domain.phones import number_key
from kursplaner.planning.people.candidates import Candidates
from kursplaner.planning.people.families import PersonDraft
from kursplaner.store.queries.people.duplicates import (
    KnownPerson,
    home_key,
    known_people,
    place_key,
)
from kursplaner.store.records import find
from kursplaner.store.session import Db

SURE, LIKELY = 80, 50
_BOTH_NAMES, _SAME_SPELLING, _CROSSED, ONE_NAME, _NEAR = 55, 10, 45, 20, 40
_BIRTH, _SWAPPED, _PHONE, _OTHER_BIRTH, _OTHER_GENDER = 35, 10, 30, -45, -25
_FAR_BIRTH = -60
"""Where more than one of day, month and year differs: father and son, and no slip of the pen."""
_EMAIL, _HOME, _OTHER_PHONE, _OTHER_ADDRESS = 30, 15, -2, -3
_FOR_HUMANS = frozenset({"names_near", "names_sound"})
"""Brothers and sisters have such names, too: who they are is for a human to tell."""
_SHORTEST = 4
"""In a shorter name one letter makes another name: Ali and Alia, Jan and Jana."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A person somebody is likely the same as.

    Attributes:
        person_id: the stored person.
        score: 0 to 100; from 80 on almost surely, from 50 on likely.
        reasons: "names", "names_crossed", "names_near" (one of them with a slip) and
            "names_sound" (the given names only sound alike), both never sure, "one_name",
            "same_spelling", "birth_date", "birth_swapped" (day and month), "phone", "email",
            "address", and against it "other_birth_date", "other_gender", "other_phone",
            "other_address".
    """

    person_id: int
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two stored people who are likely one."""

    first_id: int
    second_id: int
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What is compared: keys of spelling of each name, certain birth date, phones.

    `folded` are family and given name as they are searched; `exact` the words of each whole name.
    """

    id: int
    family: frozenset[str]
    given: frozenset[str]
    whole: frozenset[str]
    exact: frozenset[str]
    spelled: str
    folded: tuple[str, str]
    born: date | None
    gender: str
    phones: frozenset[str]
    emails: frozenset[str]
    homes: frozenset[str]
    places: frozenset[str]


class KnownPeople:
    """All people of the town, asked about one draft after another (an import of hundreds)."""

    def __init__(self, people: Sequence[KnownPerson], tell: Tell = untold) -> None:
        """Sketch everybody and index them by the keys of their names."""
        self._people = {person.id: _of_person(person) for person in each(people, tell)}
        self._candidates = Candidates()
        for sketch in self._people.values():
            self._candidates.add(sketch)

    def add(self, key: int, draft: PersonDraft) -> None:
        """Take in somebody who is not stored yet: a row above in the same list, by its own key."""
        sketch = replace(_of_draft(draft), id=key)
        self._people[key] = sketch
        self._candidates.add(sketch)

    def like(self, draft: PersonDraft, least: int = LIKELY) -> list[Likeness]:
        """Return whom a draft is likely the same as, best first."""
        sketch = _of_draft(draft)
        found = (_likeness(sketch, self._people[key]) for key in self._near(sketch, least))
        return sorted((likeness for likeness in found if likeness.score >= least), key=_best_first)

    def pairs(self, least: int = LIKELY) -> list[LikelyPair]:
        """Return all likely pairs, best first."""
        found: list[LikelyPair] = []
        for sketch in self._people.values():
            for key in self._near(sketch, least):
                if key > sketch.id:
                    likeness = _likeness(sketch, self._people[key])
                    if likeness.score >= least:
                        found.append(LikelyPair(sketch.id, key, likeness.score, likeness.reasons))
        return sorted(found, key=lambda pair: (-pair.score, pair.first_id, pair.second_id))

    def _near(self, sketch: _Sketch, least: int) -> Collection[int]:
        """Return whom to look at; who is asked for less than what is likely looks at everybody."""
        return self._candidates.near(sketch) if least >= LIKELY else self._people


def known(db: Db, tell: Tell = untold) -> KnownPeople:
    """Return all people of the town, ready to be compared; `tell` hears how far that is."""
    return KnownPeople(known_people(db), tell)


def known_children(db: Db) -> KnownPeople:
    """Return the children of the town, for the door: only a first name is known there."""
    children = {bond.child_id for bond in find(db, Guardianship)}
    return KnownPeople([person for person in known_people(db) if person.id in children])


def likely_duplicates(db: Db, draft: PersonDraft, least: int = LIKELY) -> list[Likeness]:
    """Return whom somebody about to be stored is likely the same as, best first."""
    return known(db).like(draft, least)


def _best_first(likeness: Likeness) -> tuple[int, int]:
    return (-likeness.score, likeness.person_id)


def _likeness(sketch: _Sketch, other: _Sketch) -> Likeness:
    score, reasons = _names(sketch, other)
    if score and sketch.spelled == other.spelled:
        score += _SAME_SPELLING
        reasons.append("same_spelling")
    if sketch.born is not None and other.born is not None:
        points, reason = _births(sketch.born, other.born)
        score += points
        reasons.append(reason)
    for points, reason in _contacts(sketch, other):
        score += points
        reasons.append(reason)
    unknown = {Gender.UNKNOWN.value, ""}
    if sketch.gender != other.gender and not unknown & {sketch.gender, other.gender}:
        score += _OTHER_GENDER
        reasons.append("other_gender")
    highest = SURE - 1 if _FOR_HUMANS & set(reasons) else 100
    return Likeness(other.id, max(0, min(highest, score)), tuple(reasons))


def _contacts(sketch: _Sketch, other: _Sketch) -> Iterator[tuple[int, str]]:
    """Return what telephones, e-mail and addresses say; what one does not know says nothing."""
    if sketch.phones & other.phones:
        yield _PHONE, "phone"
    elif sketch.phones and other.phones:
        yield _OTHER_PHONE, "other_phone"
    if sketch.emails & other.emails:
        yield _EMAIL, "email"
    if sketch.homes & other.homes:
        yield _HOME, "address"
    elif (sketch.homes and other.homes) or (
        sketch.places and other.places and not sketch.places & other.places
    ):
        yield _OTHER_ADDRESS, "other_address"


def _births(born: date, other: date) -> tuple[int, str]:
    """Return what two certain dates say; day and month are often written the other way round."""
    if born == other:
        return _BIRTH, "birth_date"
    if (born.year, born.month, born.day) == (other.year, other.day, other.month):
        return _SWAPPED, "birth_swapped"
    parts = zip(
        (born.year, born.month, born.day), (other.year, other.month, other.day), strict=True
    )
    differing = sum(mine != others for mine, others in parts)
    return (_OTHER_BIRTH if differing == 1 else _FAR_BIRTH), "other_birth_date"


def _names(sketch: _Sketch, other: _Sketch) -> tuple[int, list[str]]:
    family, given = sketch.family & other.family, sketch.given & other.given
    if (family and given) or sketch.whole & other.whole:
        return _BOTH_NAMES, ["names" if _spelled(sketch, other) else "names_sound"]
    crossed = sketch.given & other.family
    if crossed and sketch.family & other.given:
        spelled = _by_letters(crossed) and _by_letters(sketch.family & other.given)
        return _CROSSED, ["names_crossed"] if spelled else ["names_crossed", "names_sound"]
    single = not sketch.given or not other.given
    if single and (sketch.family | sketch.given) & (other.family | other.given):
        return ONE_NAME, ["one_name"]
    if not single and _near(sketch, other):
        return _NEAR, ["names_near"]
    return 0, []


def _spelled(sketch: _Sketch, other: _Sketch) -> bool:
    """Whether the given names are one name in its spellings, and do not only sound alike.

    Mina and Mona, Amir and Emir are twins as well as slips; the family name they share.
    """
    if sketch.exact & other.exact:
        return True
    same = sketch.given & other.given
    known = not any(key.startswith("~") for key in sketch.given | other.given)
    return bool(sketch.family & other.family) and (_by_letters(same) or (known and bool(same)))


def _by_letters(keys: frozenset[str]) -> bool:
    return any(key[0] not in "~=" for key in keys)


def _near(sketch: _Sketch, other: _Sketch) -> bool:
    """Tell whether one name is the same and the other a slip of the pen away.

    A slip is a letter too many, too few, another one, or two that changed places.
    """
    family, given = zip(sketch.folded, other.folded, strict=True)
    same_family, same_given = sketch.family & other.family, sketch.given & other.given
    return bool((same_family and _one_slip(*given)) or (same_given and _one_slip(*family)))


def _one_slip(name: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    shortest = min(len(name), len(other))
    return shortest >= _SHORTEST and OSA.distance(name, other, score_cutoff=1) <= 1


def _of_person(person: KnownPerson) -> _Sketch:
    certain = person.birth_date is not None and not person.birth_uncertain
    return _sketch(
        person.id,
        person.family_name,
        (person.given_name, person.call_name),
        (person.passport_name, person.own_script_name, *person.other_names),
        (person.birth_date if certain else None, person.gender, person.phones),
        (person.emails, person.homes, person.places),
    )


@lru_cache(maxsize=8)
def _of_draft(draft: PersonDraft) -> _Sketch:
    """Return what is compared of a draft; a row is asked about and taken in one after the other."""
    numbers = (draft.phone, draft.messenger, *(phone for phone, _ in draft.further_phones))
    phones = map(number_key, numbers)
    emails = (draft.email, *draft.further_emails)
    born = None if draft.birth_uncertain else draft.birth_date
    return _sketch(
        0,
        draft.family_name,
        (draft.given_name, draft.call_name),
        (draft.passport_name, draft.own_script_name),
        (born, draft.gender.value, frozenset(phone for phone in phones if phone)),
        (
            frozenset(email.strip().casefold() for email in emails if email.strip()),
            frozenset(filter(None, (home_key(draft.street, draft.municipality),))),
            frozenset(filter(None, (place_key(draft.municipality),))),
        ),
    )


def _sketch(
    key: int,
    family: str,
    given: Sequence[str],
    whole: Sequence[str],
    rest: tuple[date | None, str, frozenset[str]],
    contacts: tuple[frozenset[str], frozenset[str], frozenset[str]],
) -> _Sketch:
    """Return what is compared; a birth date of 1 January is never certain."""
    full = (
        [*whole, f"{given[0]} {family}", f"{family} {given[0]}"] if given[0] else [*whole, family]
    )
    folded = (fold(family), fold(given[0]))
    spelled = f"{folded[0]} {folded[1]}".strip()
    born = rest[0] if rest[0] is not None and (rest[0].month, rest[0].day) != (1, 1) else None
    return _Sketch(
        id=key,
        family=spellings(family),
        given=frozenset(spelling for name in given for spelling in spellings(name)),
        whole=frozenset(spelling for name in full for spelling in spellings(name)),
        exact=frozenset(
            " ".join(sorted(name.split())) for name in (spelled, *map(fold, whole)) if name
        ),
        spelled=spelled,
        folded=folded,
        born=born,
        gender=rest[1],
        phones=rest[2],
        emails=contacts[0],
        homes=contacts[1],
        places=contacts[2],
    )
