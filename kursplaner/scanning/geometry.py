"""From the pixels of a picture to the millimetres of a sheet, and back."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Points: TypeAlias = npt.NDArray[np.float64]
"""Rows of x and y."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A plane seen from somewhere: straight lines stay straight.

    Attributes:
        matrix: 3 × 3, from the points it was made of to those they lie on.
    """

    matrix: Points

    @classmethod
    def through(cls, source: Points, target: Points) -> "Projection":
        """Return the projection that lays `source` on `target`, at best where there are over four.

        Raises:
            ValueError: fewer than four points, or three of four in one line.
        """
        if len(source) < 4:
            raise ValueError("a projection needs four points")
        from_source, from_target = _scaled(source), _scaled(target)
        rows = _equations(_moved(source, from_source), _moved(target, from_target))
        values, vectors = np.linalg.svd(rows)[1:]
        if values[-2 if len(rows) > 8 else -1] < 1e-9:
            raise ValueError("the points lie in a line")
        found = np.linalg.inv(from_target) @ vectors[-1].reshape(3, 3) @ from_source
        return cls(found / found[2, 2])

    def __call__(self, points: Points) -> Points:
        """Return where the points lie."""
        return _moved(np.asarray(points, float), self.matrix)

    def inverse(self) -> "Projection":
        """Return the way back."""
        back = np.linalg.inv(self.matrix)
        return Projection(back / back[2, 2])

    def scaled(self, factor: float) -> "Projection":
        """Return the projection for a source measured in units `factor` times as fine."""
        return Projection(self.matrix @ np.diag([1 / factor, 1 / factor, 1.0]))

    def slope_at(self, point: tuple[float, float]) -> Points:
        """Return how the target changes with the source at a point: 2 × 2, as columns."""
        x, y = point
        start, right, below = self(np.array([(x, y), (x + 1, y), (x, y + 1)], float))
        return np.array([right - start, below - start]).T

    def scale_at(self, point: tuple[float, float]) -> float:
        """Return how many units of the target one unit of the source is at a point."""
        return float(np.sqrt(abs(np.linalg.det(self.slope_at(point)))))

    def turn_at(self, point: tuple[float, float]) -> float:
        """Return by how many degrees the source is turned clockwise at a point, -180 to 180."""
        across, down = self.slope_at(point)[:, 0]
        return float(np.degrees(np.arctan2(down, across)))


def _moved(points: Points, matrix: Points) -> Points:
    moved = np.c_[points, np.ones(len(points))] @ matrix.T
    flat: Points = moved[:, :2] / moved[:, 2:]
    return flat


def _scaled(points: Points) -> Points:
    """Return the matrix that lays points around zero, at a distance of about one."""
    middle = points.mean(0)
    size = max(float(np.abs(points - middle).mean()), 1e-9)
    return np.array([[1 / size, 0, -middle[0] / size], [0, 1 / size, -middle[1] / size], [0, 0, 1]])


def _equations(source: Points, target: Points) -> Points:
    x, y = source.T
    u, v = target.T
    none, full = np.zeros_like(x), np.ones_like(x)
    across = np.c_[x, y, full, none, none, none, -u * x, -u * y, -u]
    down = np.c_[none, none, none, x, y, full, -v * x, -v * y, -v]
    both: Points = np.r_[across, down]
    return both
