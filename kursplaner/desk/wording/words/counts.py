"""Numbers with their nouns in the right form: "1 Termin", "3 Termine", "1.234 km"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun in the forms that numbers ask for; the dative follows "an", "mit", "von".

    Datives left out follow the rule: like the nominative, with -n in the plural.
    """

    single: str
    many: str
    single_dative: str = ""
    many_dative: str = ""

    def form(self, count: float, *, dative: bool = False) -> str:
        """Return the form for a count; only exactly 1 is singular."""
        if count == 1:
            return (self.single_dative if dative else "") or self.single
        if not dative:
            return self.many
        return self.many_dative or (self.many if self.many.endswith(UNCHANGED) else f"{self.many}n")


UNCHANGED = ("n", "s", "UE")
"""How plurals end that stay as they are in the dative."""
NOUNS: Mapping[str, Noun] = MappingProxyType(
    {
        "lesson": Noun("Termin", "Termine"),
        "course": Noun("Kurs", "Kurse"),
        "section": Noun("Abschnitt", "Abschnitte"),
        "unit": Noun("UE", "UE"),
        "person": Noun("Person", "Personen"),
        "participant": Noun("Teilnehmende:r", "Teilnehmende", "Teilnehmenden", "Teilnehmenden"),
        "child": Noun("Kind", "Kinder"),
        "carer": Noun("Betreuungsperson", "Betreuungspersonen"),
        "teacher": Noun("Lehrkraft", "Lehrkräfte"),
        "driver": Noun("Fahrer:in", "Fahrer:innen"),
        "room": Noun("Raum", "Räume"),
        "vehicle": Noun("Fahrzeug", "Fahrzeuge"),
        "ride": Noun("Fahrt", "Fahrten"),
        "seat": Noun("Sitzplatz", "Sitzplätze"),
        "place": Noun("Platz", "Plätze"),
        "stop": Noun("Haltepunkt", "Haltepunkte"),
        "slot": Noun("Betreuungszeit", "Betreuungszeiten"),
        "day": Noun("Tag", "Tage"),
        "further_day": Noun("weiterer Tag", "weitere Tage", "weiteren Tag", "weiteren Tagen"),
        "date": Noun("Datum", "Daten"),
        "week": Noun("Woche", "Wochen"),
        "minute": Noun("Minute", "Minuten"),
        "hour": Noun("Stunde", "Stunden"),
        "row": Noun("Zeile", "Zeilen"),
        "list_column": Noun("Spalte", "Spalten"),
        "cell": Noun("Zelle", "Zellen"),
        "page": Noun("Seite", "Seiten"),
        "sheet": Noun("Blatt", "Blätter"),
        "logo": Noun("Logo", "Logos"),
        "mark": Noun("Eintrag", "Einträge"),
        "event": Noun("Eintrag", "Einträge"),
        "conflict": Noun("Konflikt", "Konflikte"),
        "change": Noun("Änderung", "Änderungen"),
        "hint": Noun("Hinweis", "Hinweise"),
        "step": Noun("Schritt", "Schritte"),
        "entry": Noun("Eintrag", "Einträge"),
        "backup": Noun("Sicherung", "Sicherungen"),
        "sign": Noun("Zeichen", "Zeichen"),
        "file": Noun("Datei", "Dateien"),
        "paper": Noun("Nachweis", "Nachweise"),
        "follow_up": Noun("Wiedervorlage", "Wiedervorlagen"),
        "family": Noun("Familie", "Familien"),
        "waiting": Noun("Wartende:r", "Wartende", "Wartenden", "Wartenden"),
        "duplicate": Noun(
            "mögliche Dublette", "mögliche Dubletten", "möglichen Dublette", "möglichen Dubletten"
        ),
        "attendance_list": Noun("Anwesenheitsliste", "Anwesenheitslisten"),
        "childcare_list": Noun("Betreuungsliste", "Betreuungslisten"),
        "driver_sheet": Noun("Fahrtenblatt", "Fahrtenblätter"),
        "locked_ride": Noun(
            "gesperrte Fahrt", "gesperrte Fahrten", "gesperrten Fahrt", "gesperrten Fahrten"
        ),
        "expected_child": Noun(
            "erwartetes Kind", "erwartete Kinder", "erwarteten Kind", "erwarteten Kindern"
        ),
        "list": Noun("Liste", "Listen"),
        "time": Noun("Zeit", "Zeiten"),
        "rule": Noun("Regel", "Regeln"),
    }
)


def number(value: int) -> str:
    """Return "1.234" for 1234."""
    return f"{value:,}".replace(",", ".")


def decimal(value: float, digits: int = 1) -> str:
    """Return "1.234,5"; a fraction of nothing is left out."""
    text = f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.rstrip("0").rstrip(",") if "," in text else text


def noun(key: str, count: float, *, dative: bool = False) -> str:
    """Return the noun in the form a count asks for, after "an", "mit" or "von" in the dative."""
    return NOUNS[key].form(count, dative=dative)


def counted(count: int, key: str, *, dative: bool = False) -> str:
    """Return "1 Termin" or "3 Termine", in the dative "3 Terminen"; the keys stand in `NOUNS`."""
    return f"{number(count)} {noun(key, count, dative=dative)}"


def counted_or_none(count: int, key: str, none: str) -> str:
    """Return the count with its noun, or the given words for nothing: "keine Konflikte"."""
    return counted(count, key) if count else none


def at_most(tenths: int) -> str:
    """Return "1 Platz" or "4,5 Plätzen" for tenths of places, as it follows "von höchstens"."""
    return f"{decimal(tenths / 10)} {noun('place', tenths / 10, dative=True)}"


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
