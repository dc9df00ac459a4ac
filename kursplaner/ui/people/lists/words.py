"""What the dialog says of a list: what is not taken over, and what is still to be decided."""

from collections.abc import Mapping

from kursplaner.basics import clock
from kursplaner.basics.spans import minute_at
from kursplaner.desk.people import importing
from kursplaner.desk.people.importing import OPEN, PeopleList
from kursplaner.desk.people.list_storing import Decision
from kursplaner.desk.wording import list_words
from kursplaner.desk.wording.words.counts import counted, number
from kursplaner.exchange.people_list.rows import Place
from kursplaner.store.queries.courses.courses import course_rows
from kursplaner.store.workspace import Workspace

FILTER = "Listen (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt)"
FORMATS = "Excel (.xlsx), OpenDocument (.ods) oder CSV"
PREVIEW_ONLY = "Sie sehen erst eine Vorschau. Gespeichert wird nichts, bevor Sie einlesen."
STOPPED = "Angehalten. Es wurde nichts gespeichert."


def courses(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the courses that are not over, by number and title."""
    with workspace.read() as db:
        rows = course_rows(db, minute_at(clock.now()))
    today = clock.today()
    return [(row.number, row.title) for row in rows if (row.last_day or today) >= today]


def said(found: PeopleList) -> str:
    """Return what of the file is not taken over, and how its letters read."""
    lines = [list_words.left_out_line(found.columns), list_words.marks_line(found)]
    if not found.table.sure_letters:
        example = importing.letters_example(found.table)
        lines.insert(0, f"Der Zeichensatz ist vermutet; so liest er sich: „{example}“.")
    if found.guess.turned:
        lines.append("Die Liste liegt auf der Seite: Ihre Überschriften stehen untereinander.")
    count = len(found.others)
    if count:
        first = list_words.other_line(found.others[0])
        lines.append(
            f"{first}."
            if count == 1
            else f"{counted(count, 'row')} sind keine Personen: {first}, …"
        )
    return " ".join(filter(None, lines))


def nobody(found: PeopleList) -> str:
    """Return every row that is nobody, each in a line, for whoever wants to see them all."""
    lines = [list_words.other_line(row) for row in found.others[:MOST_NAMED]]
    more = len(found.others) - len(lines)
    return "\n".join([*lines, *([f"… und {counted(more, 'row')}"] if more else [])])


MOST_NAMED = 25


def summary(found: PeopleList, decisions: Mapping[Place, Decision]) -> str:
    """Return how many rows are new, known, doubtful, and how many are still to be decided."""
    parts = [
        f"{number(count)} {words}"
        for outcome, words in list_words.OUTCOMES.items()
        if (count := found.counts[outcome])
    ]
    left = sum(row.outcome in OPEN and row.place not in decisions for row in found.rows)
    wait = f" {counted(left, 'row')} zu entscheiden." if left else ""
    return f"{', '.join(parts)}.{wait} Doppelklick oder Eingabetaste nimmt eine Zeile auf."
