"""What a row of a people list is: somebody, or a heading, a section, a sum, a note.

A row is a person only if it says so. What is certainly nobody is passed over and said; what may
be somebody (a single name between full rows) is shown as doubtful.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kursplaner.basics.folding import fold
from kursplaner.exchange.people_list.fields import WHOLE_NAMES, ColumnGuess
from kursplaner.exchange.people_list.headings import field_of_heading
from kursplaner.exchange.people_list.values import PARTICLES, holds_a_date, plain_text
from kursplaner.exchange.reading.tables import Row, Sheet


class RowKind(StrEnum):
    """What a row is."""

    PERSON = "person"
    LONE_CELL = "lone_cell"  # one filled cell where others have several: perhaps somebody
    HEADING = "heading"  # the headings once more, after a page
    SECTION = "section"  # "Warteliste", "Kurs A1-03": what stands below belongs to it
    NOTE = "note"  # "Stand: 12.02.2027", "Seite 1 von 2"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class OtherRow:
    """A row that is nobody: where it stands, what it is, and what it says."""

    sheet: str
    row: int
    kind: RowKind
    text: str


_FEW_WORDS = 5
_MARKS = re.compile(r"^\s*(?:[-=–—>→*#!•]{2,}|[>→•!]|->)|_{3,}|\.{4,}|\s=\s|\S=\s?\w+\s*[,;]")
_SENTENCE = re.compile(r"[!?]\s*\)?$|^\(.*\s.*\)$")
_SHORT = 4
"""What is shorter in a row without names is a number of something."""
_SUM = re.compile(
    r"^(?:zwischen|gesamt|end)?(?:summe|summen|anzahl|anwesend|abwesend|anwesende|teilnehmerzahl|total|gesamt|insgesamt|celkem|razem|sum"
    r"|subtotal|gesamtzahl|ergebnis|durchschnitt|mittelwert)\b"
    r"|\b(?:gesamt|insgesamt|total|celkem|razem|zusammen)\s*:?\s*\d*$",
)
_NOTE = re.compile(
    r"^(?:stand|datum|druckdatum|gedruckt|erstellt|ausgedruckt|aktualisiert|quelle|legende|hinweis"
    r"|hinweise|anmerkung|achtung|bemerkung|export|exportiert|bearbeitet|bearbeiter|ansprechpartner"
    r"|kontakt|seite|page|strana|strona|blatt|anlage|datei|vertraulich|datenschutz|ende der liste"
    r"|fortsetzung|bitte|ubertrag|version|telefonnummern|printed|generated|unterschrift)\b"
    r"(?:\s*[:.]|\s+(?:am|vom|von|an|der|des|durch|\d|nur|siehe|beachten|auf|ist|sind|\w+\.\w+)|$)"
)
_PAGE = re.compile(
    r"(?:seite|page|blatt|s\.|strana|strona)\s*\d+|^-?\s*\d{1,3}\s*(?:/|von|of)\s*\d{1,3}\s*-?$"
)
_SECTION = re.compile(
    r"^(?:warteliste|warteplatz|wartend|nachrucker|nachruckerliste|angemeldet|angemeldete|abgemeldet"
    r"|abgemeldete|abgesagt|abgebrochen|abbrecher|abbruche|ausgeschieden|storniert|absagen|reserve"
    r"|teilnehmer|teilnehmende|teilnehmerinnen|teilnehmerliste|frauen|manner|kinder|erwachsene"
    r"|eltern|dozenten|lehrkrafte|neu|neuzugange|neuanmeldungen|vormittag|nachmittag|abend|montag"
    r"|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|interessenten|zusagen|offen)\b[\s:]*"
    r"(?:vormittags?|nachmittags?|abends?|\(?\d*\)?)$"
    r"|^(?:kurs|gruppe|klasse|modul|course|kurz|niveau|stufe|abteilung|standort|ort|raum|termin"
    r"|teil|block|fahrt|tour|linie|gemeinde|familie)\s*(?:nr\.?|nummer)?\s*[:\s-]\s*\S+"
    r"(?:\s*[\d(:/–-].*|\s+[abc]\d.*)?$"
)
_WAITING = re.compile(r"warte|nachruck|reserve|interessent")
_LEFT = re.compile(r"abgemeldet|abgesagt|abgebroch|abbr|ausgeschied|storn|absagen")
_COURSE_WORDS = {"kurs", "course", "kurz", "kursnummer", "klasse"}


class RowJudge:
    """Tells row after row of one sheet what it is.

    Args:
        guess: what its columns mean.
        sample: rows below the headings, to know how full a usual row is.
    """

    def __init__(self, guess: ColumnGuess, sample: Sequence[Row]) -> None:
        self._guess = guess
        self._headings = [_plain(title) for title in guess.headings]
        self._whole_names = {c.column for c in guess.choices if c.field in WHOLE_NAMES}
        self._mapped = {choice.column for choice in guess.choices}
        counts = sorted(len(self._told(row)) for row in sample if not row.empty)
        self._usual = counts[len(counts) * 3 // 4] if counts else 0

    def kind(self, row: Row) -> RowKind:
        """Return what a row is; blank ones are not asked about."""
        filled = [(at, text) for at, cell in enumerate(row.cells) if (text := plain_text(cell))]
        if not filled:
            return RowKind.NOTE
        if self._repeats_headings(filled):
            return RowKind.HEADING
        texts = [text for _, text in filled]
        words = [text for text in texts if any(char.isalpha() for char in text)]
        if len(words) == 1:
            nobody = self._nobody(words[0], texts)
            if nobody is not None:
                return nobody
        return self._counted(filled, texts, words) or self._lone(filled, words)

    def _counted(
        self, filled: Sequence[tuple[int, str]], texts: Sequence[str], words: Sequence[str]
    ) -> RowKind | None:
        """Return what a row without any word is: the number of a page, or sums."""
        if words or self._usual <= 1:
            return None
        if len(texts) == 1 and _PAGE.search(texts[0]):
            return RowKind.NOTE
        return RowKind.SUM if all(len(text) < _SHORT for _, text in filled) else None

    def _lone(self, filled: Sequence[tuple[int, str]], words: Sequence[str]) -> RowKind:
        """Return what a row is that says nothing against being somebody."""
        if len(filled) == 1 and filled[0][0] not in self._mapped and len(words) == 1:
            return RowKind.NOTE if len(words[0].split()) >= _FEW_WORDS - 2 else RowKind.LONE_CELL
        if len(filled) - self._counts_rows(filled) == 1 and self._usual > 1:
            return RowKind.PERSON if self._whole_name(filled) else RowKind.LONE_CELL
        return RowKind.PERSON

    def _told(self, row: Row) -> list[int]:
        return [at for at in self._mapped if at < len(row.cells) and plain_text(row.cells[at])]

    def _whole_name(self, filled: Sequence[tuple[int, str]]) -> bool:
        """Whether the lone cell is a name of two words in a list of names and little else."""
        at, text = filled[-1]
        return self._usual == 2 and at in self._whole_names and len(text.split()) > 1

    def _counts_rows(self, filled: Sequence[tuple[int, str]]) -> bool:
        """Whether the first filled cell only numbers the row."""
        at, text = filled[0]
        return at not in self._mapped and text.rstrip(".").isdigit() and len(filled) > 1

    def _repeats_headings(self, filled: Sequence[tuple[int, str]]) -> bool:
        same = sum(
            1 for at, text in filled if at < len(self._headings) and self._is_heading(at, text)
        )
        if not self._headings:
            known = [field_of_heading(text) for _, text in filled]
            return len(filled) > 1 and all(known)
        return same == len(filled) or (same >= 2 and same * 2 >= len(filled))

    def _is_heading(self, at: int, text: str) -> bool:
        return _plain(text) == self._headings[at] != ""

    def _nobody(self, word: str, texts: Sequence[str]) -> RowKind | None:
        """Return what a row is whose only words say that it is no person."""
        folded = fold(word)
        alone = len(texts) == 1
        counted = any(map(str.isdigit, word)) or ":" in word or not alone
        if _SUM.search(folded.strip(": ")) and (counted or self._usual > 1):
            return RowKind.SUM
        if alone and _COUNTED.fullmatch(folded):
            return RowKind.SUM if self._usual > 1 or folded[0].isdigit() else RowKind.NOTE
        if alone and (_MARKS.search(word) or (self._usual > 1 and _is_remark(word))):
            return RowKind.NOTE
        dated = all(holds_a_date(text) for text in texts if text != word)
        if (_PAGE.search(folded) and len(texts) <= 3) or (_NOTE.search(folded) and dated):
            return RowKind.NOTE
        short = all(len(text) < _SHORT for text in texts if text != word)
        if short and len(texts) <= 3 and (_is_section(word) or (alone and self._digits(word))):
            return RowKind.SECTION if self._usual > 1 or not alone or _is_section(word) else None
        return None

    def _digits(self, word: str) -> bool:
        """Whether a lone cell holds digits, as no name does."""
        return self._usual > 1 and any(map(str.isdigit, word)) and len(word.split()) <= _FEW_WORDS


def _is_remark(text: str) -> bool:
    """Whether a text is a sentence, a hint or a legend, as no name is."""
    if _SENTENCE.search(text):
        return True
    words = [word.strip('(),.;:!?"') for word in text.split()]
    small = [word for word in words if word.islower() and word not in PARTICLES]
    return len(small) > 1 and len(words) > _FEW_WORDS - 1


def is_nobody(text: str) -> bool:
    """Whether a text alone says that it is no person: "Kurs: A1-03", "3 Personen", "Stand: …"."""
    folded = fold(text)
    told = (_SUM, _NOTE, _PAGE)
    if _COUNTED.fullmatch(folded) or any(form.search(folded.strip(": ")) for form in told):
        return True
    return _is_section(text) or _MARKS.search(text) is not None


_COUNTED = re.compile(r"\d+\s+\w+|\w+\s*:\s*\d*")


def _plain(title: str) -> str:
    """Return a heading as it is compared with the one above, which it repeats to the letter."""
    return title.casefold().strip(" .:*")


def _is_section(text: str) -> bool:
    return _SECTION.search(fold(text).strip(" -–:*=#")) is not None


def waits(section: str) -> bool:
    """Whether a section holds people who wait."""
    return _WAITING.search(fold(section)) is not None


def has_left(section: str) -> bool:
    """Whether a section holds people who do not come any more."""
    return _LEFT.search(fold(section)) is not None


def course_above(sheet: Sheet, header_row: int) -> str:
    """Return the course that a title above the headings names, also cut into two cells."""
    for row in sheet.rows[: max(0, header_row - 1)]:
        texts = [text for cell in row.cells if (text := plain_text(cell))]
        for at, text in enumerate(texts):
            after = texts[at + 1] if at + 1 < len(texts) else ""
            alone = fold(text).strip(" :.") in _COURSE_WORDS and not course_in(text)
            found = course_in(f"{text} {after}" if alone else text)
            if found and any(map(str.isdigit, found)):
                return found
    return ""


def course_in(section: str) -> str:
    """Return the course a section or sheet names: "Kurs A1-03" is of A1-03; empty for none."""
    words = section.strip(" -–:*=#").split()
    if len(words) > 1 and fold(words[0]).strip(":") in _COURSE_WORDS:
        told = [word.strip(":()") for word in words[1:] if fold(word).strip(".") not in {"nr", ""}]
        return told[0] if told else ""
    return ""
