"""Reading a people list: shown with its doubts, decided by options, stored as one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.people import importing, list_storing
from kursplaner.desk.people.importing import OPEN, ImportRow, Outcome, PeopleList
from kursplaner.desk.people.list_layouts import chosen_columns
from kursplaner.desk.people.list_storing import Decision, StoredList, usual_fill
from kursplaner.desk.wording import list_words
from kursplaner.desk.wording.people.merging import FIELDS as FILLED
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted
from kursplaner.exchange.people_list.columns import Field
from kursplaner.exchange.people_list.rows import Place
from kursplaner.planning.people.merge_fields import MergeField
from kursplaner.store.workspace import Workspace

MOST_SHOWN, MOST_COLUMNS_SHOWN = 200, 60
MOST_OTHERS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options say; rows as they were typed: "5" or "A1-03:5"."""

    encoding: str | None = None
    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    decisions: Mapping[Decision, tuple[str, ...]] | None = None
    take_doubtful: bool = False
    enrol: bool = False
    course: str = ""

    @classmethod
    def of(cls, options: Mapping[str, object]) -> Asked:
        """Return what the options of the command say."""

        def texts(name: str) -> tuple[str, ...]:
            found = options.get(name) or ()
            return tuple(str(text) for text in found) if isinstance(found, tuple) else ()

        encoding = options.get("encoding")
        course = str(options.get("course") or "")
        return cls(
            encoding=str(encoding) if encoding else None,
            sheets=texts("sheets"),
            columns=texts("columns"),
            decisions={
                Decision.NEW: texts("take"),
                Decision.SAME: texts("same"),
                Decision.LATER: texts("later"),
                Decision.LEAVE: texts("leave"),
            },
            take_doubtful=bool(options.get("take_doubtful")),
            enrol=bool(options.get("enrol")) or bool(course),
            course=course,
        )


def import_people(file: Path, list_file: Path, asked: Asked, *, dry_run: bool) -> None:
    """Show what a list holds and store what is new or decided."""
    with town(file) as workspace:
        with output.progress("Liste lesen") as tell:
            people = importing.read_list(
                workspace, list_file, tell, encoding=asked.encoding, sheets=asked.sheets or None
            )
        people = _with_columns(workspace, people, asked.columns)
        decisions, fills = _decisions(people, asked), _fills(people, asked)
        _show_file(people)
        _show_rows(people, decisions, fills)
        if dry_run:
            output.say(output.NOT_STORED)
            return
        with output.progress("Liste einlesen") as tell:
            stored = list_storing.store(
                workspace,
                people,
                decisions,
                tell,
                enrol=asked.enrol,
                course=asked.course,
                fills=fills,
            )
    _show_stored(stored)


def _with_columns(workspace: Workspace, people: PeopleList, columns: Iterable[str]) -> PeopleList:
    """Return the list with its columns as the options say."""
    wanted = [text.rpartition("=") for text in columns]
    if not wanted:
        return people
    guesses = people.guesses
    for name, _, meaning in wanted:
        field = _field(meaning) if meaning.strip() else None
        guesses = chosen_columns(guesses, name, field)
    return importing.judge(workspace, people.table, guesses)


def _field(meaning: str) -> Field:
    """Return the meaning of a column by its German word or by its short one."""
    for field, words in list_words.FIELDS.items():
        if fold(meaning) in (fold(words), field.value):
            return field
    fields = ", ".join(list_words.FIELDS.values())
    raise Refused("list_field_unknown", meaning=meaning, fields=fields)


def _decisions(people: PeopleList, asked: Asked) -> dict[Place, Decision]:
    found: dict[Place, Decision] = {}
    if asked.take_doubtful:
        doubtful = people.with_outcome(Outcome.DOUBTFUL)
        found = {row.place: Decision.NEW for row in doubtful if row.has_name}
    for decision, rows in (asked.decisions or {}).items():
        for text in rows:
            found[_row(people, _named(text)[0]).place] = decision
    return found


def _named(text: str) -> tuple[str, str | None]:
    """Return row and fields of "5=Geboren,Anschrift"; None where no fields are named."""
    row, told, fields = text.rpartition("=")
    return (row, fields) if told else (text, None)


def _fills(people: PeopleList, asked: Asked) -> dict[Place, frozenset[MergeField]]:
    """Return which fields are taken of rows of the same person, where the options name some.

    Beside what is missing these are the named ones; "5=" takes nothing.
    """
    found: dict[Place, frozenset[MergeField]] = {}
    for text in (asked.decisions or {}).get(Decision.SAME, ()):
        named, fields = _named(text)
        if fields is None:
            continue
        row = _row(people, named)
        wanted = {_additional(row, word) for word in fields.split(",") if word.strip()}
        found[row.place] = frozenset(wanted | usual_fill(row)) if wanted else frozenset()
    return found


def _additional(row: ImportRow, word: str) -> MergeField:
    """Return the field of that name, if the row says something of it."""
    field = list_words.field_called(word.strip())
    offered = [found.field for found in row.additions]
    if field in offered and field is not None:
        return field
    fields = ", ".join(FILLED[each] for each in offered)
    raise Refused("list_nothing_to_fill", text=word.strip(), row=row.row.row, fields=fields)


def _row(people: PeopleList, text: str) -> ImportRow:
    sheet, _, number = text.rpartition(":")
    for row in people.rows:
        if str(row.row.row) == number.strip() and (not sheet or sheet == row.row.sheet):
            return row
    raise Refused("list_row_missing", row=text)


def _show_file(people: PeopleList) -> None:
    table = people.table
    if table.encoding is not None:
        unsure = "" if table.sure_letters else " (vermutet; anders mit --encoding)"
        output.say(f"Zeichensatz der Datei: {list_words.encoding_text(table.encoding)}{unsure}.")
        if example := importing.letters_example(table):
            output.say(f"So liest er sich: {example}")
    if len(people.sheets) > 1:
        output.say("Blätter:")
        for sheet in people.sheets:
            output.say(f"  {list_words.sheet_line(sheet)}")
    if people.guess.turned:
        output.say("Die Liste liegt auf der Seite: Ihre Überschriften stehen untereinander.")
    output.say("Spalten:")
    for column in people.columns[:MOST_COLUMNS_SHOWN]:
        output.say(f"  {list_words.column_line(column)}")
    if (more := len(people.columns) - MOST_COLUMNS_SHOWN) > 0:
        output.say(f"  … und {counted(more, 'list_column')} mehr.")
    for line in (list_words.left_out_line(people.columns), list_words.marks_line(people)):
        if line:
            output.say(line)
    for other in people.others[:MOST_OTHERS_SHOWN]:
        output.say(list_words.other_line(other))
    rest = len(people.others) - MOST_OTHERS_SHOWN
    if rest > 0:
        output.say(f"… und {counted(rest, 'row')}, die keine Personen sind.")


def _show_rows(
    people: PeopleList,
    decisions: Mapping[Place, Decision],
    fills: Mapping[Place, frozenset[MergeField]],
) -> None:
    several = len(people.guesses) > 1
    rows = [
        (
            f"{row.row.sheet}:{row.row.row}" if several else row.row.row,
            row.name,
            days.dated(row.draft.birth_date) if row.draft.birth_date else "",
            ", ".join(filter(None, (row.draft.phone, *(p for p, _ in row.draft.further_phones)))),
            ""
            if row.row.restricted
            else " ".join(filter(None, (row.draft.postcode, row.draft.municipality))),
            _result(row, decisions, fills),
        )
        for row in people.rows[:MOST_SHOWN]
    ]
    heads = ("Zeile", "Name", "Geboren", "Telefon", "Wohnort", "Ergebnis")
    output.say(output.table(heads, rows, right=set() if several else {0}))
    if len(people.rows) > MOST_SHOWN:
        output.say(f"… und {counted(len(people.rows) - MOST_SHOWN, 'row')} mehr.")
    left = [row for row in people.with_outcome(*OPEN) if row.place not in decisions]
    if left:
        output.say(
            f"{counted(len(left), 'row')} zu entscheiden: ohne Ihre Wahl nicht angelegt. Wählen Sie"
            " mit --take ZEILE (anlegen), --same ZEILE (dieselbe Person), --later ZEILE (anlegen,"
            " später ansehen) oder im Fenster."
        )
    if people.courses:
        told = ", ".join(f"{number} ({count})" for number, count in people.courses.items())
        output.say(f"Kurse in der Liste: {told}. Anmelden mit --enrol.")


def _result(
    row: ImportRow,
    decisions: Mapping[Place, Decision],
    fills: Mapping[Place, frozenset[MergeField]],
) -> str:
    line = list_words.row_line(row, fills.get(row.place), numbers=True)
    decided = decisions.get(row.place)
    return f"{line} → {list_words.DECISIONS[decided]}" if decided is not None else line


def _show_stored(stored: StoredList) -> None:
    output.say(f"{counted(len(stored.person_ids), 'person')} angelegt.")
    if stored.filled:
        output.say(f"{counted(stored.filled, 'person')} ergänzt.")
    for line in list_words.enrolled_lines(stored.enrolled):
        output.say(line)
    if stored.remembered:
        output.say("Ihre Wahl der Spalten gilt ab jetzt für Listen mit diesen Überschriften.")
