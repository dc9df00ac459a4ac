"""Settings in words: read as they are shown, found by enough of their name."""

import pytest

from kursplaner.basics.errors import Refused
from kursplaner.basics.settings import DEFAULTS, checked
from kursplaner.desk.town_settings import sections, setting_called, shown, stored

SHOWN = [default for some in sections().values() for default in some]


def test_every_setting_is_read_as_it_is_shown() -> None:
    assert len(SHOWN) > 150
    for default in SHOWN:
        text = shown(default, default.value)
        assert checked(default.key, stored(default, text)) == default.value, default.key


def test_every_setting_stands_in_one_section_and_is_found_by_its_whole_name() -> None:
    assert len({default.key for default in SHOWN}) == len(SHOWN)
    assert all(setting_called(default.label) is default for default in SHOWN)
    assert not any(default.waits for default in SHOWN)


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("calendar.day_starts", "7.30", "450"),
        ("course.weekdays", "do DI", "tue thu"),
        ("calendar.holidays_without_lessons", "Nein", "false"),
        ("calendar.second_land", "by", "BY"),
        ("calendar.second_land", "-", ""),
        ("attendance.late_minutes", "20 Min.", "20"),
        ("conflicts.child_seat", "Aus", "off"),
    ],
)
def test_a_value_is_read_as_people_write_it(key: str, typed: str, kept: str) -> None:
    assert stored(DEFAULTS[key], typed) == kept


def test_too_little_of_a_name_is_refused_with_what_there_is() -> None:
    with pytest.raises(Refused, match="setting_ambiguous") as many:
        setting_called("Kalender")
    assert "Kalender beginnt um" in str(many.value.facts["known"])
    for name in ("", "  ", "gibt es nicht"):
        with pytest.raises(Refused, match="setting_unknown"):
            setting_called(name)
