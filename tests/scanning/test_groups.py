import numpy as np
import pytest

from kursplaner.scanning.groups import Group, groups


def mask(*rows: str) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    return np.array([[sign == "#" for sign in row] for row in rows])


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["...", "..."], []),
        ([".#.", "..."], [Group(0, 0, 1, 1, 1)]),
        (["##.", "..#"], [Group(0, 0, 0, 1, 2), Group(1, 1, 2, 2, 1)]),
        (["##.", ".##"], [Group(0, 1, 0, 2, 4)]),
        (["#.#", "#.#", "###"], [Group(0, 2, 0, 2, 7)]),
        (["###", "#.#", "#.#"], [Group(0, 2, 0, 2, 7)]),
        (["#", ".", "#"], [Group(0, 0, 0, 0, 1), Group(2, 2, 0, 0, 1)]),
        (["#.#.#", "#.###", "###.."], [Group(0, 2, 0, 4, 10)]),
    ],
)
def test_what_hangs_together_is_one_group(rows: list[str], found: list[Group]) -> None:
    assert sorted(groups(mask(*rows)), key=lambda group: (group.top, group.left)) == found
