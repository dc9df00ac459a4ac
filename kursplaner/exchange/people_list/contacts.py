"""Telephone numbers and e-mail addresses of one cell: several, with words beside them.

"0171 2345678 / 03741 556677" are two; "0160/9876543" is one, with its area; "Mutter: 0171 …" is
the mother's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kursplaner.domain.phones import looks_like_number, number_restored, number_shown
from kursplaner.exchange.people_list.values import UnreadableError, in_digits, value_text
from kursplaner.exchange.reading.tables import Cell

_BETWEEN = re.compile(
    r"\s*(?:[;,|\n]|\((?=[^\W\d][^\d)]*\d)|:::|\boder\b|\bund\b|\bor\b|\bbzw\.?|\bo\.(?=\s)|\s/\s|/\s*(?=[–-])|\s[u&+]\s|\s[–—-]\s)\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\+|00)?[\d(][\d\s()/.\-–]*\d|\d")
_ROUNDED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_EMAIL = re.compile(
    r"[^@\s,;<>()\[\]\"'|/]+@[^@\s.,;<>()\[\]\"'|/]+(?:\.[^@\s.,;<>()\[\]\"'|/]+)+(?![.@\w])"
)
_NAMED_EMAIL = re.compile(r"[^@<>;,]*<[^<>]+@[^<>]+>|^[^@()]*\([^()]+@[^()]+\)$")
"""An address with its owner's name before it, as programs for mail write it."""
_NONE_THERE = re.compile(
    r"(?:hat\s+)?(?:kein|keine|keinen|ohne|no)\s+(?:\w*(?:telefon|handy|tel|nummer|nr|phone|mail))\.?",
    re.IGNORECASE,
)
_FEWEST, _LONGEST_ALONE = 5, 15
_MOBILE_WITHOUT_ZERO = re.compile(r"1[567]\d{8,9}")
_ABROAD_WITHOUT_PLUS = re.compile(r"(?:49|420|48|43|380|963)\d{8,11}")
_BESIDE_EMAILS = {"oder", "und", "or", "and", "privat", "dienstlich", "dienstl", "mutter", "vater"}
_NO_LABEL = {
    "whatsapp",
    "cz",
    "de",
    "d",
    "sy",
    "ua",
    "pl",
    "o",
    "tel",
    "telefon",
    "handy",
    "mobil",
    "nr",
    "telnr",
    "fon",
    "phone",
    "t",
    "m",
    "h",
    "f",
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number as it was written and as it is shown.

    Attributes:
        label: the words beside it, "Mutter" or "dienstl."; empty for none.
    """

    original: str
    shown: str
    label: str = ""


def phones(cell: Cell, *, zeros_lost: bool = False) -> tuple[Phone, ...]:
    """Return the numbers of a cell.

    Args:
        cell: as it stands in the list.
        zeros_lost: whether the whole column lost its leading zeros.

    Raises:
        UnreadableError: "phone_unreadable" for words without a number, "phone_rounded" where
            Excel cut the last digits off, "cell_error".
    """
    text = in_digits(value_text(cell)).strip("'’`")
    if not text or _NONE_THERE.fullmatch(text):
        return ()
    if _ROUNDED.fullmatch(text.replace(" ", "")):
        raise UnreadableError("phone_rounded")
    if text.lstrip("'").isdigit() and len(text) <= _LONGEST_ALONE:
        restored = _restored(text.lstrip("'"), cell, zeros_lost=zeros_lost)
        return (Phone(restored, number_shown(restored)),)
    found: list[Phone] = []
    for piece in _pieces(text):
        number = _phone(piece)
        if number is None and found and _digits(piece):  # "/ -78", another extension
            found[-1] = replace(found[-1], label=f"{found[-1].label} {piece}".strip())
        found += [number] if number is not None else []
    if not found:
        raise UnreadableError("phone_unreadable")
    return tuple({phone.shown: phone for phone in reversed(found)}.values())[::-1]


def _restored(digits: str, cell: Cell, *, zeros_lost: bool) -> str:
    """Return digits with the 0 or + that a spreadsheet ate, where it certainly did."""
    if isinstance(cell, int | float):
        return number_restored(digits)
    if digits.startswith("0"):
        return digits
    if _MOBILE_WITHOUT_ZERO.fullmatch(digits) or _ABROAD_WITHOUT_PLUS.fullmatch(digits):
        return number_restored(digits)
    return number_restored(digits) if zeros_lost and len(digits) > _FEWEST + 2 else digits


def _pieces(text: str) -> list[str]:
    """Return the parts of a cell that hold one number each."""
    found: list[str] = []
    for part in _BETWEEN.split(text):
        halves = part.split("/")
        whole = all(len(_digits(half)) > _FEWEST and _begins(half) for half in halves)
        found += halves if len(halves) > 1 and whole else [part]
    return [piece for part in found for piece in _apart(part.strip()) if piece.strip()]


def _begins(half: str) -> bool:
    """Whether a text holds a number with its area or country."""
    return re.search(r"(?:^|[\s:(])[+0]\d|^\(0", half.strip()) is not None


def _apart(part: str) -> list[str]:
    """Return two numbers that only a blank parts: "0171 2345678 0160 9876543"."""
    if len(_digits(part)) <= _LONGEST_ALONE:
        return [part]
    for match in re.finditer(r"\s+(?=[+0])", part):
        before, after = part[: match.start()], part[match.end() :]
        if all(len(_digits(half)) > _FEWEST + 2 for half in (before, after)):
            return [before, *_apart(after)]
    return [part]


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _phone(piece: str) -> Phone | None:
    match = max(_NUMBER.finditer(piece), key=lambda found: len(found[0]), default=None)
    if match is None or len(_digits(match[0])) < _FEWEST:
        return None
    number = match[0].strip()
    words = re.sub(r"[\s:.()\[\]–-]+", " ", piece.replace(match[0], " ")).strip()
    if len(_digits(number)) > _LONGEST_ALONE or (words and re.fullmatch(r"\d{5}", number)):
        raise UnreadableError("phone_unreadable")
    label = "" if words.casefold().replace(" ", "") in _NO_LABEL else words
    plain = number if match.start() == 0 or piece[match.start() - 1] != "(" else f"({number}"
    return Phone(plain, number_shown(plain), label)


def column_lost_zeros(cells: Sequence[Cell]) -> bool:
    """Whether a column of numbers as text has none with its 0 or + left: Excel ate them all."""
    texts = [str(cell).strip() for cell in cells if isinstance(cell, str) and cell.strip()]
    digits = [text for text in texts if text.isdigit() and len(text) > _FEWEST + 2]
    return bool(digits) and len(digits) == len(texts) and not any(t[0] in "0+" for t in digits)


def emails(cell: Cell) -> tuple[str, ...]:
    """Return the e-mail addresses of a cell.

    Raises:
        UnreadableError: "email_unreadable" for a text without any, "cell_error".
    """
    text = value_text(cell).replace("mailto:", " ")
    found = tuple(dict.fromkeys(match.strip(".") for match in _EMAIL.findall(text)))
    if text and not found:
        raise UnreadableError("email_unreadable")
    named = _NAMED_EMAIL.sub(" ", text) if found else text
    left = re.sub(r"\([^)]*\)|[\w.]+:", " ", _EMAIL.sub(" ", named)).casefold()
    words = set(re.findall(r"[\w@]+", left)) - _BESIDE_EMAILS
    if words:
        raise UnreadableError("email_unreadable")
    return found


def contact_parts(cell: Cell) -> tuple[str, str]:
    """Return what of a cell is telephones and what e-mails: "0171 2345678, rima@example.org"."""
    text = value_text(cell)
    found = _EMAIL.findall(text)
    rest = re.sub(r"(?i)\b(?:e-?mail|mail)\b\s*:?", " ", _EMAIL.sub(" ", text))
    return rest.strip(" ,;/|<>()"), "; ".join(found)


def looks_like_phones(cell: Cell) -> bool:
    """Whether a cell holds a telephone number and little else."""
    try:
        return any(looks_like_number(phone.original) for phone in phones(cell))
    except UnreadableError:
        return False
