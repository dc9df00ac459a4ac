"""A people list read: every row judged, whom it is like in the town and in the list itself."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.progress import Tell, each, part, untold
from kursplaner.desk.named_files import readable
from kursplaner.desk.people.drafts import draft_of, long_texts
from kursplaner.desk.people.list_layouts import (
    ListColumn,
    ListedSheet,
    choices_of,
    columns_of,
    courses_named,
    guesses_of,
    sheets_of,
)
from kursplaner.exchange.people_list.columns import ColumnGuess
from kursplaner.exchange.people_list.rows import (
    CellFault,
    OtherRow,
    PersonRow,
    Place,
    parse_sheets,
)
from kursplaner.exchange.people_list.tables_within import apart
from kursplaner.exchange.reading.tables import Table, read_table
from kursplaner.planning.people.duplicates import (
    SURE,
    KnownPeople,
    Likeness,
    known,
)
from kursplaner.planning.people.families import PersonDraft
from kursplaner.planning.people.filling import Addition, additions, told_by_draft, told_of
from kursplaner.planning.people.person_form import PersonForm
from kursplaner.store.queries.names import full_name, person_names
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace

LONG, FIRST_LOOK = 2_000, 200
"""From how many rows on a list is shown before it is judged, and how many of each sheet."""
SAME_NAME = frozenset({"names", "same_spelling"})
_ROWS_WITH_LETTERS, _LONGEST_EXAMPLE = 500, 40
AGAINST = frozenset({"other_birth_date", "other_gender", "other_phone", "other_address"})


class Outcome(StrEnum):
    """What becomes of a row unless somebody decides otherwise."""

    NEW = "new"
    KNOWN = "known"  # is stored already
    SIMILAR = "similar"  # likely stored already, or of the same name: a human decides
    REPEATED = "repeated"  # stands higher up in the same list
    ALIKE = "alike"  # likely stands higher up in the same list: a human decides
    DOUBTFUL = "doubtful"  # a cell or the row itself is doubtful: a human decides


OPEN = frozenset({Outcome.SIMILAR, Outcome.ALIKE, Outcome.DOUBTFUL})
"""What a human decides; until then nothing is stored of such a row."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One person of the list.

    Attributes:
        draft: what would be stored.
        likeness: the stored person it is likely the same as, or None.
        known_name: that person's name.
        twin: the row higher up in the list that is likely the same person, or None.
        why: the reasons for the twin.
        additions: what the row knows beyond the stored person, or the row, it is like.
    """

    row: PersonRow
    draft: PersonDraft
    outcome: Outcome
    likeness: Likeness | None = None
    known_name: str = ""
    twin: Place | None = None
    why: tuple[str, ...] = ()
    additions: tuple[Addition, ...] = ()

    @property
    def name(self) -> str:
        """The name as lists show it."""
        return full_name(self.draft.family_name, self.draft.given_name)

    @property
    def place(self) -> Place:
        """Sheet and row, which tell this row from every other."""
        return self.row.place

    @property
    def has_name(self) -> bool:
        """Whether there is a name to store."""
        return bool(self.draft.family_name.strip())


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list as it would be read in; nothing is written yet.

    Attributes:
        table: the file, so that another choice of columns need not read it again.
        guess: what the columns of the first sheet mean that is read; `guesses` of all.
        sheets: every sheet of the file, and whether it is read.
        others: rows that are nobody: headings once more, sums, sections, notes.
    """

    table: Table
    guess: ColumnGuess
    columns: tuple[ListColumn, ...]
    rows: tuple[ImportRow, ...]
    guesses: tuple[ColumnGuess, ...] = ()
    sheets: tuple[ListedSheet, ...] = ()
    others: tuple[OtherRow, ...] = ()

    @property
    def faults(self) -> tuple[CellFault, ...]:
        """All that is doubtful about cells and rows."""
        return tuple(doubt for row in self.rows for doubt in row.row.doubts)

    def with_outcome(self, *outcomes: Outcome) -> tuple[ImportRow, ...]:
        """Return the rows of which one of these becomes."""
        return tuple(row for row in self.rows if row.outcome in outcomes)

    @property
    def counts(self) -> Counter[Outcome]:
        """How many rows each outcome has."""
        return Counter(row.outcome for row in self.rows)

    @property
    def courses(self) -> Counter[str]:
        """The courses that columns, sections and sheets name, with their people."""
        return Counter(row.row.course_number for row in self.rows if row.row.course_number)


def read_list(
    workspace: Workspace,
    path: Path,
    tell: Tell = untold,
    *,
    encoding: str | None = None,
    sheets: Collection[str] | None = None,
    look: Callable[[PeopleList], object] | None = None,
) -> PeopleList:
    """Return a list with its columns guessed and every row judged.

    Args:
        workspace: the town.
        path: the file.
        tell: hears how far that is; what it raises ends it.
        encoding: of a text file, where the guess was wrong.
        sheets: which to read; None: all that look like lists of people.
        look: shown the first rows of a long list while the others are still judged.

    Raises:
        Refused: what `exchange.table_file.read_table` and `desk.named_files` say; "list_empty",
            "list_without_names", "sheet_missing"; "list_is_picture", "list_is_pdf" and
            "list_is_database" for files that are no list.
    """
    table = _table(path, encoding, part(tell, 0, 0.3))
    with workspace.read() as db:
        guesses = guesses_of(db, table, sheets)
    if look is not None and sum(len(sheet.rows) for sheet in table.sheets) > LONG:
        look(judge(workspace, table, guesses, most=FIRST_LOOK))
    return judge(workspace, table, guesses, part(tell, 0.3, 1))


_NO_LISTS = {
    "picture": "list_is_picture",
    "pdf": "list_is_pdf",
    "database": "list_is_database",
}


def _table(path: Path, encoding: str | None, tell: Tell) -> Table:
    """Return the file; a picture, a paper or a town has a sentence of its own."""
    try:
        with readable(path):
            return apart(read_table(path, encoding=encoding, tell=tell))
    except Refused as refusal:
        kind = _NO_LISTS.get(str(refusal.facts.get("found")))
        if refusal.kind == "file_foreign" and kind is not None:
            raise Refused(kind, path=path) from refusal
        raise


def letters_example(table: Table, encoding: str = "") -> str:
    """Return a cell in which letters beyond ASCII stand, as the encoding reads it."""
    if encoding and encoding != table.encoding:
        try:
            table = read_table(table.path, encoding=encoding, delimiter=table.delimiter)
        except (Refused, OSError):
            return ""
    for sheet in table.sheets:
        for row in sheet.rows[:_ROWS_WITH_LETTERS]:
            for cell in row.cells:
                if isinstance(cell, str) and not cell.isascii():
                    return " ".join(cell.split())[:_LONGEST_EXAMPLE]
    return ""


def judge(
    workspace: Workspace,
    table: Table,
    guess: ColumnGuess | Sequence[ColumnGuess],
    tell: Tell = untold,
    *,
    most: int | None = None,
) -> PeopleList:
    """Return the list for a choice of sheets and columns, as a person may have corrected it.

    `tell` hears how far that is; what it raises ends it. `most` rows of each sheet are judged for
    a first look at a long list; None: all.

    Raises:
        Refused: "list_empty", "list_without_names".
    """
    guesses = (guess,) if isinstance(guess, ColumnGuess) else tuple(guess)
    if all(row.empty for sheet in table.sheets for row in sheet.rows):
        raise Refused("list_empty", path=table.path)
    guesses = tuple(guess for guess in guesses if guess.names_found)
    if not guesses:
        raise Refused("list_without_names", path=table.path)
    by_sheet = {g.sheet: (table.sheet(g.sheet), g) for g in guesses}
    with workspace.read() as db:
        courses = courses_named(db, by_sheet)
    parsed = parse_sheets(table, by_sheet, tell=part(tell, 0, 0.4), most=most, courses=courses)
    if not parsed.people:
        raise Refused("list_empty", path=table.path)
    people = [_with_long_texts(row, by_sheet[row.sheet][1]) for row in parsed.people]
    with workspace.read() as db:
        rows = _judged(db, people, part(tell, 0.4, 1))
        remembered = choices_of(db, guesses[0].headings)
    columns = columns_of(table, guesses[0], remembered)
    sheets = sheets_of(table, guesses)
    return PeopleList(table, guesses[0], columns, rows, guesses, sheets, parsed.others)


def _with_long_texts(row: PersonRow, guess: ColumnGuess) -> PersonRow:
    long = long_texts(row, guess)
    return replace(row, doubts=(*row.doubts, *long)) if long else row


def _judged(db: Db, people: Sequence[PersonRow], tell: Tell) -> tuple[ImportRow, ...]:
    stored = known(db, part(tell, 0, 0.3))
    listed = KnownPeople([])
    found: list[ImportRow] = []
    for at, row in enumerate(each(people, part(tell, 0.3, 1)), start=1):
        judged = _judge_row(row, stored, listed, people)
        found.append(judged)
        if judged.outcome not in (Outcome.KNOWN, Outcome.REPEATED) and judged.has_name:
            listed.add(-at, judged.draft)
    stored_ids = {row.likeness.person_id for row in found if row.likeness}
    names, told = person_names(db, stored_ids), told_of(db, stored_ids)
    by_place = {row.place: row for row in found}
    return tuple(_compared(row, names, told, by_place) for row in found)


def _compared(
    row: ImportRow,
    names: Mapping[int, str],
    told: Mapping[int, PersonForm],
    by_place: Mapping[Place, ImportRow],
) -> ImportRow:
    """Return a row with what it would add to the person, or row, it is like."""
    if row.outcome is not Outcome.REPEATED and row.likeness is not None:
        key = row.likeness.person_id
        more = additions(told[key], row.draft) if key in told else ()
        return replace(row, known_name=names.get(key, ""), additions=more)
    if row.twin is not None and row.twin in by_place:
        above = told_by_draft(by_place[row.twin].draft)
        known_name = names.get(row.likeness.person_id, "") if row.likeness is not None else ""
        return replace(row, known_name=known_name, additions=additions(above, row.draft))
    return row


def _judge_row(
    row: PersonRow, stored: KnownPeople, listed: KnownPeople, people: Sequence[PersonRow]
) -> ImportRow:
    """Return what becomes of a row; rows of the list are known by their negative number."""
    draft = draft_of(row)
    if not draft.family_name.strip():
        return ImportRow(row, draft, Outcome.DOUBTFUL)
    like = next(iter(stored.like(draft)), None)
    twin = next(iter(listed.like(draft)), None)
    place = people[-twin.person_id - 1].place if twin is not None else None
    why = twin.reasons if twin is not None else ()
    outcome = _outcome(like, twin)
    if row.doubts and outcome not in (Outcome.KNOWN, Outcome.REPEATED):
        outcome = Outcome.DOUBTFUL
    return ImportRow(row, draft, outcome, like, twin=place, why=why)


def _outcome(like: Likeness | None, twin: Likeness | None = None) -> Outcome:
    if is_same(like):
        return Outcome.KNOWN
    if is_same(twin):
        return Outcome.REPEATED
    if like is not None:
        return Outcome.SIMILAR
    return Outcome.ALIKE if twin is not None else Outcome.NEW


def is_same(like: Likeness | None) -> bool:
    """Whether somebody is so surely the same that nobody is asked.

    A name alone is enough only where nothing speaks against it: people of one name with another
    telephone, address, birth date or gender are for a human to tell apart.
    """
    if like is None:
        return False
    same_name = set(like.reasons) >= SAME_NAME and not AGAINST & set(like.reasons)
    return like.score >= SURE or same_name
