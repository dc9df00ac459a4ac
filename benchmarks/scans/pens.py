"""A hand with a pen, drawing on a picture; all measures in millimetres."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from kursplaner.basics.layout import Rect

DPI: Final = 300
MM: Final = DPI / 25.4
PENS: Final = ((0.35, 120), (0.4, 30), (0.5, 50), (0.5, 150), (0.6, 70), (0.7, 20), (1.3, 15))
"""Width and shade: a thin light pen, ballpoints, a pencil, ink, a felt pen."""
NAMES: Final = ("Mila", "Jana", "Olena K.", "Tesfay", "Farid R.", "Nowak", "Rima", "Bui", "Ö. Kaya")
LETTERS: Final = {
    "E": (((1, 0.04), (0.06, 0), (0, 1), (0.96, 0.97)), ((0.03, 0.52), (0.7, 0.5))),
    "U": (((0, 0), (0.03, 0.6), (0.22, 0.97), (0.6, 1), (0.88, 0.7), (0.92, 0.02)),),
    "W": (((0, 0), (0.2, 0.98), (0.48, 0.15), (0.72, 1), (1, 0.02)),),
    "P": (((0.04, 1), (0.06, 0.02), (0.55, 0), (0.85, 0.2), (0.6, 0.5), (0.06, 0.55)),),
}


@dataclass(slots=True)
class Hand:
    """Somebody with a pen."""

    image: Image.Image
    chance: random.Random
    width: float
    shade: int
    fonts: Sequence[Path] = ()

    def stroke(self, points: Sequence[tuple[float, float]]) -> None:
        """Draw along points, a little unevenly."""
        pen = ImageDraw.Draw(self.image)
        for (x0, y0), (x1, y1) in pairwise(points):
            steps = max(2, int(math.hypot(x1 - x0, y1 - y0) * MM / 2))
            for step in range(steps + 1):
                x, y = (a + (b - a) * step / steps for a, b in ((x0, x1), (y0, y1)))
                reach = self.width / 2 * self.chance.uniform(0.85, 1.15)
                sides = [(x - reach) * MM, (y - reach) * MM, (x + reach) * MM, (y + reach) * MM]
                pen.ellipse(sides, fill=self.shade)

    def shaken(self, amount: float = 0.5) -> float:
        """Return how far a hand misses a point."""
        return self.chance.uniform(-amount, amount)

    def tick(self, box: Rect) -> None:
        """Mark a box: a cross, a tick or one stroke."""
        x, y = box.middle
        reach = box.width / 2 * self.chance.uniform(0.6, 1.15)
        way = self.chance.random()
        if way < 0.9:
            ends = [(-1, -1), (1, 1)] if way < 0.7 else [(-0.7, 0), (-0.1, 0.7), (1, -1)]
            self.stroke(
                [(x + a * reach + self.shaken(), y + b * reach + self.shaken()) for a, b in ends]
            )
            if way >= 0.7:
                return
        self.stroke(
            [(x + a * reach + self.shaken(), y - a * reach + self.shaken()) for a in (1, -1)]
        )

    def fill(self, box: Rect) -> None:
        """Fill a box in completely."""
        points, y = [], box.y + 0.3
        while y < box.bottom - 0.2:
            for x in (box.x + 0.4, box.right - 0.4):
                points.append((x + self.shaken(0.3), y))
                y += min(self.width, 0.7) * 0.4
        self.stroke(points)

    def sign(self, field: Rect) -> None:
        """Write a signature: a scribble, or a name where there is handwriting."""
        if self.fonts and self.chance.random() < 0.5:
            size = round(self.chance.uniform(4, 6.5) * MM)
            place = (field.x + self.chance.uniform(0.3, 3)) * MM, (field.y + 0.8) * MM
            self._text(self.chance.choice(NAMES), size, place)
            return
        turns = self.chance.randint(3, 9)
        left = field.x + self.chance.uniform(0.5, 4)
        wide = min(self.chance.uniform(7, 18), field.right - left + 2)
        high, middle = self.chance.uniform(0.8, 2.8), field.middle[1] + self.shaken(1)
        t = np.linspace(0, 1, turns * 9)
        y = middle + np.sin(t * turns * 6.28 + self.chance.random()) * high * (1 - 0.5 * t)
        x = left + t * wide + np.sin(t * 17) * 0.4
        self.stroke(list(zip(x.tolist(), y.tolist(), strict=True)))

    def strike(self, field: Rect) -> None:
        """Strike a field through, level or from corner to corner."""
        left = field.x + self.chance.uniform(0.3, 2)
        right = field.x + field.width * self.chance.uniform(0.75, 1.02)
        rise = self.chance.choice((0, 0, 2.6, -2.6)) + self.shaken(0.8)
        y = field.middle[1] + self.shaken(0.8)
        self.stroke(
            [(left, y + rise), ((left + right) / 2, y + self.shaken(0.25)), (right, y - rise)]
        )

    def letter(self, sign: str, box: Rect) -> None:
        """Write a letter into a box."""
        if self.fonts:
            size = round(self.chance.uniform(4.2, 6) * MM)
            x, y = (value * MM for value in box.middle)
            self._text(sign, size, (x + self.shaken(5), y + self.shaken(5)), middle=True)
            return
        side = box.width * self.chance.uniform(0.55, 0.95)
        lean = self.shaken(0.25)
        x, y = (value - side / 2 + self.shaken(0.4) for value in box.middle)
        for line in LETTERS[sign]:
            self.stroke(
                [
                    (
                        x + (a + lean * (0.5 - b)) * side + self.shaken(0.12),
                        y + b * side + self.shaken(0.12),
                    )
                    for a, b in line
                ]
            )

    def _text(
        self, text: str, size: int, place: tuple[float, float], *, middle: bool = False
    ) -> None:
        font = ImageFont.truetype(self.chance.choice(list(self.fonts)), size)
        pen = ImageDraw.Draw(self.image)
        x, y = place
        if middle:
            left, top, right, bottom = pen.textbbox((0, 0), text, font=font)
            x, y = x - (left + right) / 2, y - (top + bottom) / 2
        pen.text((x, y), text, font=font, fill=self.shade)


def hand(picture: npt.NDArray[np.uint8], chance: random.Random, fonts: Sequence[Path]) -> Hand:
    """Return somebody with a pen over a picture."""
    width, shade = chance.choice(PENS)
    return Hand(Image.fromarray(picture.copy()), chance, width, shade, fonts)
