"""Invented people: names by language in Latin and own script, telephones, addresses for mail."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from random import Random
from string import digits

from kursplaner.basics.folding import fold
from kursplaner.desk.demo.tables import table
from kursplaner.domain.kinds import Gender

MAIL_DOMAIN = "example.org"
"""Reserved for examples (RFC 2606): nobody ever gets a letter there."""


@dataclass(frozen=True, slots=True)
class NamePart:
    """A given or family name, for a man and for a woman, Latin and in its own script.

    Attributes:
        male: the Latin form, or the only one.
        female: the Latin form of a woman, e.g. Nováková; equals `male` in most languages.
        own: the name in its own script; empty where that is Latin.
    """

    male: str
    female: str
    own: str = ""

    def of(self, gender: Gender) -> str:
        """Return the Latin form for a gender."""
        return self.female if gender is Gender.FEMALE else self.male


@dataclass(frozen=True, slots=True)
class NameGroup:
    """The names of one language.

    Attributes:
        language: ISO 639-1 code, e.g. "uk".
        nationalities: ISO 3166 codes, the frequent ones several times.
        weight: how many participants speak it, relative to the other groups.
        female, male: given names.
        family: family names; empty where the father's given name stands instead.
        single: names that stand alone in the passport.
    """

    language: str
    nationalities: tuple[str, ...]
    weight: int
    female: tuple[NamePart, ...]
    male: tuple[NamePart, ...]
    family: tuple[NamePart, ...]
    single: tuple[NamePart, ...]

    def given(self, gender: Gender) -> tuple[NamePart, ...]:
        """Return the given names of a gender."""
        return self.female if gender is Gender.FEMALE else self.male


@dataclass(frozen=True, slots=True)
class Name:
    """One invented person's name. A single name stands in `family`, as in domain.people.

    Attributes:
        family, given: Latin, as the clerk writes them.
        own_script: given and family name in their own script, or empty.
        language: ISO 639-1 code.
        nationality: ISO 3166 code.
        gender: as drawn.
    """

    family: str
    given: str
    own_script: str
    language: str
    nationality: str
    gender: Gender

    @property
    def passport(self) -> str:
        """The name as in the passport: family name first, then given names."""
        return f"{self.family} {self.given}".strip()

    @property
    def shown(self) -> str:
        """The name as people say it: given name first."""
        return f"{self.given} {self.family}".strip()


@lru_cache(maxsize=1)
def groups() -> Mapping[str, NameGroup]:
    """Return the groups of names by language."""
    return {
        language: NameGroup(
            language=language,
            nationalities=tuple(row["nationalities"]),
            weight=row["weight"],
            female=_parts(row["female"]),
            male=_parts(row["male"]),
            family=_parts(row.get("family", ())),
            single=_parts(row.get("single", ())),
        )
        for language, row in table("names").items()
    }


def _parts(texts: list[str]) -> tuple[NamePart, ...]:
    return tuple(_part(text) for text in texts)


def _part(text: str) -> NamePart:
    """Return the part for "Nováková", "Novák/Nováková" or "Olena|Олена"."""
    latin, _, own = text.partition("|")
    male, _, female = latin.partition("/")
    return NamePart(male, female or male, own)


def any_language(rng: Random) -> str:
    """Return a language, the frequent ones more often; never German."""
    spoken = [group for group in groups().values() if group.weight]
    return rng.choices(spoken, [group.weight for group in spoken])[0].language


def any_gender(rng: Random, women_percent: int = 60) -> Gender:
    """Return a gender; most participants of such courses are women."""
    return Gender.FEMALE if rng.randrange(100) < women_percent else Gender.MALE


def any_name(rng: Random, language: str, gender: Gender) -> Name:
    """Return a name of a language, drawn from its given and family names."""
    group = groups()[language]
    given = rng.choice(group.given(gender))
    family = rng.choice(group.family or group.male)
    return _name(group, given, family, gender, rng.choice(group.nationalities))


def relative_of(rng: Random, person: Name, gender: Gender) -> Name:
    """Return a close relative (child, spouse): same language and nationality, own given name.

    The family name takes the form of the gender; where the father's name stands instead, the
    relative bears the person's given name if that is a man's, else a name of its own.
    """
    group = groups()[person.language]
    given = _other_given(rng, group, person.given, gender)
    if not group.family:
        family = _named(group.male, person.given) or rng.choice(group.male)
    else:
        family = _named(group.family, person.family) or NamePart(person.family, person.family)
    return _name(group, given, family, gender, person.nationality)


def single_name(rng: Random, language: str = "fa", gender: Gender = Gender.UNKNOWN) -> Name:
    """Return somebody with one name only.

    Raises:
        IndexError: if the language has none in the table.
    """
    group = groups()[language]
    part = rng.choice(group.single)
    return Name(part.male, "", part.own, language, rng.choice(group.nationalities), gender)


def _other_given(rng: Random, group: NameGroup, taken: str, gender: Gender) -> NamePart:
    return rng.choice([part for part in group.given(gender) if part.of(gender) != taken])


def _named(parts: tuple[NamePart, ...], latin: str) -> NamePart | None:
    return next((part for part in parts if latin in {part.male, part.female}), None)


def _name(
    group: NameGroup, given: NamePart, family: NamePart, gender: Gender, nationality: str
) -> Name:
    return Name(
        family=family.of(gender),
        given=given.of(gender),
        own_script=f"{given.own} {family.own}" if given.own and family.own else "",
        language=group.language,
        nationality=nationality,
        gender=gender,
    )


def mail_of(name: Name) -> str:
    """Return an address below example.org made of the Latin name."""
    local = ".".join(fold(name.shown).split())
    return f"{''.join(char for char in local if char.isascii())}@{MAIL_DOMAIN}"


def phones(rng: Random) -> Iterator[str]:
    """Return telephone numbers that belong to nobody, mobiles first, without end.

    The first 5 210 differ; then they come again, because there are no more.
    """
    mobile = _numbers("mobile")
    landline = _numbers("landline")
    rng.shuffle(mobile)
    rng.shuffle(landline)
    while True:
        yield from mobile
        yield from landline


def _numbers(kind: str) -> list[str]:
    found: list[str] = []
    for pattern in table("phones")[kind]:
        for drawn in product(digits, repeat=pattern.count("#")):
            number = pattern
            for digit in drawn:
                number = number.replace("#", digit, 1)
            found.append(number)
    return found


def plate(number: int) -> str:
    """Return a number plate that no office issues, because its number begins with a zero."""
    return f"V-KP 0{number:02}"
