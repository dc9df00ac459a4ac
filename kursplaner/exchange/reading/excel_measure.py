"""An .xlsx workbook measured while it is unpacked: sheets, reach, texts, and blind cells."""

import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from kursplaner.exchange.reading.blind_cells import NOT_CALCULATED, BlindCells, Place
from kursplaner.exchange.reading.book_marks import Area, BookMarks, SheetMarks
from kursplaner.exchange.reading.excel_comments import comments_of
from kursplaner.exchange.reading.excel_styles import StyleWatch, strikes
from kursplaner.exchange.reading.list_limits import Reach, check_cells, check_sheets, check_text
from kursplaner.exchange.reading.xml_stream import LocalNames, Step, drained, watched

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHARED_TEXTS, _STYLES = "sharedstrings.xml", "styles.xml"
_MOST_LETTERS = 3
_MOST_MERGED = 20_000
_DIGITS = "0123456789"


def measured_excel(
    path: Path, archive: zipfile.ZipFile, step: Step, marks: BookMarks | None = None
) -> BlindCells:
    """Read every member once and return the blind cells of each sheet by its name.

    `marks` takes in what the workbook says of its rows beside their cells.

    Raises:
        Refused: what `list_limits` says, at the first excess.
        ValueError, zipfile.BadZipFile, OSError …: the archive or a part is damaged.
    """
    book = _read_book(path, archive)
    marks = marks if marks is not None else BookMarks()
    marks.since_1904 = book.since_1904
    watch = _SheetWatch(path)
    cells = 0
    found: dict[str, dict[Place, str]] = {}
    for member in sorted(archive.infolist(), key=_what_sheets_need_first):
        with archive.open(member) as file:
            if not book.may_hold_cells(member.filename):
                drained(file, step)
                continue
            name = book.sheet_of(member.filename)
            if _last_part(member.filename) == _STYLES:
                styles = StyleWatch()
                watched(file, styles, step)
                watch.struck_styles, watch.coloured_styles = styles.struck, styles.coloured
                continue
            watch.begin(name, marks.sheet(name))
            watched(file, watch, step)
        comments_of(archive, member.filename, marks.sheet(name))
        cells += watch.reach.cells
        check_cells(path, cells)
        if watch.blind:
            found[name] = watch.blind
    return found


def _what_sheets_need_first(member: zipfile.ZipInfo) -> bool:
    """Sort shared texts and styles before the sheets, which only say their numbers."""
    return _last_part(member.filename) not in {_SHARED_TEXTS, _STYLES}


def _last_part(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name.casefold()


class _Book:
    """What the workbook says of its sheets: their names and where they lie."""

    def __init__(self) -> None:
        self._local = LocalNames()
        self._ids: list[tuple[str, str]] = []
        self._targets: dict[str, str] = {}
        self.since_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = self._local[name]
        if local == "sheet":
            key = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            self._ids.append((attributes.get("name", ""), key))
        elif local == "Relationship":
            self._targets[attributes.get("Id", "")] = attributes.get("Target", "")
        elif local == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in {"1", "true"}

    def end(self, name: str) -> None:
        pass

    def text(self, piece: str) -> None:
        pass

    @property
    def sheets(self) -> int:
        return len(self._ids)

    def may_hold_cells(self, member: str) -> bool:
        """Whether a reader might take a member for a sheet or for its texts, however it looks."""
        name = _last_part(member)
        return "worksheets/" in member.replace("\\", "/") or any(
            _last_part(target) == name for target in self._targets.values()
        )

    def sheet_of(self, member: str) -> str:
        plain = member.replace("\\", "/").casefold()
        for sheet, key in self._ids:
            target = self._targets.get(key, "").casefold()
            full = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
            if full == plain:
                return sheet
        return PurePosixPath(plain).stem


def _read_book(path: Path, archive: zipfile.ZipFile) -> _Book:
    book = _Book()
    for name in archive.namelist():
        if name.replace("\\", "/") in {_BOOK, _RELATIONS}:
            with archive.open(name) as file:
                watched(file, book, lambda _: check_sheets(path, book.sheets))
    check_sheets(path, book.sheets)
    return book


class _SheetWatch:
    """Hears the cells of one sheet after the other, and the texts they share."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = LocalNames()
        self._columns: dict[str, int] = {}
        self._text = ""
        self._shared = 0
        self._blank_shared: set[str] = set()
        self._struck_shared: set[str] = set()
        self._run_struck = self._run_plain = False
        self.struck_styles: set[str] = set()
        self.coloured_styles: set[str] = set()

    def begin(self, sheet: str, marks: SheetMarks) -> None:
        self.reach = Reach(self._path, sheet)
        self._marks = marks
        self.blind: dict[Place, str] = {}
        self._row = self._column = self._cell_row = 0
        self._listening = self._phonetic = False
        self._kind = self._style = ""
        self._has_formula = self._has_value = self._struck_run = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match self._local[name]:
            case "c":
                self._begin_cell(attributes)
            case "v":
                self._has_value = self._listening = True
            case "is":
                self._has_value = True
            case "t":
                self._listening = not self._phonetic
            case "f":
                self._has_formula = True
            case "row":
                told = attributes.get("r", "")
                self._row, self._column = (_number(told) if told else self._row + 1), 0
                if attributes.get("hidden", "0") in {"1", "true"}:
                    self._marks.hidden.add(self._row)
            case "si":
                self._text = ""
                self._struck_run = self._run_struck = self._run_plain = False
            case "rPh":
                self._phonetic = True
            case _:
                self._start_beside(name, attributes)

    def _start_beside(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear what the sheet says beside its cells."""
        match self._local[name]:
            case "r":
                self._struck_run = False
            case "strike":
                self._struck_run = strikes(attributes)
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case "autoFilter":
                self._marks.filtered = True

    def end(self, name: str) -> None:
        match self._local[name]:
            case "c":
                self._end_cell()
            case "v":
                self._listening = False
            case "t":
                self._listening = False
                self._run_struck |= self._struck_run
                self._run_plain |= not self._struck_run
            case "si":
                if not self._text.strip():
                    self._blank_shared.add(str(self._shared))
                elif self._run_struck and not self._run_plain:
                    self._struck_shared.add(str(self._shared))
                self._shared += 1
            case "rPh":
                self._phonetic = False

    def text(self, piece: str) -> None:
        if self._listening:
            self._text += piece
            check_text(self._path, self._text)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._text = ""
        self._kind = attributes.get("t", "")
        self._style = attributes.get("s", "")
        self._has_formula = self._has_value = False
        place = attributes.get("r", "")
        letters = place.rstrip(_DIGITS)
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column_number(letters)
        self._column = column or self._column + 1
        self._cell_row = _number(place[len(letters) :]) if letters else self._row

    def _end_cell(self) -> None:
        text = self._text.strip()
        if self._kind == "e":
            self._blind(text or "#N/A")
        elif self._has_formula and not text and not self._says_nothing():
            self._blind(NOT_CALCULATED)
        elif text and not (self._kind == "s" and text in self._blank_shared):
            self.reach.fill(self._cell_row, self._column)
            if self.struck_styles or self._struck_shared or self.coloured_styles:
                coloured = self._style in self.coloured_styles
                self._marks.cell(self._cell_row, struck=self._strikes(text), coloured=coloured)
        elif self._has_value:
            self.reach.span(self._cell_row, self._column)

    def _strikes(self, text: str) -> bool:
        shared = self._kind == "s" and text in self._struck_shared
        return shared or self._style in self.struck_styles

    def _merge(self, ref: str) -> None:
        """Note merged cells; what names no area is left out, as it changes no cell."""
        first, _, last = ref.partition(":")
        ends = []
        for place in (first, last or first):
            letters = place.rstrip(_DIGITS)
            if not letters or letters == place or len(self._marks.merged) >= _MOST_MERGED:
                return
            ends.append((_number(place[len(letters) :]) - 1, _column_number(letters) - 1))
        (top, left), (bottom, right) = ends
        self._marks.merged.append(Area(top, left, bottom, right))

    def _says_nothing(self) -> bool:
        """Whether the value is an empty text, as a formula gives that hides what is not there."""
        return self._has_value and self._kind in {"str", "inlineStr"}

    def _blind(self, text: str) -> None:
        self.reach.fill(self._cell_row, self._column)
        self.blind[self._cell_row - 1, self._column - 1] = text


def _number(digits: str) -> int:
    """Return a row; raises ValueError for what is none."""
    number = int(digits[:9])
    if number < 1:
        raise ValueError
    return number


def _column_number(letters: str) -> int:
    """Return a column for its letters, 0 for none; raises ValueError for what is no column."""
    if len(letters) > _MOST_LETTERS:
        raise ValueError
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
