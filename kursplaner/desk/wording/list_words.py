"""A people list in words: what its columns mean, what becomes of a row, what is wrong in a cell."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from kursplaner.basics.folding import fold
from kursplaner.desk.people.importing import ImportRow, Outcome, PeopleList
from kursplaner.desk.people.list_enrolments import Enrolled
from kursplaner.desk.people.list_layouts import ListColumn, ListedSheet
from kursplaner.desk.people.list_storing import Decision, usual_fill
from kursplaner.desk.wording.people.merging import FIELDS as FILLED
from kursplaner.desk.wording.people.merging import value_text
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.exchange.people_list.columns import Field
from kursplaner.exchange.people_list.row_kinds import RowKind
from kursplaner.exchange.people_list.rows import CellFault, OtherRow
from kursplaner.planning.people.filling import Addition
from kursplaner.planning.people.merge_fields import MergeField

FIELDS: Mapping[Field, str] = MappingProxyType(
    {
        Field.FAMILY_NAME: "Familienname",
        Field.GIVEN_NAME: "Vorname",
        Field.NAME_FAMILY_FIRST: "Familienname und Vorname",
        Field.NAME_GIVEN_FIRST: "Vorname und Familienname",
        Field.MIDDLE_NAME: "Weitere Vornamen",
        Field.BIRTH_NAME: "Geburtsname",
        Field.BIRTH_DATE: "Geburtsdatum",
        Field.BIRTH_DAY: "Geburtsdatum: Tag",
        Field.BIRTH_MONTH: "Geburtsdatum: Monat",
        Field.BIRTH_YEAR: "Geburtsdatum: Jahr",
        Field.GENDER: "Geschlecht",
        Field.PHONE: "Telefon",
        Field.EMAIL: "E-Mail",
        Field.STREET: "Straße",
        Field.HOUSE_NUMBER: "Hausnummer",
        Field.POSTCODE: "Postleitzahl",
        Field.MUNICIPALITY: "Wohnort",
        Field.POSTCODE_AND_MUNICIPALITY: "Postleitzahl und Wohnort",
        Field.ADDRESS: "Anschrift",
        Field.LANGUAGE: "Sprachen",
        Field.NATIONALITY: "Staatsangehörigkeit (wird nicht übernommen)",
        Field.LEVEL: "Niveau",
        Field.COURSE_NUMBER: "Kursnummer",
        Field.STOP: "Haltepunkt",
        Field.CHILDREN: "Kinder",
        Field.CHILD_BIRTH: "Geburtsdatum des Kindes",
        Field.EMPLOYER: "Betrieb",
        Field.NOTE: "Bemerkung",
        Field.HEIGHT: "Größe",
        Field.GUARDIAN: "Sorgeberechtigte",
        Field.GUARDIAN_PHONE: "Telefon der Sorgeberechtigten",
        Field.EMERGENCY: "Im Notfall",
        Field.COLLECTORS: "Darf abholen",
        Field.ALLERGIES: "Allergien",
        Field.RESTRICTED: "Auskunftssperre",
        Field.CONTACT: "Telefon und E-Mail",
        Field.STATUS: "Stand der Anmeldung",
    }
)
OUTCOMES: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.NEW: "neu",
        Outcome.KNOWN: "schon da",
        Outcome.SIMILAR: "vielleicht schon da",
        Outcome.REPEATED: "steht zweimal in der Liste",
        Outcome.ALIKE: "vielleicht zweimal in der Liste",
        Outcome.DOUBTFUL: "bitte prüfen",
    }
)
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "names": "gleicher Name",
        "names_near": "ähnlicher Name",
        "names_sound": "ähnlich klingender Name",
        "names_crossed": "Vor- und Familienname vertauscht",
        "one_name": "ein gleicher Name",
        "same_spelling": "gleiche Schreibweise",
        "birth_date": "gleiches Geburtsdatum",
        "birth_swapped": "Tag und Monat vertauscht",
        "phone": "gleiche Telefonnummer",
        "email": "gleiche E-Mail",
        "address": "gleiche Anschrift",
        "other_birth_date": "anderes Geburtsdatum",
        "other_gender": "anderes Geschlecht",
        "other_phone": "andere Telefonnummer",
        "other_address": "andere Anschrift",
    }
)
FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "name_digits": "In einem Namen stehen keine Ziffern: „{value}“.",
        "name_carried": (
            "Hier fehlt der Familienname. Angenommen ist „{value}“ aus der Zeile darüber."
        ),
        "name_order": "„{value}“ steht vielleicht anders herum als die Namen darüber.",
        "two_people": "„{value}“ nennt wohl zwei Personen. Bitte legen Sie jede für sich an.",
        "name_of_parent": "Hier fehlt der Familienname. Angenommen ist „{value}“ vom Elternteil.",
        "family_only": "„{value}“ nennt eine Familie und niemanden in ihr.",
        "phone_unreadable": "„{value}“ ist keine Telefonnummer.",
        "phone_rounded": (
            "Excel hat die Telefonnummer gerundet („{value}“); die letzten Ziffern sind verloren."
        ),
        "postcode_unreadable": "„{value}“ ist keine Postleitzahl.",
        "postcode_short": (
            "„{value}“ hat nur vier Ziffern; vielleicht ging vorn eine Null verloren."
        ),
        "lone_cell": "In der Zeile steht nur „{value}“. Ist das eine Person?",
        "row_shifted": (
            "Die Zeile hat mehr Zellen als Überschriften; ein Komma hat sie wohl verschoben."
            " Zusammengesetzt ist sie so, wie sie am besten passt."
        ),
        "row_too_long": "Die Zeile hat mehr Zellen als die anderen: „{value}“.",
        "row_hidden": "Die Zeile ist in der Datei ausgeblendet.",
        "row_struck": "Die Zeile ist in der Datei durchgestrichen.",
        "section_left": "Bei der Zeile steht „{value}“.",
        "name_missing": "Hier fehlt der Name. Bitte ergänzen Sie ihn.",
        "name_too_long": "Der Name ist zu lang. Bitte kürzen Sie ihn auf 200 Zeichen.",
        "text_too_long": "Der Text ist zu lang. Bitte kürzen Sie ihn.",
        "name_unreadable": "„{value}“ ist kein Name. Bitte prüfen Sie die Zeile.",
        "cell_error": (
            "Hier steht „{value}“ statt eines Wertes. Bitte berichtigen Sie die Zelle in Excel und"
            " speichern Sie die Liste dort noch einmal."
        ),
        "date_unreadable": "„{value}“ ist kein Datum. Bitte schreiben Sie zum Beispiel 12.03.1988.",
        "date_impossible": "Den Tag „{value}“ gibt es nicht. Bitte prüfen Sie das Datum.",
        "date_future": "Das Geburtsdatum „{value}“ liegt in der Zukunft. Bitte prüfen Sie es.",
        "date_too_old": "Das Geburtsdatum „{value}“ liegt zu weit zurück. Bitte prüfen Sie es.",
        "gender_unreadable": (
            "„{value}“ ist kein Geschlecht. Bitte schreiben Sie w, m oder d, oder nichts."
        ),
        "email_unreadable": "„{value}“ ist keine E-Mail-Adresse. Bitte prüfen Sie sie.",
        "height_unreadable": (
            "„{value}“ ist keine Größe. Bitte schreiben Sie Zentimeter, zum Beispiel 118."
        ),
    }
)


def fault_line(fault: CellFault) -> str:
    """Return where a cell stands and what is wrong with it."""
    where = f"Blatt „{fault.sheet}“, Zeile {fault.row}"
    cell = "" if fault.kind in WHOLE_ROWS else f", Spalte {fault.column}"
    return f"{where}{cell}: {fault_text(fault)}"


def fault_text(fault: CellFault) -> str:
    """Return what is wrong with a cell or a row."""
    template = FAULTS.get(fault.kind, "„{value}“ ist hier nicht möglich. Bitte prüfen Sie es.")
    return template.replace("{value}", fault.value)


WHOLE_ROWS = frozenset(
    {"lone_cell", "row_shifted", "row_too_long", "row_hidden", "row_struck", "section_left"}
)


def column_line(column: ListColumn) -> str:
    """Return "B „Nachname“: Familienname", with a question mark where it is a guess."""
    heading = f" „{column.heading}“" if column.heading else ""
    if column.field is None:
        examples = ", ".join(f"„{text}“" for text in column.examples)
        such = f" (zum Beispiel {examples})" if examples else ""
        return f"{column.letters}{heading}: wird nicht übernommen{such}"
    doubt = "" if column.certain else " (vermutet)"
    doubt = " (wie beim letzten Mal gewählt)" if column.remembered else doubt
    note = " (bleibt nur als Bemerkung)" if column.field in ONLY_REMARKS else ""
    return f"{column.letters}{heading}: {FIELDS[column.field]}{doubt or note}"


MOST_NAMED = 8
ONLY_REMARKS = frozenset({Field.NOTE})
"""Columns of which only the text is kept, in the remark of the person."""


def left_out_line(columns: Sequence[ListColumn]) -> str:
    """Return how many filled columns are not taken over, empty for none."""
    left = [
        column
        for column in columns
        if column.field is None and column.filled and not _numbers(column.heading)
    ]
    if not left:
        return ""
    texts = [f"„{column.heading}“" if column.heading else column.letters for column in left]
    more = len(texts) - MOST_NAMED
    names = listed([*texts[:MOST_NAMED], *([f"{more} weitere"] if more > 0 else [])])
    verb = "wird" if len(left) == 1 else "werden"
    return f"{counted(len(left), 'list_column')} mit Inhalt {verb} nicht übernommen: {names}."


def _numbers(heading: str) -> bool:
    """Whether a column only numbers the rows."""
    letters = "".join(char for char in heading.casefold() if char.isalpha())
    return letters in {"nr", "lfdnr", "lfdnummer", "laufendenummer", "id", "nummer", "pos"}


ENCODINGS: Mapping[str, str] = MappingProxyType(
    {
        "utf-8": "Unicode (UTF-8)",
        "cp1252": "Windows, Westeuropa (CP1252)",
        "cp1250": "Windows, Mitteleuropa (CP1250)",
        "cp1251": "Windows, kyrillisch (CP1251)",
        "cp1254": "Windows, türkisch (CP1254)",
        "cp1256": "Windows, arabisch (CP1256)",
        "cp850": "DOS, Westeuropa (CP850)",
        "cp852": "DOS, Mitteleuropa (CP852)",
        "cp866": "DOS, kyrillisch (CP866)",
        "mac_roman": "Mac, Westeuropa",
        "mac_latin2": "Mac, Mitteleuropa",
        "mac_cyrillic": "Mac, kyrillisch",
        "iso8859_2": "ISO 8859-2 (Mitteleuropa)",
        "koi8_u": "KOI8-U (ukrainisch)",
        "utf-16": "Unicode (UTF-16)",
        "utf-16-le": "Unicode (UTF-16)",
        "utf-16-be": "Unicode (UTF-16, umgekehrt)",
        "utf-8-mixed": "gemischt, teils UTF-8",
        "utf-8-twice": "UTF-8, doppelt gespeichert",
    }
)


def encoding_text(encoding: str) -> str:
    """Return what an encoding is called."""
    return ENCODINGS.get(encoding, encoding.upper())


def sheet_line(sheet: ListedSheet) -> str:
    """Return "„A1-03“: 12 Zeilen, wird gelesen"."""
    rows = counted(sheet.rows, "row")
    if sheet.read:
        state = "wird gelesen"
    else:
        state = "wird nicht gelesen" if sheet.names else "keine Namen, wird nicht gelesen"
    hidden = ", ausgeblendet" if sheet.hidden else ""
    return f"„{sheet.name}“: {rows}{hidden}, {state}"


KINDS: Mapping[RowKind, str] = MappingProxyType(
    {
        RowKind.HEADING: "noch einmal die Überschriften",
        RowKind.SECTION: "ein Abschnitt",
        RowKind.NOTE: "ein Vermerk",
        RowKind.SUM: "eine Summe",
    }
)


def other_line(row: OtherRow) -> str:
    """Return "Zeile 4 ist keine Person (ein Abschnitt): „Warteliste“"."""
    return f"Zeile {row.row} ist keine Person ({KINDS[row.kind]}): „{row.text[:80]}“"


DECISIONS: Mapping[Decision, str] = MappingProxyType(
    {
        Decision.NEW: "anlegen",
        Decision.SAME: "dieselbe Person",
        Decision.LATER: "anlegen, später ansehen",
        Decision.LEAVE: "auslassen",
    }
)


def marks_line(people: PeopleList) -> str:
    """Return how many rows are hidden or struck out and how many addresses are restricted."""
    kinds = [doubt.kind for doubt in people.faults]
    hidden, struck = kinds.count("row_hidden"), kinds.count("row_struck")
    filtered = any(
        sheet.marks.filtered for sheet in people.table.sheets if sheet.name in _read(people)
    )
    parts = []
    if hidden:
        how = " (von einem Filter)" if filtered else ""
        parts.append(f"{counted(hidden, 'row')} ausgeblendet{how}")
    if struck:
        parts.append(f"{counted(struck, 'row')} durchgestrichen")
    beside = " ".join(filter(None, (_comments_line(people), _colours_line(people))))
    text = f"{', '.join(parts)}; ohne Ihre Wahl werden sie nicht übernommen." if parts else ""
    text = " ".join(filter(None, (text, beside)))
    restricted = sum(row.row.restricted for row in people.rows)
    if restricted:
        text += (
            f" {counted(restricted, 'person')} mit Auskunftssperre: Die Anschrift wird als"
            " gesperrt gespeichert."
        )
    return text.strip()


def _comments_line(people: PeopleList) -> str:
    """Return how many cells of the sheets that are read have comments, and where they stand."""
    sheets = [sheet for sheet in people.table.sheets if sheet.name in _read(people)]
    comments = {(s.name, *place): text for s in sheets for place, text in s.marks.comments.items()}
    if not comments:
        return ""
    said = f"{counted(len(comments), 'cell')} mit Kommentar"
    if any(comments.values()):
        return f"{said}: Was dort steht, ist die letzte Spalte und wird auf Wunsch zur Bemerkung."
    return f"{said}: Das alte Format gibt ihren Text nicht her; bitte sehen Sie in der Datei nach."


def _colours_line(people: PeopleList) -> str:
    """Return how many rows are coloured, where it is a part of them: that may mean something."""
    coloured = {(sheet.name, row) for sheet in people.table.sheets for row in sheet.marks.coloured}
    rows = sum(row.place in coloured for row in people.rows)
    if not rows or rows * 5 > len(people.rows) * 3:
        return ""
    verb = "ist" if rows == 1 else "sind"
    return f"{counted(rows, 'row')} {verb} farbig; was Farben bedeuten, liest das Programm nicht."


def _read(people: PeopleList) -> frozenset[str]:
    return frozenset(guess.sheet for guess in people.guesses)


def enrolled_lines(done: Enrolled) -> list[str]:
    """Return what became of the enrolments of a list."""
    lines = []
    if done.enrolled or done.waiting or done.already:
        parts = [f"{done.enrolled} angemeldet", f"{done.waiting} auf der Warteliste"]
        parts += [f"{done.already} waren schon angemeldet"] if done.already else []
        lines.append(f"{', '.join(parts)}.")
    if done.children or done.guardians:
        kids, adults = counted(done.children, "child"), counted(done.guardians, "person")
        lines.append(f"{kids} zugeordnet; als Sorgeberechtigte angelegt: {adults}.")
    for names, what in (
        (done.unknown_courses, "Diese Kurse gibt es nicht: {}. Angemeldet ist dafür niemand."),
        (done.over, "Diese Kurse sind zu Ende: {}. Angemeldet ist dafür niemand."),
        (done.unknown_stops, "Diese Haltepunkte gibt es nicht: {}. Bitte tragen Sie sie nach."),
    ):
        if names:
            lines.append(what.format(listed(sorted(names))))
    return lines


def row_line(
    row: ImportRow, taken: Collection[MergeField] | None = None, *, numbers: bool = False
) -> str:
    """Return "schon da: Haddad, Rima (gleicher Name); ergänzt Kontakt".

    `taken`: which fields are taken where it is the same person; None: those usual. `numbers`: with
    the number of that person, as the shell lists it.
    """
    fields = usual_fill(row) if taken is None else taken
    parts = [*_whom(row, numbers=numbers), *_more(row, fields)]
    return ": ".join(filter(None, (OUTCOMES[row.outcome], "; ".join(parts))))


def _more(row: ImportRow, taken: Collection[MergeField]) -> Iterator[str]:
    """Yield what the row fills in of the same person, and what it says otherwise."""
    if filled := [FILLED[found.field] for found in row.additions if found.field in taken]:
        yield f"ergänzt {listed(filled)}"
    left = [found for found in row.additions if found.field not in taken]
    if other := [FILLED[found.field] for found in left if found.asks]:
        yield f"anders in der Liste: {listed(other)}"


def addition_line(addition: Addition) -> str:
    """Return "Geboren: 01.02.1990, in der Liste 02.01.1990" or "Kontakt: dazu 0171 2345678"."""
    field, told = addition.field, addition.listed
    text = value_text(field, told)
    if addition.asks:
        return f"{FILLED[field]}: {value_text(field, addition.stored)}, in der Liste {text}"
    return f"{FILLED[field]}: dazu {text}" if addition.stored else f"{FILLED[field]}: {text}"


def field_called(word: str) -> MergeField | None:
    """Return the field of that German name, None for none."""
    return next((field for field, name in FILLED.items() if fold(name) == fold(word)), None)


def _whom(row: ImportRow, *, numbers: bool) -> Iterator[str]:
    """Yield whom a row is like, and what is doubtful about it."""
    if row.likeness is not None:
        reasons = reasons_text(row.likeness.reasons)
        number = f"ID {row.likeness.person_id}; " if numbers else ""
        yield f"{row.known_name} ({number}{reasons})"
    elif row.twin is not None:
        yield f"wie Zeile {row.twin[1]} ({reasons_text(row.why)})"
    if row.outcome is Outcome.DOUBTFUL:
        for doubt in row.row.doubts:
            cell = "" if doubt.kind in WHOLE_ROWS else f"Spalte {doubt.column}: "
            yield cell + fault_text(doubt).rstrip(".")


def reasons_text(reasons: Iterable[str]) -> str:
    """Return why two are likely one person, and what speaks against it."""
    return ", ".join(REASONS.get(reason, reason) for reason in reasons)
