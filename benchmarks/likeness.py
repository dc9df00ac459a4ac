"""Who is recognised in a second list although a name is written wrongly, and who is suspected.

Seeded lists: families with shared names and telephones are stored; then come the same people
with one slip of the pen each, and people who are new, among them their brothers and sisters.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from benchmarks.measure import Figure
from kursplaner.desk.demo.names import Name, any_gender, any_language, any_name, phones, relative_of
from kursplaner.domain.phones import number_key
from kursplaner.planning.people.duplicates import KnownPeople, Likeness
from kursplaner.planning.people.families import PersonDraft
from kursplaner.store.queries.people.duplicates import KnownPerson

SEED, FAMILIES, SECOND, NEW = 20270302, 700, 600, 600
_NEIGHBOURS = ("qwertzuiop", "asdfghjkl", "yxcvbnm")
_HEARD = (
    *(("kh", "ch"), ("sh", "sch"), ("ch", "tsch"), ("ou", "u"), ("ei", "ay"), ("j", "dsch")),
    *(("y", "j"), ("w", "v"), ("z", "s"), ("k", "c"), ("i", "y"), ("o", "u")),
)


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody in a second list: who it is (None: new), and which slip was made."""

    draft: PersonDraft
    person_id: int | None
    slip: str = ""


def figures() -> Iterator[Figure]:
    """Tell which slips are not seen through, and how many others are suspected, each beside keys.

    The peer are the keys of spelling and sound alone, without likeness letter by letter.
    """
    stored, listed = lists(SEED)
    known = KnownPeople(stored)
    lost, lost_by_keys = Counter[str](), Counter[str]()
    others = others_by_keys = suspected = suspected_by_keys = 0
    for one in listed:
        like = {each.person_id: _by_keys(each) for each in known.like(one.draft)}
        by_keys = {key for key, found in like.items() if found}
        if one.person_id is None:
            suspected += bool(like)
            suspected_by_keys += bool(by_keys)
            continue
        lost[one.slip] += one.person_id not in like
        lost_by_keys[one.slip] += one.person_id not in by_keys
        others += len(set(like) - {one.person_id})
        others_by_keys += len(by_keys - {one.person_id})
    of = Counter(one.slip for one in listed)
    for slip in SLIPS:
        beside = _beside_keys(lost_by_keys[slip], of[slip])
        yield Figure(f"not recognised: {slip}", _share(lost[slip], of[slip]), "%", None, beside)
    beside = f"{_beside_keys(lost_by_keys.total(), SECOND)}, seed {SEED}"
    yield Figure("not recognised, all slips", _share(lost.total(), SECOND), "%", 8, beside)
    beside = f"by keys alone {others_by_keys}, for {SECOND} people"
    yield Figure("others shown beside them", others, "", None, beside)
    share = _share(suspected, NEW)
    yield Figure("new people suspected", share, "%", None, _beside_keys(suspected_by_keys, NEW))


def _by_keys(like: Likeness) -> bool:
    """Tell whether somebody is found without likeness letter by letter, too."""
    reasons = set(like.reasons)
    told = reasons >= {"birth_date", "phone"} and "other_gender" not in reasons
    return told or "names_near" not in reasons


def _share(part: int, whole: int) -> float:
    return 100 * part / whole


def _beside_keys(part: int, whole: int) -> str:
    return f"by keys alone {_share(part, whole):.1f} %, of {whole} people"


def lists(seed: int) -> tuple[list[KnownPerson], list[Written]]:
    """Return the stored people, and a second list of people known and new, mixed."""
    rng = Random(seed)
    numbers = phones(rng)
    stored: list[KnownPerson] = []
    names: list[Name] = []
    for _ in range(FAMILIES):
        phone = next(numbers)
        for name, born in _family(rng):
            names.append(name)
            stored.append(_known(len(stored) + 1, name, born, phone if rng.random() < 0.8 else ""))
    listed = [_with_slip(rng, one) for one in rng.sample(stored, SECOND)]
    for _ in range(NEW):
        at = rng.randrange(len(stored))
        listed.append(_newcomer(rng, stored[at], names[at], next(numbers)))
    rng.shuffle(listed)
    return stored, listed


def _family(rng: Random) -> Iterator[tuple[Name, date]]:
    parent = any_name(rng, any_language(rng), any_gender(rng))
    yield parent, _born(rng, 1965, 2003)
    for _ in range(rng.randrange(3)):
        yield relative_of(rng, parent, any_gender(rng, 50)), _born(rng, 2012, 2025)


def _born(rng: Random, first: int, last: int) -> date:
    days = (date(last, 12, 31) - date(first, 1, 1)).days
    return date(first, 1, 1) + timedelta(rng.randrange(days))


def _known(key: int, name: Name, born: date, phone: str) -> KnownPerson:
    numbers = frozenset({number_key(phone)} - {""})
    return KnownPerson(
        *(key, name.family, name.given, "", "", "", born, False, name.gender.value), phones=numbers
    )


def _with_slip(rng: Random, person: KnownPerson) -> Written:
    """Return a person as somebody else wrote her down: one slip, some facts missing."""
    slip = rng.choice(tuple(SLIPS))
    given_name = bool(person.given_name) and rng.random() < 0.5
    name = person.given_name if given_name else person.family_name
    wrong = SLIPS[slip](rng, name)
    draft = PersonDraft(
        person.family_name if given_name else wrong,
        wrong if given_name else person.given_name,
        birth_date=person.birth_date if rng.random() < 0.6 else None,
        phone=min(person.phones, default="") if rng.random() < 0.6 else "",
    )
    return Written(draft, person.id, slip)


def _newcomer(rng: Random, near: KnownPerson, name: Name, phone: str) -> Written:
    """Return somebody new: of a family that is there, with its telephone, or of none."""
    kin = rng.random() < 0.5
    new = relative_of(rng, name, any_gender(rng, 50)) if kin else None
    new = new or any_name(rng, any_language(rng), any_gender(rng))
    draft = PersonDraft(new.family, new.given, phone=phone, gender=new.gender)
    if kin:
        draft = replace(draft, phone=min(near.phones, default=phone))
    if rng.random() < 0.6:
        draft = replace(draft, birth_date=_born(rng, 1965, 2025))
    return Written(draft, None)


def _swapped(rng: Random, name: str) -> str:
    at = rng.randrange(max(1, len(name) - 1))
    return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]


def _missing(rng: Random, name: str) -> str:
    at = rng.randrange(len(name))
    return name[:at] + name[at + 1 :]


def _doubled(rng: Random, name: str) -> str:
    at = rng.randrange(len(name))
    return name[:at] + name[at] + name[at:]


def _beside(rng: Random, name: str) -> str:
    """Return a name with the next key struck for one letter."""
    at = rng.randrange(len(name))
    row = next((keys for keys in _NEIGHBOURS if name[at].lower() in keys), "en")
    place = row.find(name[at].lower())
    key = row[place - 1] if place > 0 else row[1]
    return name[:at] + key + name[at + 1 :]


def _without_accents(rng: Random, name: str) -> str:
    del rng
    plain = str.maketrans("áčďéěíňóřšťúůýžäöüłńśźżçğışăâîșț", "acdeeinorstuuyzaoulnszzcgisaaist")
    return name.translate(plain)


def _own_spelling(rng: Random, name: str) -> str:
    """Return a name as another office writes it down by ear."""
    fitting = [pair for pair in _HEARD if pair[0] in name.lower()]
    if not fitting:
        return _doubled(rng, name)
    written, other = rng.choice(fitting)
    return name.lower().replace(written, other, 1).title()


SLIPS: dict[str, Callable[[Random, str], str]] = {
    "two letters swapped": _swapped,
    "a letter missing": _missing,
    "a letter doubled": _doubled,
    "the key beside": _beside,
    "accents left out": _without_accents,
    "written by ear": _own_spelling,
}
