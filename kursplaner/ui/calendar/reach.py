"""How far a change of a lesson reaches: only this one, from here on, or all that are to come."""

from kursplaner.ui.widgets import Choice

ONE, REST, ALL = "one", "rest", "all"
REACH = (Choice(ONE, "Nur dieser"), Choice(REST, "Ab hier"), Choice(ALL, "Alle"))
