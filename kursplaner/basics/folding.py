"""Names as people search them and as different offices spell them.

`fold` gives the text of search columns: what is stored and what is typed are folded alike.
`spellings` gives keys for likely duplicates: two names are likely the same where the keys meet.
"""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from kursplaner.basics import resources
from kursplaner.basics.sounding import sound, transliterated, transliterations

_LATIN = {
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ı": "i",
    "ŋ": "n", "ə": "e", "ŧ": "t", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ĸ": "k",
}  # fmt: skip
_ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ک": "ك", "ؤ": "و",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۆ": "و",
}  # fmt: skip
_SWAPPED = str.maketrans(_LATIN | _ARABIC)
_APOSTROPHES = frozenset("'\u2018\u2019\u02bc\u02bb\u02bf\u02be`\u00b4\u2032")
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_JOINTS = _APOSTROPHES | _HYPHENS
_TATWEEL = "\u0640"
_JOINER = "\u200d"
_UMLAUTS = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ş": "sh", "š": "sh", "ș": "sh",
    "ç": "ch", "č": "ch", "ž": "zh", "ğ": "g",
})  # fmt: skip
_WRITTEN_OUT = (("ue", "u"), ("oe", "o"), ("ae", "a"), ("aa", "a"))
_ARTICLES = frozenset({"al", "el", "ul", "ud", "ad", "as", "ash", "at", "az", "an", "ar"})
_ARABIC_ARTICLE = "ال"
_SHORT_ARABIC = 4
_SHORT_SOUND = 3


def fold(text: str) -> str:
    """Return the searchable form: lower case, no accents, one space between words.

    ß becomes ss, ł l, đ d, ø o; hyphens become spaces, apostrophes inside words fall away.
    Cyrillic, Arabic and Ethiopic stay in their script (Arabic without vowel signs and with one
    form per letter). Folding twice changes nothing.
    """
    if text.isascii():
        lowered = text.lower()
        if lowered.replace(" ", "").isalnum():
            return " ".join(lowered.split())
    return _folded(text)


@lru_cache(maxsize=50_000)
def _folded(text: str) -> str:
    """Return the searchable form of what is more than letters without accents; names come again."""
    folded = _folded_once(text)
    while (again := _folded_once(folded)) != folded:
        folded = again
    return folded


def name_words(name: str) -> frozenset[str]:
    """Return what tells one name from another: "Haddad, Rima" has the words of "Rima Haddad"."""
    return frozenset(fold(name).replace(",", " ").split())


def _folded_once(text: str) -> str:
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(_bare(char) for char in plain.translate(_SWAPPED)).translate(_SWAPPED)
    return " ".join(_without_joints(bare).split())


@lru_cache(maxsize=5_000)
def _bare(char: str) -> str:
    """Return one composed character without accents, in ASCII digits, or nothing."""
    category = unicodedata.category(char)
    if char == _TATWEEL or (category == "Cf" and char != _JOINER):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category == "Mn":
        return "" if unicodedata.combining(char) else char
    parts = unicodedata.normalize("NFD", char)
    return parts[0] if len(parts) > 1 and "LATIN" in unicodedata.name(char, "") else char


def _without_joints(text: str) -> str:
    """Return the text with apostrophes inside words left out and hyphens inside as spaces."""
    if _JOINTS.isdisjoint(text):
        return text
    chars = list(text)
    for at in range(1, len(chars) - 1):
        if text[at - 1].isalnum() and text[at + 1].isalnum():
            if text[at] in _APOSTROPHES:
                chars[at] = ""
            elif text[at] in _HYPHENS:
                chars[at] = " "
    return "".join(chars)


@lru_cache(maxsize=20_000)
def spellings(text: str) -> frozenset[str]:
    """Return keys for a name; two names that share one are likely the same name.

    Müller, Mueller and Muller share a key, as do Юлія, Yuliia and Julia, or Mohammed, Muhammad,
    Mohamad and محمد. Keys starting with "~" are by sound, those with "=" by the table of common
    given names. An empty or purely decorative text has no key.
    """
    words = [word for word in fold(text).split() if any(char.isalnum() for char in word)]
    if not words:
        return frozenset()
    keys = _letter_keys(text, words)
    known = _given_names().get("".join(words)) or _given_names().get(" ".join(words))
    if known is not None:
        return frozenset(keys | {f"={known}"})
    return frozenset(keys | _sound_keys(words))


def _letter_keys(text: str, words: Iterable[str]) -> set[str]:
    """Return the name as written, with umlauts written out, and in Latin letters."""
    joined = "".join(words)
    latin = transliterated(joined)
    written_out = fold(unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS))
    return {joined, latin, written_out.replace(" ", ""), _shortened(latin)}


def _shortened(latin: str) -> str:
    """Return mueller as muller: the form in which ü, ue and u meet."""
    for long, short in _WRITTEN_OUT:
        latin = latin.replace(long, short)
    return latin


def _sound_keys(words: list[str]) -> set[str]:
    """Return the keys by sound of all words together, and with known given names by name."""
    names = _given_names()
    sounds = {sound(_shortened(latin)) for latin in transliterations("".join(words))}
    keys = {f"~{whole}" for whole in sounds}
    keys |= {
        f"={_named_by_sound()[whole]}"
        for whole in sounds
        if len(whole) > _SHORT_SOUND and whole in _named_by_sound()
    }
    if len(words) > 1:
        spoken = [names.get(word) or sound(_shortened(transliterated(word))) for word in words]
        keys.add("=" + " ".join(spoken))
    return keys | _without_article(words)


def _without_article(words: list[str]) -> frozenset[str]:
    """Return the keys of Khatib for Al-Khatib, and of خطيب for الخطيب."""
    if len(words) > 1 and words[0] in _ARTICLES:
        return spellings(" ".join(words[1:]))
    if words[0].startswith(_ARABIC_ARTICLE) and len(words[0]) > _SHORT_ARABIC:
        return spellings(" ".join(words).removeprefix(_ARABIC_ARTICLE))
    return frozenset()


@lru_cache(maxsize=1)
def _given_names() -> Mapping[str, str]:
    """Return the common name for every spelling in the table, folded."""
    text = resources.path("names/given_names.toml").read_text(encoding="utf-8")
    groups: dict[str, Any] = tomllib.loads(text)
    table = {fold(name): name for name in groups}
    for name, others in groups.items():
        for other in others:
            table.setdefault(fold(other), name)
            table.setdefault(fold(other).replace(" ", ""), name)
    return table


@lru_cache(maxsize=1)
def _named_by_sound() -> Mapping[str, str]:
    """Return the common name for a sound, where the table has exactly one with it."""
    found: dict[str, set[str]] = {}
    for spelling, name in _given_names().items():
        if spelling.isascii():
            found.setdefault(sound(_shortened(spelling)), set()).add(name)
    return {key: min(names) for key, names in found.items() if len(names) == 1}
