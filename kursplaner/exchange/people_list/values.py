"""What the cells of a people list say: phones, names, places, as people write them."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from kursplaner.basics.folding import fold
from kursplaner.exchange.reading.blind_cells import ERRORS
from kursplaner.exchange.reading.tables import Cell

_NOTHING = {"", "-", "--", "–", "—", "/", "?", "k a", "ka", "k.a.", "k. a.", "n/a", "na", "keine"}
_NOTHING |= {"kein", "keiner", "unbekannt", "unknown", "none", "null", "entfallt", "neznamy"}
_NOTHING |= {
    "ohne angabe",
    "keine angabe",
    "keine angaben",
    "unspecified",
    "not specified",
    "anonymous",
    "nicht bekannt",
    "nicht angegeben",
    "unbek",
}
_NOTHING |= {
    "unbek",
    "ohne",
    "nicht vorhanden",
    "nein",
    "no",
    "--",
    "---",
    ".",
    "x",
    "xx",
    "xxx",
    "??",
    "nn",
}


_LONGEST_NOTHING = max(map(len, _NOTHING)) + 2


class UnreadableError(ValueError):
    """The cell cannot mean what its column says; its text is the kind of fault."""


def plain_text(cell: Cell) -> str:
    """Return the cell as one line of text: control and direction-override signs are left out.

    Everything a name can hold (emoji, right-to-left letters, a leading ' or =) stays.
    """
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.isprintable():  # nearly all cells: no sign to leave out
        return " ".join(cell.split())
    if isinstance(cell, float):
        text = f"{cell:.10f}".rstrip("0").rstrip(".")
    elif isinstance(cell, datetime | date):
        text = f"{cell:%d.%m.%Y}"
    else:
        text = str(cell)
    return " ".join("".join(_kept(char) for char in text).split())


def _kept(char: str) -> str:
    if char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff":
        return ""  # they would turn round the sentences that the name later stands in
    category = unicodedata.category(char)
    if category in {"Cc", "Cs", "Zl", "Zp"}:
        return " " if char.isspace() else ""
    return char


def value_text(cell: Cell) -> str:
    """Return the cell's text, empty where it says that nothing is known ("-", "k. A.").

    Raises:
        UnreadableError: "cell_error", where a formula gave an error or nothing.
    """
    text = plain_text(cell)
    if text in ERRORS:
        raise UnreadableError("cell_error")
    return "" if _says_nothing(text) else text


def in_digits(text: str) -> str:
    """Return a text with Arabic and other digits as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(char, char)) for char in text)


@lru_cache(maxsize=20_000)
def _says_nothing(text: str) -> bool:
    short = len(text) <= _LONGEST_NOTHING
    return short and bool({text.casefold(), fold(text), fold(text).rstrip(".")} & _NOTHING)


_GENDERS = {
    "female": "w weibl weiblich frau fr fraulein madam mrs ms miss dame pani pany f female"
    " weibliches woman žena z ženské kobieta k femme ж жіноча женский"
    " madchen girl أنثى",
    "male": "m männl mannl männlich mann herr herrn hr hrn pan mr mister sir male man"
    " muž mužské mężczyzna homme monsieur ч чоловіча мужской junge"
    " boy ذكر",
    "diverse": "d div divers nichtbinär diverse x jiné",
}
_NO_GENDER = {"familie", "fam", "firma", "eheleute", "an", "kind", "doktor", "prof", "dr"}
_GENDER_OF = {fold(word): name for name, words in _GENDERS.items() for word in words.split()}


def gender(cell: Cell) -> str:
    """Return "female", "male", "diverse" or "" where nothing is said.

    Raises:
        UnreadableError: "gender_unreadable".
    """
    text = plain_text(cell)
    found = _GENDER_OF.get(fold(text).strip(" ."))
    if found is not None:
        return found
    if not value_text(cell):
        return ""
    found = _gender_of(text)
    if found is not None:
        return found
    raise UnreadableError("gender_unreadable")


def _gender_of(text: str) -> str | None:
    """Return the gender a form of address or an abbreviation tells, "" for "Familie"."""
    whole = fold(text).strip(" .")
    if whole in _GENDER_OF:
        return _GENDER_OF[whole]
    words = [word for word in re.split(r"[^\w]+", fold(text)) if word]
    told = {_GENDER_OF[word] for word in words if word in _GENDER_OF}
    if len(told) == 1 and len(words) <= 4:
        return told.pop()
    return "" if told or _NO_GENDER & set(words) else None


def postcode(cell: Cell) -> str:
    """Return a postcode; a number cell of four digits gets its leading 0 back.

    Raises:
        UnreadableError: "postcode_unreadable", where a letter stands in it or no digit does.
    """
    text = re.sub(r"^(?:D|DE|CZ|PL|A|CH|F)[- ]+", "", in_digits(value_text(cell)))
    if text and not re.fullmatch(r"[\d -]{3,10}", text):
        raise UnreadableError("postcode_unreadable")
    return text.zfill(5) if isinstance(cell, int) and len(text) == 4 else text


def postcode_at(text: str, place: str) -> str:
    """Return four digits beside a German place with the 0 that a spreadsheet ate."""
    from kursplaner.basics.place_names import NEIGHBOURS, called

    if not (len(text) == 4 and text.isdigit()):
        return text
    german = any(found.land not in NEIGHBOURS for found in called(place)) if place else False
    return f"0{text}" if german else text


def is_place(text: str) -> bool:
    """Whether a text is the name of a municipality in Germany or just beyond the border."""
    from kursplaner.basics.place_names import called

    return bool(called(text.partition("/")[0].strip()))


def postcode_and_place(text: str) -> tuple[str, str]:
    """Return "08626 Adorf" in its two parts; what begins with no postcode is a place."""
    match = re.fullmatch(r"(?:(?:D|DE|CZ)[- ])?(\d{5}|\d{3} \d{2}|\d{4})[ ,]+([^\W\d].*)", text)
    return (match[1], match[2]) if match else ("", text)


def address_parts(text: str) -> tuple[str, str, str]:
    """Return street, postcode and place of an address written in one cell."""
    match = re.fullmatch(r"(.*?)[,;\s]+(?:(?:D|DE|CZ)[- ])?(\d{5}|\d{3} \d{2})\s+([^\W\d].*)", text)
    if match:
        return match[1].strip(" ,;/"), match[2], match[3].strip(" ,;")
    match = re.fullmatch(
        r"(?:(?:D|DE|CZ)[- ])?(\d{5}|\d{3} \d{2})\s+([^\W\d][^,;\d]*)[,;]\s*(.+\d.*)", text
    )
    if match:
        return match[3].strip(), match[1], match[2].strip()
    if not any(map(str.isdigit, text)) and is_place(text):
        return "", "", text
    postcode_found, place = postcode_and_place(text)
    return ("", postcode_found, place) if postcode_found else (text, "", "")


def height_cm(cell: Cell) -> int | None:
    """Return a height in centimetres from 110, "1,10 m" or "110 cm".

    Raises:
        UnreadableError: "height_unreadable".
    """
    text = value_text(cell).lower().replace(",", ".")
    if not text:
        return None
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(m|cm|meter)?\.?", text)
    if match is None:
        raise UnreadableError("height_unreadable")
    number = float(match[1])
    centimetres = round(number * 100 if number < 3 else number)
    if not 30 <= centimetres <= 250:
        raise UnreadableError("height_unreadable")
    return centimetres


def listed(text: str) -> tuple[str, ...]:
    """Return what a cell lists: "Arabisch, Kurdisch und Englisch" are three."""
    parts = re.split(r"[,;/+&|]|\s(?:und|and|a|i|et|oder)\s", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


PARTICLES = frozenset({"von", "vom", "van", "der", "den", "de", "del", "della", "di", "da", "dos",
              "du", "la", "le", "zu", "zum", "zur", "al", "el", "bin", "ibn", "bint", "ben", "abu",
              "abo", "abd", "ter", "ten"})  # fmt: skip


def name_parts(text: str, *, family_first: bool) -> tuple[str, str]:
    """Return family and given name of a name in one cell; a single name is the family name."""
    if "," in text:
        family, _, given = text.partition(",")
        return family.strip(), given.strip()
    words = text.split()
    if len(words) < 2:
        return text, ""
    cut = _family_end(words) if family_first else _family_start(words)
    first, second = " ".join(words[:cut]), " ".join(words[cut:])
    return (first, second) if family_first else (second, first)


def _family_start(words: list[str]) -> int:
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    return start


def _family_end(words: list[str]) -> int:
    end = 1
    while end < len(words) - 1 and words[end - 1].casefold() in PARTICLES:
        end += 1
    return end


def looks_like_level(cell: Cell) -> bool:
    """Whether the cell is a language level such as A1.2 or Alpha."""
    return re.fullmatch(r"(?i)(?:[abc][0-2](?:[.,][12])?\+?|alpha)", plain_text(cell)) is not None


def looks_like_gender(cell: Cell) -> bool:
    """Whether the cell is a word or letter for a gender; an x may be any mark."""
    try:
        return bool(gender(cell)) and plain_text(cell).casefold() != "x"
    except UnreadableError:
        return False


def looks_like_postcode(cell: Cell) -> bool:
    """Whether the cell is five digits."""
    try:
        return re.fullmatch(r"\d{5}|\d{3} \d{2}", postcode(cell)) is not None
    except UnreadableError:
        return False


def looks_like_postcode_and_place(cell: Cell) -> bool:
    """Whether the cell is a postcode with a place behind it."""
    return bool(postcode_and_place(plain_text(cell))[0])


def looks_like_street(cell: Cell) -> bool:
    """Whether the cell ends in a house number."""
    return re.fullmatch(r"[^\d@]{3,}\s\d{1,4}\s?[a-zA-Z]?", plain_text(cell)) is not None


def holds_a_date(text: str) -> bool:
    """Whether a text is a day in digits."""
    return re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}", text) is not None


_COUNTED = re.compile(r"^\s*\d{1,4}\s*[.):]\s*(?=[^\W\d])")


def looks_like_name(cell: Cell) -> bool:
    """Whether the cell is words without digits; "3. Rima Ahornfeld" counts the row, too."""
    text = _COUNTED.sub("", plain_text(cell))
    return isinstance(cell, str) and bool(text) and not re.search(r"[\d@]", text)
