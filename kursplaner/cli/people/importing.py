"""Reading a people list: shown, and stored as one act unless it is faulty."""

from pathlib import Path

from kursplaner.cli.shell import output
from kursplaner.cli.shell.town import town
from kursplaner.desk.people import importing
from kursplaner.desk.people.importing import Outcome, PeopleList
from kursplaner.desk.wording import list_words
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.counts import counted

MOST_SHOWN = 20


def import_people(file: Path, list_file: Path, *, dry_run: bool) -> None:
    """Show what a list holds and store the people that are new."""
    with town(file) as workspace:
        with output.progress("Liste lesen") as tell:
            people = importing.read_list(workspace, list_file, tell)
        _show_columns(people)
        _show_faults(people)
        if not people.faults:
            _show_rows(people)
        if dry_run and not people.faults:
            output.say("Nur gezeigt, nichts gespeichert.")
            return
        with output.progress("Liste einlesen") as tell:
            stored = importing.store(workspace, people, tell=tell)
    output.say(f"{counted(len(stored), 'person')} angelegt.")


def _show_columns(people: PeopleList) -> None:
    encoding = people.table.encoding
    if encoding is not None:
        output.say(f"Zeichensatz der Datei: {encoding.upper()}.")
    output.say("Spalten:")
    for column in people.columns:
        output.say(f"  {list_words.column_line(column)}")


def _show_faults(people: PeopleList) -> None:
    for fault in people.faults[:MOST_SHOWN]:
        output.complain(list_words.fault_line(fault))
    rest = len(people.faults) - MOST_SHOWN
    if rest > 0:
        output.complain(f"… und {rest} weitere fehlerhafte Zellen.")


def _show_rows(people: PeopleList) -> None:
    rows = [
        (
            row.row.row,
            row.name,
            days.dated(row.draft.birth_date) if row.draft.birth_date else "",
            list_words.row_line(row),
        )
        for row in people.rows
    ]
    output.say(output.table(("Zeile", "Name", "Geboren", "Ergebnis"), rows, right={0}))
    similar = len(people.with_outcome(Outcome.SIMILAR))
    if similar:
        output.say(
            f"{counted(similar, 'duplicate')}: nicht angelegt. Bitte prüfen Sie sie im Fenster."
        )
