from dataclasses import dataclass, field
from datetime import date

import pytest

from kursplaner.basics.plain_values import as_plain, from_plain
from kursplaner.domain.kinds import CourseType


@dataclass(frozen=True)
class Child:
    name: str
    born: date | None = None


@dataclass(frozen=True)
class Wish:
    kind: CourseType
    first: date
    days: frozenset[date] = frozenset()
    on: tuple[tuple[date, int], ...] = ()
    room: int | str | None = None
    children: tuple[Child, ...] = ()
    by_key: dict[str, Child] = field(default_factory=dict)


def test_what_json_says_becomes_the_same_dataclass() -> None:
    day = date(2027, 3, 2)
    child = Child("Ali", day)
    wish = Wish(
        CourseType.EVENING, day, frozenset({day}), ((day, 3),), "Saal", (child, Child("Rima")),
        {"new1": child},
    )  # fmt: skip
    assert from_plain(Wish, as_plain(wish)) == wish
    assert from_plain(Wish, as_plain(Wish(CourseType.SPORT, day, room=4))).room == 4


def test_a_field_of_another_version_is_left_out_and_a_missing_one_is_told() -> None:
    plain = as_plain(Wish(CourseType.SPORT, date(2027, 3, 2)))
    assert from_plain(Wish, {**plain, "later": 1}) == from_plain(Wish, plain)
    with pytest.raises(TypeError):
        from_plain(Wish, {"kind": "sport"})
    with pytest.raises(ValueError, match="nie gesehen"):
        from_plain(Wish, {**plain, "kind": "nie gesehen"})
