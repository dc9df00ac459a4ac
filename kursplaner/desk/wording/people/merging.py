"""Two records that become one, in words: fields, reasons, what goes along."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from kursplaner.desk.wording.people.people import birth_text
from kursplaner.desk.wording.words import days
from kursplaner.desk.wording.words.countries import country_text
from kursplaner.desk.wording.words.counts import counted, listed
from kursplaner.desk.wording.words.kinds import said
from kursplaner.desk.wording.words.languages import languages_text
from kursplaner.domain.kinds import ConsentPurpose, Gender
from kursplaner.planning.people.duplicates import SURE, LikelyPair
from kursplaner.planning.people.merge_fields import FieldChoice, MergeField, Side, Why
from kursplaner.planning.people.merge_stays import MarkToAsk
from kursplaner.store.queries.names import full_name
from kursplaner.store.queries.people.hanging import Hanging

FIELDS = MappingProxyType(
    {
        MergeField.NAME: "Name",
        MergeField.CALL_NAME: "Rufname",
        MergeField.PASSPORT_NAME: "Name laut Pass",
        MergeField.OWN_SCRIPT: "Eigene Schrift",
        MergeField.BIRTH: "Geboren",
        MergeField.GENDER: "Geschlecht",
        MergeField.ROUTES: "Kontakt",
        MergeField.ADDRESS: "Anschrift",
        MergeField.STOP: "Haltepunkt",
        MergeField.LANGUAGES: "Sprachen",
        MergeField.NATIONALITY: "Nationalität",
        MergeField.LEVEL: "Niveau",
        MergeField.HEIGHT: "Größe",
        MergeField.NEEDS: "Bedarf",
        MergeField.CONSENTS: "Einwilligungen",
        MergeField.NOTE: "Notiz",
    }
)
WHY = MappingProxyType(
    {
        Why.SAME: "gleich",
        Why.ONLY_FIRST: "nur links",
        Why.ONLY_SECOND: "nur rechts",
        Why.AS_IN_PASSPORT: "wie im Pass",
        Why.OLDER_RECORD: "älterer Eintrag",
        Why.DAY_AND_MONTH: "Tag und Monat vertauscht",
        Why.CERTAIN: "der andere Tag ist unsicher",
        Why.NEWER: "neuer",
        Why.FITS_ADDRESS: "passt zur Anschrift",
        Why.KEEP_ALL: "alle behalten",
        Why.NARROWER: "im Zweifel die engere",
        Why.ONE_BELOW_OTHER: "beide untereinander",
    }
)
REASONS = MappingProxyType(
    {
        "names": "gleicher Name",
        "names_crossed": "Vor- und Familienname vertauscht",
        "names_near": "Name fast gleich",
        "one_name": "ein Name gleich",
        "birth_date": "gleiches Geburtsdatum",
        "birth_swapped": "Tag und Monat vertauscht",
        "phone": "gleiche Telefonnummer",
        "other_birth_date": "anderes Geburtsdatum",
        "other_gender": "anderes Geschlecht",
    }
)
MISSING = "fehlt"
UNDECIDED = "bitte wählen"
CHOSEN = "so gewählt"


def why_text(choice: FieldChoice, taken: Side | None = None) -> str:
    """Return why a value is proposed: "neuer, von Mo 06.09.", or that another was taken."""
    chosen = taken is not None and taken is not choice.proposed and not choice.same
    text = CHOSEN if chosen else WHY[choice.why]
    if choice.field is MergeField.NAME and not choice.same:
        return f"{text}, beide suchbar"
    if chosen:
        return text
    if choice.field is MergeField.LEVEL and choice.why is Why.NEWER:
        return f"{text}, {days.short_day(choice.day)}" if choice.day else text
    return f"{text}, von {days.short_day(choice.day)}" if choice.day else text


def value_text(field: MergeField, value: Any, stop: str = "") -> str:  # noqa: PLR0911, ANN401
    """Return a value as both columns show it; `stop` is the name of the stop it may be."""
    match field, value:
        case _, None:
            return MISSING
        case MergeField.NAME, (family, given):
            return full_name(str(family), str(given))
        case MergeField.BIRTH, (day, uncertain):
            return birth_text(day, uncertain=bool(uncertain))
        case MergeField.GENDER, str():
            return said(Gender, value)
        case MergeField.STOP, _:
            return stop
        case MergeField.HEIGHT, _:
            return f"{value} cm"
        case MergeField.LANGUAGES, str():
            return languages_text(value)
        case MergeField.NATIONALITY, str():
            return country_text(value)
        case MergeField.ADDRESS, (street, postcode, place):
            return ", ".join(part for part in (street, f"{postcode} {place}".strip()) if part)
        case MergeField.ROUTES, tuple():
            return ", ".join(route.value for route in value)
        case MergeField.CONSENTS, frozenset():
            return consents_text(value)
    return " ".join(str(value).split())


def consents_text(purposes: Iterable[str]) -> str:
    """Return "Datenverarbeitung, Fotos", or that there is none."""
    return ", ".join(said(ConsentPurpose, purpose) for purpose in sorted(purposes)) or "keine"


def mark_text(said_: tuple[str, int | None, int | None]) -> str:
    """Return a mark with coming late and leaving early: "X, kommt 09:20"."""
    mark, came, left = said_
    times = [f"kommt {days.clock(came)}"] if came is not None else []
    times += [f"geht {days.clock(left)}"] if left is not None else []
    return ", ".join([mark, *times])


def mark_label(mark: MarkToAsk) -> str:
    """Return which lesson is asked about: "Di 02.03. 09:00"."""
    return days.when_from(mark.starts)


def likely_text(pair: LikelyPair | None) -> tuple[str, str]:
    """Return how likely two records are one person, and its tone."""
    if pair is None:
        return "unähnlich", "bad"
    if pair.score >= SURE:
        return "sehr wahrscheinlich", "warning"
    return "möglich", "neutral"


def reasons_text(pair: LikelyPair | None, shared: Iterable[str]) -> str:
    """Return why two records are likely one person, as a sentence."""
    reasons = set(pair.reasons) if pair else set()
    spelled = "names" in reasons and "same_spelling" not in reasons
    found = ["Name anders geschrieben"] if spelled else []
    found += [word for key, word in REASONS.items() if key in reasons - {"names" * spelled}]
    children = listed(shared)
    if children:
        found.append(f"Kind {children} in beiden Einträgen")
    text = ", ".join(found) or "Namen, Geburtsdatum und Telefon stimmen nicht überein"
    return f"{text[0].upper()}{text[1:]}."


def rides_text(hanging: Hanging) -> str:
    """Return the rides to come of one record: "15 Hin-, 15 Rückfahrten"."""
    if not hanging.out and not hanging.back:
        return "keine geplant"
    return f"{hanging.out} Hin-, {hanging.back} Rückfahrten"


def rides_after(hanging: Hanging) -> str:
    """Return the rides to come afterwards: "30 Fahrten ab Oelsnitz, Markt"."""
    count = hanging.out + hanging.back
    if not count:
        return "keine geplant"
    stops = f" ab {listed(hanging.stops)}" if hanging.stops else ""
    return f"{counted(count, 'ride')}{stops}"


def done_text(name: str, other: str) -> str:
    """Return the notice after two records became one."""
    return (
        f"Zusammengeführt: {other} ist jetzt {name}"
        if other != name
        else (f"Zusammengeführt: {name} steht nur noch einmal")
    )


def apart_text() -> str:
    """Return the notice after somebody said that two records are two people."""
    return "Als zwei Personen vermerkt, wird nicht mehr vorgeschlagen"
