"""What stands in a cell with a name beside the name: "Frau Dr. Eiche (geb. Ahorn), Rima *1990"."""

import re
from dataclasses import dataclass

from kursplaner.basics.folding import fold

_NUMBERED = re.compile(r"^\s*\d{1,4}\s*[.):]\s*(?=[^\W\d])")
_BORN_AS = re.compile(
    r"\(?\s*\b(?:geb(?:oren(?:e|er)?)?\.?|née)\s+(?!am\b)([^\W\d][^\d,;()]*?)\s*(?:\)|(?=,)|$)",
    re.IGNORECASE,
)
_BORN_ON = re.compile(
    r"[,(]?\s*(?:\*|\bgeb(?:oren)?\.?(?:\s+am)?)?\s*"
    r"((?:\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4})|(?:\d{4}-\d{2}-\d{2})|(?<=\*)\s?(?:19|20)\d\d)\s*\)?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_ADDRESSED = {
    "frau": "female", "fr": "female", "mrs": "female", "ms": "female",
    "herr": "male", "herrn": "male", "hr": "male", "hrn": "male", "mr": "male",
}  # fmt: skip
_TITLES = {
    "dr", "prof", "dipl", "ing", "mag", "med", "phil", "dres", "mudr", "mgr", "bc", "rndr",
}  # fmt: skip
_FAMILIES = {"familie", "fam", "eheleute", "ehepaar"}
_PHONE_BEHIND = re.compile(r"[,;:]?\s+(?:tel\.?:?\s*)?(\+?0[\d\s/()-]{6,})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameCell:
    """A name without what stands beside it.

    Attributes:
        born: a birth date as it was written.
        remark: what stood in brackets.
        family_only: the cell addresses a family and nobody in it.
    """

    name: str
    gender: str = ""
    birth_name: str = ""
    born: str = ""
    phone: str = ""
    remark: str = ""
    family_only: bool = False


def name_cell(text: str) -> NameCell:
    """Return the parts of a cell with a name."""
    if text.isalpha():
        return NameCell(text)
    rest, phone = _NUMBERED.sub("", text), ""
    if match := _PHONE_BEHIND.search(rest):
        rest, phone = rest[: match.start()], match[1].strip()
    birth_name, born = "", ""
    if match := _BORN_ON.search(rest):
        born, rest = match[1].strip(), f"{rest[: match.start()]} {rest[match.end() :]}"
    if match := _BORN_AS.search(rest):
        birth_name, rest = match[1].strip(), f"{rest[: match.start()]} {rest[match.end() :]}"
    remarks = [found for pair in _BRACKETS.findall(rest) for found in pair if found.strip()]
    rest = _BRACKETS.sub(" ", rest)
    words, gender, family = _without_address(rest)
    name = re.sub(r"\s+,", ",", " ".join(words)).strip(" ,;-–*")
    if not any(map(str.isalpha, name)):
        return NameCell(text)
    remark = "; ".join(part.strip() for part in remarks)
    return NameCell(name, gender, birth_name, born, phone, remark, family)


def _without_address(text: str) -> tuple[list[str], str, bool]:
    """Return the words without form of address and title, and whom the address means."""
    gender, family = "", False
    kept: list[str] = []
    words = text.split()
    for at, word in enumerate(words):
        key = fold(word).strip(" .,")
        rest = [other for other in words[at + 1 :] if fold(other).strip(" .,") not in _TITLES]
        before = not kept or kept[-1].endswith(",")
        if before and rest and key in _ADDRESSED and (word.endswith(".") or len(key) > 2):
            gender = _ADDRESSED[key]
        elif before and rest and key in _FAMILIES:
            family = True
        elif word.endswith(".") and key in _TITLES:
            continue
        else:
            kept.append(word)
    return kept, gender, family and len(kept) == 1
