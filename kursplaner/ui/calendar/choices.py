"""What the calendar can be switched to, and what it says while no lesson is chosen."""

from kursplaner.ui.widgets import Choice

VIEWS = (Choice("day", "Tag"), Choice("week", "Woche"), Choice("month", "Monat"))
LANES = (
    Choice("", "Alles"),
    Choice("rooms", "Räume"),
    Choice("teachers", "Lehrkräfte"),
    Choice("carers", "Betreuung"),
    Choice("vehicles", "Fahrzeuge"),
)
NOTHING = (
    "Wählen Sie einen Termin, um ihn mit Raum, Lehrkraft, Betreuung und Fahrten zu sehen. Ziehen"
    " verschiebt ihn; ein Doppelklick auf einen freien Platz beginnt einen neuen Kurs."
)
