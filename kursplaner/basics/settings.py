"""Every number a law, a ratio or a habit gives, as a default that the town may change.

The defaults with unit, source and German label lie in resources/settings/defaults.toml.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from kursplaner.basics import resources
from kursplaner.basics.errors import Refused
from kursplaner.basics.rates import rates

LONGEST_TEXT = 200
MOST = 1_000_000_000
MOST_OF_UNIT: Mapping[str, int] = MappingProxyType(
    {
        "Min. ab 0 Uhr": 1439,
        "Min.": 1440,
        "%": 100,
        "UE": 9999,
        "Std.": 9999,
        "Tage": 36_500,
        "Kurstage": 366,
        "Monate": 1200,
        "Jahre": 100,
        "Jahr": 2100,
        "cm": 250,
        "mm": 50,
        "Zehntel-mm": 500,
        "Zehntel": 100,
        "Hundertstel": 500,
        "km/h": 130,
        "ct/km": 1000,
        "ct/Std.": 100_000,
    }
)
MOST_COUNTED = 1000
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PROFILES = ("simple", "bamf", "bamf_sections")
SEVERITIES = ("hard", "soft", "off")
OLDEST_GROUP: Mapping[str, int] = MappingProxyType(
    {"statistics.age_limits": 120, "statistics.child_age_limits": 17}
)
"""At which age the last group may begin."""
YES, NO = "true", "false"


class SettingKind(StrEnum):
    """How a value is read."""

    NUMBER = "number"
    FLAG = "flag"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SettingDefault:
    """One setting as the program brings it along.

    Attributes:
        key: dotted name, e.g. "attendance.late_minutes".
        kind: how the value is read.
        value: the default as text, the form in which settings are stored.
        unit: German unit ("Min.", "UE", "Personen"); empty for flags and texts.
        source: law and section, or "Erfahrungswert".
        label: what the settings page calls it.
        least: the smallest number allowed.
        most: the largest number allowed; a typing error beyond it is refused.
        example: how a text may be written, told to whoever wrote it otherwise.
        waits: nothing reads it yet; the settings page leaves it out.
    """

    key: str
    kind: SettingKind
    value: str
    unit: str
    source: str
    label: str
    least: int = 0
    most: int = MOST
    waits: bool = False
    example: str = ""

    @property
    def group(self) -> str:
        """The first part of the key, e.g. "course" or "childcare"."""
        return self.key.partition(".")[0]


def _default(key: str, row: dict[str, Any]) -> SettingDefault:
    value = row["value"]
    if isinstance(value, bool):
        kind, text = SettingKind.FLAG, YES if value else NO
    elif isinstance(value, int):
        kind, text = SettingKind.NUMBER, str(value)
    else:
        kind, text = SettingKind.TEXT, str(value)
    unit, least = row.get("unit", ""), int(row.get("least", 0))
    most = int(row.get("most", MOST_OF_UNIT.get(unit, MOST_COUNTED)))
    label, waits = row["label"], bool(row.get("waits", False))
    example = row.get("example", text)
    return SettingDefault(key, kind, text, unit, row["source"], label, least, most, waits, example)


def _load() -> Mapping[str, SettingDefault]:
    text = resources.path("settings/defaults.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)
    return MappingProxyType({key: _default(key, row) for key, row in rows.items()})


DEFAULTS: Mapping[str, SettingDefault] = _load()


class Settings:
    """The town's values over the defaults.

    Attributes:
        values: what the town has changed, as stored; keys of newer versions are kept but unused.
    """

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        """Take the stored values; a key that is missing there has its default."""
        self.values: Mapping[str, str] = MappingProxyType(dict(values or {}))

    def number(self, key: str) -> int:
        """Return a whole number.

        Raises:
            KeyError: if the program knows no such setting.
            Refused: kind "setting_unreadable" if the stored text is no number allowed here.
        """
        return _number(_known(key, SettingKind.NUMBER), self._stored(key))

    def flag(self, key: str) -> bool:
        """Return yes or no; errors as in `number`."""
        return _flag(_known(key, SettingKind.FLAG), self._stored(key))

    def text(self, key: str) -> str:
        """Return the value of any setting as it is stored.

        Raises:
            KeyError: if the program knows no such setting.
        """
        return self._stored(key)

    def ages(self, key: str) -> tuple[int, ...]:
        """Return the ages at which groups begin, youngest first."""
        return tuple(int(word) for word in self.text(key).split())

    def is_default(self, key: str) -> bool:
        """Tell whether the town left this setting as the program brought it."""
        return self._stored(key) == DEFAULTS[key].value

    def _stored(self, key: str) -> str:
        default = DEFAULTS[key].value
        return self.values.get(key, default)


def checked(key: str, text: str) -> str:
    """Return the text to store for what somebody typed.

    Raises:
        KeyError: if the program knows no such setting.
        Refused: kind "setting_unreadable" with key, least and most, or "setting_text_unreadable"
            with text and example.
    """
    default = DEFAULTS[key]
    bare = text.strip()
    if not _reads(key, bare):
        raise Refused("setting_text_unreadable", text=bare, example=default.example)
    if default.kind is SettingKind.NUMBER:
        return str(_number(default, bare))
    if default.kind is SettingKind.FLAG:
        return YES if _flag(default, bare) else NO
    if len(bare) > LONGEST_TEXT:
        raise _unreadable(default)
    return bare


def _reads(key: str, text: str) -> bool:
    """Tell whether a text that the program reads can be read."""
    words = text.split()
    if key in ("course.weekdays", "timetable.weekdays"):
        return bool(words) and set(words) <= set(WEEKDAYS)
    if key == "attendance.profile":
        return text in PROFILES
    if key.startswith("conflicts."):
        return text in SEVERITIES
    if key in OLDEST_GROUP:
        ages = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 4]
        whole = bool(ages) and len(ages) == len(words) and ages == sorted(set(ages))
        return whole and ages[0] > 0 and ages[-1] <= OLDEST_GROUP[key]
    if key.startswith("mileage."):
        return _reads_rates(text)
    return True


def _reads_rates(text: str) -> bool:
    try:
        return bool(rates(text))
    except ValueError:
        return False


def _known(key: str, kind: SettingKind) -> SettingDefault:
    default = DEFAULTS[key]
    if default.kind is not kind:
        raise KeyError(key)
    return default


def _number(default: SettingDefault, text: str) -> int:
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) <= len(str(MOST))):
        raise _unreadable(default)
    number = int(text)
    if not default.least <= number <= default.most:
        raise _unreadable(default)
    return number


def _flag(default: SettingDefault, text: str) -> bool:
    if text not in {YES, NO}:
        raise _unreadable(default)
    return text == YES


def _unreadable(default: SettingDefault) -> Refused:
    return Refused("setting_unreadable", key=default.key, least=default.least, most=default.most)
