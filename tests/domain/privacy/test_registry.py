"""One line of the registry becomes an entry for each column."""

from kursplaner.basics.settings import DEFAULTS
from kursplaner.domain.kinds.privacy import DataClass, Fate, Purpose, RetentionRule
from kursplaner.domain.privacy.registry import SETTING_OF, Entry, plain


def test_a_line_becomes_columns() -> None:
    entry = Entry(
        Purpose.CARE,
        RetentionRule.RIDES,
        Fate.CLEAR,
        none="id",
        personal="name place day",
        special="health",
        keep="place",
        replace="name",
        proof="day",
        others="health",
    )
    found = {column.name: column for column in entry.columns("t")}
    assert [found[name].fate for name in ("id", "name", "place", "day", "health")] == [
        Fate.KEEP,
        Fate.REPLACE,
        Fate.KEEP,
        Fate.CLEAR,
        Fate.CLEAR,
    ]
    assert found["day"].rule is RetentionRule.PROOF
    assert found["name"].rule is RetentionRule.RIDES
    assert found["id"].rule is RetentionRule.NO_DATA
    assert found["health"].data is DataClass.SPECIAL
    assert [name for name, column in found.items() if column.others] == ["health"]


def test_of_a_row_that_goes_nothing_stays() -> None:
    entry = Entry(Purpose.CARE, RetentionRule.RIDES, Fate.DELETE_ROW, personal="name")
    assert {column.fate for column in entry.columns("t")} == {Fate.DELETE_ROW}
    assert {column.data for column in plain("id name").columns("t")} == {DataClass.NONE}


def test_each_period_is_a_setting_with_a_source() -> None:
    without = {RetentionRule.NO_DATA, RetentionRule.WHILE_NEEDED}
    assert set(SETTING_OF) == set(RetentionRule) - without
    assert all(DEFAULTS[key].source for key in SETTING_OF.values())
