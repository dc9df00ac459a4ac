"""The settings of a town in words: their groups, their values as people read and write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kursplaner.basics.errors import Refused
from kursplaner.basics.folding import fold
from kursplaner.basics.settings import DEFAULTS, NO, WEEKDAYS, YES, SettingDefault, SettingKind
from kursplaner.basics.spans import clock_text, parse_time
from kursplaner.desk.wording import print_words
from kursplaner.desk.wording.words.days import weekday
from kursplaner.desk.wording.words.places import LANDS
from kursplaner.domain.holidays import LOCAL, local_setting
from kursplaner.domain.kinds import Severity

CLOCK_UNIT = "Min. ab 0 Uhr"
CONFLICTS = "conflicts."
NOTHING = "leer"
OF_TOWN = ("town.name", "town.office", "town.sender", "town.phone")
OF_LAND = ("calendar.land", "calendar.second_land", *(local_setting(key) for key in LOCAL))
WEEK = frozenset(("course.weekdays", "timetable.weekdays"))
SEVERITIES: Mapping[str, str] = MappingProxyType(
    {Severity.HARD.value: "hart", Severity.SOFT.value: "Hinweis", Severity.OFF.value: "aus"}
)
PROFILES: Mapping[str, str] = MappingProxyType(dict(print_words.PROFILES))
FLAGS: Mapping[str, str] = MappingProxyType({YES: "ja", NO: "nein"})


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Settings that belong together: those whose key begins with one of these words."""

    key: str
    title: str
    starts: tuple[str, ...]
    without: str = " "

    def settings(self) -> list[SettingDefault]:
        """Return its settings in the order of the file, without those that nothing reads yet."""
        return [
            default
            for key, default in DEFAULTS.items()
            if key.startswith(self.starts)
            and not key.startswith(self.without)
            and key not in OF_LAND
            and not default.waits
        ]


_GROUPS = (
    RuleGroup("keys", "Sperre", ("keys.",)),
    RuleGroup("calendar", "Kalender", ("calendar.",)),
    RuleGroup("conflicts", "Konflikte", ("conflicts.", "rooms.")),
    RuleGroup("timetable", "Stundenplan", ("timetable.",)),
    RuleGroup("course", "Kurse", ("course.", "exam."), "course.type."),
    RuleGroup("types", "Kursarten", ("course.type.",)),
    RuleGroup("attendance", "Anwesenheit", ("attendance.",)),
    RuleGroup("childcare", "Kinderbetreuung", ("childcare.",)),
    RuleGroup("rides", "Fahrdienst", ("rides.", "mileage.")),
    RuleGroup("papers", "Nachweise", ("papers.",)),
    RuleGroup("grants", "Verwendungsnachweis", ("grants.",)),
    RuleGroup("evaluation", "Auswertung", ("evaluation.", "statistics.")),
    RuleGroup("privacy", "Aufbewahrung", ("privacy.",)),
    RuleGroup("paper", "Papier", ("paper.",)),
)
RULES = tuple(group for group in _GROUPS if group.settings())


def sections() -> dict[str, list[SettingDefault]]:
    """Return all settings that can be changed by the titles of their sections, in their order."""
    return {
        "Ort und Briefkopf": [DEFAULTS[key] for key in OF_TOWN],
        "Land und Schließtage": [DEFAULTS[key] for key in OF_LAND],
        **{group.title: group.settings() for group in RULES},
    }


def setting_called(name: str) -> SettingDefault:
    """Return the setting that a text names: its whole label, or enough of it.

    Raises:
        Refused: "setting_unknown" (text), "setting_ambiguous" (text, known).
    """
    wanted = fold(name)
    every = [default for some in sections().values() for default in some]
    whole = [d for d in every if wanted in (fold(d.label), d.key)]
    found = whole or [d for d in every if wanted and wanted in fold(d.label)]
    if not found:
        raise Refused("setting_unknown", text=name.strip())
    if len(found) > 1:
        raise Refused("setting_ambiguous", text=name.strip(), known=[d.label for d in found])
    return found[0]


def words_of(default: SettingDefault) -> Mapping[str, str]:
    """Return the words of a setting that takes only some, by what is stored; else nothing."""
    if default.kind is SettingKind.FLAG:
        return FLAGS
    if default.key.startswith(CONFLICTS):
        return SEVERITIES
    if default.key == "attendance.profile":
        return PROFILES
    if default.key in ("calendar.land", "calendar.second_land"):
        return dict(LANDS)
    return {}


def shown(default: SettingDefault, text: str) -> str:
    """Return a stored value as people read it: "9:00", "ja", "45 Min.", "Di, Do"."""
    if default.unit == CLOCK_UNIT:
        return clock_text(int(text))
    if default.key in WEEK:
        return ", ".join(weekday(WEEKDAYS.index(day)) for day in text.split())
    known = words_of(default).get(text)
    return known or f"{text} {default.unit}".strip() or NOTHING


def stored(default: SettingDefault, text: str) -> str:
    """Return what to store for a value as people write it; what cannot be read stays as it is.

    `basics.settings.checked` has the last word about what is allowed.

    Raises:
        Refused: "setting_word_unknown" (text, known), or as `parse_time`.
    """
    bare = text.strip()
    if bare in ("-", NOTHING) and default.kind is SettingKind.TEXT:
        return ""
    if default.unit == CLOCK_UNIT:
        return str(parse_time(bare))
    if default.key in WEEK:
        days = {fold(weekday(number)): key for number, key in enumerate(WEEKDAYS)}
        asked = [days.get(fold(word), word) for word in bare.replace(",", " ").split()]
        return " ".join(day for day in WEEKDAYS if day in asked) if asked else bare
    known = words_of(default)
    if known:
        found = [key for key, word in known.items() if fold(bare) in (fold(key), fold(word))]
        if not found:
            raise Refused("setting_word_unknown", text=bare, known=list(known.values()))
        return found[0]
    return bare.removesuffix(default.unit).strip() if default.unit else bare
