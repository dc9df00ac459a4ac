"""What a text must be before a spreadsheet can carry it."""

import re

LONGEST_CELL = 32_767
"""UTF-16 units that Excel stores in one cell."""

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TRUTHS = {"wahr", "falsch", "true", "false"}
_MONTHS = (
    *("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september"),
    *("oktober", "november", "dezember", "january", "february", "march", "may", "june", "july"),
    *("october", "december"),
)
_SHORT_MONTHS = (
    *("jan", "jän", "feb", "mrz", "mär", "mar", "apr", "jun", "jul", "aug", "sep", "sept"),
    *("okt", "oct", "nov", "dez", "dec"),
)
_BEFORE_NUMBERS = {*_MONTHS, *_SHORT_MONTHS, "eur", "dm"}
_IN_NUMBERS = {*_BEFORE_NUMBERS, "e", "a", "p", "am", "pm"}
"""Words that a spreadsheet reads as part of a number, day or time of day."""
_WORDS = re.compile(r"[^\W\d_]+")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def cell_text(text: str) -> str:
    """Return the text as a cell can hold it.

    Line ends become LF; control characters, which neither XML nor a reader can carry, are left
    out; everything else (emoji, right-to-left letters, a leading quote or equals sign) stays.
    """
    kept = _NOT_IN_XML.sub("", _LINE_ENDS.sub("\n", text))
    if len(kept.encode("utf-16-le")) <= 2 * LONGEST_CELL:
        return kept
    cut = kept.encode("utf-16-le")[: 2 * (LONGEST_CELL - 1)]
    return cut.decode("utf-16-le", "ignore") + "…"


def csv_text(text: str) -> str:
    """Return the text as CSV must carry it so that a spreadsheet shows it as it is.

    What it would run, or take for a number, day or truth (08626, +49 171 23, 2027-03), gets a tab
    in front, inside the quotes: neither Excel nor LibreOffice shows it, both keep such a cell as
    text when they save, and whoever reads the file strips it.
    """
    return "\t" + text if _changed(text) else text


def _changed(text: str) -> bool:
    """Tell whether a spreadsheet that opens a text file would make something else of it."""
    if text.startswith((*_STARTS_FORMULA, "#")) or text.strip().casefold() in _TRUTHS:
        return True
    words = [word.casefold() for word in _WORDS.findall(text)]
    if text.lstrip()[:1].isalpha() and words[0] not in _BEFORE_NUMBERS:
        return False
    return any(char.isdigit() for char in text) and all(word in _IN_NUMBERS for word in words)


def sheet_name(title: str) -> str:
    """Return the title as a sheet may be named: at most 31 signs, no brackets or slashes."""
    kept = _NOT_IN_SHEET_NAME.sub(" ", cell_text(title)).strip(" '")
    while len(kept.encode("utf-16-le")) > 62:
        kept = kept[:-1].rstrip(" '")
    return "Tabelle" if kept.casefold() in {"", "history"} else kept


def unique_headings(titles: list[str]) -> list[str]:
    """Return headings of one line, none empty, no two alike: a table object asks for it."""
    taken: set[str] = set()
    headings: list[str] = []
    for number, title in enumerate(titles, start=1):
        plain = " ".join(cell_text(title).split())[:240] or f"Spalte {number}"
        heading, copy = plain, 2
        while heading.lower() in taken:
            heading, copy = f"{plain} ({copy})", copy + 1
        taken.add(heading.lower())
        headings.append(heading)
    return headings
