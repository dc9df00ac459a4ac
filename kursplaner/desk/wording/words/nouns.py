"""Records, their fields and tables, as they are called in a sentence."""

from collections.abc import Mapping
from types import MappingProxyType

RECORDS: Mapping[str, str] = MappingProxyType(
    {
        "person": "Person",
        "profile": "Rolle",
        "room": "Raum",
        "site": "Standort",
        "vehicle": "Fahrzeug",
        "stop": "Haltepunkt",
        "course": "Kurs",
        "lesson": "Termin",
        "absence": "Ausfall",
        "enrolment": "Anmeldung",
        "childcare_slot": "Betreuungszeit",
        "childcareslot": "Betreuungszeit",
        "childcare_place": "Betreuungsplatz",
        "childcareplace": "Betreuungsplatz",
        "childcare": "Kinderbetreuung",
        "ride": "Fahrt",
        "ride_demand": "Fahrtwunsch",
        "ride_seat": "Platz im Fahrzeug",
        "booking": "Belegung",
        "room_booking": "Belegung",
        "roombooking": "Belegung",
        "closure": "Sperrzeit",
        "closing_day": "Schließtag",
        "grant": "Zuwendung",
        "organisation": "Organisation",
        "follow_up": "Wiedervorlage",
        "followup": "Wiedervorlage",
        "setting": "Einstellung",
        "attendance_mark": "Eintrag der Anwesenheit",
        "paper": "Nachweis",
        "contact_route": "Kontaktweg",
        "contactroute": "Kontaktweg",
        "guardianship": "Sorgebeziehung",
        "lesson_pattern": "Wochenplan",
        "skipped_date": "ausgelassener Termin",
        "resource": "Eintrag",
    }
)

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "family_name": "Familienname",
        "given_name": "Vorname",
        "call_name": "Rufname",
        "passport_name": "Name laut Pass",
        "own_script_name": "Name in eigener Schrift",
        "name": "Name",
        "title": "Titel",
        "number": "Nummer",
        "note": "Bemerkung",
        "reason": "Grund",
        "reason_note": "Grund",
        "cancel_note": "Grund",
        "accepted_reason": "Begründung",
        "over_limit_reason": "Begründung",
        "street": "Straße",
        "postcode": "Postleitzahl",
        "municipality": "Ort",
        "languages": "Sprachen",
        "level": "Niveau",
        "value": "Wert",
        "topic": "Thema",
        "remark": "Bemerkung",
        "line": "Text",
        "reference": "Aktenzeichen",
        "funding_line": "Förderzeile",
        "allergies": "Allergien",
        "illness": "Krankheiten",
        "medicine": "Medikamente",
        "phone": "Telefon",
        "email": "E-Mail",
        "plate": "Kennzeichen",
        "contact": "Ansprechperson",
        "trade": "Beruf",
    }
)


def record(noun: object) -> str:
    """Return what a record is called: "Kurs" for course."""
    return RECORDS.get(str(noun), "Eintrag")


def field(name: object) -> str:
    """Return what a field is called: "Familienname" for family_name."""
    return FIELDS.get(str(name), "Text")
