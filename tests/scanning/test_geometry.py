import numpy as np
import pytest

from kursplaner.scanning.geometry import Points, Projection

SQUARE = np.array([(0, 0), (10, 0), (0, 10), (10, 10)], float)


def turned(degrees: float, scale: float = 1.0) -> Points:
    angle = np.radians(degrees)
    way = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(scale * SQUARE @ way.T + (3, 4))


def test_four_points_lie_where_they_were_laid() -> None:
    target = np.array([(2, 1), (30, 4), (-3, 28), (33, 40)], float)
    laid = Projection.through(SQUARE, target)
    assert laid(SQUARE) == pytest.approx(target)
    assert laid.inverse()(target) == pytest.approx(SQUARE)
    assert laid.matrix[2, 2] == laid.inverse().matrix[2, 2] == 1.0


def test_a_straight_line_stays_straight() -> None:
    target = np.array([(2, 1), (30, 4), (-3, 28), (33, 40)], float)
    (ax, ay), (bx, by), (cx, cy) = Projection.through(SQUARE, target)(
        np.array([(1, 1), (4, 3), (7, 5)], float)
    )
    assert (bx - ax) * (cy - ay) == pytest.approx((by - ay) * (cx - ax))


def test_more_than_four_points_are_met_at_best() -> None:
    source = np.array([*SQUARE, (5, 5)], float)
    target = 2 * source + (1, 7)
    target[4] += (0.1, 0.0)
    laid = Projection.through(source, target)
    missed = np.abs(laid(source) - target)
    assert 0.01 < missed.max() < 0.1
    assert laid(np.array([(5, 0)], float)) == pytest.approx(np.array([(11, 7)]), abs=0.1)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_fewer_than_four_points_say_nothing(count: int) -> None:
    with pytest.raises(ValueError, match="four points"):
        Projection.through(SQUARE[:count], SQUARE[:count])


@pytest.mark.parametrize("further", [(), ((7, 0), (9, 0))])
def test_points_in_a_line_say_nothing(further: tuple[tuple[int, int], ...]) -> None:
    line = np.array([(0, 0), (1, 0), (2, 0), (3, 0), *further], float)
    with pytest.raises(ValueError, match="lie in a line"):
        Projection.through(line, line)


def test_all_points_in_one_place_say_nothing() -> None:
    with pytest.raises(ValueError, match="lie in a line"):
        Projection.through(np.ones((4, 2)), SQUARE)


@pytest.mark.parametrize("degrees", [0, 30, 90, -45, 179])
@pytest.mark.parametrize("scale", [1.0, 6.5])
def test_scale_and_turn_are_told(degrees: float, scale: float) -> None:
    laid = Projection.through(SQUARE, turned(degrees, scale))
    assert laid.scale_at((5, 5)) == pytest.approx(scale)
    assert laid.turn_at((5, 5)) == pytest.approx(degrees)


def test_the_slope_tells_across_and_down_in_columns() -> None:
    target = SQUARE * (3, 5) + SQUARE[:, ::-1] * (0, 2)
    laid = Projection.through(SQUARE, target)
    assert laid.slope_at((4, 7)) == pytest.approx(np.array([[3, 0], [2, 5]]))
    assert laid.scale_at((4, 7)) == pytest.approx(np.sqrt(15))
    assert laid.turn_at((4, 7)) == pytest.approx(np.degrees(np.arctan2(2, 3)))


def test_a_mirrored_sheet_has_a_scale_too() -> None:
    laid = Projection.through(SQUARE, SQUARE * (-2, 2))
    assert laid.scale_at((0, 0)) == pytest.approx(2)


def test_a_source_in_finer_units_is_laid_on_the_same_place() -> None:
    laid = Projection.through(SQUARE, turned(20, 3))
    assert laid.scaled(8)(8 * SQUARE) == pytest.approx(laid(SQUARE))
