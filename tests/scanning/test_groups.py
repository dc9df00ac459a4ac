import numpy as np
import pytest

from kursplaner.scanning.groups import Group, all_dark, groups


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


def blot(pixels: int, side: int = 20) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Return a square of 7 by 7 with so many of its 49 pixels dark."""
    dark = np.zeros((side, side), np.bool_)
    dark.flat[[(4 + at // 7) * side + 5 + at % 7 for at in range(pixels)]] = True
    return dark


@pytest.mark.parametrize(("pixels", "found"), [(45, []), (46, [(7, 8)]), (49, [(7, 8)])])
def test_what_is_dark_around_but_for_specks_is_solid(
    pixels: int, found: list[tuple[int, int]]
) -> None:
    assert [tuple(place) for place in np.argwhere(all_dark(blot(pixels), 3)).tolist()] == found


@pytest.mark.parametrize(("side", "solid"), [(7, 0), (8, 4), (9, 9)])
def test_a_mask_no_larger_than_the_core_has_nothing_solid(side: int, solid: int) -> None:
    dark = np.ones((side, side), np.bool_)
    assert all_dark(dark, 3).sum() == solid
    assert all_dark(dark, 3).shape == (side, side)


@pytest.mark.parametrize("across", [True, False])
def test_one_short_side_is_enough_for_nothing_solid(across: bool) -> None:  # noqa: FBT001
    dark = np.ones((7, 20), np.bool_)
    assert not all_dark(dark if across else dark.T, 3).any()


def test_a_group_is_told_to_its_last_row_and_column() -> None:
    assert groups(np.ones((3, 4), np.bool_)) == [Group(0, 2, 0, 3, 12)]
    # Runs three rows apart, and one far above that is not looked at again.
    found = groups(mask("####", "....", "#..#", "####", "...#"))
    assert sorted(group.pixels for group in found) == [4, 7]
