"""Names in Latin letters, and the consonants that different spellings have in common."""

import re
import unicodedata
from itertools import pairwise

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ye",
    "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dzh",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u",
    "ي": "i", "ء": "", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
    "ά": "a", "έ": "e", "ή": "i", "ί": "i", "ό": "o", "ύ": "y", "ώ": "o",
}  # fmt: skip
_TO_LATIN = str.maketrans(_CYRILLIC | _GREEK)
_ARABIC_VOWELS = frozenset("اوي")
_ETHIOPIC = "ETHIOPIC SYLLABLE "
_ETHIOPIC_SOUNDS = (("hh", "h"), ("kx", "k"), ("qh", "q"), ("aa", "a"), ("ee", "e"))

_SAME_SOUND = (
    (re.compile("tsch|tch|cz|ck|kh|ch|q|c"), "k"),
    (re.compile("dsch|dzh|dj"), "j"),
    (re.compile("sh|sz|zh|ts|tz|z"), "s"),
    (re.compile("ph|ff|w|f"), "v"),
    (re.compile("gh"), "g"),
    (re.compile("th"), "t"),
    (re.compile("dh"), "d"),
    (re.compile("x"), "ks"),
)
_SILENT_H = re.compile("(?<=[aeiou])h$")
_SCH = re.compile("sch")
_DOUBLE = re.compile(r"(.)\1+")
_VOWEL = re.compile("[aeiouyj]")
_GROUPED = str.maketrans({"e": "a", "y": "i", "j": "i", "o": "u"})
_LAST_DARK = re.compile("[aeiouyj]*[ou][aeiouyj]*$")
_FEWEST = 3


def transliterated(folded: str) -> str:
    """Return a folded name in Latin letters; scripts without a table stay as they are."""
    if folded.isascii():
        return folded
    words = [_ethiopic(_arabic(word)) for word in folded.translate(_TO_LATIN).split(" ")]
    return " ".join(words)


def transliterations(folded: str) -> frozenset[str]:
    """Return the ways to write a folded word in Latin letters.

    Ukrainian г is h, Russian г is g; an Arabic ي at the end may stand for ى, an a.
    """
    ways = {folded, folded.replace("г", "h")}
    if folded.endswith("ي"):
        ways.add(folded[:-1] + "ا")
    return frozenset(transliterated(way) for way in ways)


def _arabic(word: str) -> str:
    """Return a word in Arabic letters in Latin ones, with an e where short vowels are missing."""
    if not any(char in _ARABIC for char in word):
        return word
    word = word[:-1] + "ا" if word.endswith("ه") and len(word) > 2 else word
    parts: list[str] = []
    for at, (char, after) in enumerate(pairwise(word + " ")):
        glides = char in {"و", "ي"} and (after in _ARABIC_VOWELS or at == 0)
        latin = {"و": "w", "ي": "y"}[char] if glides else _ARABIC.get(char, char)
        silent = latin and latin[-1] not in "aiu" and after in _ARABIC
        parts.append(latin + "e" if silent and after not in _ARABIC_VOWELS else latin)
    return "".join(parts)


def _ethiopic(word: str) -> str:
    """Return a word in Ethiopic syllables in Latin letters, by the syllables' Unicode names."""
    syllables = [unicodedata.name(char, "") for char in word]
    if not any(name.startswith(_ETHIOPIC) for name in syllables):
        return word
    latin = "".join(
        name.rpartition(" ")[2].lower() if name.startswith(_ETHIOPIC) else char
        for char, name in zip(word, syllables, strict=True)
    )
    for long, short in _ETHIOPIC_SOUNDS:
        latin = latin.replace(long, short)
    return latin.removesuffix("e") if syllables[-1].endswith("E") else latin


def sound(latin: str) -> str:
    """Return the consonants as heard, a dark vowel before the last one and a vowel at the end.

    Vowels are what offices disagree about; the dark one keeps Mahmoud apart from Mohammed, the
    last one Martina from Martin. Names with fewer than three consonants keep all their vowels, in
    three groups.
    """
    word = _SILENT_H.sub("", re.sub("[^a-z]", "", latin)) or latin
    first = "j" if word[:1] in {"j", "y"} and _VOWEL.match(word[1:2]) else ""
    word = _SCH.sub("s", word.replace("dsch", "j").replace("tsch", "k"))
    for pattern, letter in _SAME_SOUND:
        word = pattern.sub(letter, word)
    word = _DOUBLE.sub(r"\1", word)
    consonants = _VOWEL.sub("", word)
    if len(consonants) + len(first) < _FEWEST:
        return _DOUBLE.sub(r"\1", word.translate(_GROUPED))
    before_last = word[: word.rindex(consonants[-1])]
    dark = "u" if _LAST_DARK.search(before_last) else ""
    start = first or ("a" if _VOWEL.match(word) else "")
    end = word[-1].translate(_GROUPED) if _VOWEL.match(word[-1]) else ""
    return _DOUBLE.sub(r"\1", start + consonants[:-1]) + dark + consonants[-1] + end
