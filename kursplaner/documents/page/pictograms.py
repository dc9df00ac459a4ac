"""Pictograms as outlines: the program's SVG icons and the smileys, as instructions of a page.

Everything is drawn in a square of 24 units with y downwards, as the icons are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import atan2, ceil, cos, pi, radians, sin, sqrt, tan
from typing import Final, Literal, TypeAlias

from defusedxml import ElementTree

from kursplaner.basics import resources

UNITS: Final = 24.0
Smiley: TypeAlias = Literal["very_good", "good", "neutral", "poor", "bad", "not_concerned"]
_TOKEN: Final = re.compile(r"[MmLlHhVvCcSsQqTtAaZz]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARC_FLAGS: Final = re.compile(r"([Aa])([^A-Za-z]*)")
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_QUARTER: Final = pi / 2
Point: TypeAlias = tuple[float, float]


@cache
def outline(name: str) -> str:
    """Return the path of the icon `name` (without stroke or fill) in 24 × 24 units.

    Raises:
        FileNotFoundError: if there is no such icon.
    """
    text = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")
    parts: list[str] = []
    for element in ElementTree.fromstring(text).iter():
        parts.extend(_element(element.tag.rpartition("}")[2], element.attrib))
    return " ".join(parts)


def _element(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    def number(name: str) -> float:
        return float(attributes.get(name, 0))

    if tag == "path":
        yield from _Path(attributes["d"]).draw()
    elif tag == "circle":
        yield from ellipse(number("cx"), number("cy"), number("r"), number("r"))
    elif tag == "line":
        yield f"{number('x1'):g} {number('y1'):g} m {number('x2'):g} {number('y2'):g} l"
    elif tag == "rect":
        radius = number("rx") or number("ry")
        yield from _rounded(number("x"), number("y"), number("width"), number("height"), radius)


def ellipse(x: float, y: float, across: float, down: float) -> Iterator[str]:
    """Return a closed ellipse around (x, y)."""
    yield f"{x + across:g} {y:g} m"
    yield from _arc_curves((x, y), (across, down), 0.0, 0.0, 2 * pi)
    yield "h"


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> Iterator[str]:
    if not radius:
        yield f"{x:g} {y:g} {width:g} {height:g} re"
        return
    right, bottom, r = x + width, y + height, radius
    path = (
        f"M{x + r} {y}H{right - r}A{r} {r} 0 0 1 {right} {y + r}V{bottom - r}"
        f"A{r} {r} 0 0 1 {right - r} {bottom}H{x + r}A{r} {r} 0 0 1 {x} {bottom - r}"
        f"V{y + r}A{r} {r} 0 0 1 {x + r} {y}Z"
    )
    yield from _Path(path).draw()


def _arc_curves(
    centre: Point, radii: Point, turn: float, start: float, sweep: float
) -> Iterator[str]:
    """Return an elliptic arc as Bézier curves; angles in radians."""
    count = max(1, ceil(abs(sweep) / _QUARTER - 1e-9))
    step = sweep / count
    reach = 4 / 3 * tan(step / 4)
    for index in range(count):
        first, last = start + index * step, start + (index + 1) * step
        corners = (
            (cos(first) - reach * sin(first), sin(first) + reach * cos(first)),
            (cos(last) + reach * sin(last), sin(last) - reach * cos(last)),
            (cos(last), sin(last)),
        )
        yield " ".join(_placed(corner, centre, radii, turn) for corner in corners) + " c"


def _placed(unit: Point, centre: Point, radii: Point, turn: float) -> str:
    x, y = unit[0] * radii[0], unit[1] * radii[1]
    placed_x = centre[0] + x * cos(turn) - y * sin(turn)
    placed_y = centre[1] + x * sin(turn) + y * cos(turn)
    return f"{placed_x:.4f} {placed_y:.4f}"


class _Path:
    """One SVG path, read command by command."""

    def __init__(self, data: str) -> None:
        spaced = _ARC_FLAGS.sub(_with_spaced_flags, data)
        self._tokens = _TOKEN.findall(spaced)
        self._place = 0
        self._at: Point = (0.0, 0.0)
        self._start: Point = (0.0, 0.0)
        self._control: Point | None = None

    def draw(self) -> Iterator[str]:
        """Return the path in the instructions of a PDF page."""
        command = ""
        while self._place < len(self._tokens):
            token = self._tokens[self._place]
            if token.isalpha():
                command = token
                self._place += 1
            yield from self._step(command)
            command = {"M": "L", "m": "l"}.get(command, command)

    def _number(self) -> float:
        self._place += 1
        return float(self._tokens[self._place - 1])

    def _point(self, *, relative: bool) -> Point:
        x, y = self._number(), self._number()
        return (x + self._at[0], y + self._at[1]) if relative else (x, y)

    def _step(self, command: str) -> Iterator[str]:
        relative, kind = command.islower(), command.upper()
        control = None
        if kind == "Z":
            self._at = self._start
            yield "h"
        elif kind == "M":
            self._at = self._start = self._point(relative=relative)
            yield f"{_text(self._at)} m"
        elif kind in {"L", "H", "V"}:
            self._at = self._line_end(kind, relative=relative)
            yield f"{_text(self._at)} l"
        elif kind in {"C", "S"}:
            first = self._mirrored() if kind == "S" else self._point(relative=relative)
            control = self._point(relative=relative)
            self._at = self._point(relative=relative)
            yield f"{_text(first)} {_text(control)} {_text(self._at)} c"
        elif kind == "Q":
            control = self._point(relative=relative)
            yield self._quadratic(control, self._point(relative=relative))
        else:
            yield from self._arc(relative=relative)
        self._control = control

    def _line_end(self, kind: str, *, relative: bool) -> Point:
        if kind == "L":
            return self._point(relative=relative)
        value = self._number()
        if kind == "H":
            return (value + self._at[0] if relative else value), self._at[1]
        return self._at[0], (value + self._at[1] if relative else value)

    def _mirrored(self) -> Point:
        if self._control is None:
            return self._at
        return 2 * self._at[0] - self._control[0], 2 * self._at[1] - self._control[1]

    def _quadratic(self, control: Point, end: Point) -> str:
        begin, self._at = self._at, end
        first = tuple(b + 2 / 3 * (c - b) for b, c in zip(begin, control, strict=True))
        second = tuple(e + 2 / 3 * (c - e) for e, c in zip(end, control, strict=True))
        return " ".join(f"{x:.4f} {y:.4f}" for x, y in (first, second, end)) + " c"

    def _arc(self, *, relative: bool) -> Iterator[str]:
        """Draw an arc given by its ends (SVG 1.1, appendix F.6.5)."""
        rx, ry = abs(self._number()), abs(self._number())
        turn = radians(self._number())
        large, clockwise = bool(self._number()), bool(self._number())
        begin, end = self._at, self._point(relative=relative)
        self._at = end
        if begin == end:
            return
        half = ((begin[0] - end[0]) / 2, (begin[1] - end[1]) / 2)
        x = cos(turn) * half[0] + sin(turn) * half[1]
        y = cos(turn) * half[1] - sin(turn) * half[0]
        too_far = sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
        rx, ry = rx * too_far, ry * too_far
        rest = (rx * ry) ** 2 - (rx * y) ** 2 - (ry * x) ** 2
        factor = sqrt(max(0.0, rest) / ((rx * y) ** 2 + (ry * x) ** 2))
        factor = -factor if large == clockwise else factor
        middle = (factor * rx * y / ry, -factor * ry * x / rx)
        centre = (
            cos(turn) * middle[0] - sin(turn) * middle[1] + (begin[0] + end[0]) / 2,
            sin(turn) * middle[0] + cos(turn) * middle[1] + (begin[1] + end[1]) / 2,
        )
        start = atan2((y - middle[1]) / ry, (x - middle[0]) / rx)
        sweep = atan2((-y - middle[1]) / ry, (-x - middle[0]) / rx) - start
        if clockwise and sweep < 0:
            sweep += 2 * pi
        elif not clockwise and sweep > 0:
            sweep -= 2 * pi
        yield from _arc_curves(centre, (rx, ry), turn, start, sweep)


def _with_spaced_flags(found: re.Match[str]) -> str:
    """Set blanks around the two flags of an arc, which may stand without any."""
    rest = found[2]
    numbers: list[str] = []
    while rest := rest.lstrip(" ,\n\t"):
        wants_flag = len(numbers) % 7 in {3, 4}
        number = rest[0] if wants_flag else _first_number(rest)
        numbers.append(number)
        rest = rest[len(number) :]
    return found[1] + " ".join(numbers)


def _first_number(text: str) -> str:
    found = _NUMBER.match(text)
    return found[0] if found else text


def _text(point: Point) -> str:
    return f"{point[0]:.4f} {point[1]:.4f}"


@cache
def smiley(kind: Smiley) -> str:
    """Return a whole smiley (circle, eyes, mouth), drawn with strokes of 1.5 units."""
    return " ".join(_smiley(kind))


def _smiley(kind: Smiley) -> Iterable[str]:
    if kind == "not_concerned":
        yield "[2 1.6] 0 d"
        yield from ellipse(12, 12, 10.6, 10.6)
        yield "S [] 0 d 8 12 m 16 12 l S"
        return
    yield from ellipse(12, 12, 10.6, 10.6)
    yield "S"
    for x in (8.6, 15.4):
        yield from ellipse(x, 8.6, 1.15, 1.15)
    yield "f"
    yield {
        "very_good": "5.8 12.6 m 18.2 12.6 l 18.2 21.2 5.8 21.2 5.8 12.6 c h B",
        "good": "7.2 14.2 m 9.2 17.8 14.8 17.8 16.8 14.2 c S",
        "neutral": "7.4 15.8 m 16.6 15.8 l S",
        "poor": "7.2 17.4 m 9.2 13.8 14.8 13.8 16.8 17.4 c S",
        "bad": "5.8 19 m 5.8 10.4 18.2 10.4 18.2 19 c h B",
    }[kind]
