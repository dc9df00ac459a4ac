"""A people list read in: shown first with likely duplicates, then stored as one undo step."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.basics.progress import Tell, each, part, untold
from kursplaner.desk.named_files import readable
from kursplaner.desk.people.drafts import draft_of, long_texts
from kursplaner.desk.people.links import link_people
from kursplaner.domain.kinds import ActKind
from kursplaner.exchange.people_list.columns import ColumnGuess, Field, guess_table
from kursplaner.exchange.people_list.rows import (
    CellFault,
    PersonRow,
    column_letters,
    parse_people,
)
from kursplaner.exchange.reading.tables import Table, read_table
from kursplaner.planning.people.duplicates import SURE, KnownPeople, Likeness, known
from kursplaner.planning.people.families import PersonDraft, add_person
from kursplaner.store.queries.names import full_name, person_names
from kursplaner.store.session import Db
from kursplaner.store.workspace import Workspace, concerning

SAME_NAME = frozenset({"names", "same_spelling"})
AGAINST = frozenset({"other_birth_date", "other_gender"})


class Outcome(StrEnum):
    """What becomes of a row unless somebody decides otherwise."""

    NEW = "new"
    KNOWN = "known"  # is stored already
    SIMILAR = "similar"  # likely stored already, in another spelling: a human decides
    REPEATED = "repeated"  # stands higher up in the same list


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list and what it was taken for; `field` None: it is not taken over."""

    letters: str
    heading: str
    field: Field | None
    certain: bool


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One person of the list.

    Attributes:
        draft: what would be stored.
        likeness: the stored person it is likely the same as, or None.
        known_name: that person's name.
    """

    row: PersonRow
    draft: PersonDraft
    outcome: Outcome
    likeness: Likeness | None = None
    known_name: str = ""

    @property
    def name(self) -> str:
        """The name as lists show it."""
        return full_name(self.draft.family_name, self.draft.given_name)


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list as it would be read in; nothing is written yet.

    Attributes:
        table: the file, so that another choice of columns need not read it again.
        faults: cells that cannot be what their column says; with any, nothing is stored.
    """

    table: Table
    guess: ColumnGuess
    columns: tuple[ListColumn, ...]
    rows: tuple[ImportRow, ...]
    faults: tuple[CellFault, ...]

    def with_outcome(self, outcome: Outcome) -> tuple[ImportRow, ...]:
        """Return the rows of which this becomes."""
        return tuple(row for row in self.rows if row.outcome is outcome)


def read_list(workspace: Workspace, path: Path, tell: Tell = untold) -> PeopleList:
    """Return a list with its columns guessed and every row judged.

    `tell` hears how far that is; what it raises ends it.

    Raises:
        Refused: what `exchange.table_file.read_table` and `desk.named_files` say; "list_empty",
            "list_without_names".
    """
    with readable(path):
        table = read_table(path, tell=part(tell, 0, 0.3))
    return judge(workspace, table, guess_table(table), part(tell, 0.3, 1))


def judge(
    workspace: Workspace, table: Table, guess: ColumnGuess, tell: Tell = untold
) -> PeopleList:
    """Return the list for a choice of columns, as a person may have corrected it.

    `tell` hears how far that is; what it raises ends it.

    Raises:
        Refused: "list_empty", "list_without_names".
    """
    if all(row.empty for sheet in table.sheets for row in sheet.rows):
        raise Refused("list_empty", path=table.path)
    if not guess.names_found:
        raise Refused("list_without_names", path=table.path)
    parsed = parse_people(table, guess, tell=part(tell, 0, 0.4))
    if not parsed.people and not parsed.faults:
        raise Refused("list_empty", path=table.path)
    faults = [*parsed.faults, *(f for row in parsed.people for f in long_texts(row, guess))]
    with workspace.read() as db:
        rows = _judged(db, parsed.people, part(tell, 0.4, 1))
    return PeopleList(table, guess, columns_of(table, guess), rows, tuple(faults))


def columns_of(table: Table, guess: ColumnGuess) -> tuple[ListColumn, ...]:
    """Return every column of the list with what it is taken for."""
    sheet = next((sheet for sheet in table.sheets if sheet.name == guess.sheet), table.sheets[0])
    width = max((len(row.cells) for row in sheet.rows), default=0)
    heading = sheet.rows[guess.header_row - 1].cells if guess.header_row else ()
    certain = {choice.column: choice.certain for choice in guess.choices}
    return tuple(
        ListColumn(
            column_letters(at),
            str(heading[at] or "") if at < len(heading) else "",
            guess.field_of(at),
            certain.get(at, False),
        )
        for at in range(width)
    )


def _judged(db: Db, people: Sequence[PersonRow], tell: Tell) -> tuple[ImportRow, ...]:
    stored = known(db, part(tell, 0, 0.3))
    seen: dict[str, list[PersonDraft]] = {}
    found = []
    for row in each(people, part(tell, 0.3, 1)):
        draft = draft_of(row)
        like = next(iter(stored.like(draft)), None)
        key = fold(f"{draft.family_name} {draft.given_name}")
        outcome = _outcome(like)
        if outcome is Outcome.NEW and any(_same(draft, earlier) for earlier in seen.get(key, ())):
            outcome = Outcome.REPEATED
        if outcome is Outcome.NEW:
            seen.setdefault(key, []).append(draft)
        found.append(ImportRow(row, draft, outcome, like))
    names = person_names(db, {row.likeness.person_id for row in found if row.likeness})
    return tuple(
        replace(row, known_name=names.get(row.likeness.person_id, "")) if row.likeness else row
        for row in found
    )


def _outcome(like: Likeness | None) -> Outcome:
    if like is None:
        return Outcome.NEW
    same_name = set(like.reasons) >= SAME_NAME and not AGAINST & set(like.reasons)
    return Outcome.KNOWN if like.score >= SURE or same_name else Outcome.SIMILAR


def _same(draft: PersonDraft, other: PersonDraft) -> bool:
    """Tell whether two rows of one name are one person: nothing certain tells them apart."""
    certain = not (draft.birth_uncertain or other.birth_uncertain)
    told_apart = draft.birth_date and other.birth_date and draft.birth_date != other.birth_date
    return not (certain and told_apart)


def store(
    workspace: Workspace,
    people: PeopleList,
    taken: Collection[int] | None = None,
    tell: Tell = untold,
) -> tuple[int, ...]:
    """Store the people of a list as one act and return their ids.

    `taken` are the numbers of the rows to take, also of similar ones; None takes the new ones.
    `tell` hears how far that is, up to the end of the act; what it raises ends it, and nothing is
    stored.

    Raises:
        Refused: "list_faulty" with how many cells are; nothing is stored.
    """
    if people.faults:
        raise Refused("list_faulty", path=people.table.path, cells=len(people.faults))
    wanted = _wanted(people, taken)
    if not wanted:
        return ()
    with workspace.change(ActKind.PEOPLE_IMPORTED) as db:
        fresh = known(db, part(tell, 0, 0.1))
        stored: list[tuple[PersonRow, int]] = []
        for row in each(wanted, part(tell, 0.1, 0.7)):
            key = _stored(db, row, fresh, taken)
            if key is not None:
                stored.append((row.row, key))
        link_people(db, stored, part(tell, 0.7, 1))
        for _, key in stored:
            concerning(db, "person", key)
        db.flush()
        tell(1, 1)
    return tuple(key for _, key in stored)


def _wanted(people: PeopleList, taken: Collection[int] | None) -> tuple[ImportRow, ...]:
    if taken is None:
        return people.with_outcome(Outcome.NEW)
    return tuple(row for row in people.rows if row.row.row in taken)


def _stored(
    db: Db, row: ImportRow, fresh: KnownPeople, taken: Collection[int] | None
) -> int | None:
    """Store one person, unless somebody has put her down since the list was shown."""
    if taken is None and _outcome(next(iter(fresh.like(row.draft)), None)) is Outcome.KNOWN:
        return None
    return add_person(db, row.draft)
