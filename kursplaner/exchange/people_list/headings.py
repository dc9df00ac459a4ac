"""What a heading means, and how sure it says so: "Nachname" says more than "Name".

Whole headings are looked up first, then what is left of them without what only tells whose or
which ("privat", "Mobil 2", "des Teilnehmers"), then their single words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kursplaner.basics.folding import fold
from kursplaner.exchange.people_list.fields import Field
from kursplaner.exchange.people_list.heading_words import (
    BARE_NAMES,
    CHILD,
    COLLECTOR,
    EMERGENCY,
    FILLERS,
    GUARDIAN,
    HOME,
    NO_ORDER,
    NOTHING,
    OTHERS,
    SINGLE_WORDS,
    STEMS,
    WORDS,
    WORK,
)

_BARE, _WORK, _STEM, _WORD, _PART, _WHOLE = 30, 40, 50, 55, 70, 90
_HOME, _LONGEST = 5, 120
_MOTHER = re.compile(r"mutter|mama|mother|matk|мат")
_FATHER = re.compile(r"vater|papa|father|ot(?:ec|ce)")
_CAMEL = re.compile(r"(?<=[a-zäöü])(?=[A-ZÄÖÜ])")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means; the heavier of two that mean the same counts."""

    field: Field
    weight: int


def heading_key(title: str) -> str:
    """Return letters only, without accents, "ae" as "a": every spelling of a word is one key."""
    letters = "".join(char for char in fold(title) if char.isalpha())
    return letters.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _keys(words: str) -> frozenset[str]:
    return frozenset(heading_key(word) for word in words.split("|"))


_WORDS = {
    heading_key(word): Field(field) for field, words in WORDS.items() for word in words.split("|")
}
_STEMS = tuple(
    (heading_key(stem), Field(field) if field else None)
    for field, stems in STEMS
    for stem in stems.split("|")
)
_SINGLE = {
    heading_key(word): Field(field)
    for field, words in SINGLE_WORDS.items()
    for word in words.split("|")
}
_BARE_NAMES, _NOTHING, _FILLERS = _keys(BARE_NAMES), _keys(NOTHING), _keys(FILLERS)
_HOME_WORDS, _WORK_WORDS, _OTHERS = _keys(HOME), _keys(WORK), _keys(OTHERS)
_GUARDIAN, _EMERGENCY = tuple(_keys(GUARDIAN)), tuple(_keys(EMERGENCY))
_NO_ORDER = _keys(NO_ORDER)
_CHILD_NAMES = _keys("Kind|Namekindes|Namekind|Kindname|Kindesname")
_COLLECTOR, _CHILD = tuple(_keys(COLLECTOR)), _keys(CHILD)
_CONTACT = _keys("Kontakt|Kontaktdaten|Erreichbarkeit|Person|Teilnehmer|Teilnehmende")
_OF_OTHERS = (*_EMERGENCY, *_COLLECTOR, *_GUARDIAN)
_LONGEST_GROUP = 40


def field_of_heading(title: str) -> Field | None:
    """Return what a heading in German, English, Czech … means, in all usual spellings."""
    found = meaning(title)
    return found.field if found is not None else None


@lru_cache(maxsize=4_000)
def meaning(title: str) -> Meaning | None:
    """Return what a heading means and how specific it is, None for one that is not known."""
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", title[:_LONGEST])
    if is_child_name(bare):
        return Meaning(Field.CHILDREN, _BARE)
    for text in (title, bare):
        key = heading_key(text)
        if key in _NOTHING:
            return None
        if key in _WORDS:
            return Meaning(_WORDS[key], _BARE if key in _BARE_NAMES else _WHOLE)
    if len(title) >= _LONGEST:
        return None
    return _in_several_languages(title) or _by_words(title)


def _in_several_languages(title: str) -> Meaning | None:
    """Return what "Vorname / First name / Ім'я" means: the same in every language."""
    parts = [heading_key(part) for part in re.split(r"[/|\n]", title)]
    known = [_WORDS[part] for part in parts if part in _WORDS]
    same = len(known) > 1 and len(set(known)) == 1
    return Meaning(known[0], _PART) if same else None


def _by_words(title: str) -> Meaning | None:
    words = _words(title)
    if not words or _NOTHING & set(words):
        return None
    if _names_somebody_else(words):
        return _of_somebody_else(words)
    return _combined(words) or _of_the_person(title, words)


def is_child_name(title: str) -> bool:
    """Whether a heading says "Kind": the person of the list, unless others are named, too."""
    return "".join(word for word in _words(title) if word not in _FILLERS) in _CHILD_NAMES


def names_a_group(title: str) -> bool:
    """Whether a heading tells whose the columns below it are, or which: "Kind 1", "Privat"."""
    words = set(_words(title))
    if not words or len(title) > _LONGEST_GROUP:
        return False
    whose = words & (_CHILD | _HOME_WORDS | _WORK_WORDS | _OTHERS | _CONTACT)
    return bool(whose) or any(word.startswith(_OF_OTHERS) for word in words)


def qualified(group: str, title: str) -> str:
    """Return a heading with the group it stands under, where that changes what it means."""
    if not group or not title or title == group:
        return title or group
    words = set(_words(group))
    whose = words & (_CHILD | _HOME_WORDS | _WORK_WORDS | _OTHERS)
    if whose or any(word.startswith(_OF_OTHERS) for word in words):
        return f"{group} {title}"
    return title


def is_of_work(title: str) -> bool:
    """Whether a heading says that something is reached at work."""
    return bool(_WORK_WORDS & set(_words(title)))


def relation_of(heading: str) -> str:
    """Return whom a heading means: "mother", "father", or nobody in particular."""
    key = fold(heading)
    if _MOTHER.search(key):
        return "mother"
    return "father" if _FATHER.search(key) else ""


def number_in(title: str) -> str:
    """Return the number that tells "Kind 1" from "Kind 2", empty for none."""
    return "".join(re.findall(r"\d+", title)[:1])


def name_part(title: str) -> str:
    """Return "family" or "given" where the heading of somebody else says which name it is."""
    rest = [word for word in _words(title) if word not in _FILLERS and word not in _CHILD]
    rest = [word for word in rest if not word.startswith(_OF_OTHERS)]
    told = _told(rest) if rest else None
    parts = {Field.FAMILY_NAME: "family", Field.GIVEN_NAME: "given"}
    return parts.get(told, "") if told is not None else ""


def says_no_order(title: str) -> bool:
    """Whether a heading means a whole name and not in which order: "Teilnehmer"."""
    return heading_key(title) in _NO_ORDER


def is_bare_name(title: str) -> bool:
    """Whether a heading says "Name" and not which."""
    return heading_key(title) in _BARE_NAMES


def _words(title: str) -> list[str]:
    """Return the words of a heading as keys; "longName" and "address.email" have two."""
    parts = re.split(r"[^\w']+|_|\d+", _CAMEL.sub(" ", title))
    return [key for part in parts if (key := heading_key(part))]


def _names_somebody_else(words: list[str]) -> bool:
    """Whether a heading is about a parent, a child, an emergency, or who may collect a child."""
    if any(word.startswith((*_EMERGENCY, *_COLLECTOR, *_GUARDIAN)) for word in words):
        return True
    return bool(set(words) & _CHILD) and len(words) > 1


def _of_somebody_else(words: list[str]) -> Meaning | None:
    """Return what a heading means that names somebody else: "Tel. Mutter", "Notfallnummer"."""
    rest = [word for word in words if word not in _FILLERS]
    if any(word.startswith(_EMERGENCY) for word in words):
        return Meaning(Field.EMERGENCY, _PART)
    if any(word.startswith(_COLLECTOR) for word in words):
        return Meaning(Field.COLLECTORS, _PART)
    if any(word.startswith(_GUARDIAN) for word in words):
        told = _told(word for word in rest if not word.startswith(_GUARDIAN))
        if told is Field.PHONE:
            return Meaning(Field.GUARDIAN_PHONE, _PART)
        return Meaning(Field.GUARDIAN, _PART) if told in _PERSON_NAMES else None
    told = _told(word for word in rest if word not in _CHILD)
    if told in (Field.BIRTH_DATE, Field.BIRTH_YEAR):
        return Meaning(Field.CHILD_BIRTH, _PART)
    return Meaning(Field.CHILDREN, _PART) if told in _PERSON_NAMES else None


def _combined(words: list[str]) -> Meaning | None:
    """Return what a heading means that names two things: "Straße, PLZ, Ort"."""
    told = [found for word in words if (found := _SINGLE.get(word) or _WORDS.get(word))]
    kinds = set(told)
    if Field.STREET in kinds and kinds & {Field.POSTCODE, Field.MUNICIPALITY}:
        return Meaning(Field.ADDRESS, _PART)
    if {Field.POSTCODE, Field.MUNICIPALITY} <= kinds:
        return Meaning(Field.POSTCODE_AND_MUNICIPALITY, _PART)
    if {Field.FAMILY_NAME, Field.GIVEN_NAME} <= kinds:
        first = told.index(Field.FAMILY_NAME) < told.index(Field.GIVEN_NAME)
        field = Field.NAME_FAMILY_FIRST if first else Field.NAME_GIVEN_FIRST
        return Meaning(field, _PART)
    return None


_ADDRESS = frozenset(
    {
        *(Field.STREET, Field.HOUSE_NUMBER, Field.POSTCODE, Field.MUNICIPALITY, Field.ADDRESS),
        Field.POSTCODE_AND_MUNICIPALITY,
    }
)
_PERSON_NAMES = (
    Field.FAMILY_NAME,
    Field.GIVEN_NAME,
    Field.NAME_FAMILY_FIRST,
    Field.NAME_GIVEN_FIRST,
)


def _told(words: Iterable[str]) -> Field | None:
    """Return what the first known word means; no word at all means a name."""
    left = list(words)
    if not left:
        return Field.NAME_GIVEN_FIRST
    for word in left:
        found = _WORDS.get(word) or _SINGLE.get(word)
        if found is not None:
            return found
    return next((field for stem, field in _STEMS if any(stem in word for word in left)), None)


def _of_the_person(title: str, words: list[str]) -> Meaning | None:
    work = bool(_WORK_WORDS & set(words))
    shift = (_WORK - _PART if work else 0) + (_HOME if _HOME_WORDS & set(words) else 0)
    rest = [word for word in words if word not in _FILLERS | _HOME_WORDS | _WORK_WORDS]
    if not rest and "nr" in words:
        return None  # "TN-Nr." counts people
    if work and (_WORDS.get("".join(rest)) in _ADDRESS or _ADDRESS & set(map(_SINGLE.get, rest))):
        return None  # where somebody works is not where she lives
    found = _WORDS.get("".join(rest) or "".join(words[:1]))
    others = bool(_OTHERS & set(words))
    if found is not None and not others:
        named = "".join(rest) in _BARE_NAMES
        return Meaning(found, (_BARE if named else _PART) + shift)
    single = next((_SINGLE[word] for word in rest if word in _SINGLE), None)
    if single is not None and not others:
        return Meaning(single, _WORD + shift)
    key = heading_key(title)
    stem = next((field for stem, field in _STEMS if stem in key), None)
    known = next((stem for stem, _ in _STEMS if stem in key), "")
    if not known or stem is None or others:
        return None
    return Meaning(stem, _STEM + shift)
