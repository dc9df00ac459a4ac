"""Numbers with their nouns in the right form: "1 Termin", "3 Termine", "1.234 km"."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

NOUNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "lesson": ("Termin", "Termine"),
        "course": ("Kurs", "Kurse"),
        "unit": ("UE", "UE"),
        "person": ("Person", "Personen"),
        "participant": ("Teilnehmende:r", "Teilnehmende"),
        "child": ("Kind", "Kinder"),
        "carer": ("Betreuungsperson", "Betreuungspersonen"),
        "teacher": ("Lehrkraft", "Lehrkräfte"),
        "driver": ("Fahrer:in", "Fahrer:innen"),
        "room": ("Raum", "Räume"),
        "vehicle": ("Fahrzeug", "Fahrzeuge"),
        "ride": ("Fahrt", "Fahrten"),
        "seat": ("Sitzplatz", "Sitzplätze"),
        "place": ("Platz", "Plätze"),
        "stop": ("Haltepunkt", "Haltepunkte"),
        "slot": ("Betreuungszeit", "Betreuungszeiten"),
        "day": ("Tag", "Tage"),
        "date": ("Datum", "Daten"),
        "week": ("Woche", "Wochen"),
        "minute": ("Minute", "Minuten"),
        "hour": ("Stunde", "Stunden"),
        "row": ("Zeile", "Zeilen"),
        "cell": ("Zelle", "Zellen"),
        "page": ("Seite", "Seiten"),
        "sheet": ("Blatt", "Blätter"),
        "mark": ("Eintrag", "Einträge"),
        "event": ("Eintrag", "Einträge"),
        "conflict": ("Konflikt", "Konflikte"),
        "change": ("Änderung", "Änderungen"),
        "hint": ("Hinweis", "Hinweise"),
        "step": ("Schritt", "Schritte"),
        "sign": ("Zeichen", "Zeichen"),
        "file": ("Datei", "Dateien"),
        "paper": ("Nachweis", "Nachweise"),
        "follow_up": ("Wiedervorlage", "Wiedervorlagen"),
        "family": ("Familie", "Familien"),
        "waiting": ("Wartende:r", "Wartende"),
        "duplicate": ("mögliche Dublette", "mögliche Dubletten"),
    }
)


def number(value: int) -> str:
    """Return "1.234" for 1234."""
    return f"{value:,}".replace(",", ".")


def decimal(value: float, digits: int = 1) -> str:
    """Return "1.234,5"; a fraction of nothing is left out."""
    text = f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.rstrip("0").rstrip(",") if "," in text else text


def noun(key: str, count: int) -> str:
    """Return the noun in the form a count asks for."""
    singular, plural = NOUNS[key]
    return singular if count == 1 else plural


def counted(count: int, key: str) -> str:
    """Return "1 Termin" or "3 Termine"; the keys stand in `NOUNS`."""
    return f"{number(count)} {noun(key, count)}"


def counted_or_none(count: int, key: str, none: str) -> str:
    """Return the count with its noun, or the given words for nothing: "keine Konflikte"."""
    return counted(count, key) if count else none


def listed(texts: Iterable[str], joint: str = "und") -> str:
    """Return "A, B und C"."""
    parts = [text for text in texts if text]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def units(minutes: int, unit_minutes: int) -> str:
    """Return "3 UE" for minutes taught, "2,25 Std." where the unit is an hour."""
    return f"{decimal(minutes / unit_minutes, 2)} {'Std.' if unit_minutes == 60 else 'UE'}"


def duration(minutes: int) -> str:
    """Return "45 Min.", "2 Std." or "2 Std. 15 Min."."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{number(hours)} Std."] if hours else []
    return " ".join([*parts, *([f"{rest} Min."] if rest or not hours else [])])


def kilometres(metres: int) -> str:
    """Return "12,3 km"."""
    return f"{decimal(metres / 1000)} km"


def free_of(taken: int, capacity: int) -> str:
    """Return "12/16", as blocks and lists show use against room."""
    return f"{number(taken)}/{number(capacity)}"
