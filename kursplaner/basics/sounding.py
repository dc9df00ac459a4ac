"""Names in Latin letters, and the consonants that different spellings have in common."""

import re

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
_TO_LATIN = str.maketrans(_CYRILLIC | _ARABIC | _GREEK)

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
    return folded.translate(_TO_LATIN)


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
