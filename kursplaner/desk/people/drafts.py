"""What a row of a people list becomes: a person to be stored, with all that is said of her."""

from kursplaner.basics.folding import fold
from kursplaner.domain.kinds import Gender, Level
from kursplaner.exchange.people_list.columns import ColumnGuess, Field
from kursplaner.exchange.people_list.rows import CellFault, PersonRow, column_letters
from kursplaner.planning.people.families import PersonDraft

LONGEST = 200
LONGEST_POSTCODE = 40
LEFT_OUT = frozenset(
    {
        *("date_unreadable", "date_impossible", "date_future", "date_too_old", "email_unreadable"),
        *("phone_unreadable", "phone_rounded", "gender_unreadable", "height_unreadable"),
        "postcode_unreadable",
    }
)
"""Cells that could not be read: the field stays empty, and what stands there goes into the note."""
LEVELS = {fold(level.value): level.value for level in Level}


def draft_of(row: PersonRow) -> PersonDraft:
    """Return what would be stored of a row; what has no field of its own goes into the note."""
    level = LEVELS.get(fold(row.level), "")
    return PersonDraft(
        family_name=row.family_name,
        given_name=row.given_name,
        birth_date=row.birth_date,
        birth_uncertain=row.birth_date_uncertain,
        gender=Gender(row.gender) if row.gender else Gender.UNKNOWN,
        languages=", ".join(row.languages),
        level=level,
        phone=row.phones[0].shown if row.phones else "",
        email=row.emails[0] if row.emails else "",
        street=row.street,
        postcode=row.postcode,
        municipality=row.municipality,
        address_restricted=row.restricted,
        height_cm=row.height_cm,
        note=_note(row, level),
        further_phones=tuple((phone.shown, phone.label) for phone in row.phones[1:]),
        further_emails=row.emails[1:],
        birth_name=row.birth_name,
    )


def _note(row: PersonRow, level: str) -> str:
    lines = [
        row.note,
        f"Niveau laut Liste: {row.level}" if row.level and not level else "",
        f"Kurs laut Liste: {row.course_number}" if row.course_number else "",
        f"Kinder laut Liste: {row.children}" if row.children else "",
        f"Sorgeberechtigt laut Liste: {row.guardian}" if row.guardian else "",
        f"Haltepunkt laut Liste: {row.stop}" if row.stop else "",
        f"Im Notfall laut Liste: {row.emergency}" if row.emergency else "",
        f"Darf abholen laut Liste: {row.collectors}" if row.collectors else "",
        f"Telefon gehört: {row.phones[0].label}" if row.phones and row.phones[0].label else "",
        *(f"Laut Liste: {doubt.value}" for doubt in row.doubts if doubt.kind in LEFT_OUT),
    ]
    return "\n".join(line for line in lines if line)


def long_texts(row: PersonRow, guess: ColumnGuess) -> list[CellFault]:
    """Return the cells of a row that the file cannot hold, though a list may."""
    texts = (
        (Field.STREET, row.street, LONGEST),
        (Field.MUNICIPALITY, row.municipality, LONGEST),
        (Field.POSTCODE, row.postcode, LONGEST_POSTCODE),
        (Field.LANGUAGE, ", ".join(row.languages), LONGEST),
        (Field.EMPLOYER, row.employer, LONGEST),
        (Field.EMAIL, max(row.emails, key=len, default=""), LONGEST),
        (Field.PHONE, max((phone.shown for phone in row.phones), key=len, default=""), LONGEST),
    )
    return [
        CellFault(row.sheet, row.row, _letters(guess, field), "text_too_long", text[:LONGEST])
        for field, text, longest in texts
        if len(text) > longest
    ]


def _letters(guess: ColumnGuess, field: Field) -> str:
    columns = guess.columns(field) or guess.columns(Field.ADDRESS)
    return column_letters(columns[0]) if columns else "?"
