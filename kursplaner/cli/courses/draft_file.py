"""Reading a draft.toml: every wrong key, type and value is named."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kursplaner.basics.errors import Refused
from kursplaner.basics.limited_file import read_limited
from kursplaner.basics.settings import DEFAULTS, Settings
from kursplaner.basics.spans import parse_time
from kursplaner.desk.day_input import parse_day
from kursplaner.desk.named_files import readable
from kursplaner.domain.kinds import CourseType, Level

if TYPE_CHECKING:
    from kursplaner.planning.courses.draft import CourseDraft

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "number": 'number = "27-A1"',
        "title": 'title = "Deutsch A1"',
        "kind": 'kind = "general"',
        "level": 'level = "A1.1"',
        "units": "units = 60",
        "unit_minutes": "unit_minutes = 45",
        "first_day": "first_day = 2027-02-02",
        "weekdays": 'weekdays = ["tue", "thu"]',
        "starts": 'starts = "09:00"',
        "ends": 'ends = "11:15"',
        "pause_minutes": "pause_minutes = 15",
        "room": 'room = "Schulungsraum"',
        "teacher": 'teacher = "Anna Wolf"',
        "childcare": "childcare = true",
        "shuttle": "shuttle = true",
        "pause_in_school_holidays": "pause_in_school_holidays = true",
        "capacity": "capacity = 16",
        "language": 'language = "Türkisch"',
        "grant": 'grant = "LZ-2027-0042"',
    }
)
"""All keys of a draft, each with a line as it may stand there."""
LARGEST_DRAFT = 1_000_000
"""Bytes of a draft; a real one has a few hundred."""
NO_GRANTS: Mapping[str, int] = MappingProxyType({})
NEEDED = ("number", "title", "kind", "first_day", "weekdays", "starts", "ends")


def read_draft(
    path: Path, settings: Settings, grants: Mapping[str, int] = NO_GRANTS
) -> "CourseDraft":
    """Return the draft in a file; what it leaves out is taken from the town's settings.

    Args:
        path: the file.
        settings: of the town.
        grants: its grants, id by reference.

    Raises:
        Refused: "file_missing", "file_is_folder", "file_is_device", "file_too_big",
            "file_forbidden", "toml_broken", "toml_too_deep", "text_encoding",
            "draft_key_unknown", "draft_key_missing", "draft_type_wrong", "draft_value_unknown",
            "draft_times_mismatch", "draft_weekday_twice", "grant_unknown".
    """
    from kursplaner.planning.courses.draft import CourseDraft

    values = _Values(path, _loaded(path))
    values.check_keys()
    kind = CourseType(values.choice("kind", [course_type.value for course_type in CourseType]))
    weekdays = values.weekdays()
    return CourseDraft(
        number=values.text("number"),
        title=values.text("title"),
        kind=kind,
        level=values.level(),
        units=values.number("units", _of_kind(settings, kind, "units")),
        unit_minutes=values.number("unit_minutes", _of_kind(settings, kind, "unit_minutes")),
        first_day=values.day("first_day"),
        weekdays=weekdays,
        starts=values.times("starts", len(weekdays)),
        ends=values.times("ends", len(weekdays)),
        pause_minutes=values.number("pause_minutes", 0),
        room=values.wish("room"),
        teacher=values.wish("teacher"),
        childcare=values.flag("childcare", default=False),
        shuttle=values.flag("shuttle", default=False),
        pause_in_school_holidays=values.flag(
            "pause_in_school_holidays", default=settings.flag("course.pause_in_school_holidays")
        ),
        capacity=values.number("capacity", _of_kind(settings, kind, "capacity")),
        grant_id=values.grant(grants),
        language=values.text("language") if "language" in values.table else "",
    )


def _of_kind(settings: Settings, kind: CourseType, what: str) -> int | None:
    """Return what is usual for a kind of course, or None where nothing is."""
    key = f"course.type.{kind.value}.{what}"
    return settings.number(key) if key in DEFAULTS else None


def _loaded(path: Path) -> dict[str, Any]:
    with readable(path):
        content = read_limited(path, LARGEST_DRAFT)
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused("text_encoding", path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise Refused("toml_broken", path=path, place=_place(str(error))) from error
    except RecursionError as error:
        raise Refused("toml_too_deep", path=path) from error


def _place(message: str) -> str:
    """Return line and column of a TOML error; "am Ende" of a file that breaks off."""
    numbers = [word.strip("),") for word in message.split() if word.strip("),").isdigit()]
    return f"Zeile {numbers[-2]}, Spalte {numbers[-1]}" if len(numbers) >= 2 else "am Ende"


@dataclass(frozen=True, slots=True)
class _Values:
    """The keys of one draft, fetched with their types."""

    path: Path
    table: Mapping[str, Any]

    def check_keys(self) -> None:
        """Refuse a key nobody knows, then one that is missing."""
        for key in self.table:
            if key not in EXAMPLES:
                self._unknown("draft_key_unknown", key, tuple(EXAMPLES), key=key)
        for key in NEEDED:
            if key not in self.table:
                example = EXAMPLES[key]
                raise Refused("draft_key_missing", path=self.path, key=key, example=example)

    def text(self, key: str) -> str:
        """Return a text."""
        return str(self._of_type(key, "einen Text", lambda value: isinstance(value, str)))

    def level(self) -> str:
        """Return a known level, or none."""
        if "level" not in self.table:
            return ""
        text = self.text("level").strip()
        levels = {known.value.casefold(): known.value for known in Level}
        if text and text.casefold() not in levels:
            self._unknown("draft_value_unknown", text, tuple(levels.values()), key="level")
        return levels.get(text.casefold(), "")

    def choice(self, key: str, known: Sequence[str]) -> str:
        """Return one of the known words."""
        text = self.text(key).strip()
        if text not in known:
            self._unknown("draft_value_unknown", text, known, key=key)
        return text

    def number(self, key: str, default: int | None) -> int:
        """Return a whole number, or the default where the draft says nothing."""
        if key not in self.table:
            if default is None:
                example = EXAMPLES[key]
                raise Refused("draft_key_missing", path=self.path, key=key, example=example)
            return default
        return int(self._of_type(key, "eine ganze Zahl", _is_number))

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        if key not in self.table:
            return default
        wanted = "true oder false"
        return bool(self._of_type(key, wanted, lambda value: isinstance(value, bool)))

    def wish(self, key: str) -> str | int | None:
        """Return a name or number; None where it shall be proposed."""
        if key not in self.table:
            return None
        wanted = "einen Namen oder eine Nummer"
        found = self._of_type(
            key, wanted, lambda value: isinstance(value, str) or _is_number(value)
        )
        if isinstance(found, str):
            return found.strip() or None
        return int(found)

    def grant(self, grants: Mapping[str, int]) -> int | None:
        """Return the grant with the reference given; None where the draft names none."""
        reference = self.text("grant").strip() if "grant" in self.table else ""
        if reference and reference not in grants:
            raise Refused("grant_unknown", reference=reference[:80])
        return grants.get(reference)

    def day(self, key: str) -> date:
        """Return a day, written as TOML's date or as text."""
        found = self._of_type(key, "ein Datum", _is_day)
        return found if isinstance(found, date) else parse_day(str(found))

    def weekdays(self) -> tuple[int, ...]:
        """Return weekday numbers, Monday 0, in the order of the draft."""
        found = self._of_type("weekdays", "eine Liste von Wochentagen", _is_text_list)
        for text in found:
            if text not in WEEKDAYS:
                self._unknown("draft_value_unknown", text, WEEKDAYS, key="weekdays")
        one_time = not isinstance(self.table["starts"], list)
        for text in found:
            if one_time and found.count(text) > 1:
                raise Refused("draft_weekday_twice", path=self.path, value=text)
        return tuple(WEEKDAYS.index(text) for text in found)

    def times(self, key: str, weekdays: int) -> tuple[int, ...]:
        """Return minutes of the day: one for all weekdays, or one for each."""
        found = self._of_type(key, "eine Uhrzeit oder eine Liste davon", _is_times)
        texts = found if isinstance(found, list) else [found]
        if isinstance(found, list) and len(found) != weekdays:
            count = len(found)
            raise Refused(
                "draft_times_mismatch", path=self.path, key=key, found=count, wanted=weekdays
            )
        return tuple(_minutes(text) for text in texts)

    def _of_type(self, key: str, wanted: str, fits: Callable[[Any], bool]) -> Any:  # noqa: ANN401
        value = self.table[key]
        if not fits(value):
            facts = {"wanted": wanted, "found": _type_name(value), "example": EXAMPLES[key]}
            raise Refused("draft_type_wrong", path=self.path, key=key, **facts)
        return value

    def _unknown(self, kind: str, text: str, known: Sequence[str], *, key: str) -> None:
        close = get_close_matches(text.casefold(), known, 1)
        hint = f" Meinten Sie „{close[0]}“?" if close else ""
        facts = {"value": text[:80], "hint": hint, "known": ", ".join(known)}
        raise Refused(kind, path=self.path, key=key[:80], **facts)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_day(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, date) and not isinstance(value, datetime))


def _is_text_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_times(value: object) -> bool:
    texts = value if isinstance(value, list) else [value]
    return all(isinstance(text, str | time) for text in texts)


def _minutes(value: str | time) -> int:
    return value.hour * 60 + value.minute if isinstance(value, time) else parse_time(value)


def _type_name(value: object) -> str:
    names = {
        bool: "true oder false",
        int: "eine Zahl",
        float: "eine Kommazahl",
        str: "ein Text",
        list: "eine Liste",
        dict: "ein Abschnitt",
        datetime: "ein Zeitpunkt",
        date: "ein Datum",
        time: "eine Uhrzeit",
    }
    return names.get(type(value), "etwas anderes")
