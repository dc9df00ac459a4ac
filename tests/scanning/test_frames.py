import numpy as np
import pytest

from kursplaner.basics.layout import Rect
from kursplaner.scanning.flat import Flat
from kursplaner.scanning.frames import Field, field

CELLS = {
    f"{row} {column}": Rect(10 + 20 * column, 8 + 15 * row, 8, 5)
    for row in range(3)
    for column in range(3)
}


def page(
    across: float = 0.0,
    down: float = 0.0,
    *,
    shade: int = 200,
    grain: float = 0.0,
    cells: dict[str, Rect] = CELLS,
    slope: float = 0.0,
) -> Flat:
    """Return a page whose frames lie so many pixels beside their measures."""
    ink = np.zeros((450, 600), np.uint8)
    for cell in cells.values():
        x, y = (round(side * 8) for side in (cell.x, cell.y))
        x, y = x + round(across + slope * cell.middle[0]), y + round(down)
        width, height = round(cell.width * 8), round(cell.height * 8)
        for line in (0, height):
            ink[y + line, x : x + width + 1] = shade
        for line in (0, width):
            ink[y : y + height + 1, x + line] = shade
    return Flat(255 - ink, ink, grain)


@pytest.mark.parametrize("across", [-7, -3, 0, 2, 7])
@pytest.mark.parametrize("down", [-5, 0, 4])
def test_a_page_that_slipped_is_found_where_it_lies(across: int, down: int) -> None:
    found = field(page(across, down), CELLS)
    for cell in CELLS.values():
        lying = found.lying(cell)
        assert lying.x == pytest.approx(cell.x + across / 8, abs=0.02)
        assert lying.y == pytest.approx(cell.y + down / 8, abs=0.02)
        assert (lying.width, lying.height) == (cell.width, cell.height)
    assert found.spread == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize("seen", [5, 6])
def test_six_frames_tell_how_a_page_lies(seen: int) -> None:
    some = dict(list(CELLS.items())[:seen])
    found = field(page(4, 0, cells=some), CELLS)
    assert found.lying(CELLS["0 0"]).x == pytest.approx(10.5 if seen == 6 else 10, abs=0.02)
    if seen == 5:
        assert found == Field()


@pytest.mark.parametrize(
    ("shade", "grain", "seen"), [(36, 0.0, False), (60, 0.0, True), (60, 10.0, False)]
)
def test_a_frame_stands_out_of_its_paper(shade: int, grain: float, seen: bool) -> None:  # noqa: FBT001
    found = field(page(4, 3, shade=shade, grain=grain), CELLS)
    assert (found != Field()) == seen


def test_cells_at_the_edge_of_the_page_are_not_looked_at() -> None:
    edge = {f"edge {at}": Rect(0.5, 8 + 7 * at, 8, 5) for at in range(6)}
    assert field(page(0, 0, cells=edge), edge) == Field()
    top = {f"edge {at}": Rect(5 + 11 * at, 0.5, 8, 5) for at in range(6)}
    assert field(page(0, 0, cells=top), top) == Field()


def test_two_frames_that_lie_far_beside_the_others_move_nothing() -> None:
    flat = page(3, 0)
    for name in ("0 0", "2 2"):
        cell = CELLS[name]
        rows = slice(round(cell.y * 8) - 9, round(cell.bottom * 8) + 10)
        columns = slice(round(cell.x * 8) - 9, round(cell.right * 8) + 10)
        flat.ink[rows, columns] = page(-6, 0).ink[rows, columns]
    found = field(flat, CELLS)
    assert found.lying(CELLS["1 1"]).x == pytest.approx(30.375, abs=0.02)
    assert found.spread == pytest.approx(9 / 8, abs=0.05)


def test_a_page_that_was_stretched_is_moved_more_to_its_right() -> None:
    many = {
        f"{row} {column}": Rect(4 + 11.5 * column, 3 + 8.5 * row, 8, 5)
        for row in range(6)
        for column in range(6)
    }
    found = field(page(-3, 0, cells=many, slope=0.12), many)
    offset, per_x, per_y = found.across
    weight = 6 * sum((11.5 * (column - 2.5)) ** 2 for column in range(6))
    assert per_x == pytest.approx(0.015 * weight / (weight + 30_000), abs=0.0003)
    assert per_y == pytest.approx(0, abs=0.0003)
    assert found.down == pytest.approx((0, 0, 0), abs=0.02)
    middle = 4 + 2.5 * 11.5 + 4
    assert offset + per_x * middle == pytest.approx((0.12 * middle - 3) / 8, abs=0.02)


def test_a_still_field_moves_nothing_and_an_even_one_by_place() -> None:
    rect = Rect(10, 20, 4, 6)
    assert Field().lying(rect) == rect
    moved = Field((0.5, 0.01, 0.1), (-1, 0.5, 0.25)).lying(rect)
    # Its middle lies at 12, 23.
    assert moved.x == pytest.approx(10 + 0.5 + 0.12 + 2.3)
    assert moved.y == pytest.approx(20 - 1 + 6 + 5.75)
    assert (moved.width, moved.height) == (4, 6)
