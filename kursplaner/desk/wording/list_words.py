"""A people list in words: what its columns mean, what becomes of a row, what is wrong in a cell."""

from collections.abc import Mapping
from types import MappingProxyType

from kursplaner.desk.people.importing import ImportRow, ListColumn, Outcome
from kursplaner.exchange.people_list.columns import Field
from kursplaner.exchange.people_list.rows import CellFault

FIELDS: Mapping[Field, str] = MappingProxyType(
    {
        Field.FAMILY_NAME: "Familienname",
        Field.GIVEN_NAME: "Vorname",
        Field.NAME_FAMILY_FIRST: "Familienname und Vorname",
        Field.NAME_GIVEN_FIRST: "Vorname und Familienname",
        Field.BIRTH_DATE: "Geburtsdatum",
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
        Field.CHILDREN: "Kinder",
        Field.EMPLOYER: "Betrieb",
        Field.NOTE: "Bemerkung",
        Field.HEIGHT: "Größe",
        Field.GUARDIAN: "Sorgeberechtigte",
    }
)
OUTCOMES: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.NEW: "neu",
        Outcome.KNOWN: "schon da",
        Outcome.SIMILAR: "vielleicht schon da",
        Outcome.REPEATED: "steht zweimal in der Liste",
    }
)
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "names": "gleicher Name",
        "names_near": "ähnlicher Name",
        "names_crossed": "Vor- und Familienname vertauscht",
        "one_name": "ein gleicher Name",
        "same_spelling": "gleiche Schreibweise",
        "birth_date": "gleiches Geburtsdatum",
        "phone": "gleiche Telefonnummer",
        "other_birth_date": "anderes Geburtsdatum",
        "other_gender": "anderes Geschlecht",
    }
)
FAULTS: Mapping[str, str] = MappingProxyType(
    {
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
    template = FAULTS.get(fault.kind, "„{value}“ ist hier nicht möglich. Bitte prüfen Sie es.")
    what = template.replace("{value}", fault.value)
    return f"Blatt „{fault.sheet}“, Zeile {fault.row}, Spalte {fault.column}: {what}"


def column_line(column: ListColumn) -> str:
    """Return "B „Nachname“: Familienname", with a question mark where it is a guess."""
    heading = f" „{column.heading}“" if column.heading else ""
    if column.field is None:
        return f"{column.letters}{heading}: wird nicht übernommen"
    doubt = "" if column.certain else " (vermutet)"
    return f"{column.letters}{heading}: {FIELDS[column.field]}{doubt}"


def row_line(row: ImportRow) -> str:
    """Return "schon da: Haddad, Rima (gleicher Name und gleiches Geburtsdatum)"."""
    if row.likeness is None:
        return OUTCOMES[row.outcome]
    reasons = ", ".join(REASONS.get(reason, reason) for reason in row.likeness.reasons)
    return f"{OUTCOMES[row.outcome]}: {row.known_name} (ID {row.likeness.person_id}; {reasons})"
